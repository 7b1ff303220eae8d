package dev.overlap.explore;

import dev.overlap.finding.Finding;
import dev.overlap.rules.ReaderRules;
import dev.overlap.schedule.Bench;
import dev.overlap.schedule.Observer;
import dev.overlap.schedule.ScheduleBytes;
import dev.overlap.simulation.SimWorld;
import org.jspecify.annotations.Nullable;

/** Plays what a fuzzer makes up. Not thread-safe; hot. */
public final class FuzzPlayer {

    /** Of a program; where Pct's changes fall. */
    private static final int EXPECTED_POINTS = 60;

    private final Bench.Engine engine;
    private final SimWorld world;
    private final ScheduleBytes schedule = new ScheduleBytes();

    /**
     * Makes a player.
     *
     * @param observer sees the states of each execution, or null
     */
    public FuzzPlayer(Bench.Engine engine, @Nullable Observer observer) {
        this.engine = engine;
        world = new SimWorld(new Bench(engine, observer), ReaderRules::check);
    }

    /** Plays once; what was found, or null. */
    public @Nullable Finding play(FuzzInput input) {
        input.schedule(schedule);
        return world.play(input.scenario(), input.subject().factory(), input.setting(), schedule, schedule, 0, EXPECTED_POINTS, null).finding();
    }

    /** Writes up what {@link #play} has found just now in this input: shrunk, and as a trace. */
    public Reported report(FuzzInput input, Finding finding) {
        Rehearsal rehearsal = new Rehearsal(engine, input.scenario(), input.subject(), input.setting());
        return new Writeup(rehearsal, Shrinker.BUDGET, Timeline.DEFAULT_WIDTH, true).of(0, finding, world.recording().toArray(), "fuzzer");
    }

    /** The world that it plays in. */
    public SimWorld world() {
        return world;
    }
}
