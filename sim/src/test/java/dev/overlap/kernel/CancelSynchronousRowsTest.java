package dev.overlap.kernel;

import static dev.overlap.kernel.Rows.row;
import static dev.overlap.kernel.Rows.rowOnEnds;
import static dev.overlap.simulation.ExecutionAssert.assertThat;
import static dev.overlap.win32.NtStatus.STATUS_PENDING;
import static dev.overlap.win32.Win32.INFINITE;
import static dev.overlap.win32.Win32.PIPE_ACCESS_DUPLEX;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_HANDLE;
import static dev.overlap.win32.Win32Error.ERROR_NOT_FOUND;
import static dev.overlap.win32.Win32Error.ERROR_OPERATION_ABORTED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;

import dev.overlap.choice.ChoiceKind;
import dev.overlap.scenario.Stage;
import dev.overlap.simulation.Ends;
import dev.overlap.simulation.Play;
import dev.overlap.simulation.Transfer;
import dev.overlap.win32.Handle;
import dev.overlap.win32.NtStatus;
import dev.overlap.win32.Win32;
import org.junit.jupiter.api.Test;

/** CancelSynchronousIo: what a thread blocks in is cancelled, and nothing else. */
class CancelSynchronousRowsTest {

    private static final String NAME = "\\\\.\\pipe\\sync";

    @Test
    void whatIsNoThreadCannotBeCancelled() {
        rowOnEnds((stage, ends) -> { // K117, N6
            assertThat(cancel(stage, new Handle(0x12340))).isEqualTo(ERROR_INVALID_HANDLE);
            assertThat(cancel(stage, ends.server)).isEqualTo(ERROR_INVALID_HANDLE);
        });
    }

    @Test
    void aThreadThatBlocksInNothingIsNotFound() {
        row(stage -> { // K118, N7, C11
            Handle go = stage.win32().createEvent(null, true, false, null);
            var idle = stage.platform().startThread("idle", () -> stage.win32().waitForSingleObject(go, INFINITE));
            Handle thread = idle.openHandle();
            stage.platform().eventLoop().runOnce(1);
            assertThat(cancel(stage, thread)).isEqualTo(ERROR_NOT_FOUND);
            stage.win32().setEvent(go);
            idle.join();
            assertThat(cancel(stage, thread)).isEqualTo(ERROR_NOT_FOUND);
        });
    }

    @Test
    void aBlockedListenIsCancelled() {
        row(stage -> { // K119, N8
            Handle pipe = pipe(stage);
            int[] answer = new int[1];
            Transfer connect = new Transfer(stage);
            var blocked = stage.platform().startThread("blocked", () -> answer[0] = connect.connect(pipe));
            Handle thread = blocked.openHandle();
            stage.platform().eventLoop().runOnce(1);
            assertThat(cancel(stage, thread)).isZero();
            blocked.join();
            assertThat(answer[0]).isEqualTo(ERROR_OPERATION_ABORTED);
            assertThat(connect.status()).as("of a call that has answered nothing else tells").isEqualTo(STATUS_PENDING);
            assertThat(stage.win32().waitForSingleObject(connect.overlapped.event(), 0)).isEqualTo(Win32.WAIT_TIMEOUT);
        });
    }

    @Test
    void aWaitForAnOverlappedOperationIsNotFound() {
        row(stage -> { // K120, N9
            Handle pipe = Ends.listen(stage, 10, 10);
            int[] result = {-1};
            var waiter = stage.platform().startThread("waiter", () -> {
                Transfer connect = new Transfer(stage);
                connect.connect(pipe);
                result[0] = connect.await(pipe);
            });
            Handle thread = waiter.openHandle();
            stage.platform().eventLoop().runOnce(1);
            assertThat(cancel(stage, thread)).isEqualTo(ERROR_NOT_FOUND);
            Ends.open(stage);
            waiter.join();
            assertThat(result[0]).isZero();
        });
    }

