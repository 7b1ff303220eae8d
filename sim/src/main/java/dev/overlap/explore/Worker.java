package dev.overlap.explore;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;

import dev.overlap.choice.Choices;
import dev.overlap.choice.EnumeratedChoices;
import dev.overlap.choice.SeededChoices;
import dev.overlap.choice.SplitMix;
import dev.overlap.fault.Rule;
import dev.overlap.finding.Finding;
import dev.overlap.kernel.WindowsVersion;
import dev.overlap.program.RandomProgram;
import dev.overlap.reader.Capability;
import dev.overlap.rules.ReaderRules;
import dev.overlap.scenario.Scenario;
import dev.overlap.schedule.Bench;
import dev.overlap.schedule.DepthFirst;
import dev.overlap.schedule.Limits;
import dev.overlap.schedule.Pct;
import dev.overlap.schedule.RandomWalk;
import dev.overlap.schedule.Recording;
import dev.overlap.schedule.Replay;
import dev.overlap.schedule.Strategy;
import dev.overlap.simulation.Execution;
import dev.overlap.simulation.Setting;
import dev.overlap.simulation.SimWorld;
import org.jspecify.annotations.Nullable;

/**
 * Plays blocks of executions on one thread. What is played under a number depends on the seed, the number and the lanes alone.
 *
 * <p>Hot: {@link #play} runs hundreds of thousands of times a second.
 */
final class Worker {

    /** Consecutive executions that share lane and strategy. */
    static final int BLOCK = 200;
    /** One execution in so many is repeated from its own recording. */
    static final int REPLAY_ONE_IN = 20;

    /** After so many points an execution goes on without choices; now and then much earlier. */
    static final int SAFETY_POINTS = 400;
    private static final int SHORT_SAFETY_POINTS = 20;
    static final int STEP_BOUND = 20_000;
    private static final int MAX_SURPRISES = 3;
    private static final int ENUMERATED_DEPTH = 40;
    private static final int SOUNDINGS = 16;

    /** A scenario and who plays in it. */
    record Lane(Scenario scenario, Subject subject) {

        /** How many calls may fail in one execution. */
        int faults() {
            return subject.capabilities().contains(Capability.FAULTS) ? scenario.faults() : 0;
        }
    }

    /** Hears what a worker finds; on the worker's thread. */
    interface Sink {
        void found(long execution, Lane lane, Setting setting, StrategyKind strategy, Finding finding, int[] decisions);

        void diverged(long execution, Lane lane, Setting setting, StrategyKind strategy, int[] decisions, Execution first, Execution second);
    }

    private final long seed;
    private final List<Lane> lanes;
    private final Portfolio portfolio;
    private final WindowsVersion windows;
    private final List<Rule> rules;
    private final Sink sink;
    private final SimWorld world;
    private final SimWorld replays;
    private final SeededChoices choices = new SeededChoices();
    private final SplitMix draw = new SplitMix(0);
    private final RandomWalk randomWalk = new RandomWalk();
    private final List<@Nullable Pct> pct = new ArrayList<>();
    private final int[] expectedPoints;
    private @Nullable FaultCoverage faults;
    private long executions;
    private long points;
    private long surprised;
    private long replayed;
    private long diverged;
    private final Set<Rule> rulesSeen = new LinkedHashSet<>();
    private final Set<Rule> rulesMatched = new HashSet<>();

    Worker(long seed, List<Lane> lanes, Portfolio portfolio, WindowsVersion windows, Bench.Engine engine, Sink sink) {
        this(seed, lanes, portfolio, windows, List.of(), engine, sink);
    }

    /**
     * Makes a worker.
     *
     * @param rules what happens in every execution
     */
    Worker(long seed, List<Lane> lanes, Portfolio portfolio, WindowsVersion windows, List<Rule> rules, Bench.Engine engine, Sink sink) {
        this.rules = rules;
        this.seed = seed;
        this.lanes = lanes;
        this.portfolio = portfolio;
        this.windows = windows;
        this.sink = sink;
        this.world = new SimWorld(engine, ReaderRules::check);
        this.replays = new SimWorld(engine, ReaderRules::check);
        this.expectedPoints = new int[lanes.size()];
    }

    /**
     * Plays the executions {@code from} to {@code to} - 1, all of one block.
     *
     * @param isOver asked now and then; true ends the block early
     */
    void playBlock(long from, long to, BooleanSupplier isOver) {
        long block = from / BLOCK;
        int laneNumber = (int) (block % lanes.size());
        long turn = block / lanes.size();
        Lane lane = drawn(lanes.get(laneNumber), laneNumber, block);
        StrategyKind kind = portfolio.turn(turn);
        EnumeratedChoices enumerated = null;
        Strategy strategy = randomWalk;
        if (kind.type() == StrategyKind.Type.PCT) {
            strategy = pct(kind.depth());
        } else if (kind.type() == StrategyKind.Type.DEPTH_FIRST) {
            // Each turn allows one preemption more than the one before.
            enumerated = new EnumeratedChoices(ENUMERATED_DEPTH);
            strategy = new DepthFirst(enumerated, (int) Math.min(turn / portfolio.turns().size(), ENUMERATED_DEPTH));
        }
        for (long execution = from; execution < to; execution++) {
            boolean exhausted = !play(execution, laneNumber, lane, kind, strategy, enumerated);
            if (exhausted) {
                // Everything within the bounds was tried: the rest of the block walks at random.
                enumerated = null;
                strategy = randomWalk;
                kind = new StrategyKind(StrategyKind.Type.RANDOM_WALK, 0);
            }
            if ((execution & 15) == 15 && isOver.getAsBoolean()) {
                return;
            }
        }
    }

