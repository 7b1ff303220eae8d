package dev.overlap.explore;

import java.nio.file.Path;
import java.util.List;

import dev.overlap.canary.Canaries;
import dev.overlap.canary.Canary;
import dev.overlap.finding.Finding;
import dev.overlap.kernel.WindowsVersion;
import dev.overlap.scenario.Scenario;
import dev.overlap.scenario.Scenarios;
import dev.overlap.schedule.Bench;
import dev.overlap.simulation.SimWorld;
import dev.overlap.trace.Trace;
import org.jspecify.annotations.Nullable;

/** What the tests of this package have in common: runs of some size, and canaries to have findings. */
final class Runs {

    /** Whether the tests run at full size; otherwise at a tenth of it. */
    static final boolean ACCEPTANCE = Boolean.getBoolean("overlap.acceptance");
    static final Bench.Engine ENGINE = Bench.Engine.CONTINUATIONS;

    private static final boolean ASCII = true;

    private Runs() {
    }

    /** Full size, or a tenth. */
    static int scaled(int full) {
        return ACCEPTANCE ? full : full / 10;
    }

    /** A run of so many executions of everything, with the default portfolio, on one thread and on continuations, without canaries. */
    static ExploreOptions options(long seed, List<Subject> subjects, long executions, Path directory) {
        return new ExploreOptions(seed, Scenarios.all(), subjects, Portfolio.DEFAULT, WindowsVersion.WINDOWS_10, executions, Long.MAX_VALUE, 1, ENGINE, false,
                directory);
    }

    static ExploreOptions withThreads(ExploreOptions options, int threads) {
        return with(options, threads, options.engine(), options.directory());
    }

    static ExploreOptions with(ExploreOptions options, int threads, Bench.Engine engine, @Nullable Path directory) {
        return new ExploreOptions(options.seed(), options.scenarios(), options.subjects(), options.portfolio(), options.windows(), options.executions(),
                options.nanos(), threads, engine, options.canaries(), directory);
    }

    /** Only the canaries, each until it is found. */
    static ExploreOptions canaryHunt(long seed, Path directory) {
        ExploreOptions all = options(seed, Subjects.pipeReaders(), 0, directory);
        return new ExploreOptions(seed, all.scenarios(), all.subjects(), all.portfolio(), all.windows(), 0, Long.MAX_VALUE, 1, ENGINE, true, directory);
    }

    static ExploreSummary run(ExploreOptions options) {
        return new Exploration(options, new Quiet(), ASCII).run();
    }

    static TraceReplayer replayer(Bench.Engine engine) {
        return new TraceReplayer(engine, ASCII);
    }

    /** Plays single executions of the scenario and the reader that a trace names. */
    static Rehearsal rehearsal(Trace trace) {
        return rehearsal(trace, Subjects.exactly(trace.reader()).orElseThrow());
    }

    static Rehearsal rehearsal(Trace trace, Subject subject) {
        return new Rehearsal(new SimWorld(ENGINE), TraceReplayer.scenario(trace, Repertoire.OF_THE_PROJECT), subject, Rehearsal.setting(trace));
    }

    // ---------------------------------------------------------------- canaries

    static List<Subject> canaries() {
        return Canaries.all().stream().map(Subject::of).toList();
    }

    static Canary canary(String id) {
        return Canaries.all().stream().filter(canary -> canary.id().equals(id)).findFirst().orElseThrow();
    }

    static Scenario scenario(Canary canary) {
        return Scenarios.named(canary.scenario()).orElseThrow();
    }

    static String headline(@Nullable Finding finding) {
        return finding == null ? Trace.CLEAN : finding.headline();
    }

    /** Hears nothing. */
    static class Quiet implements ExploreListener {
        @Override
        public void progress(long executions, long nanos, long states, int findings) {
            // Not of interest.
        }

        @Override
        public void found(Reported reported) {
            // Not of interest.
        }

        @Override
        public void canaryFound(Reported reported) {
            // Not of interest.
        }
    }
}
