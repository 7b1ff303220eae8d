package dev.overlap.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

import dev.overlap.canary.Canaries;
import dev.overlap.canary.Canary;
import dev.overlap.explore.Rehearsal.Take;
import dev.overlap.explore.TraceReplayer.Outcome;
import dev.overlap.explore.TraceReplayer.Result;
import dev.overlap.explore.Worker.Lane;
import dev.overlap.finding.Finding;
import dev.overlap.finding.Kind;
import dev.overlap.kernel.WindowsVersion;
import dev.overlap.simulation.Execution;
import dev.overlap.simulation.Setting;
import dev.overlap.trace.Trace;
import dev.overlap.trace.TraceEntry;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.ThrowingConsumer;

/** Shrinking keeps the finding, never makes an execution longer, and what is shrunk stays as it is. */
class ShrinkerTest {

    private static final int PER_CANARY = Runs.scaled(200);

    /** An execution as it was found. */
    private record Raw(Canary canary, Setting setting, Finding unnamed, int[] decisions) {

        Rehearsal rehearsal() {
            return new Rehearsal(Runs.ENGINE, Runs.scenario(canary), Subject.of(canary), setting);
        }

        /** The same, with the names that objects have only when somebody listens. */
        Take first(Rehearsal rehearsal) {
            Take first = rehearsal.play(new RecordedAnswers(decisions), null);
            Finding named = Objects.requireNonNull(first.finding());
            assertThat(named.kind()).isEqualTo(unnamed.kind());
            assertThat(named.step()).isEqualTo(unnamed.step());
            return first;
        }
    }

    /** The first executions of a canary that showed something. */
    private static List<Raw> raw(Canary canary, int wanted) {
        List<Raw> found = new ArrayList<>();
        List<Lane> lanes = List.of(new Lane(Runs.scenario(canary), Subject.of(canary)));
        Worker worker = new Worker(4711, lanes, Portfolio.DEFAULT, WindowsVersion.WINDOWS_10, Runs.ENGINE, new Worker.Sink() {
            @Override
            public void found(long execution, Lane lane, Setting setting, StrategyKind strategy, Finding finding, int[] decisions) {
                found.add(new Raw(canary, setting, finding, decisions));
            }

            @Override
            public void diverged(long execution, Lane lane, Setting setting, StrategyKind strategy, int[] decisions, Execution first, Execution second) {
                throw new AssertionError("execution " + execution + " diverged");
            }
        });
        for (int from = 0; found.size() < wanted; from += Worker.BLOCK) {
            worker.playBlock(from, from + Worker.BLOCK, () -> false);
        }
        return found.subList(0, wanted);
    }

    private static Stream<DynamicTest> forEachCanary(ThrowingConsumer<Raw> check) {
        return Canaries.all().stream().map(canary -> dynamicTest(canary.id(), () -> {
            for (Raw raw : raw(canary, PER_CANARY)) {
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
        Raw raw = raw(Canaries.all().get(0), 1).get(0);
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
        assertThat(Shrinker.withoutNumbers("12 of 3400 and a1b22")).isEqualTo("# of # and a#b#");
        assertThat(Shrinker.withoutNumbers("")).isEmpty();
    }
}
