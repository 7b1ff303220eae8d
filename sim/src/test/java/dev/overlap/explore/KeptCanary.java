package dev.overlap.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.stream.LongStream;

import dev.overlap.explore.TraceReplayer.Outcome;
import dev.overlap.explore.TraceReplayer.Result;
import dev.overlap.schedule.Bench;
import dev.overlap.trace.Trace;
import dev.overlap.trace.TraceFormat;

/** What is asked of a canary that was found, wherever that was. */
final class KeptCanary {

    private static final int MAX_LINES = 40;
    private static final int SEEDS = Runs.scaled(20);
    private static final int REPLAYS = Runs.scaled(1_000);

    private KeptCanary() {
    }

    static LongStream seeds() {
        // Small ones as people type them, and some with all bits.
        return LongStream.range(0, SEEDS).map(i -> i % 2 == 0 ? i : 0x9E3779B97F4A7C15L * i);
    }

    static void check(long seed, Reported found) throws Exception {
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
