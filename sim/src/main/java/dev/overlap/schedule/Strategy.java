package dev.overlap.schedule;

/**
 * Decides who runs next. One instance serves one execution after the other, on one thread.
 *
 * <p>Candidates are bits of a mask: tasks have the slots 0 to {@link Scheduler#MAX_TASKS} - 1, steps of the kernel those from
 * {@link Scheduler#FIRST_STEP}, and {@link Scheduler#CLOCK} is the passing of time up to the next deadline.
 */
public interface Strategy {

    /**
     * Starts an execution.
     *
     * @param seed all randomness of the strategy in this execution comes from it
     * @param expectedPoints about how many scheduling points the execution will have
     */
    void begin(long seed, int expectedPoints);

    /** A slot has been given to a new task or a new operation of the kernel. */
    default void created(int slot) {
    }

    /**
     * Picks one candidate.
     *
     * @param enabled two bits at least
     * @param current the running task; not among the candidates when it is blocked
     * @return the number of a bit in {@code enabled}
     */
    int pick(long enabled, int current);

    /** The number of the {@code index}-th bit that is set, from 0. Candidates are few, so that a loop beats Long.expand, which some processors do slowly. */
    static int bit(long mask, int index) {
        long rest = mask;
        for (int i = 0; i < index; i++) {
            rest &= rest - 1;
        }
        return Long.numberOfTrailingZeros(rest);
    }

    /**
     * The pick that surprises least: go on with the current task, or, when it cannot go on, the first step of the kernel, then the first task in order of
     * creation, and time only when nothing else can happen.
     */
    static int defaultPick(long enabled, int current) {
        if ((enabled >>> current & 1) != 0) {
            return current;
        }
        long steps = enabled & Scheduler.STEPS;
        return Long.numberOfTrailingZeros(steps != 0 ? steps : enabled);
    }
}