    @Test
    void aCancelRacesAWrite() {
        Set<String> outcomes = new TreeSet<>();
        Play.ofPeer(stage -> { // C11
            Handle pipe = pipe(stage);
            Handle client = stage.win32().createFile(NAME, Win32.GENERIC_WRITE, 0, null, Win32.OPEN_EXISTING, Win32.FILE_FLAG_OVERLAPPED, Handle.NULL);
            Transfer read = new Transfer(stage);
            Transfer write = new Transfer(stage);
            int[] answer = new int[1];
            var reader = stage.platform().startThread("reader", () -> answer[0] = stage.win32().readFile(pipe, read.buffer, 0, 10, null, read.overlapped) ? 0
                    : stage.win32().getLastError());
            Handle thread = reader.openHandle();
            stage.platform().eventLoop().runOnce(1);
            var writer = stage.platform().startThread("writer", () -> write.write(client, "x"));
            int cancelled = cancel(stage, thread);
            reader.join();
            writer.join();
            outcomes.add(cancelled + ", " + answer[0]);
        }).randomly(1000).areClean();
        assertThat(outcomes).containsExactlyInAnyOrder("0, 995", "0, 0", "1168, 0");
    }

    private static Handle pipe(Stage stage) {
        return stage.win32().createNamedPipe(NAME, PIPE_ACCESS_DUPLEX, Win32.PIPE_TYPE_BYTE, 1, 10, 10, 0, null);
    }

    private static int cancel(Stage stage, Handle thread) {
        return stage.win32().cancelSynchronousIo(thread) ? 0 : stage.win32().getLastError();
    }

    @Test
    void aCallThatIsAboutToEndMayBeFoundAllTheSame() {
        for (int found = 0; found < 2; found++) {
            int expected = found == 1 ? 0 : ERROR_NOT_FOUND;
            Set<Integer> answers = new TreeSet<>();
            Play.ofPeer(stage -> { // C11
                Handle pipe = pipe(stage);
                Transfer connect = new Transfer(stage);
                int[] connected = {-1};
                var blocked = stage.platform().startThread("blocked", () -> connected[0] = connect.connect(pipe));
                Handle thread = blocked.openHandle();
                stage.platform().eventLoop().runOnce(1);
                var client = stage.platform().startThread("client", () -> stage.win32().createFile(NAME, Win32.GENERIC_READ, 0, null, Win32.OPEN_EXISTING, 0,
                        Handle.NULL));
                int answer = cancel(stage, thread);
                client.join();
                blocked.join();
                if (connected[0] == 0) {
                    answers.add(answer);
                }
            }).answering(ChoiceKind.CANCEL_LATE, found).answering(ChoiceKind.DELIVERY, 1).answering(ChoiceKind.CANCEL_WHEN, 0).everywhere(2);
            assertThat(answers).contains(expected);
            assertThat(answers.contains(0)).isEqualTo(found == 1);
        }
    }

    // ---------------------------------------------------------------- what else a thread may be blocked in

    @Test
    void aThreadThatWaitsForAnInstanceIsFound() {
        row(stage -> {
            Handle only = pipe(stage);
            stage.win32().createFile(NAME, Win32.GENERIC_READ, 0, null, Win32.OPEN_EXISTING, 0, Handle.NULL);
            int[] error = {-1};
            var blocked = stage.platform().startThread("blocked",
                    () -> error[0] = stage.win32().waitNamedPipe(NAME, Win32.NMPWAIT_WAIT_FOREVER) ? 0 : stage.win32().getLastError());
            Handle thread = blocked.openHandle();
            stage.platform().eventLoop().runOnce(1);
            assertThat(cancel(stage, thread)).isZero();
            assertThat(cancel(stage, thread)).as("a second time").isEqualTo(ERROR_NOT_FOUND);
            stage.win32().closeHandle(only);
            blocked.join();
            assertThat(error[0]).as("the cancel came first").isEqualTo(ERROR_OPERATION_ABORTED);
        });
    }

    @Test
    void aCancelledCallTellsMoreSince24H2() {
        for (int tells = 0; tells <= 1; tells++) {
            int status = tells == 1 ? NtStatus.STATUS_CANCELLED : NtStatus.STATUS_PENDING;
            boolean set = tells == 1;
            assertThat(Play.ofPeer(stage -> { // N8, test_blocking
                Handle pipe = pipe(stage);
                Transfer connect = new Transfer(stage);
                int[] connected = {-1};
                var blocked = stage.platform().startThread("blocked", () -> connected[0] = connect.connect(pipe));
                Handle thread = blocked.openHandle();
                stage.platform().eventLoop().runOnce(1);
                assertThat(cancel(stage, thread)).isZero();
                blocked.join();
                assertThat(connected[0]).isEqualTo(ERROR_OPERATION_ABORTED);
                assertThat(connect.status()).isEqualTo(status);
                assertThat(connect.isSet()).isEqualTo(set);
            }).onWindows(WindowsVersion.WINDOWS_11).answering(ChoiceKind.CANCELLED_CALL, tells).once()).isClean();
        }
    }
}
