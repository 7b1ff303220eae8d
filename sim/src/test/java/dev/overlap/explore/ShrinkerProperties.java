package dev.overlap.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.overlap.canary.Canaries;
import dev.overlap.canary.Canary;
import dev.overlap.explore.Rehearsal.Take;
import dev.overlap.explore.TraceReplayer.Outcome;
import dev.overlap.explore.TraceReplayer.Result;
import dev.overlap.finding.Finding;
import dev.overlap.trace.Trace;
import dev.overlap.trace.TraceEntry;
import dev.overlap.trace.TraceFormat;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;

/** Shrinking, of any canary from any seed, keeps the finding, adds nothing, leaves nothing that could be left out, and changes nothing a second time. */
class ShrinkerProperties {

    /** Of each canary and seed so many findings. */
    private static final int MORE = Runs.scaled(10);

    private static Finding findingOf(Take take) {
        return Objects.requireNonNull(take.finding());
    }

    private static boolean showsTheSame(Take take, Take other) {
        return take.finding() != null && findingOf(take).kind() == findingOf(other).kind()
                && findingOf(take).message().replaceAll("[0-9]+", "").equals(findingOf(other).message().replaceAll("[0-9]+", ""));
    }

    @Property(tries = 15, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void theFindingStaysAndNothingIsAdded(@ForAll("canaries") Canary canary, @ForAll long seed, @ForAll @IntRange(max = 60) int budget) {
        for (RawFinding raw : RawFinding.of(canary, seed, MORE)) {
            Rehearsal rehearsal = raw.rehearsal();
            Take first = raw.first(rehearsal);
            // Also when it is given up early.
            for (int executions : new int[] {budget, Shrinker.BUDGET}) {
                Take best = new Shrinker(rehearsal, findingOf(first), executions).shrink(first);
                assertThat(showsTheSame(best, first)).isTrue();
                assertThat(best.entries()).hasSizeLessThanOrEqualTo(first.entries().size());
                assertThat(rehearsal.play(best.setting(), new TraceAnswers(best.entries(), true), null)).as("what is written down is what was seen")
                        .isEqualTo(best);
            }
        }
    }

    @Property(tries = 12, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void whatIsShrunkStaysAsItIs(@ForAll("canaries") Canary canary, @ForAll long seed) {
        for (RawFinding raw : RawFinding.of(canary, seed, MORE)) {
            Rehearsal rehearsal = raw.rehearsal();
            Take first = raw.first(rehearsal);
            Take once = new Shrinker(rehearsal, findingOf(first), Shrinker.BUDGET).shrink(first);
            assertThat(new Shrinker(rehearsal, findingOf(once), Shrinker.BUDGET).shrink(once)).isEqualTo(once);
            for (int i = 0; i < once.entries().size(); i++) {
                List<TraceEntry> without = new ArrayList<>(once.entries());
                without.remove(i);
                Take take = rehearsal.play(once.setting(), new TraceAnswers(without, false), null);
                assertThat(showsTheSame(take, first) && take.entries().size() < once.entries().size()).as("choice " + i + " could be left out").isFalse();
            }
        }
    }

    /** As a file goes through somebody's hands: written, read, shrunk, written, read, played again. */
    @Property(tries = 8, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    void aTraceIsShrunkThroughItsFile(@ForAll("canaries") Canary canary, @ForAll long seed) throws Exception {
        for (RawFinding raw : RawFinding.of(canary, seed, MORE)) {
            Rehearsal rehearsal = raw.rehearsal();
            Trace found = TraceFormat.parse(TraceFormat.print(rehearsal.trace(raw.first(rehearsal))));
            Result result = Runs.replayer(Runs.ENGINE).shrink(found);
            assertThat(result.outcome()).isEqualTo(Outcome.REPRODUCED);
            Trace shrunk = TraceFormat.parse(TraceFormat.print(result.trace()));
            assertThat(shrunk).isEqualTo(result.trace());
            assertThat(shrunk.entries()).hasSizeLessThanOrEqualTo(found.entries().size());
            assertThat(shrunk.expectedKind()).isEqualTo(found.expectedKind());
            Result replayed = Runs.replayer(Runs.ENGINE).replay(shrunk);
            assertThat(replayed.outcome()).isEqualTo(Outcome.REPRODUCED);
            assertThat(Runs.replayer(Runs.ENGINE).shrink(shrunk).trace()).isEqualTo(shrunk);
        }
    }

    @Provide
    Arbitrary<Canary> canaries() {
        return Arbitraries.of(Canaries.all());
    }
}
