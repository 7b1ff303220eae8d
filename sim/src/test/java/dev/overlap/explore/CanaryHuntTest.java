package dev.overlap.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import dev.overlap.canary.Canaries;
import dev.overlap.canary.Canary;
import dev.overlap.explore.TraceReplayer.Outcome;
import dev.overlap.explore.TraceReplayer.Result;
import dev.overlap.schedule.Bench;
import dev.overlap.trace.Trace;
import dev.overlap.trace.TraceFormat;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every canary is found from every seed, within 10,000 executions, and what is kept of it is short and says the same for ever.
 *
 * <p>20 seeds and 1,000 replays at full size.
 */
class CanaryHuntTest {

    private static final int MAX_LINES = 40;
    private static final int SEEDS = Runs.scaled(20);
    private static final int REPLAYS = Runs.scaled(1_000);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path directory;

    @TestFactory
    Stream<DynamicTest> everyCanaryIsFoundShrunkAndReplayed() {
        return seeds().mapToObj(seed -> dynamicTest("seed " + seed, () -> {
            ExploreSummary summary = Runs.run(Runs.canaryHunt(seed, directory));
            assertThat(summary.canariesMissed()).isEmpty();
            assertThat(summary.canaries()).hasSize(Canaries.all().size());
            for (Reported found : summary.canaries()) {
                check(seed, found);
            }
        }));
    }

    /** The same with nothing known of where a canary shows: in all scenarios in turn. */
    @TestFactory
    Stream<DynamicTest> everyCanaryIsFoundAmongAllScenarios() {
        return seeds().mapToObj(seed -> dynamicTest("seed " + seed, () -> {
            for (Canary canary : Canaries.all()) {
                List<Subject> subjects = List.of(Subject.of(canary));
                ExploreSummary summary = Runs.run(Runs.options(seed, subjects, Exploration.CANARY_BUDGET, directory));
                assertThat(summary.diverged()).isZero();
                assertThat(summary.findings()).as(canary.id()).isNotEmpty()
                        .allSatisfy(found -> assertThat(found.finding().kind().name()).satisfiesAnyOf(kind -> assertThat(kind).isEqualTo(canary.kind()),
                                kind -> assertThat(canary.elsewhere()).contains(kind)));
                check(seed, summary.findings().stream().filter(found -> found.finding().kind().name().equals(canary.kind())).findFirst().orElseThrow());
            }
        }));
    }

    private static LongStream seeds() {
        // Small ones as people type them, and some with all bits.
        return LongStream.range(0, SEEDS).map(i -> i % 2 == 0 ? i : 0x9E3779B97F4A7C15L * i);
    }

    private static void check(long seed, Reported found) throws Exception {
        Trace trace = found.trace();
        String text = TraceFormat.print(trace);
        System.out.printf(Locale.ROOT, "seed %d: %s in %s at execution %d by %s, %d choices, needs %s%n", seed, trace.reader(), trace.scenario(),
                found.execution(), found.strategy(), trace.entries().size(), trace.needs());
        assertThat(found.execution()).isBetween(0L, Exploration.CANARY_BUDGET - 1L);
        assertThat(found.finding().kind().name()).isEqualTo(Runs.canary(trace.reader()).kind());
        assertThat(text.lines().count()).as(text).isLessThanOrEqualTo(MAX_LINES);
        assertThat(TraceFormat.parse(text)).isEqualTo(trace);
        for (Bench.Engine engine : Bench.Engine.values()) {
            TraceReplayer replayer = Runs.replayer(engine);
            for (int i = 0; i < REPLAYS; i++) {
                Result result = replayer.replay(trace);
                assertThat(result.outcome()).isEqualTo(Outcome.REPRODUCED);
                assertThat(result.finding()).isEqualTo(found.finding());
                assertThat(result.divergence()).isNull();
                assertThat(result.trace()).isEqualTo(trace);
                assertThat(result.timeline()).isEqualTo(found.timeline());
                assertThat(result.isAsExpected(trace)).isTrue();
            }
        }
    }
}
