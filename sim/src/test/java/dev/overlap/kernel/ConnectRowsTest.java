package dev.overlap.kernel;

import static dev.overlap.kernel.Rows.row;
import static dev.overlap.kernel.Rows.rowOnEnds;
import static dev.overlap.win32.NtStatus.STATUS_CANCELLED;
import static dev.overlap.win32.NtStatus.STATUS_PENDING;
import static dev.overlap.win32.NtStatus.STATUS_SUCCESS;
import static dev.overlap.win32.Win32Error.ERROR_BAD_PIPE;
import static dev.overlap.win32.Win32Error.ERROR_FILE_NOT_FOUND;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_FUNCTION;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_NAME;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_PARAMETER;
import static dev.overlap.win32.Win32Error.ERROR_IO_PENDING;
import static dev.overlap.win32.Win32Error.ERROR_NO_DATA;
import static dev.overlap.win32.Win32Error.ERROR_OPERATION_ABORTED;
import static dev.overlap.win32.Win32Error.ERROR_PATH_NOT_FOUND;
import static dev.overlap.win32.Win32Error.ERROR_PIPE_BUSY;
import static dev.overlap.win32.Win32Error.ERROR_PIPE_CONNECTED;
import static dev.overlap.win32.Win32Error.ERROR_PIPE_LISTENING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;

import dev.overlap.scenario.Stage;
import dev.overlap.simulation.Ends;
import dev.overlap.simulation.Transfer;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Win32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Making, opening and connecting pipes, row by row. */
class ConnectRowsTest {

    private static final String NAME = "\\\\.\\pipe\\rows";

    @Test
    void aServerListensAndIsSignalledFromItsCreationOn() {
        row(stage -> { // K20, K22, R1, R2
            Handle server = Ends.listen(stage, 10, 10);
            assertThat(stage.win32().waitForSingleObject(server, 0)).isZero();
            assertThat(new Transfer(stage).read(server, 1)).isEqualTo(ERROR_PIPE_LISTENING);
            assertThat(new Transfer(stage).write(server, 1)).isEqualTo(ERROR_PIPE_LISTENING);
            assertThat(Ends.open(stage).isInvalid()).isFalse();
        });
    }

    @Test
    void aClientEndsTheWaitForIt() {
        row(stage -> { // K66, K69, K80, K87, R16
            Handle server = Ends.listen(stage, 10, 10);
            Transfer connect = new Transfer(stage);
            assertThat(connect.connect(server)).isEqualTo(ERROR_IO_PENDING);
            assertThat(connect.isSet()).isFalse();
            assertThat(stage.win32().waitForSingleObject(server, 0)).isEqualTo(Win32.WAIT_TIMEOUT);
            Handle client = Ends.open(stage);
            assertThat(connect.isSet()).isTrue();
            assertThat(connect.status()).isEqualTo(STATUS_SUCCESS);
            assertThat(connect.result(server)).isZero();
            assertThat(stage.win32().waitForSingleObject(client, 0)).isZero();
            assertThat(stage.win32().waitForSingleObject(server, 0)).as("with an event the handle is not signalled").isEqualTo(Win32.WAIT_TIMEOUT);
        });
    }

    @Test
    void aServerWithAClientIsConnectedAlready() {
        rowOnEnds((stage, ends) -> immediate(stage, ends.server, ERROR_PIPE_CONNECTED)); // D09, K23, K70, N3
    }

    @Test
    void aClientEndCannotConnect() {
        rowOnEnds((stage, ends) -> immediate(stage, ends.client, ERROR_INVALID_FUNCTION)); // D09, K24
    }

