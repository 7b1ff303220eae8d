package dev.overlap.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import dev.overlap.canary.Canaries;
import dev.overlap.explore.Subject;
import dev.overlap.explore.Subjects;
import dev.overlap.fault.FallibleCall;
import dev.overlap.fault.HoldRule.Held;
import dev.overlap.fault.Rule;
import dev.overlap.finding.Kind;
import dev.overlap.reader.AsyncPipeReader;
import dev.overlap.reader.PipeReader;
import dev.overlap.reader.ReaderFactory;
import dev.overlap.reader.SignalKind;
import dev.overlap.scenario.Pipe;
import dev.overlap.scenario.Scenario;
import dev.overlap.scenario.Scenarios;
import dev.overlap.scenario.Stage;
import dev.overlap.win32.Win32Error;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The rules that a simulated kernel obeys are obeyed on a real one, or refused; one that had nothing to do is told. */
@EnabledOnOs(OS.WINDOWS)
class InterferenceTest {

    private static final Scenario FAILURES = Scenarios.named("api-failures").orElseThrow();
    private static final Scenario STREAM = Scenarios.named("steady-stream").orElseThrow();

    private static final int ATTEMPTS = 100;

    private final Theatre theatre = new Theatre();

    @AfterEach void giveBack() {
        theatre.close();
    }

    private RealExecution play(Scenario scenario, ReaderFactory reader, Rule... rules) {
        return theatre.world.play(scenario, reader, new RealSetting(3, Noise.Level.NONE, 0, List.of(rules), 5));
    }

    @Test void everyFailureOfTheContractIsSurvivedByACorrectReader() {
        List<String> matched = new ArrayList<>();
        for (Subject subject : Subjects.pipeReaders()) {
            for (FallibleCall call : FallibleCall.values()) {
                for (int error : call.errors()) {
                    Rule rule = Rule.fail(call, 1, error);
                    RealExecution execution = play(FAILURES, subject.factory(), rule);
                    assertThat(execution.findings()).as("%s of %s", rule, subject.id()).isEmpty();
                    if (execution.unmatchedRules().isEmpty()) {
                        matched.add(call.function());
                    }
                }
            }
        }
        assertThat(matched).contains("ReadFile", "ReadFileEx", "GetOverlappedResult", "CreateEvent", "CreateThreadpoolWait", "RegisterWaitForSingleObject",
                "CreateIoCompletionPort", "PostQueuedCompletionStatus", "UnregisterWaitEx", "CloseHandle", "startThread", "allocate", "allocateOverlapped",
                "GetNamedPipeHandleState");
    }

    @Test void whatTheReaderDoesNotTellIsSwallowed() {
        ReaderFactory swallows = Canaries.all().stream().filter(canary -> canary.id().endsWith("swallowed-error")).findFirst().orElseThrow().factory();
        RealExecution execution = play(STREAM, swallows, Rule.fail(FallibleCall.READ_FILE, 1, Win32Error.ERROR_NOT_ENOUGH_MEMORY));
        assertThat(Theatre.kinds(execution)).containsExactly(Kind.SWALLOWED_ERROR);
    }

    @Test void aReadThatFailsLaterTellsItsOwnError() {
        Rule fails = Rule.fail(FallibleCall.GET_OVERLAPPED_RESULT, 1, Win32Error.ERROR_NO_SYSTEM_RESOURCES);
        List<Integer> told = new ArrayList<>();
        RealExecution execution = theatre.play(Theatre.READER, List.of(fails), stage -> {
            Pipe pipe = stage.bytePipe(64);
            stage.task("owner", () -> {
                AsyncPipeReader reader = stage.openReader(pipe, new Quiet() {
                    @Override
                    public void error(int win32Error) {
                        told.add(win32Error);
                    }
                });
                reader.start();
                assertThat(reader.waitForPipeClosed(10_000)).isTrue();
                reader.close();
            });
        });
        assertThat(told).containsExactly(Win32Error.ERROR_NO_SYSTEM_RESOURCES);
        assertThat(execution.findings()).isEmpty();
        assertThat(execution.unmatchedRules()).isEmpty();
    }

