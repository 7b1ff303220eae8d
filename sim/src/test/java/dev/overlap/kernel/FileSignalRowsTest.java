package dev.overlap.kernel;

import static dev.overlap.kernel.Rows.row;
import static dev.overlap.kernel.Rows.rowOnEnds;
import static dev.overlap.simulation.ExecutionAssert.assertThat;
import static dev.overlap.win32.Win32Error.ERROR_BAD_PIPE;
import static dev.overlap.win32.Win32Error.ERROR_BROKEN_PIPE;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_FUNCTION;
import static dev.overlap.win32.Win32Error.ERROR_PIPE_NOT_CONNECTED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.BiConsumer;

import dev.overlap.choice.ChoiceKind;
import dev.overlap.platform.PlatformThread;
import dev.overlap.scenario.Stage;
import dev.overlap.simulation.Ends;
import dev.overlap.simulation.Play;
import dev.overlap.simulation.Transfer;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.FilePipeLocalInformationReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Win32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** When the object behind a handle of a pipe is signalled, by calls that are not operations of their own: each of them begins by unsignalling it. */
class FileSignalRowsTest {

    private static final int QUOTA_BYTES = 100;

    /** Calls that ask for something, or set it. */
    private enum Query {
        GET_STATE((stage, end) -> stage.win32().getNamedPipeHandleState(end, new DwordReference(), null, null, null, null, 0)),
        SET_STATE((stage, end) -> stage.win32().setNamedPipeHandleState(end, Win32.PIPE_READMODE_BYTE, null, null)),
        GET_INFO((stage, end) -> stage.win32().getNamedPipeInfo(end, new DwordReference(), null, null, null)),
        LOCAL_INFORMATION((stage, end) -> stage.win32().ntQueryInformationFile(end, new FilePipeLocalInformationReference()));

        final BiConsumer<Stage, Handle> call;

        Query(BiConsumer<Stage, Handle> call) {
            this.call = call;
        }
    }

    @ParameterizedTest
    @EnumSource
    void anUnsignalledFileIsPerhapsSignalledByAQueryAndASignalledOneStaysSo(Query query) {
        for (int signalled = 0; signalled <= 1; signalled++) {
            boolean after = signalled == 1;
            assertThat(Play.ofPeer(stage -> {
                Ends ends = new Ends(stage, QUOTA_BYTES);
                query.call.accept(stage, ends.server);
                assertThat(ends.isSignalled(ends.server)).as("as it was made").isTrue();
                ends.write(ends.server, "x");
                assertThat(ends.isSignalled(ends.server)).as("an operation with an event").isFalse();
                query.call.accept(stage, ends.server);
                assertThat(ends.isSignalled(ends.server)).isEqualTo(after);
                assertThat(ends.isSignalled(ends.server)).as("for everyone who looks").isEqualTo(after);
            }).answering(ChoiceKind.FILE_SIGNAL, signalled).once()).isClean();
        }
    }

    @Test
    void whoWaitsForTheFileObjectOfAReadIsPerhapsWokenByAQuery() {
        for (int signalled = 0; signalled <= 1; signalled++) {
            boolean woken = signalled == 1;
            assertThat(Play.ofPeer(stage -> {
                Ends ends = new Ends(stage, QUOTA_BYTES);
                Transfer read = new Transfer(stage);
                read.readWithoutEvent(ends.server, 10);
                boolean[] back = {false};
                PlatformThread waiter = stage.platform().startThread("waiter", () -> {
                    stage.win32().waitForSingleObject(ends.server, Win32.INFINITE);
                    back[0] = true;
                });
                stage.platform().eventLoop().runOnce(1);
                Query.GET_STATE.call.accept(stage, ends.server);
                stage.platform().eventLoop().runOnce(1);
                assertThat(back[0]).isEqualTo(woken);
                ends.write(ends.client, "x");
                waiter.join();
            }).answering(ChoiceKind.FILE_SIGNAL, signalled).once()).isClean();
        }
    }

    // ---------------------------------------------------------------- PeekNamedPipe, DisconnectNamedPipe

