package dev.overlap.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import dev.overlap.canary.Canaries;
import dev.overlap.explore.Rehearsal.Take;
import dev.overlap.explore.TraceReplayer.Outcome;
import dev.overlap.explore.TraceReplayer.Result;
import dev.overlap.finding.Finding;
import dev.overlap.finding.Kind;
import dev.overlap.trace.Trace;
import dev.overlap.trace.TraceEntry;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.ThrowingConsumer;

/** Shrinking keeps the finding, never makes an execution longer, and what is shrunk stays as it is. */
class ShrinkerTest {

    private static final long SEED = 4711;
    private static final int PER_CANARY = Runs.scaled(200);

    private static Stream<DynamicTest> forEachCanary(ThrowingConsumer<RawFinding> check) {
        return Canaries.all().stream().map(canary -> dynamicTest(canary.id(), () -> {
            for (RawFinding raw : RawFinding.of(canary, SEED, PER_CANARY)) {
                check.accept(raw);
            }
        }));
    }

    private static Take shrunk(Rehearsal rehearsal, Take first, int budget) {
        return new Shrinker(rehearsal, Objects.requireNonNull(first.finding()), budget).shrink(first);
    }

    private static boolean showsTheSame(Take take, Take other) {
        Finding finding = take.finding();
        return finding != null && Shrinker.sameDefect(finding, Objects.requireNonNull(other.finding()));
    }

    @TestFactory
    Stream<DynamicTest> theFindingStaysAndNothingIsAdded() {
        return forEachCanary(raw -> {
            Rehearsal rehearsal = raw.rehearsal();
            Take first = raw.first(rehearsal);
            for (int budget : new int[] {0, 1, 2, 10, 100, Shrinker.BUDGET}) {
                Take best = shrunk(rehearsal, first, budget);
                assertThat(showsTheSame(best, first)).isTrue();
                assertThat(best.entries()).hasSizeLessThanOrEqualTo(first.entries().size());
                Take again = rehearsal.play(best.setting(), new TraceAnswers(best.entries(), true), null);
                assertThat(again).as("what is written down is what was seen").isEqualTo(best);
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> whatIsShrunkStaysAsItIs() {
        return forEachCanary(raw -> {
            Rehearsal rehearsal = raw.rehearsal();
            Take once = shrunk(rehearsal, raw.first(rehearsal), Shrinker.BUDGET);
            Take twice = shrunk(rehearsal, once, Shrinker.BUDGET);
            assertThat(twice).isEqualTo(once);
        });
    }

    @TestFactory
    Stream<DynamicTest> noSingleChoiceIsLeftThatCouldBeLeftOut() {
        return forEachCanary(raw -> {
            Rehearsal rehearsal = raw.rehearsal();
            Take best = shrunk(rehearsal, raw.first(rehearsal), Shrinker.BUDGET);
            for (int i = 0; i < best.entries().size(); i++) {
                List<TraceEntry> without = new ArrayList<>(best.entries());
                without.remove(i);
                Take take = rehearsal.play(best.setting(), new TraceAnswers(without, false), null);
                assertThat(showsTheSame(take, best) && take.entries().size() < best.entries().size()).isFalse();
            }
        });
    }

    @TestFactory
    Stream<DynamicTest> aTraceIsShrunkAsAFindingIs() {
        return forEachCanary(raw -> {
            Rehearsal rehearsal = raw.rehearsal();
            Take first = raw.first(rehearsal);
            Trace expected = rehearsal.trace(shrunk(rehearsal, first, Shrinker.BUDGET));
            Result result = Runs.replayer(Runs.ENGINE).shrink(rehearsal.trace(first));
            assertThat(result.outcome()).isEqualTo(Outcome.REPRODUCED);
            assertThat(result.trace()).isEqualTo(expected);
            assertThat(Runs.replayer(Runs.ENGINE).shrink(expected).trace()).isEqualTo(expected);
        });
    }

    @Test
    void aTraceWithoutAFindingCannotBeShrunk() {
        RawFinding raw = RawFinding.of(Canaries.all().get(0), SEED, 1).get(0);
        Rehearsal rehearsal = raw.rehearsal();
        Trace trace = rehearsal.trace(raw.first(rehearsal));
        Trace other = new Trace(trace.scenario(), "pipe-reader/registered-wait", trace.options(), trace.expect(), trace.needs(), trace.entries());
        assertThatIllegalArgumentException().isThrownBy(() -> Runs.replayer(Runs.ENGINE).shrink(other)).withMessageContaining("does not show its finding");
    }

    @Test
    void theSameDefectIsTheSameKindAndMessageButForNumbers() {
        Finding one = new Finding(Kind.USE_AFTER_FREE, "m1 freed while r3 is in flight", "owner", 18);
        assertThat(Shrinker.sameDefect(one, new Finding(Kind.USE_AFTER_FREE, "m12 freed while r1 is in flight", "pool-1", 7))).isTrue();
        assertThat(Shrinker.sameDefect(one, new Finding(Kind.BUFFER_IN_FLIGHT, "m1 freed while r3 is in flight", "owner", 18))).isFalse();
        assertThat(Shrinker.sameDefect(one, new Finding(Kind.USE_AFTER_FREE, "m1 freed while w3 is in flight", "owner", 18))).isFalse();
        assertThat(Finding.withoutNumbers("12 of 3400 and a1b22")).isEqualTo("# of # and a#b#");
        assertThat(Finding.withoutNumbers("")).isEmpty();
    }
}
