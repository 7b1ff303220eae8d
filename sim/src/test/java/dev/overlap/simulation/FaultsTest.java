package dev.overlap.simulation;

import static dev.overlap.simulation.ExecutionAssert.assertThat;
import static dev.overlap.win32.Win32Error.ERROR_NOT_ENOUGH_MEMORY;
import static dev.overlap.win32.Win32Error.ERROR_NO_SYSTEM_RESOURCES;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import dev.overlap.choice.ChoiceKind;
import dev.overlap.choice.SplitMix;
import dev.overlap.fault.FallibleCall;
import dev.overlap.fault.FaultRule;
import dev.overlap.platform.Lifetime;
import dev.overlap.reader.PipeReader;
import dev.overlap.reader.SignalKind;
import dev.overlap.scenario.Scenario;
import dev.overlap.scenario.Scenarios;
import dev.overlap.schedule.Limits;
import dev.overlap.schedule.RandomWalk;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Win32;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Calls that fail: which, when, and that {@link PipeReader} survives each of them, alone and in pairs, wherever a scenario lets calls fail. */
class FaultsTest {

    private static final boolean ACCEPTANCE = Boolean.getBoolean("overlap.acceptance");
    private static final int CHUNK_BYTES = 8;
    private static final int LAST = 6;
    private static final int SCHEDULES = ACCEPTANCE ? 100 : 6;
    private static final int PAIRS = ACCEPTANCE ? 3_000 : 600;
    private static final Set<FallibleCall> OF_ALL_SIGNALS = EnumSet.of(FallibleCall.GET_OVERLAPPED_RESULT, FallibleCall.CANCEL_IO_EX,
            FallibleCall.PEEK_NAMED_PIPE, FallibleCall.GET_NAMED_PIPE_HANDLE_STATE, FallibleCall.ALLOCATE, FallibleCall.ALLOCATE_OVERLAPPED);
    private static final Map<SignalKind, EnumSet<FallibleCall>> OF_ONE_SIGNAL = Map.of(
            SignalKind.REGISTERED_WAIT, EnumSet.of(FallibleCall.READ_FILE, FallibleCall.CREATE_EVENT, FallibleCall.CLOSE_HANDLE, FallibleCall.REGISTER_WAIT,
                    FallibleCall.UNREGISTER_WAIT_EX, FallibleCall.UNREGISTER_WAIT),
            SignalKind.THREADPOOL_WAIT, EnumSet.of(FallibleCall.READ_FILE, FallibleCall.CREATE_EVENT, FallibleCall.CLOSE_HANDLE,
                    FallibleCall.CREATE_THREADPOOL_WAIT),
            SignalKind.COMPLETION_ROUTINE, EnumSet.of(FallibleCall.READ_FILE_EX),
            SignalKind.COMPLETION_PORT, EnumSet.of(FallibleCall.READ_FILE, FallibleCall.CLOSE_HANDLE, FallibleCall.CREATE_IO_COMPLETION_PORT,
                    FallibleCall.POST_QUEUED_COMPLETION_STATUS, FallibleCall.START_THREAD));
    private static final Limits CALM = new Limits(0, 20_000, 0);
    private static final Limits STORMY = new Limits(400, 20_000, 3);

    // ---------------------------------------------------------------- the reader survives

    @TestFactory
    Stream<DynamicTest> everyCallOfPipeReaderSurvivesEveryError() {
        Set<String> met = new TreeSet<>();
        List<DynamicTest> tests = new ArrayList<>();
        for (Scenario scenario : withFaults()) {
            for (SignalKind signal : SignalKind.values()) {
                tests.add(DynamicTest.dynamicTest(scenario.name() + ", " + signal, () -> survives(scenario, signal, met)));
            }
        }
        // UnregisterWait is tried only when UnregisterWaitEx has failed: that takes two.
        tests.add(DynamicTest.dynamicTest("each of them was met",
                () -> assertThat(met).containsExactlyInAnyOrderElementsOf(namesWithout(FallibleCall.UNREGISTER_WAIT))));
        return tests.stream();
    }

