package dev.overlap.kernel;

import static dev.overlap.kernel.Rows.row;
import static dev.overlap.kernel.Rows.rowOnEnds;
import static dev.overlap.simulation.ExecutionAssert.assertThat;
import static dev.overlap.win32.NtStatus.STATUS_PENDING;
import static dev.overlap.win32.NtStatus.STATUS_SUCCESS;
import static dev.overlap.win32.Win32.WAIT_IO_COMPLETION;
import static dev.overlap.win32.Win32.WAIT_OBJECT_0;
import static dev.overlap.win32.Win32.WAIT_TIMEOUT;
import static dev.overlap.win32.Win32Error.ERROR_BROKEN_PIPE;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_HANDLE;
import static dev.overlap.win32.Win32Error.ERROR_MORE_DATA;
import static dev.overlap.win32.Win32Error.ERROR_NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import dev.overlap.finding.Kind;
import dev.overlap.simulation.Ends;
import dev.overlap.simulation.Play;
import dev.overlap.simulation.Transfer;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.Win32;
import org.junit.jupiter.api.Test;

/** ReadFileEx and WriteFileEx, row by row: what their completion routines are told, and when. */
class CompletionRoutineRowsTest {

    @Test
    void theRoutineRunsInAnAlertableWaitOnly() {
        rowOnEnds((stage, ends) -> { // K80, K81, N11, A02
            Routine read = new Routine(stage);
            Handle event = stage.win32().createEvent(null, true, true, null);
            read.overlapped.setEvent(event);
            assertThat(read.read(ends.server, 100)).isZero();
            assertThat(stage.win32().getLastError()).isZero();
            assertThat(read.overlapped.internal()).isEqualTo(STATUS_PENDING);
            ends.write(ends.client, "abcd");
            assertThat(read.overlapped.internal()).isEqualTo(STATUS_SUCCESS);
            assertThat(stage.win32().sleepEx(1, false)).isZero();
            assertThat(stage.win32().waitForSingleObject(event, 0)).as("hEvent is left alone").isEqualTo(WAIT_OBJECT_0);
            stage.win32().resetEvent(event);
            assertThat(stage.win32().waitForSingleObjectEx(event, 0, false)).isEqualTo(WAIT_TIMEOUT);
            assertThat(read.log).isEmpty();
            assertThat(stage.win32().waitForSingleObjectEx(event, 0, true)).isEqualTo(WAIT_IO_COMPLETION);
            assertThat(read.log).containsExactly("(0, 4)");
            assertThat(read.text()).isEqualTo("abcd");
            assertThat(stage.win32().sleepEx(0, true)).as("once").isZero();
        });
    }

    @Test
    void aReadThatIsDoneAtOnceHasItsRoutineCalledToo() {
        rowOnEnds((stage, ends) -> { // 0.1.3, N13, A01
            ends.write(ends.client, "abcd");
            Routine read = new Routine(stage);
            assertThat(read.read(ends.server, 100)).isZero();
            assertThat(read.overlapped.internal()).isEqualTo(STATUS_SUCCESS);
            assertThat(read.log).isEmpty();
            assertThat(stage.win32().sleepEx(0, true)).isEqualTo(WAIT_IO_COMPLETION);
            assertThat(read.log).containsExactly("(0, 4)");
        });
    }

    @Test
    void theFileObjectIsSignalledInPlaceOfTheEvent() {
        rowOnEnds((stage, ends) -> { // N26
            Routine read = new Routine(stage);
            read.read(ends.server, 100);
            assertThat(ends.isSignalled(ends.server)).isFalse();
            ends.write(ends.client, "x");
            assertThat(ends.isSignalled(ends.server)).isTrue();
            assertThat(read.log).isEmpty();
        });
    }

