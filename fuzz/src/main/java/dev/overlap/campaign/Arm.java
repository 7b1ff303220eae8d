package dev.overlap.campaign;

/**
 * Something that a campaign can spend a round on.
 *
 * @param engine {@link #EXPLORE}, {@link #RANDOM_PROGRAMS} or {@link #JAZZER}
 * @param target a scenario, {@code program}, or a fuzz target
 */
public record Arm(String engine, String target) {

    /** Schedules of a scenario. */
    public static final String EXPLORE = "explore";
    /** Stories that chance makes up. */
    public static final String RANDOM_PROGRAMS = "random-programs";
    /** Inputs that a coverage-guided fuzzer makes up, in a JVM of its own. */
    public static final String JAZZER = "jazzer";

    /** So many executions are a round: each strategy has its turn with each of six readers. */
    private static final long EXPLORED = 12_000;
    /** So many inputs: enough to be worth the start of a JVM. */
    private static final long FUZZED = 20_000;

    /** Where what was learned decides, a round of a target has an end in time, and so many inputs are more than fit. */
    private static final long FUZZED_WHILE_LEARNING = 1_000_000;

    /** Whether it is a fuzz target. */
    public boolean isTarget() {
        return engine.equals(JAZZER);
    }

    /** How many executions a round has at most: always the same, so that a round is a function of seed, number and options. */
    long roundExecutions(boolean learning) {
        return !isTarget() ? EXPLORED : learning ? FUZZED_WHILE_LEARNING : FUZZED;
    }

    @Override
    public String toString() {
        return engine + ' ' + target;
    }
}
