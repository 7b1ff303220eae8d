package dev.overlap.kernel;

import static dev.overlap.kernel.Rows.row;
import static dev.overlap.kernel.Rows.rowOnEnds;
import static dev.overlap.win32.NtStatus.STATUS_ACCESS_DENIED;
import static dev.overlap.win32.NtStatus.STATUS_SUCCESS;
import static dev.overlap.win32.Win32.CURRENT_PROCESS;
import static dev.overlap.win32.Win32.DUPLICATE_CLOSE_SOURCE;
import static dev.overlap.win32.Win32.DUPLICATE_SAME_ACCESS;
import static dev.overlap.win32.Win32.FILE_READ_ATTRIBUTES;
import static dev.overlap.win32.Win32.FILE_READ_DATA;
import static dev.overlap.win32.Win32.FILE_WRITE_ATTRIBUTES;
import static dev.overlap.win32.Win32.FILE_WRITE_DATA;
import static dev.overlap.win32.Win32.GENERIC_READ;
import static dev.overlap.win32.Win32.GENERIC_WRITE;
import static dev.overlap.win32.Win32.PIPE_ACCESS_DUPLEX;
import static dev.overlap.win32.Win32.PIPE_ACCESS_INBOUND;
import static dev.overlap.win32.Win32.PIPE_ACCESS_OUTBOUND;
import static dev.overlap.win32.Win32.PIPE_READMODE_BYTE;
import static dev.overlap.win32.Win32.SYNCHRONIZE;
import static dev.overlap.win32.Win32.WAIT_FAILED;
import static dev.overlap.win32.Win32.WAIT_OBJECT_0;
import static dev.overlap.win32.Win32Error.ERROR_ACCESS_DENIED;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_HANDLE;
import static dev.overlap.win32.Win32Error.ERROR_IO_PENDING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.overlap.scenario.Stage;
import dev.overlap.simulation.Transfer;
import dev.overlap.win32.FilePipeLocalInformationReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.Win32;
import org.junit.jupiter.api.Test;

/** Which calls a handle's rights allow, row by row. */
class AccessRowsTest {

    private static final String NAME = "\\\\.\\pipe\\rights";
    private static final int GENERIC_ALL = 0x1000_0000;

    // ---------------------------------------------------------------- the two ends

