package dev.overlap.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.overlap.canary.Canaries;
import dev.overlap.canary.Canary;
import dev.overlap.explore.TraceReplayer.Outcome;
import dev.overlap.kernel.WindowsVersion;
import dev.overlap.program.ProgramScenario;
import dev.overlap.program.RandomProgram;
import dev.overlap.schedule.Bench;
import dev.overlap.trace.Trace;
import dev.overlap.trace.TraceFormat;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Whatever chance makes up, the correct reader survives it, and no canary does. */
class RandomProgramsTest {

    /** 3,000,000 at full size. */
    private static final int EXECUTIONS = Runs.scaled(3_000_000);
    /** The rarest canary needed some 30,000. */
    private static final int BUDGET = 200_000;
    private static final int MAX_LINES = 40;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    private ExploreOptions options(List<Subject> subjects, long executions, Bench.Engine engine) {
        return new ExploreOptions(5, List.of(new RandomProgram()), subjects, Portfolio.DEFAULT, WindowsVersion.WINDOWS_10, executions, Long.MAX_VALUE, 1,
                engine, false, directory);
    }

    @Test
    void theReaderSurvivesAllOfThem() {
        ExploreSummary summary = Runs.run(options(Subjects.pipeReaders(), EXECUTIONS, Runs.ENGINE));
        assertThat(summary.findings()).as(() -> summary.findings().getFirst().timeline()).isEmpty();
        assertThat(summary.diverged()).isZero();
        assertThat(summary.executions()).isEqualTo(EXECUTIONS);
    }

    @Test
    void bothEnginesPlayTheSame() {
        ExploreSummary fast = Runs.run(options(Subjects.pipeReaders(), 2_000, Bench.Engine.CONTINUATIONS));
        ExploreSummary slow = Runs.run(options(Subjects.pipeReaders(), 2_000, Bench.Engine.THREADS));
        assertThat(slow.points()).isEqualTo(fast.points());
        assertThat(slow.states()).isEqualTo(fast.states());
        assertThat(slow.transitions()).isEqualTo(fast.transitions());
        assertThat(slow.marks()).isEqualTo(fast.marks());
    }

    /** What is found says in the trace what was done, shrunk, and can be replayed from the text alone. */
    @TestFactory
    Stream<DynamicTest> everyCanaryIsFoundAndItsProgramKept() {
        return Canaries.all().stream().map(canary -> dynamicTest(canary.id(), () -> {
            Reported found = firstOf(canary);
            assertThat(found).isNotNull();
            Trace trace = found.trace();
            String text = TraceFormat.print(trace);
            assertThat(trace.scenario()).isEqualTo(ProgramScenario.NAME);
            assertThat(text.lines().count()).as(text).isLessThanOrEqualTo(MAX_LINES);
            assertThat(trace.program()).as(text).isNotEmpty();
            assertThat(TraceFormat.parse(text)).isEqualTo(trace);
            TraceReplayer.Result again = Runs.replayer(Bench.Engine.THREADS).replay(TraceFormat.parse(text));
            assertThat(again.outcome()).isEqualTo(Outcome.REPRODUCED);
            assertThat(again.timeline()).isEqualTo(found.timeline());
        }));
    }

    private Reported firstOf(Canary canary) {
        for (long executions = 5_000; executions <= BUDGET; executions *= 4) {
            for (Reported found : Runs.run(options(List.of(Subject.of(canary)), executions, Runs.ENGINE)).findings()) {
                if (found.finding().kind().name().equals(canary.kind())) {
                    return found;
                }
            }
        }
        throw new AssertionError(canary.id() + " was not found in " + BUDGET + " executions");
    }
}