    private static void survives(Scenario scenario, SignalKind signal, Set<String> met) {
        Play play = play(scenario, signal).hearing((call, error) -> met.add(call + " " + error));
        RandomWalk strategy = new RandomWalk();
        long seed = 0;
        for (FaultRule rule : rules()) {
            play.failing(rule);
            try {
                assertThat(play.once()).isClean();
                for (int i = 0; i < SCHEDULES; i++) {
                    assertThat(play.randomly(seed++, strategy, 1)).isClean();
                }
            } catch (AssertionError e) {
                throw new AssertionError(rule + ", seed " + (seed - 1) + ": " + e.getMessage(), e);
            }
        }
    }

    @TestFactory
    Stream<DynamicTest> everyPairOfErrorsIsSurvived() {
        List<FaultRule> rules = rules();
        return Arrays.stream(SignalKind.values()).map(signal -> DynamicTest.dynamicTest(signal.toString(), () -> {
            SplitMix random = new SplitMix(4711 + signal.ordinal());
            RandomWalk strategy = new RandomWalk();
            List<Play> plays = withFaults().stream().map(scenario -> play(scenario, signal)).toList();
            Set<FallibleCall> met = EnumSet.noneOf(FallibleCall.class);
            plays.forEach(play -> play.hearing((call, error) -> met.add(call)));
            for (int pair = 0; pair < PAIRS; pair++) {
                FaultRule one = pair == 0 ? new FaultRule(FallibleCall.UNREGISTER_WAIT_EX, 1, ERROR_NOT_ENOUGH_MEMORY) : rules.get(random.below(rules.size()));
                FaultRule other = pair == 0 ? new FaultRule(FallibleCall.UNREGISTER_WAIT, 1, ERROR_NOT_ENOUGH_MEMORY) : rules.get(random.below(rules.size()));
                for (Play play : plays) {
                    play.failing(one, other);
                    try {
                        assertThat(play.once()).isClean();
                        assertThat(play.randomly(pair, strategy, 1)).isClean();
                    } catch (AssertionError e) {
                        throw new AssertionError(one + " and " + other + ", seed " + pair + ": " + e.getMessage(), e);
                    }
                }
            }
            Set<FallibleCall> own = EnumSet.copyOf(requireNonNull(OF_ONE_SIGNAL.get(signal)));
            own.addAll(OF_ALL_SIGNALS);
            assertThat(met).isEqualTo(own);
        }));
    }

    private static List<Scenario> withFaults() {
        return Scenarios.all().stream().filter(scenario -> scenario.faults() > 0).toList();
    }

    private static Play play(Scenario scenario, SignalKind signal) {
        return Play.of(scenario::play).with(PipeReader.factory(signal, CHUNK_BYTES)).within(STORMY);
    }

    /** The first few calls of each function, with each of its errors. */
    private static List<FaultRule> rules() {
        List<FaultRule> rules = new ArrayList<>();
        for (FallibleCall call : FallibleCall.values()) {
            for (int error : call.errors()) {
                for (int nth = 1; nth <= LAST; nth++) {
                    rules.add(new FaultRule(call, nth, error));
                }
            }
        }
        return rules;
    }

    private static List<String> namesWithout(FallibleCall... left) {
        List<FallibleCall> out = List.of(left);
        return rules().stream().filter(rule -> rule.nth() == 1 && !out.contains(rule.call())).map(rule -> rule.call() + " " + rule.error()).toList();
    }

    // ---------------------------------------------------------------- which calls fail

    @Test
    void aRuleFailsOneCallOfSeveral() {
        List<Boolean> made = new ArrayList<>();
        assertThat(Play.of(stage -> {
            var pipe = stage.bytePipe(10);
            stage.task("owner", () -> stage.openReader((win32, platform, end, listener) -> {
                for (int i = 0; i < 4; i++) {
                    Handle event = win32.createEvent(null, false, false, null);
                    made.add(!event.isNull());
                    if (event.isNull()) {
                        assertThat(win32.getLastError()).isEqualTo(ERROR_NO_SYSTEM_RESOURCES);
                        platform.warnings().warn("CreateEvent", ERROR_NO_SYSTEM_RESOURCES);
                    } else {
                        win32.closeHandle(event);
                    }
                }
                return PipeReader.factory(SignalKind.THREADPOOL_WAIT, CHUNK_BYTES).open(win32, platform, end, listener);
            }, pipe.readerEnd(), new Deaf()).close());
        }).failing(new FaultRule(FallibleCall.CREATE_EVENT, 3, ERROR_NO_SYSTEM_RESOURCES)).once()).isClean();
        assertThat(made).containsExactly(true, true, false, true);
    }