    @Test
    void aPeekThatFailsLeavesItUnsignalled() {
        assertThat(Play.ofPeer(stage -> {
            Ends ends = new Ends(stage, QUOTA_BYTES);
            stage.win32().closeHandle(ends.client);
            assertThat(ends.available(ends.server)).isEqualTo(-ERROR_BROKEN_PIPE);
            assertThat(ends.isSignalled(ends.server)).isFalse();
        }).onWindows(WindowsVersion.WINDOWS_7).once()).isClean();
    }

    @Test
    void sinceWindows8ThatMaySignalIt() {
        for (int signalled = 0; signalled <= 1; signalled++) {
            boolean after = signalled == 1;
            assertThat(Play.ofPeer(stage -> { // N30a
                Handle server = Ends.listen(stage, 10, 10);
                assertThat(stage.win32().peekNamedPipe(server, null, 0, null, null, null)).isFalse();
                assertThat(stage.win32().getLastError()).isEqualTo(ERROR_BAD_PIPE);
                assertThat(stage.win32().waitForSingleObject(server, 0) == Win32.WAIT_OBJECT_0).isEqualTo(after);
            }).answering(ChoiceKind.FILE_SIGNAL, signalled).once()).isClean();
        }
    }

    @Test
    void aPeekAndADisconnectSignalIt() {
        rowOnEnds((stage, ends) -> { // 0.1.4
            Transfer read = ends.reading(ends.server, 10);
            assertThat(ends.isSignalled(ends.server)).isFalse();
            ends.available(ends.server);
            assertThat(ends.isSignalled(ends.server)).isTrue();
            ends.reading(ends.server, 10);
            assertThat(ends.isSignalled(ends.server)).isFalse();
            stage.win32().disconnectNamedPipe(ends.server);
            assertThat(ends.isSignalled(ends.server)).isTrue();
            assertThat(read.isSet()).isTrue();
        });
    }

    @Test
    void aClientDisconnectsNobodyAndIsToldWhyNot() {
        rowOnEnds((stage, ends) -> {
            assertThat(stage.win32().disconnectNamedPipe(ends.client)).isFalse();
            assertThat(stage.win32().getLastError()).as("R25").isEqualTo(ERROR_INVALID_FUNCTION);
            stage.win32().disconnectNamedPipe(ends.server);
            assertThat(stage.win32().disconnectNamedPipe(ends.client)).isFalse();
            assertThat(stage.win32().getLastError()).as("it has lost its pipe").isEqualTo(ERROR_PIPE_NOT_CONNECTED);
        });
    }

    // ---------------------------------------------------------------- modes, and the event of a call that waits its turn

    @Test
    void aFileThatShallNotBeSignalledLosesItsSignal() {
        rowOnEnds((stage, ends) -> { // N29
            assertThat(ends.isSignalled(ends.server)).isTrue();
            stage.win32().setFileCompletionNotificationModes(ends.server, Win32.FILE_SKIP_SET_EVENT_ON_HANDLE);
            assertThat(ends.isSignalled(ends.server)).isFalse();
            ends.available(ends.server);
            assertThat(ends.isSignalled(ends.server)).isFalse();
        });
    }

    @Test
    void theEventOfACallThatWaitsItsTurnIsResetAtOnce() {
        row(stage -> { // F33
            Handle server = stage.win32().createNamedPipe("\\\\.\\pipe\\sync", Win32.PIPE_ACCESS_DUPLEX, Win32.PIPE_TYPE_BYTE, 1, 10, 10, 0, null);
            Handle client = stage.win32().createFile("\\\\.\\pipe\\sync", Win32.GENERIC_WRITE, 0, null, Win32.OPEN_EXISTING, Win32.FILE_FLAG_OVERLAPPED,
                    Handle.NULL);
            Transfer first = new Transfer(stage);
            PlatformThread firstReader = stage.platform().startThread("first", () -> first.read(server, 1));
            stage.platform().eventLoop().runOnce(1);
            Transfer second = new Transfer(stage);
            stage.win32().setEvent(second.event);
            PlatformThread secondReader = stage.platform().startThread("second", () -> second.read(server, 1));
            stage.platform().eventLoop().runOnce(1);
            assertThat(second.isSet()).isFalse();
            new Transfer(stage).write(client, 2);
            firstReader.join();
            secondReader.join();
            assertThat(second.isSet()).isTrue();
        });
    }
}
