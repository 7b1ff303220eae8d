package dev.overlap.campaign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.overlap.finding.Kind;
import dev.overlap.report.Claim;
import dev.overlap.report.Claim.Verdict;
import dev.overlap.report.Defect;
import dev.overlap.report.Executed;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClaimsTest {

    private static final List<Executed> SOME = List.of(new Executed(Arm.EXPLORE, "steady-stream", 12_000, 1, 0),
            new Executed(Arm.JAZZER, "TraceParserFuzzer", 5, 1, 0));

    private static Defect defect(Kind kind) {
        return new Defect(kind.name(), "steady-stream", "pipe-reader/event", "message", "traces/a.trace", "0", false, Arm.EXPLORE, "steady-stream", 1, "owner",
                "npfs", List.of(), "", List.of(), List.of(), List.of(), -1);
    }

    private static Claim claim(int number, List<Defect> defects, List<Executed> executed, Map<String, Long> marks, boolean trustworthy,
            Claim.@Nullable Rows rows) {
        return Claims.judge(defects, executed, marks, trustworthy, rows).get(number - 1);
    }

    @Test
    void everyKindOfFindingRefutesExactlyOneClaim() {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        for (Claims.Line line : Claims.ALL) {
            for (Kind kind : line.kinds()) {
                assertThat(kinds.add(kind)).as(kind.name()).isTrue();
            }
        }
        assertThat(EnumSet.complementOf(EnumSet.copyOf(kinds))).containsExactly(Kind.NONDETERMINISM);
        assertThat(Claims.ALL).extracting(Claims.Line::number).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
    }

    @Test
    void aClaimHoldsWhenExecutionsCameToWhereItCouldBreak() {
        Claim held = claim(4, List.of(), SOME, Map.of("KernelMark.CANCELLED_LATER", 3L), true, null);

        assertThat(held.verdict()).isEqualTo(Verdict.HELD);
        assertThat(held.executions()).isEqualTo(12_000);
        assertThat(held.marks()).containsExactly("KernelMark.CANCELLED_LATER");
    }

    @Test
    void withoutItsMarksOrCanariesOrExecutionsItWasNotExercised() {
        Map<String, Long> reached = Map.of("KernelMark.CANCELLED_LATER", 3L);
        assertThat(claim(4, List.of(), SOME, Map.of("KernelMark.CANCELLED_LATER", 0L), true, null).verdict()).isEqualTo(Verdict.NOT_EXERCISED);
        assertThat(claim(4, List.of(), SOME, reached, false, null).verdict()).isEqualTo(Verdict.NOT_EXERCISED);
        assertThat(claim(4, List.of(), SOME.subList(1, 2), reached, true, null).verdict()).isEqualTo(Verdict.NOT_EXERCISED);
    }

    @Test
    void aFindingRefutesItsClaimAndNoOther() {
        for (Kind kind : EnumSet.complementOf(EnumSet.of(Kind.NONDETERMINISM))) {
            List<Claim> refuted = Claims.judge(List.of(defect(kind)), SOME, Map.of(), true, null).stream()
                    .filter(claim -> claim.verdict() == Verdict.REFUTED).toList();
            assertThat(refuted).as(kind.name()).hasSize(1);
            assertThat(refuted.getFirst().oracles()).contains(kind.name());
            assertThat(refuted.getFirst().trace()).isEqualTo("traces/a.trace");
        }
    }

    @Test
    void whatIsSaidOfWindowsRestsOnTheRows() {
        assertThat(claim(9, List.of(), SOME, Map.of(), true, null).verdict()).isEqualTo(Verdict.NOT_EXERCISED);
        assertThat(claim(9, List.of(), SOME, Map.of(), true, new Claim.Rows(10, 10)).verdict()).isEqualTo(Verdict.HELD);
        assertThat(claim(9, List.of(), SOME, Map.of(), true, new Claim.Rows(9, 10)).verdict()).isEqualTo(Verdict.REFUTED);
    }
}