    @Test
    void onlyReadersMeetFaults() {
        // What the scenario does for itself, and what the peer does, is there for the reader's sake.
        List<FaultRule> first = rules().stream().filter(rule -> rule.nth() == 1).toList();
        assertThat(Play.of(stage -> {
            var pipe = stage.bytePipe(100);
            stage.peer("peer", () -> {
                Win32 win32 = stage.win32();
                assertThat(win32.closeHandle(win32.createEvent(null, false, false, null))).isTrue();
                assertThat(pipe.peer().write(5)).isTrue();
            });
            stage.task("owner", () -> {
                Win32 win32 = stage.win32();
                Ends ends = new Ends(stage, 10);
                Transfer read = ends.reading(ends.server, 1);
                assertThat(read.cancel(ends.server)).isZero();
                read.close();
                ends.close();
                Lifetime life = stage.platform().lifetime("scenario's own");
                requireNonNull(stage.platform().allocate(life, 1)).free();
                requireNonNull(stage.platform().allocateOverlapped(life)).free();
                win32.closeThreadpoolWait(requireNonNull(win32.createThreadpoolWait((instance, context, wait, result) -> {}, null)));
            });
        }).failing(first.toArray(FaultRule[]::new)).once()).isClean();
    }

    @Test
    void aChoiceFailsNoMoreCallsThanTheBudgetHas() {
        for (int budget = 1; budget <= 3; budget++) {
            List<FallibleCall> met = new ArrayList<>();
            Play play = failures().withFaults(budget).hearing((call, error) -> met.add(call));
            int most = 0;
            for (int seed = 0; seed < 1_000; seed++) {
                met.clear();
                assertThat(play.randomly(seed, new RandomWalk(), 1)).isClean();
                most = Math.max(most, met.size());
            }
            assertThat(most).isEqualTo(budget);
        }
    }

    @Test
    void inTheLivenessPhaseNothingFailsByChoice() {
        List<FallibleCall> met = new ArrayList<>();
        Play play = failures().withFaults(1_000).within(CALM).hearing((call, error) -> met.add(call)).answering(ChoiceKind.FAULT, 1);
        assertThat(play.once()).isClean();
        assertThat(met).isEmpty();
    }

    @Test
    void inTheLivenessPhaseWhatARuleFailsFailsAllTheSame() {
        List<FallibleCall> met = new ArrayList<>();
        Play play = failures().within(CALM).hearing((call, error) -> met.add(call)).failing(new FaultRule(FallibleCall.READ_FILE, 1, ERROR_NOT_ENOUGH_MEMORY));
        assertThat(play.once()).isClean();
        assertThat(met).containsExactly(FallibleCall.READ_FILE);
    }

    @Test
    void everyCallMayFailByChoice() {
        Set<FallibleCall> met = EnumSet.noneOf(FallibleCall.class);
        for (SignalKind signal : SignalKind.values()) {
            Play play = play(Scenarios.named("api-failures").orElseThrow(), signal).withFaults(2).hearing((call, error) -> met.add(call));
            play.randomly(2_000).areClean();
        }
        // Who does not drain does not peek.
        assertThat(met).isEqualTo(EnumSet.complementOf(EnumSet.of(FallibleCall.PEEK_NAMED_PIPE)));
    }

    @Test
    void withoutABudgetNothingIsAskedAndNothingFails() {
        List<FallibleCall> met = new ArrayList<>();
        Play without = failures().hearing((call, error) -> met.add(call)).answering(ChoiceKind.FAULT, 1);
        assertThat(without.once()).isClean();
        assertThat(met).isEmpty();
    }

    private static Play failures() {
        return play(Scenarios.named("api-failures").orElseThrow(), SignalKind.REGISTERED_WAIT);
    }
}