    @Test void aRuleThatHadNothingToDoIsTold() {
        Rule never = Rule.fail(FallibleCall.READ_FILE, 900, Win32Error.ERROR_NOT_ENOUGH_MEMORY);
        assertThat(play(STREAM, Theatre.READER, never).unmatchedRules()).containsExactly(never);
    }

    @Test void aCallbackIsHeldUntilACallHasBeenMade() {
        Rule held = Rule.hold(Held.CALLBACK, 1).untilEntered("CancelIoEx", 1);
        boolean matched = false;
        for (int i = 0; i < ATTEMPTS && !matched; i++) {
            int hesitationMillis = i;
            RealExecution execution = theatre.play(PipeReader.factory(SignalKind.THREADPOOL_WAIT, 16), List.of(held),
                    stage -> writesWhileItStops(stage, hesitationMillis));
            assertThat(execution.findings()).isEmpty();
            // The owner may have cancelled before the callback begins: then there is nothing to hold.
            matched = execution.unmatchedRules().isEmpty();
        }
        assertThat(matched).isTrue();
    }

    @Test void whatIsHeldForANeverIsLetGoWhenNothingElseMoves() {
        Rule held = Rule.hold(Held.CALLBACK, 1).untilEntered("FlushFileBuffers", 1);
        RealExecution execution = theatre.play(PipeReader.factory(SignalKind.THREADPOOL_WAIT, 16), List.of(held),
                stage -> writesWhileItStops(stage, 0));
        assertThat(execution.findings()).isEmpty();
        assertThat(execution.unmatchedRules()).isEmpty();
    }

    @Test void aCancelThatIsPutOffIsMadeWhenNothingElseMoves() {
        Rule late = Rule.cancelLate(1);
        RealExecution execution = theatre.play(PipeReader.factory(SignalKind.THREADPOOL_WAIT, 16), List.of(late), stage -> {
            Pipe pipe = stage.bytePipe(64);
            stage.task("owner", () -> {
                AsyncPipeReader reader = stage.openReader(pipe, new Quiet());
                reader.start();
                reader.stop();
                reader.close();
            });
        });
        assertThat(execution.findings()).isEmpty();
        assertThat(execution.unmatchedRules()).isEmpty();
    }

    @Test void aReadIsCutShort() {
        Rule shorter = Rule.shortRead(1, 1);
        RealExecution execution = play(STREAM, Theatre.READER, shorter);
        assertThat(execution.findings()).isEmpty();
        assertThat(execution.unmatchedRules()).isEmpty();
    }

    @Test void whatTheKernelDoesBetweenItsStepsCannotBeHeld() {
        assertThatThrownBy(() -> play(STREAM, Theatre.READER, Rule.hold(Held.READ, 1).untilEntered("CancelIoEx", 1)))
                .isInstanceOf(NotExpressibleException.class).hasMessageContaining("hold read #1");
        assertThat(play(STREAM, Theatre.READER).findings()).isEmpty();
    }

    /** A read pends, is completed by a write, and the owner stops. */
    private static void writesWhileItStops(Stage stage, int hesitationMillis) {
        Pipe pipe = stage.bytePipe(64);
        CountDownLatch pends = new CountDownLatch(1);
        CountDownLatch written = new CountDownLatch(1);
        stage.task("owner", () -> {
            AsyncPipeReader reader = stage.openReader(pipe, new Quiet());
            reader.start();
            pends.countDown();
            await(written);
            stage.platform().eventLoop().runOnce(hesitationMillis);
            reader.stop();
            assertThat(stage.readAll(reader)).isEqualTo(5);
            reader.close();
        });
        stage.peer("peer", () -> {
            await(pends);
            pipe.peer().write(5);
            written.countDown();
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
