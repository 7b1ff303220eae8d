package dev.overlap.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

import dev.overlap.choice.ChoiceKind;
import dev.overlap.explore.Rehearsal.Take;
import dev.overlap.explore.TraceReplayer.Outcome;
import dev.overlap.explore.TraceReplayer.Result;
import dev.overlap.fault.FallibleCall;
import dev.overlap.kernel.WindowsVersion;
import dev.overlap.scenario.Scenarios;
import dev.overlap.schedule.Limits;
import dev.overlap.schedule.Strategy;
import dev.overlap.simulation.Setting;
import dev.overlap.trace.Trace;
import dev.overlap.trace.TraceEntry;
import dev.overlap.trace.TraceFormat;
import org.junit.jupiter.api.Test;

/** A fault in a trace: how many there may be is one of its options, which one it was stands there in words. */
class FaultTraceTest {

    private static final String SCENARIO = "api-failures";
    private static final String READER = "pipe-reader/registered-wait";
    private static final Limits LIMITS = new Limits(400, 20_000, 3);

    /** Takes the plainest answer always, but for one fault. */
    private record OneFault(int nth, int answer, List<Integer> asked) implements Answers {
        @Override
        public int pick(Places places, Place place, long enabled, int current) {
            return Strategy.defaultPick(enabled, current);
        }

        @Override
        public int choose(Place place, int arity, ChoiceKind kind, ToIntFunction<String> valueOf) {
            if (kind != ChoiceKind.FAULT) {
                return 0;
            }
            asked.add(arity);
            return asked.size() == nth ? answer : 0;
        }
    }

    private static Trace failing(int nth, int answer) {
        Rehearsal rehearsal = rehearsal(1);
        return rehearsal.trace(rehearsal.play(new OneFault(nth, answer, new ArrayList<>()), null));
    }

    private static Rehearsal rehearsal(int faults) {
        return new Rehearsal(Runs.ENGINE, Scenarios.named(SCENARIO).orElseThrow(), Subjects.exactly(READER).orElseThrow(),
                new Setting(WindowsVersion.WINDOWS_10, LIMITS, faults));
    }

    @Test
    void aFaultIsWrittenInWordsAndFollowed() throws Exception {
        Trace trace = failing(1, 2);
        assertThat(trace.options()).containsEntry("faults", "1");
        assertThat(trace.needs()).isEqualTo("documented");
        assertThat(trace.entries()).containsExactly(
                new TraceEntry("owner", trace.entries().get(0).point(), 0, "CreateEvent", "fails with ERROR_NO_SYSTEM_RESOURCES (1450)", "fault"));
        assertThat(TraceFormat.parse(TraceFormat.print(trace))).isEqualTo(trace);

        Result result = Runs.replayer(Runs.ENGINE).replay(trace);
        assertThat(result.outcome()).isEqualTo(Outcome.CLEAN);
        assertThat(result.divergence()).isNull();
        assertThat(result.trace()).isEqualTo(trace);
        assertThat(result.timeline()).contains("fails with");
    }

    @Test
    void everyFaultOfAnExecutionCanBeWrittenAndFollowed() {
        List<Integer> arities = new ArrayList<>();
        rehearsal(1).play(new OneFault(0, 0, arities), null);
        assertThat(arities).hasSizeGreaterThan(5);
        for (int nth = 1; nth <= arities.size(); nth++) {
            for (int answer = 1; answer < arities.get(nth - 1); answer++) {
                Trace trace = failing(nth, answer);
                assertThat(trace.entries()).hasSize(1);
                assertThat(trace.entries().get(0).choice()).startsWith("fails with ERROR_");
                Result result = Runs.replayer(Runs.ENGINE).replay(trace);
                assertThat(result.outcome()).as(TraceFormat.print(trace)).isEqualTo(Outcome.CLEAN);
                assertThat(result.trace()).isEqualTo(trace);
            }
        }
    }

    @Test
    void aQuestionHasOneAnswerForEachErrorAndOneForNone() {
        List<Integer> arities = new ArrayList<>();
        rehearsal(1).play(new OneFault(0, 0, arities), null);
        assertThat(arities.get(0)).isEqualTo(1 + FallibleCall.CREATE_EVENT.errorCount());
        assertThat(arities).allMatch(arity -> arity >= 2);
    }

    @Test
    void aFaultThatTheCallDoesNotHaveCannotBeFollowed() {
        Trace trace = failing(1, 1);
        TraceEntry entry = trace.entries().get(0);
        Trace other = new Trace(trace.scenario(), trace.reader(), trace.options(), null, trace.needs(),
                List.of(new TraceEntry(entry.task(), entry.point(), entry.nth(), entry.at(), "fails with ERROR_BROKEN_PIPE (109)", entry.kind())));
        Result result = Runs.replayer(Runs.ENGINE).replay(other);
        assertThat(result.outcome()).isEqualTo(Outcome.STALE);
        assertThat(result.divergence()).contains("\"fails with ERROR_BROKEN_PIPE (109)\" is not possible");
    }

    @Test
    void aFaultWithoutTheBudgetForItIsNotAskedFor() {
        Trace trace = failing(1, 1);
        TreeMap<String, String> options = new TreeMap<>(trace.options());
        options.remove("faults");
        Result result = Runs.replayer(Runs.ENGINE).replay(new Trace(SCENARIO, READER, options, null, "documented", trace.entries()));
        assertThat(result.outcome()).isEqualTo(Outcome.STALE);
        assertThat(result.divergence()).isEqualTo("not every choice of the trace was asked for");
    }

    @Test
    void aTraceWithoutTheOptionHasNoFaults() {
        Rehearsal rehearsal = rehearsal(0);
        List<Integer> asked = new ArrayList<>();
        Take take = rehearsal.play(new OneFault(1, 1, asked), null);
        assertThat(asked).isEmpty();
        Trace trace = rehearsal.trace(take);
        assertThat(trace.options()).doesNotContainKey("faults");
        assertThat(Rehearsal.setting(trace).faults()).isZero();
        assertThat(Rehearsal.setting(failing(1, 1)).faults()).isOne();
    }

    @Test
    void aNumberOfFaultsThatIsNoneIsSaid() {
        Trace trace = new Trace(SCENARIO, READER,
                new TreeMap<>(Map.of("windows", "10", "safety", "400", "bound", "20000", "surprises", "3", "faults", "many")), null, "npfs", List.of());
        assertThatIllegalArgumentException().isThrownBy(() -> Rehearsal.setting(trace)).withMessage("option faults=many is not a number");
    }
}
