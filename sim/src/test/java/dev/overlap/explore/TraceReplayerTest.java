package dev.overlap.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.overlap.explore.TraceReplayer.Outcome;
import dev.overlap.explore.TraceReplayer.Result;
import dev.overlap.trace.Trace;
import dev.overlap.trace.TraceEntry;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;

/** What has become of a trace, and what is said of one that names what does not exist. */
class TraceReplayerTest {

    /** The canary that needs several choices of different kinds. */
    private static final Trace TRACE = Runs.run(Runs.canaryHunt(3, Path.of("never-written"))).canaries().stream().map(Reported::trace)
            .filter(trace -> trace.reader().equals("canary/lost-wakeup")).findFirst().orElseThrow();

    private static Result replay(Trace trace) {
        return Runs.replayer(Runs.ENGINE).replay(trace);
    }

    private static Trace with(String reader, SortedMap<String, String> options, List<TraceEntry> entries) {
        return new Trace(TRACE.scenario(), reader, options, TRACE.expect(), TRACE.needs(), entries);
    }

    private static Trace withEntries(List<TraceEntry> entries) {
        return with(TRACE.reader(), TRACE.options(), entries);
    }

    private static Trace withOption(String name, String value) {
        SortedMap<String, String> options = new TreeMap<>(TRACE.options());
        options.put(name, value);
        return with(TRACE.reader(), options, TRACE.entries());
    }

    // ---------------------------------------------------------------- outcomes

    @Test
    void theSameChoicesGiveTheSameFinding() {
        Result result = replay(TRACE);
        assertThat(result.outcome()).isEqualTo(Outcome.REPRODUCED);
        assertThat(result.divergence()).isNull();
        assertThat(result.trace()).isEqualTo(TRACE);
        assertThat(result.step()).isEqualTo(Objects.requireNonNull(result.finding()).step());
        assertThat(result.isAsExpected(TRACE)).isTrue();
    }

    @Test
    void aMessageWithOtherNumbersIsMoved() {
        Trace other = replay(TRACE).trace().expecting("USE_AFTER_FREE  m1 freed while r1 is in flight");
        assertThat(replay(other).outcome()).isEqualTo(Outcome.STALE);
        Trace late = Runs.run(Runs.canaryHunt(3, Path.of("never-written"))).canaries().stream().map(Reported::trace)
                .filter(trace -> trace.reader().equals("canary/late-callback")).findFirst().orElseThrow();
        Trace moved = late.expecting(Objects.requireNonNull(late.expect()).replaceAll("\\d+", "99"));
        assertThat(moved).isNotEqualTo(late);
        assertThat(replay(moved).outcome()).isEqualTo(Outcome.MOVED);
        assertThat(replay(moved).isAsExpected(moved)).isTrue();
        assertThat(replay(moved).trace()).as("rewritten").isEqualTo(late);
    }

    @Test
    void countsOfPointsThatAreWrongAreMoved() {
        List<TraceEntry> shifted = TRACE.entries().stream()
                .map(entry -> new TraceEntry(entry.task(), entry.point() + 3, entry.nth(), entry.at(), entry.choice(), entry.kind())).toList();
        Result result = replay(withEntries(shifted));
        assertThat(result.outcome()).isEqualTo(Outcome.MOVED);
        assertThat(result.divergence()).isNotBlank();
        assertThat(result.trace()).as("rewritten").isEqualTo(TRACE);
    }

    @Test
    void aFindingWhereNoneIsExpectedIsStale() {
        Result result = replay(TRACE.expecting(null));
        assertThat(result.outcome()).isEqualTo(Outcome.STALE);
        assertThat(result.finding()).isNotNull();
        assertThat(result.isAsExpected(TRACE.expecting(null))).isFalse();
    }

    @Test
    void choicesThatNobodyAsksForAreStale() {
        List<TraceEntry> nonsense = List.of(new TraceEntry("nobody", 3, 0, "ReadFile server1", "run peer", "task"),
                new TraceEntry("owner", 2, 0, "juggle", "run peer", "task"), new TraceEntry("peer", 2, 0, "WriteFile client1", "run away", "task"));
        Result result = replay(withEntries(nonsense));
        assertThat(result.outcome()).isEqualTo(Outcome.STALE);
        assertThat(result.divergence()).contains("owner at point 2").contains("\"juggle\"");
        assertThat(result.finding()).isNull();
    }

    @Test
    void noChoicesAtAllAreThePlainRun() {
        Result result = replay(withEntries(List.of()).expecting(null));
        assertThat(result.outcome()).isEqualTo(Outcome.CLEAN);
        assertThat(result.trace().entries()).isEmpty();
    }

    @Test
    void aTimelineKeepsToAsciiWhereItMustAndMarksTheDecisiveRow() {
        String ascii = replay(TRACE).timeline();
        assertThat(ascii).matches("\\A[\\x20-\\x7e\\n]*\\z").contains("\n> ").contains("\n=> LOST_WAKEUP: ");
        assertThat(ascii.lines().mapToInt(String::length).max().orElse(0)).isLessThanOrEqualTo(140);
        assertThat(ascii.lines().findFirst().orElse("")).contains("step", "owner", "peer", "pool-1");
        String full = new TraceReplayer(Runs.ENGINE, false).replay(TRACE).timeline();
        assertThat(full).contains("\n\u25ba ");
    }

