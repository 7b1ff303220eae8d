package dev.overlap.kernel;

import static dev.overlap.kernel.Rows.row;
import static dev.overlap.kernel.Rows.rowOnEnds;
import static dev.overlap.win32.FilePipeLocalInformation.FILE_PIPE_BYTE_STREAM_TYPE;
import static dev.overlap.win32.FilePipeLocalInformation.FILE_PIPE_CLIENT_END;
import static dev.overlap.win32.FilePipeLocalInformation.FILE_PIPE_CLOSING_STATE;
import static dev.overlap.win32.FilePipeLocalInformation.FILE_PIPE_CONNECTED_STATE;
import static dev.overlap.win32.FilePipeLocalInformation.FILE_PIPE_DISCONNECTED_STATE;
import static dev.overlap.win32.FilePipeLocalInformation.FILE_PIPE_FULL_DUPLEX;
import static dev.overlap.win32.FilePipeLocalInformation.FILE_PIPE_INBOUND;
import static dev.overlap.win32.FilePipeLocalInformation.FILE_PIPE_LISTENING_STATE;
import static dev.overlap.win32.FilePipeLocalInformation.FILE_PIPE_MESSAGE_TYPE;
import static dev.overlap.win32.FilePipeLocalInformation.FILE_PIPE_OUTBOUND;
import static dev.overlap.win32.FilePipeLocalInformation.FILE_PIPE_SERVER_END;
import static dev.overlap.win32.NtStatus.STATUS_INVALID_HANDLE;
import static dev.overlap.win32.NtStatus.STATUS_OBJECT_TYPE_MISMATCH;
import static dev.overlap.win32.NtStatus.STATUS_PENDING;
import static dev.overlap.win32.NtStatus.STATUS_PIPE_DISCONNECTED;
import static dev.overlap.win32.NtStatus.STATUS_SUCCESS;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.overlap.scenario.Stage;
import dev.overlap.simulation.Ends;
import dev.overlap.simulation.Transfer;
import dev.overlap.win32.FilePipeLocalInformation;
import dev.overlap.win32.FilePipeLocalInformationReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Win32;
import org.junit.jupiter.api.Test;

/** NtQueryInformationFile(FilePipeLocalInformation), row by row. */
class LocalInformationRowsTest {

    private static final int QUOTA_BYTES = 100;

    @Test
    void itTellsTheStateOfTheEnd() {
        row(stage -> { // N32a, R3, R16, R26, R27, R29, R30
            Handle server = Ends.listen(stage, QUOTA_BYTES, QUOTA_BYTES);
            assertThat(of(stage, server).namedPipeState()).isEqualTo(FILE_PIPE_LISTENING_STATE);
            assertThat(of(stage, server).readDataAvailable()).isZero();
            Handle client = Ends.open(stage);
            Transfer write = new Transfer(stage);
            write.write(client, "abc");
            write.write(server, "ab");
            assertThat(of(stage, server).namedPipeState()).isEqualTo(FILE_PIPE_CONNECTED_STATE);
            assertThat(of(stage, server).readDataAvailable()).isEqualTo(3);
            assertThat(of(stage, client).namedPipeState()).isEqualTo(FILE_PIPE_CONNECTED_STATE);
            assertThat(of(stage, client).readDataAvailable()).isEqualTo(2);
            stage.win32().disconnectNamedPipe(server);
            assertThat(of(stage, server).namedPipeState()).isEqualTo(FILE_PIPE_DISCONNECTED_STATE);
            assertThat(of(stage, server).readDataAvailable()).isZero();
            assertThat(status(stage, client)).isEqualTo(STATUS_PIPE_DISCONNECTED);
            stage.win32().closeHandle(client);
            assertThat(of(stage, server).namedPipeState()).isEqualTo(FILE_PIPE_DISCONNECTED_STATE);
            write.connect(server);
            Handle next = Ends.open(stage);
            write.write(server, "abc");
            stage.win32().closeHandle(server);
            assertThat(of(stage, next).namedPipeState()).isEqualTo(FILE_PIPE_CLOSING_STATE);
            assertThat(of(stage, next).readDataAvailable()).isEqualTo(3);
        });
    }

    @Test
    void itTellsWhatThePipeWasMadeAs() {
        row(stage -> { // N33
            String name = "\\\\.\\pipe\\local";
            Handle server = stage.win32().createNamedPipe(name, Win32.PIPE_ACCESS_OUTBOUND, Win32.PIPE_TYPE_MESSAGE, 1, 200, 100, 0, null);
            Handle client = stage.win32().createFile(name, Win32.GENERIC_READ, 0, null, Win32.OPEN_EXISTING, 0, Handle.NULL);
            assertThat(of(stage, server)).isEqualTo(new FilePipeLocalInformation(FILE_PIPE_MESSAGE_TYPE, FILE_PIPE_OUTBOUND, 1, 1, 100, 0, 200, 200,
                    FILE_PIPE_CONNECTED_STATE, FILE_PIPE_SERVER_END));
            assertThat(of(stage, client)).isEqualTo(new FilePipeLocalInformation(FILE_PIPE_MESSAGE_TYPE, FILE_PIPE_OUTBOUND, 1, 1, 100, 0, 200, 100,
                    FILE_PIPE_CONNECTED_STATE, FILE_PIPE_CLIENT_END));
            stage.win32().closeHandle(server);
            assertThat(of(stage, client).currentInstances()).isZero();
        });
    }

