package dev.overlap.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import dev.overlap.explore.TraceReplayer.Outcome;
import dev.overlap.explore.TraceReplayer.Result;
import dev.overlap.scenario.Scenarios;
import dev.overlap.schedule.Bench;
import dev.overlap.trace.Trace;
import dev.overlap.win32.Handle;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.ThrowingConsumer;
import org.junit.jupiter.api.io.TempDir;

/** A trace outlives changes of the code that have nothing to do with it, and does not outlive the defect. */
class UnrelatedChangeTest {

    private static final int SEEDS = Runs.scaled(20);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path directory;

    /** The traces of the canaries, from several seeds. */
    private static Stream<DynamicTest> forEachTrace(ThrowingConsumer<Trace> check) {
        return LongStream.rangeClosed(1, SEEDS).boxed()
                .flatMap(seed -> Runs.run(Runs.canaryHunt(seed, directory)).canaries().stream()
                        .map(found -> dynamicTest(found.trace().reader() + ", seed " + seed, () -> check.accept(found.trace()))));
    }

    @TestFactory
    Stream<DynamicTest> theFindingShowsAfterAnUnrelatedLockAndAnUnrelatedCallWereAdded() {
        return forEachTrace(trace -> {
            Subject busier = BusierReader.like(Subjects.exactly(trace.reader()).orElseThrow());
            for (Bench.Engine engine : Bench.Engine.values()) {
                long before = BusierReader.ADDITIONS.get();
                Result result = Runs.replayer(engine).replay(trace, Scenarios.named(trace.scenario()).orElseThrow(), busier);
                assertThat(BusierReader.ADDITIONS.get()).isGreaterThan(before);
                assertThat(result.outcome()).as(result.divergence() + "\n" + result.timeline()).isIn(Outcome.REPRODUCED, Outcome.MOVED);
                assertThat(Runs.headline(result.finding())).startsWith(trace.expectedKind() + " ");
                assertThat(result.isAsExpected(trace)).isTrue();
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> aReaderWithoutTheDefectIsCleanOrTheTraceIsStale() {
        return forEachTrace(trace -> {
            for (Subject correct : Subjects.pipeReaders()) {
                for (Subject subject : List.of(correct, BusierReader.like(correct))) {
                    Result result = Runs.replayer(Runs.ENGINE).replay(trace, Scenarios.named(trace.scenario()).orElseThrow(), subject);
                    assertThat(result.outcome()).as(result.timeline()).isIn(Outcome.CLEAN, Outcome.STALE);
                    assertThat(result.finding()).isNull();
                    assertThat(result.isAsExpected(trace)).isFalse();
                    assertThat(result.isAsExpected(trace.expecting(null))).isEqualTo(result.outcome() == Outcome.CLEAN);
                }
            }
        });
    }

    /** The smallest fix of one of them: it waits for callbacks when it ends its wait. */
    @TestFactory
    Stream<DynamicTest> aCanaryWhoseDefectIsRepairedIsCleanOrItsTraceIsStale() {
        return forEachTrace(trace -> {
            Subject repaired = repaired(Subjects.exactly(trace.reader()).orElseThrow());
            Result result = Runs.replayer(Runs.ENGINE).replay(trace, Scenarios.named(trace.scenario()).orElseThrow(), repaired);
            if (trace.reader().equals("canary/late-callback")) {
                assertThat(result.outcome()).as(result.timeline()).isIn(Outcome.CLEAN, Outcome.STALE);
                assertThat(result.finding()).isNull();
            } else {
                assertThat(result.outcome()).as("not repaired by that").isEqualTo(Outcome.REPRODUCED);
            }
        });
    }

    /** The same reader on a Windows whose UnregisterWaitEx always waits. */
    private static Subject repaired(Subject subject) {
        return new Subject(subject.id(), (win32, platform, pipe, listener) -> subject.factory().open(
                BusierReader.changed(win32, (method, arguments) -> {
                    if (method.getName().equals("unregisterWaitEx")) {
                        arguments[1] = Handle.INVALID_HANDLE_VALUE;
                    }
                }), platform, pipe, listener), subject.capabilities());
    }
}