    @Test
    void partOfAMessageIsSuccessWithALastErrorThatSaysMore() {
        row(stage -> { // A03, F7, N15
            Ends ends = Ends.ofMessages(stage, 100, true);
            ends.write(ends.client, "abc");
            Routine read = new Routine(stage);
            assertThat(read.read(ends.server, 2)).isZero();
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_MORE_DATA);
            stage.win32().sleepEx(0, true);
            assertThat(read.read(ends.server, 2)).isZero();
            assertThat(stage.win32().getLastError()).isZero();
            stage.win32().sleepEx(0, true);
            assertThat(read.log).containsExactly("(234, 2)", "(0, 1)");
        });
    }

    @Test
    void writesHaveTheirRoutinesCalledWhenThereIsRoom() {
        rowOnEnds((stage, ends) -> { // K82, K83
            Routine fits = new Routine(stage);
            assertThat(fits.write(ends.server, 100)).isZero();
            assertThat(stage.win32().sleepEx(0, true)).isEqualTo(WAIT_IO_COMPLETION);
            Routine waits = new Routine(stage);
            assertThat(waits.write(ends.server, 100)).isZero();
            assertThat(stage.win32().sleepEx(0, true)).isZero();
            assertThat(ends.read(ends.client, 100)).hasSize(100);
            assertThat(waits.log).as("not during the read").isEmpty();
            assertThat(stage.win32().sleepEx(0, true)).isEqualTo(WAIT_IO_COMPLETION);
            assertThat(fits.log).containsExactly("(0, 100)");
            assertThat(waits.log).containsExactly("(0, 100)");
        });
    }

    @Test
    void aCancelIsTold() {
        rowOnEnds((stage, ends) -> { // C10
            Routine read = new Routine(stage);
            read.read(ends.server, 100);
            assertThat(read.cancel(ends.server)).isZero();
            assertThat(read.cancel(ends.server)).isEqualTo(ERROR_NOT_FOUND);
            assertThat(read.log).isEmpty();
            stage.win32().sleepEx(0, true);
            assertThat(read.log).containsExactly("(995, 0)");
        });
    }

    @Test
    void closingTheHandleIsToldAsTheEndOfThePipe() {
        rowOnEnds((stage, ends) -> { // A06, D10, N19
            Routine own = new Routine(stage);
            Routine others = new Routine(stage);
            own.read(ends.server, 100);
            others.read(ends.client, 100);
            stage.win32().closeHandle(ends.server);
            stage.win32().sleepEx(0, true);
            assertThat(own.log).containsExactly("(109, 0)");
            assertThat(others.log).containsExactly("(109, 0)");
        });
    }

    @Test
    void whatFailsAtOnceHasNoRoutineCalled() {
        rowOnEnds((stage, ends) -> { // P13, A03, N17
            stage.win32().closeHandle(ends.client);
            Routine read = new Routine(stage);
            assertThat(read.read(ends.server, 100)).isEqualTo(ERROR_BROKEN_PIPE);
            assertThat(read.read(Handle.INVALID_HANDLE_VALUE, 100)).isEqualTo(ERROR_INVALID_HANDLE);
            assertThat(stage.win32().sleepEx(10, true)).isZero();
            assertThat(read.log).isEmpty();
        });
    }

    @Test
    void routinesRunInTheOrderOfCompletionAllInOneWait() {
        rowOnEnds((stage, ends) -> { // A05
            List<String> log = new ArrayList<>();
            Routine first = new Routine(stage, "first", log);
            Routine second = new Routine(stage, "second", log);
            first.read(ends.server, 1);
            second.read(ends.server, 1);
            second.cancel(ends.server);
            ends.write(ends.client, "x");
            assertThat(stage.win32().sleepEx(0, true)).isEqualTo(WAIT_IO_COMPLETION);
            assertThat(log).containsExactly("second(995, 0)", "first(0, 1)");
            assertThat(stage.win32().sleepEx(0, true)).isZero();
        });
    }

    @Test
    void theRoutineBelongsToTheThreadThatHasIssuedTheRead() {
        Play.ofPeer(stage -> { // F14
            Ends ends = new Ends(stage, 100);
            Routine read = new Routine(stage);
            read.read(ends.server, 100);
            stage.platform().startThread("writer", () -> {
                ends.write(ends.client, "x");
                assertThat(stage.win32().sleepEx(10, true)).isZero();
            }).join();
            assertThat(read.log).isEmpty();
            assertThat(stage.win32().sleepEx(-1, true)).isEqualTo(WAIT_IO_COMPLETION);
            assertThat(read.log).containsExactly("(0, 1)");
        }).randomly(100).areClean();
    }

    @Test
    void aThreadThatEndsTakesItsRoutinesWithIt() {
        Play.ofPeer(stage -> { // A04, C09
            Ends ends = new Ends(stage, 100);
            Routine done = new Routine(stage);
            Routine pending = new Routine(stage);
            stage.platform().startThread("issuer", () -> {
                ends.write(ends.client, "x");
                done.read(ends.server, 100);
                pending.read(ends.server, 100);
            }).join();
            assertThat(done.overlapped.internal()).isEqualTo(STATUS_SUCCESS);
            assertThat(pending.overlapped.internal()).isNotEqualTo(STATUS_PENDING);
            stage.win32().sleepEx(10, true);
            assertThat(done.log).isEmpty();
            assertThat(pending.log).isEmpty();
        }).randomly(100).areClean();
    }

    @Test
    void aSynchronousHandleIsNotForRoutines() {
        assertThat(Play.ofTask(stage -> {
            Handle end = Ends.listen(stage, 10, 10);
            Handle client = stage.win32().createFile("\\\\.\\pipe\\ends", Win32.GENERIC_READ, 0, null, Win32.OPEN_EXISTING, 0, Handle.NULL);
            assertThat(end).isNotEqualTo(client);
            new Routine(stage).read(client, 1);
        }).once()).isFinding(Kind.CONTRACT).says("not opened for overlapped operations");
    }

    @Test
    void onASynchronousHandleTheRoutineComesAfterTheCall() {
        row(stage -> { // N35
            Handle end = Ends.listen(stage, 10, 10);
            Handle client = stage.win32().createFile("\\\\.\\pipe\\ends", Win32.GENERIC_READ, 0, null, Win32.OPEN_EXISTING, 0, Handle.NULL);
            Routine read = new Routine(stage);
            Routine failed = new Routine(stage);
            int[] answers = {-1, -1, -1};
            var reader = stage.platform().startThread("reader", () -> {
                answers[0] = read.read(client, 1);
                assertThat(read.log).isEmpty();
                answers[1] = stage.win32().sleepEx(0, true);
                answers[2] = failed.read(client, 1);
                stage.win32().sleepEx(0, true);
            });
            stage.platform().eventLoop().runOnce(1);
            assertThat(answers[0]).as("it waits").isEqualTo(-1);
            new Transfer(stage).write(end, 1);
            stage.platform().eventLoop().runOnce(1);
            assertThat(read.log).containsExactly("(0, 1)");
            stage.win32().closeHandle(end);
            reader.join();
            assertThat(answers).containsExactly(0, Win32.WAIT_IO_COMPLETION, ERROR_BROKEN_PIPE);
            assertThat(failed.log).as("an error is the call's").isEmpty();
            assertThat(failed.overlapped.internal()).isEqualTo(STATUS_PENDING);
        });
    }

    @Test
    void aWriteWithARoutineIsForOverlappedHandles() {
        assertThat(Play.ofTask(stage -> {
            HandleReference read = new HandleReference();
            HandleReference write = new HandleReference();
            stage.win32().createPipe(read, write, null, 0);
            Transfer operation = new Transfer(stage);
            stage.win32().writeFileEx(write.value, operation.buffer, 0, 1, operation.overlapped, (error, bytes, overlapped) -> {});
        }).once()).isFinding(Kind.CONTRACT).says("was not opened for overlapped operations");
    }
}