    @Test
    void inboundAndDuplexBytePipesAreToldApart() {
        row(stage -> { // N33
            String name = "\\\\.\\pipe\\inbound";
            Handle inbound = stage.win32().createNamedPipe(name, Win32.PIPE_ACCESS_INBOUND, 0, Win32.PIPE_UNLIMITED_INSTANCES, 1, 1, 0, null);
            assertThat(of(stage, inbound).namedPipeConfiguration()).isEqualTo(FILE_PIPE_INBOUND);
            assertThat(of(stage, inbound).namedPipeType()).isEqualTo(FILE_PIPE_BYTE_STREAM_TYPE);
            assertThat(of(stage, inbound).maximumInstances()).as("unlimited").isEqualTo(-1);
            stage.win32().createNamedPipe(name, Win32.PIPE_ACCESS_INBOUND, 0, Win32.PIPE_UNLIMITED_INSTANCES, 1, 1, 0, null);
            assertThat(of(stage, inbound).currentInstances()).isEqualTo(2);
            assertThat(of(stage, Ends.listen(stage, 1, 1)).namedPipeConfiguration()).isEqualTo(FILE_PIPE_FULL_DUPLEX);
        });
    }

    @Test
    void whatIsWrittenUsesQuotaUntilItIsRead() {
        rowOnEnds((stage, ends) -> { // R4, R6, R7
            for (boolean fromServer : new boolean[] {true, false}) {
                Handle writer = fromServer ? ends.server : ends.client;
                Handle reader = fromServer ? ends.client : ends.server;
                ends.write(writer, "");
                assertThat(of(stage, writer).writeQuotaAvailable()).isEqualTo(QUOTA_BYTES);
                ends.write(writer, "x");
                assertThat(of(stage, writer).writeQuotaAvailable()).isEqualTo(QUOTA_BYTES - 1);
                assertThat(of(stage, reader).readDataAvailable()).isEqualTo(1);
                ends.read(reader, 1);
                assertThat(of(stage, writer).writeQuotaAvailable()).isEqualTo(QUOTA_BYTES);
                assertThat(of(stage, reader).readDataAvailable()).isZero();
            }
        });
    }

    @Test
    void aPendingReadHasReservedWhatItWants() {
        rowOnEnds((stage, ends) -> { // R5, R6, R9
            for (boolean fromServer : new boolean[] {true, false}) {
                Handle writer = fromServer ? ends.server : ends.client;
                Handle reader = fromServer ? ends.client : ends.server;
                Transfer read = ends.reading(reader, 1);
                assertThat(of(stage, writer).writeQuotaAvailable()).isEqualTo(QUOTA_BYTES - 1);
                ends.write(writer, "x");
                assertThat(read.result(reader)).isZero();
                assertThat(of(stage, writer).writeQuotaAvailable()).isEqualTo(QUOTA_BYTES);
                read.read(reader, 0);
                assertThat(of(stage, writer).writeQuotaAvailable()).as("a read of nothing reserves nothing").isEqualTo(QUOTA_BYTES);
                Transfer large = ends.reading(reader, QUOTA_BYTES + 1);
                assertThat(of(stage, writer).writeQuotaAvailable()).isZero();
                large.cancel(reader);
                assertThat(of(stage, writer).writeQuotaAvailable()).isEqualTo(QUOTA_BYTES);
                ends.write(writer, "x");
                ends.read(reader, 1);
            }
        });
    }

    @Test
    void aPendingWriteCanBeReadAndLeavesNoQuota() {
        rowOnEnds((stage, ends) -> { // M03
            assertThat(ends.writing(ends.server, QUOTA_BYTES + 1).status()).isEqualTo(STATUS_PENDING);
            assertThat(of(stage, ends.server).writeQuotaAvailable()).isZero();
            assertThat(of(stage, ends.client).readDataAvailable()).isEqualTo(QUOTA_BYTES + 1);
        });
    }

    @Test
    void onlyAFileIsAPipe() {
        rowOnEnds((stage, ends) -> { // N10
            stage.win32().closeHandle(Handle.NULL);
            int lastError = stage.win32().getLastError();
            assertThat(status(stage, Handle.INVALID_HANDLE_VALUE)).isEqualTo(STATUS_OBJECT_TYPE_MISMATCH);
            assertThat(status(stage, Win32.CURRENT_THREAD)).isEqualTo(STATUS_OBJECT_TYPE_MISMATCH);
            assertThat(status(stage, stage.win32().createEvent(null, true, false, null))).isEqualTo(STATUS_OBJECT_TYPE_MISMATCH);
            assertThat(status(stage, new Handle(0x4444))).isEqualTo(STATUS_INVALID_HANDLE);
            assertThat(stage.win32().getLastError()).isEqualTo(lastError);
        });
    }

    private static int status(Stage stage, Handle end) {
        return stage.win32().ntQueryInformationFile(end, new FilePipeLocalInformationReference());
    }

    private static FilePipeLocalInformation of(Stage stage, Handle end) {
        FilePipeLocalInformationReference information = new FilePipeLocalInformationReference();
        assertThat(stage.win32().ntQueryInformationFile(end, information)).isEqualTo(STATUS_SUCCESS);
        return requireNonNull(information.value);
    }
}