    @Test
    void aServerWhoseClientHasGoneMustDisconnectFirst() {
        rowOnEnds((stage, ends) -> { // D09, R26, R27
            stage.win32().closeHandle(ends.client);
            immediate(stage, ends.server, ERROR_NO_DATA);
            assertThat(Ends.open(stage).isInvalid()).isTrue();
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_PIPE_BUSY);
            assertThat(stage.win32().disconnectNamedPipe(ends.server)).isTrue();
            assertThat(new Transfer(stage).connect(ends.server)).isEqualTo(ERROR_IO_PENDING);
        });
    }

    /** Nothing was started: Internal stays pending, and the event is reset (D09). */
    private static void immediate(Stage stage, Handle end, int error) {
        Transfer connect = new Transfer(stage);
        stage.win32().setEvent(connect.event);
        assertThat(connect.connect(end)).isEqualTo(error);
        assertThat(connect.status()).isEqualTo(STATUS_PENDING);
        assertThat(connect.isSet()).isFalse();
    }

    @Test
    void aDisconnectedServerListensAgain() {
        rowOnEnds((stage, ends) -> { // D07
            stage.win32().disconnectNamedPipe(ends.server);
            Transfer connect = new Transfer(stage);
            assertThat(connect.connect(ends.server)).isEqualTo(ERROR_IO_PENDING);
            assertThat(new Transfer(stage).read(ends.server, 1)).isEqualTo(ERROR_PIPE_LISTENING);
            assertThat(ends.available(ends.server)).isEqualTo(-ERROR_BAD_PIPE);
            Handle client = Ends.open(stage);
            assertThat(connect.isSet()).isTrue();
            ends.write(client, "new");
            assertThat(ends.read(ends.server, 10)).isEqualTo("new");
        });
    }

    @Test
    void aCancelledWaitForAClientLeavesTheServerListening() {
        row(stage -> { // C13, K68
            Handle server = Ends.listen(stage, 10, 10);
            Transfer connect = new Transfer(stage);
            connect.connect(server);
            assertThat(stage.win32().cancelIo(server)).isTrue();
            assertThat(connect.status()).isEqualTo(STATUS_CANCELLED);
            assertThat(connect.await(server)).isEqualTo(ERROR_OPERATION_ABORTED);
            assertThat(Ends.open(stage).isInvalid()).isFalse();
        });
    }

    @Test
    void closingAServerEndsItsWaitForAClient() {
        row(stage -> { // K140
            Handle server = Ends.listen(stage, 10, 10);
            Transfer connect = new Transfer(stage);
            connect.connect(server);
            stage.win32().closeHandle(server);
            assertThat(connect.isSet()).isTrue();
        });
    }

    @Test
    void thereIsNoSecondClientAndNoClientWithoutAServer() {
        row(stage -> { // K19, R24
            assertThat(Ends.open(stage).isInvalid()).isTrue();
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_FILE_NOT_FOUND);
            new Ends(stage, 10);
            assertThat(Ends.open(stage).isInvalid()).isTrue();
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_PIPE_BUSY);
        });
    }

    @Test
    void thereAreAsManyInstancesAsTheFirstOneAllows() {
        row(stage -> { // K12, K13
            assertThat(create(stage, NAME, 0, 2)).isZero();
            assertThat(create(stage, NAME, 0, 2)).isZero();
            assertThat(create(stage, NAME, 0, 2)).isEqualTo(ERROR_PIPE_BUSY);
            assertThat(create(stage, NAME.toUpperCase(Locale.ROOT), 0, 2)).as("case does not matter")
                    .isEqualTo(ERROR_PIPE_BUSY);
        });
    }

    @Test
    void whatAPipeCannotBeIsRefused() {
        row(stage -> { // K16, K17, K18, M11
            assertThat(create(stage, null, 0, 1)).isEqualTo(ERROR_PATH_NOT_FOUND);
            assertThat(create(stage, "not a named pipe", 0, 1)).isEqualTo(ERROR_INVALID_NAME);
            assertThat(create(stage, NAME, Win32.PIPE_READMODE_MESSAGE, 1)).isEqualTo(ERROR_INVALID_PARAMETER);
            assertThat(create(stage, NAME, 0, 0)).isEqualTo(ERROR_INVALID_PARAMETER);
            assertThat(create(stage, NAME, 0, 256)).isEqualTo(ERROR_INVALID_PARAMETER);
        });
    }

    @Test
    void disconnectingIsForServers() {
        rowOnEnds((stage, ends) -> { // R25
            assertThat(stage.win32().disconnectNamedPipe(ends.client)).isFalse();
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_INVALID_FUNCTION);
        });
    }

    private static int create(Stage stage, @Nullable String name, int pipeMode, int maxInstances) {
        Handle server = stage.win32().createNamedPipe(name, Win32.PIPE_ACCESS_DUPLEX | Win32.FILE_FLAG_OVERLAPPED, pipeMode, maxInstances, 10, 10, 0, null);
        return server.isInvalid() ? stage.win32().getLastError() : 0;
    }
}