    @Test
    void aTimelineTellsCallsTheirAnswersAndCallbacks() {
        String text = replay(TRACE).timeline();
        assertThat(text).contains("CreateEvent = TRUE", "WriteFile client1 = TRUE", "ERROR_IO_PENDING (997)", "callback of tpwait1",
                "SetThreadpoolWait tpwait1");
    }

    @Test
    void aTimelineTellsWhatTheKernelDoes() throws Exception {
        Trace steps = CorpusTest.read(CorpusTest.TRACES.resolve("pipe-reader/cancel-true-after-claim.trace"));
        assertThat(replay(steps).timeline()).contains("(completion: step by step)", "complete r1", "= ERROR_OPERATION_ABORTED (995)");
    }

    // ---------------------------------------------------------------- bad input

    @Test
    void whatDoesNotExistIsNamed() {
        Trace scenario = new Trace("stop-races", TRACE.reader(), TRACE.options(), TRACE.expect(), "npfs", List.of());
        assertThatIllegalArgumentException().isThrownBy(() -> replay(scenario)).withMessage("scenario stop-races is not known");
        assertThatIllegalArgumentException().isThrownBy(() -> replay(with("canary/none", TRACE.options(), List.of()))).withMessage(
                "reader canary/none is not known");
        assertThatIllegalArgumentException().as("several").isThrownBy(() -> replay(with("pipe-reader", TRACE.options(), List.of())));
    }

    @Test
    void optionsThatAreMissingOrAbsurdAreNamed() {
        assertThatIllegalArgumentException().isThrownBy(() -> replay(withOption("windows", "3.11"))).withMessage("option windows=3.11 is not known");
        assertThatIllegalArgumentException().isThrownBy(() -> replay(withOption("safety", "-1"))).withMessage("option safety=-1 is not from 0 to 10000000");
        assertThatIllegalArgumentException().isThrownBy(() -> replay(withOption("bound", "99999999999"))).withMessage(
                "option bound=99999999999 is not a number");
        assertThatIllegalArgumentException().isThrownBy(() -> replay(withOption("surprises", "two"))).withMessage("option surprises=two is not a number");
        assertThatIllegalArgumentException().isThrownBy(() -> replay(with(TRACE.reader(), new TreeMap<>(), List.of()))).withMessageContaining(
                "is missing");
    }

    @Test
    void aBoundThatIsTooLowIsALiveLockAndNoAccident() {
        SortedMap<String, String> options = new TreeMap<>(TRACE.options());
        options.put("safety", "5");
        options.put("bound", "5");
        Result result = replay(with(TRACE.reader(), options, TRACE.entries()).expecting(null));
        assertThat(result.outcome()).isEqualTo(Outcome.STALE);
        assertThat(Runs.headline(result.finding())).startsWith("LIVELOCK");
    }

    /** Entries changed by hand: the replay ends in some outcome, whatever they say. */
    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void whateverTheEntriesSayThereIsAnOutcome(@ForAll("changedEntries") List<TraceEntry> entries) {
        Result result = replay(withEntries(entries));
        assertThat(result.outcome()).isNotNull();
        assertThat(replay(withEntries(entries))).isEqualTo(result);
        assertThat(result.outcome() == Outcome.REPRODUCED || result.outcome() == Outcome.MOVED).isEqualTo(result.isAsExpected(TRACE));
        if (result.isAsExpected(TRACE)) {
            assertThat(replay(result.trace()).outcome()).as("rewritten").isEqualTo(Outcome.REPRODUCED);
        }
    }

    @Provide
    Arbitrary<List<TraceEntry>> changedEntries() {
        Arbitrary<String> task = Arbitraries.of("owner", "peer", "pool-1", "pool-2", "-");
        Arbitrary<String> at = Arbitraries.of("begin", "start", "lock reader", "lock reader #2", "lock reader #99999999999", "lock reader #x", "x #0",
                "ReadFile server1", "WriteFile client1 #2", "event loop loop of owner", " #");
        Arbitrary<String> choice = Arbitraries.of("run owner", "run peer", "run pool-1", "step r1", "let time pass", "step by step", "1", "7", "-1");
        Arbitrary<String> kind = Arbitraries.of("task", "delivery", "scenario", "cancel-when", "no-such-kind");
        Arbitrary<TraceEntry> any = Combinators.combine(task, Arbitraries.integers().between(0, 20), Arbitraries.integers().between(0, 3), at, choice, kind)
                .as(TraceEntry::new);
        Arbitrary<TraceEntry> known = Arbitraries.of(TRACE.entries());
        return Arbitraries.frequencyOf(Tuple.of(1, any), Tuple.of(2, known)).list().ofMaxSize(8).map(ArrayList::new);
    }
}