    @Test
    void aServersEndHasTheRightsOfItsDirection() {
        row(stage -> { // K45, R14, M07
            Handle duplex = server(stage, NAME + "2", PIPE_ACCESS_DUPLEX);
            assertThat(setMode(stage, duplex)).isZero();
            assertThat(query(stage, duplex)).isEqualTo(STATUS_SUCCESS);
            Handle inbound = server(stage, NAME, PIPE_ACCESS_INBOUND);
            Handle client = client(stage, GENERIC_WRITE);
            assertThat(new Transfer(stage).write(inbound, 1)).isEqualTo(ERROR_ACCESS_DENIED);
            assertThat(stage.win32().flushFileBuffers(inbound)).isFalse();
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_ACCESS_DENIED);
            assertThat(setMode(stage, inbound)).as("no FILE_WRITE_ATTRIBUTES").isEqualTo(ERROR_ACCESS_DENIED);
            assertThat(query(stage, inbound)).isEqualTo(STATUS_SUCCESS);
            assertThat(new Transfer(stage).read(inbound, 1)).isEqualTo(ERROR_IO_PENDING);
            assertThat(new Transfer(stage).read(client, 1)).isEqualTo(ERROR_ACCESS_DENIED);
        });
        row(stage -> { // R14, N33
            Handle outbound = server(stage, NAME, PIPE_ACCESS_OUTBOUND);
            Handle client = client(stage, GENERIC_READ);
            assertThat(new Transfer(stage).read(outbound, 1)).isEqualTo(ERROR_ACCESS_DENIED);
            assertThat(stage.win32().peekNamedPipe(outbound, null, 0, null, null, null)).isFalse();
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_ACCESS_DENIED);
            assertThat(query(stage, outbound)).isEqualTo(STATUS_SUCCESS);
            assertThat(new Transfer(stage).write(client, 1)).isEqualTo(ERROR_ACCESS_DENIED);
        });
    }

    @Test
    void aClientMayOpenOnlyWhatTheDirectionGives() {
        row(stage -> {
            server(stage, NAME, PIPE_ACCESS_INBOUND);
            assertThat(client(stage, GENERIC_READ)).isEqualTo(Handle.INVALID_HANDLE_VALUE);
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_ACCESS_DENIED);
            assertThat(client(stage, FILE_READ_DATA).isInvalid()).isTrue();
            assertThat(client(stage, GENERIC_ALL).isInvalid()).isTrue();
            assertThat(client(stage, FILE_READ_ATTRIBUTES | FILE_WRITE_DATA).isInvalid()).isFalse();
        });
        row(stage -> {
            server(stage, NAME, PIPE_ACCESS_OUTBOUND);
            assertThat(client(stage, GENERIC_READ | GENERIC_WRITE).isInvalid()).isTrue();
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_ACCESS_DENIED);
            assertThat(client(stage, FILE_WRITE_DATA).isInvalid()).isTrue();
            assertThat(client(stage, GENERIC_READ | FILE_WRITE_ATTRIBUTES).isInvalid()).isFalse();
        });
    }

    @Test
    void aClientHasWhatItAskedForAndCanAlwaysLook() {
        row(stage -> { // M07, N10
            server(stage, NAME, PIPE_ACCESS_DUPLEX);
            Handle client = client(stage, 0);
            assertThat(stage.win32().waitForSingleObject(client, 0)).isEqualTo(WAIT_OBJECT_0);
            assertThat(query(stage, client)).isEqualTo(STATUS_SUCCESS);
            assertThat(stage.win32().getNamedPipeInfo(client, null, null, null, null)).isTrue();
            assertThat(new Transfer(stage).read(client, 1)).isEqualTo(ERROR_ACCESS_DENIED);
            assertThat(new Transfer(stage).write(client, 1)).isEqualTo(ERROR_ACCESS_DENIED);
            assertThat(setMode(stage, client)).isEqualTo(ERROR_ACCESS_DENIED);
        });
        row(stage -> { // R14, M07
            server(stage, NAME, PIPE_ACCESS_DUPLEX);
            assertThat(setMode(stage, client(stage, GENERIC_READ))).isEqualTo(ERROR_ACCESS_DENIED);
        });
        row(stage -> {
            server(stage, NAME, PIPE_ACCESS_DUPLEX);
            assertThat(setMode(stage, client(stage, GENERIC_READ | FILE_WRITE_ATTRIBUTES))).isZero();
        });
    }

    // ---------------------------------------------------------------- duplicates

    @Test
    void aDuplicateCanHaveFewerRights() {
        rowOnEnds((stage, ends) -> { // M02
            Handle reading = duplicate(stage, ends.server, GENERIC_READ);
            Handle writing = duplicate(stage, ends.server, FILE_WRITE_DATA);
            assertThat(new Transfer(stage).write(reading, 1)).isEqualTo(ERROR_ACCESS_DENIED);
            assertThat(new Transfer(stage).read(writing, 1)).isEqualTo(ERROR_ACCESS_DENIED);
            assertThat(setMode(stage, reading)).isEqualTo(ERROR_ACCESS_DENIED);
            Transfer read = ends.reading(reading, 1);
            ends.write(ends.client, "x");
            assertThat(read.text()).isEqualTo("x");
            ends.write(writing, "y");
            assertThat(ends.read(ends.client, 1)).isEqualTo("y");
            Transfer both = ends.reading(ends.server, 1);
            assertThat(both.cancel(writing)).as("who may not read may cancel").isZero();
        });
    }

    @Test
    void aDuplicateOfAFileGainsNothing() {
        rowOnEnds((stage, ends) -> { // M02
            Handle reading = duplicate(stage, ends.server, GENERIC_READ);
            HandleReference target = new HandleReference();
            assertThat(stage.win32().duplicateHandle(CURRENT_PROCESS, reading, CURRENT_PROCESS, target, FILE_WRITE_DATA, false, 0)).isFalse();
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_ACCESS_DENIED);
            Handle again = duplicate(stage, reading, GENERIC_READ);
            stage.win32().duplicateHandle(CURRENT_PROCESS, again, CURRENT_PROCESS, target, 0, false, DUPLICATE_SAME_ACCESS);
            assertThat(new Transfer(stage).write(target.value, 1)).as("the same access").isEqualTo(ERROR_ACCESS_DENIED);
            assertThat(stage.win32().duplicateHandle(CURRENT_PROCESS, again, CURRENT_PROCESS, target, FILE_WRITE_DATA, false, DUPLICATE_CLOSE_SOURCE))
                    .isFalse();
            assertThat(stage.win32().closeHandle(again)).as("closed in any case").isFalse();
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_INVALID_HANDLE);
        });
    }

    @Test
    void aHandleThatCanOnlyWaitCannotLook() {
        rowOnEnds((stage, ends) -> { // N10
            Handle waiting = duplicate(stage, ends.client, SYNCHRONIZE);
            assertThat(stage.win32().waitForSingleObject(waiting, 0)).isEqualTo(WAIT_OBJECT_0);
            assertThat(query(stage, waiting)).isEqualTo(STATUS_ACCESS_DENIED);
            assertThat(stage.win32().getNamedPipeHandleState(waiting, null, null, null, null, null, 0)).isFalse();
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_ACCESS_DENIED);
            assertThat(stage.win32().getNamedPipeInfo(waiting, null, null, null, null)).isFalse();
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_ACCESS_DENIED);
        });
    }

    @Test
    void aHandleThatCanOnlyReadCannotBeWaitedFor() {
        rowOnEnds((stage, ends) -> {
            Handle reading = duplicate(stage, ends.client, FILE_READ_DATA);
            Handle event = stage.win32().createEvent(null, true, true, null);
            assertThat(stage.win32().waitForSingleObject(reading, 0)).isEqualTo(WAIT_FAILED);
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_ACCESS_DENIED);
            assertThat(stage.win32().waitForSingleObjectEx(reading, 0, true)).isEqualTo(WAIT_FAILED);
            assertThat(stage.win32().waitForMultipleObjects(2, new Handle[] {event, reading}, false, 0)).isEqualTo(WAIT_FAILED);
            assertThat(stage.win32().signalObjectAndWait(event, reading, 0, false)).isEqualTo(WAIT_FAILED);
            assertThat(stage.win32().registerWaitForSingleObject(new HandleReference(), reading, (context, timedOut) -> {}, null, 0, 0)).isFalse();
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_ACCESS_DENIED);
        });
    }

    @Test
    void anotherHandleOfTheSameValueHasItsOwnRights() {
        rowOnEnds((stage, ends) -> {
            Handle reading = duplicate(stage, ends.client, GENERIC_READ);
            stage.win32().closeHandle(reading);
            HandleReference target = new HandleReference();
            stage.win32().duplicateHandle(CURRENT_PROCESS, ends.client, CURRENT_PROCESS, target, 0, false, DUPLICATE_SAME_ACCESS);
            assertThat(target.value.value()).isEqualTo(reading.value());
            assertThat(new Transfer(stage).write(target.value, 1)).isZero();
        });
    }

    private static Handle server(Stage stage, String name, int access) {
        return stage.win32().createNamedPipe(name, access | Win32.FILE_FLAG_OVERLAPPED, 0, 2, 10, 10, 0, null);
    }

    private static Handle client(Stage stage, int access) {
        return stage.win32().createFile(NAME, access, 0, null, Win32.OPEN_EXISTING, Win32.FILE_FLAG_OVERLAPPED, Handle.NULL);
    }

    private static Handle duplicate(Stage stage, Handle source, int access) {
        HandleReference target = new HandleReference();
        assertThat(stage.win32().duplicateHandle(CURRENT_PROCESS, source, CURRENT_PROCESS, target, access, false, 0)).isTrue();
        return target.value;
    }

    private static int setMode(Stage stage, Handle end) {
        return stage.win32().setNamedPipeHandleState(end, PIPE_READMODE_BYTE, null, null) ? 0 : stage.win32().getLastError();
    }

    private static int query(Stage stage, Handle end) {
        return stage.win32().ntQueryInformationFile(end, new FilePipeLocalInformationReference());
    }
}