    /** Counts the faults that the executions to come survive. */
    void countFaults(FaultCoverage coverage) {
        faults = coverage;
        world.listenToFaults(coverage);
    }

    /** Plays one execution; false when an enumeration has come to its end. */
    private boolean play(long execution, int laneNumber, Lane lane, StrategyKind kind, Strategy strategy, @Nullable EnumeratedChoices enumerated) {
        int expected = expectedPoints(laneNumber, lane);
        long executionSeed = SplitMix.seedOf(seed, execution);
        // An enumeration goes through the executions of one setting.
        Setting setting =
                enumerated == null ? setting(executionSeed, lane)
                        : new Setting(windows, new Limits(SAFETY_POINTS, STEP_BOUND, MAX_SURPRISES), lane.faults(), rules);
        Choices data = enumerated;
        if (data == null) {
            choices.seed(executionSeed);
            data = choices;
        }
        long strategySeed = SplitMix.mix(executionSeed ^ 0x5DEECE66DL);
        Execution played = world.play(lane.scenario(), lane.subject().factory(), setting, strategy, data, strategySeed, expected, null);
        executions++;
        points += played.points();
        if (!played.rules().isEmpty()) {
            rulesSeen.addAll(played.rules());
            rulesMatched.addAll(played.matched());
        }
        if (played.surprised()) {
            surprised++;
        }
        Finding finding = played.finding();
        if (faults != null) {
            faults.executionEnded(finding == null);
            faults.seen(world.readerClass());
        }
        if (execution % REPLAY_ONE_IN == 0 || finding != null) {
            // Copied before the replay overwrites it.
            checkReplay(execution, lane, setting, kind, played);
        }
        return enumerated == null || enumerated.next();
    }

    private void checkReplay(long execution, Lane lane, Setting setting, StrategyKind kind, Execution played) {
        Recording recording = world.recording();
        int[] decisions = recording.toArray();
        Replay replay = new Replay(decisions);
        Execution again = replays.play(lane.scenario(), lane.subject().factory(), setting, replay, replay, 0, 1, null);
        replayed++;
        Finding finding = played.finding();
        if (again.hash() != played.hash() || again.points() != played.points() || replay.divergedAt() >= 0 || !Objects.equals(finding, again.finding())) {
            diverged++;
            sink.diverged(execution, lane, setting, kind, decisions, played, again);
        } else if (finding != null) {
            sink.found(execution, lane, setting, kind, finding, decisions);
        }
    }

    /** The bounds of an execution, drawn from its seed: now and then an early calm, and up to so many surprises and faults. */
    private Setting setting(long executionSeed, Lane lane) {
        draw.seed(executionSeed + 1);
        int safety = draw.below(8) == 0 ? SHORT_SAFETY_POINTS + draw.below(SAFETY_POINTS / 4) : SAFETY_POINTS;
        int surprises = draw.below(MAX_SURPRISES + 1);
        return new Setting(windows, new Limits(safety, STEP_BOUND, surprises), lane.faults() == 0 ? 0 : draw.below(lane.faults() + 1), rules);
    }

    /** What is played under a number of a block: the lane, or, where it stands for programs, one that is drawn for this block. */
    private Lane drawn(Lane lane, int laneNumber, long block) {
        if (!(lane.scenario() instanceof RandomProgram)) {
            return lane;
        }
        expectedPoints[laneNumber] = 0;
        return new Lane(RandomProgram.drawn(SplitMix.seedOf(~seed, block), lane.subject().capabilities()), lane.subject());
    }

    private Pct pct(int depth) {
        while (pct.size() <= depth) {
            pct.add(null);
        }
        Pct strategy = pct.get(depth);
        if (strategy == null) {
            strategy = new Pct(depth);
            pct.set(depth, strategy);
        }
        return strategy;
    }

    /** About how many decisions an execution of a lane has: the average of a few random ones, the same in every worker. */
    private int expectedPoints(int laneNumber, Lane lane) {
        if (expectedPoints[laneNumber] == 0) {
            long picks = 0;
            for (int i = 0; i < SOUNDINGS; i++) {
                choices.seed(SplitMix.mix(i));
                picks += replays
                        .play(lane.scenario(), lane.subject().factory(), new Setting(windows, new Limits(SAFETY_POINTS, STEP_BOUND, 0)), randomWalk, choices,
                                SplitMix.mix(-i), 1, null)
                        .picks();
            }
            expectedPoints[laneNumber] = (int) Math.max(1, picks / SOUNDINGS);
        }
        return expectedPoints[laneNumber];
    }

    SimWorld world() {
        return world;
    }

    long executions() {
        return executions;
    }

    long points() {
        return points;
    }

    long surprised() {
        return surprised;
    }

    long replayed() {
        return replayed;
    }

    long diverged() {
        return diverged;
    }

    /** The rules of its executions. */
    Set<Rule> rulesSeen() {
        return rulesSeen;
    }

    /** Those that have had an effect in any of them. */
    Set<Rule> rulesMatched() {
        return rulesMatched;
    }
}
