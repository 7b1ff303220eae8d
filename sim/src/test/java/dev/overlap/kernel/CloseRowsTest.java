package dev.overlap.kernel;

import static dev.overlap.kernel.Rows.row;
import static dev.overlap.kernel.Rows.rowOnEnds;
import static dev.overlap.win32.NtStatus.STATUS_CANCELLED;
import static dev.overlap.win32.NtStatus.STATUS_PENDING;
import static dev.overlap.win32.NtStatus.STATUS_PIPE_BROKEN;
import static dev.overlap.win32.NtStatus.STATUS_PIPE_DISCONNECTED;
import static dev.overlap.win32.Win32Error.ERROR_BAD_PIPE;
import static dev.overlap.win32.Win32Error.ERROR_BROKEN_PIPE;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_HANDLE;
import static dev.overlap.win32.Win32Error.ERROR_IO_INCOMPLETE;
import static dev.overlap.win32.Win32Error.ERROR_NOT_FOUND;
import static dev.overlap.win32.Win32Error.ERROR_NO_DATA;
import static dev.overlap.win32.Win32Error.ERROR_PIPE_NOT_CONNECTED;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.BiConsumer;

import dev.overlap.scenario.Stage;
import dev.overlap.simulation.Ends;
import dev.overlap.simulation.Transfer;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Memory;
import org.junit.jupiter.api.Test;

/** How streams end, row by row: closing and disconnecting. */
class CloseRowsTest {

    @Test
    void whatAClosedWriterHasWrittenStaysReadable() {
        rowOnEnds((stage, ends) -> { // D01, D02; K51
            ends.write(ends.client, "abcde");
            stage.win32().closeHandle(ends.client);
            assertThat(ends.available(ends.server)).isEqualTo(5);
            assertThat(ends.read(ends.server, 3)).isEqualTo("abc");
            assertThat(ends.read(ends.server, 3)).isEqualTo("de");
            assertThat(ends.available(ends.server)).isEqualTo(-ERROR_BROKEN_PIPE);
        });
    }

    @Test
    void aReadAtTheEndFailsAtOnceAndLeavesItsOverlappedHalfWritten() {
        rowOnEnds((stage, ends) -> { // D01, fact 1, N17
            ends.write(ends.client, "abc");
            Transfer read = ends.reading(ends.server, 10);
            stage.win32().closeHandle(ends.client);
            stage.win32().setEvent(read.event);
            assertThat(stage.win32().readFile(ends.server, read.buffer, 0, 10, null, read.overlapped)).isFalse();
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_BROKEN_PIPE);
            assertThat(read.status()).isEqualTo(STATUS_PENDING);
            assertThat(read.count()).as("untouched").isEqualTo(3);
            assertThat(read.isSet()).as("reset").isFalse();
            assertThat(read.result(ends.server)).isEqualTo(ERROR_IO_INCOMPLETE);
            assertThat(read.cancel(ends.server)).isEqualTo(ERROR_NOT_FOUND);
        });
    }

    @Test
    void anEmptyReadAtTheEndFailsToo() {
        rowOnEnds((stage, ends) -> { // D01
            stage.win32().closeHandle(ends.client);
            assertThat(new Transfer(stage).read(ends.server, 0)).isEqualTo(ERROR_BROKEN_PIPE);
        });
    }

    @Test
    void aWriteToAClosedReaderFailsAtOnce() {
        rowOnEnds((stage, ends) -> { // D01, K61
            stage.win32().closeHandle(ends.client);
            Transfer write = new Transfer(stage);
            stage.win32().setEvent(write.event);
            assertThat(write.write(ends.server, 1)).isEqualTo(ERROR_NO_DATA);
            assertThat(write.status()).isEqualTo(STATUS_PENDING);
            assertThat(write.isSet()).isFalse();
        });
    }

    @Test
    void readsThatPendEndWhenTheWriterCloses() {
        rowOnEnds((stage, ends) -> { // D03, D04, N19
            Transfer[] reads = {ends.reading(ends.server, 10), ends.reading(ends.server, 0)};
            stage.win32().closeHandle(ends.client);
            for (Transfer read : reads) {
                ended(read, STATUS_PIPE_BROKEN);
                assertThat(read.result(ends.server)).isEqualTo(ERROR_BROKEN_PIPE);
                assertThat(read.bytes.value).isZero();
                assertThat(read.cancel(ends.server)).isEqualTo(ERROR_NOT_FOUND);
            }
        });
    }

    @Test
    void disconnectingEndsTheClientsReadsAndDropsItsBytes() {
        rowOnEnds((stage, ends) -> { // D06, K3 to K11, R11 to R15
            ends.write(ends.client, "lost");
            Transfer read = ends.reading(ends.client, 10);
            assertThat(stage.win32().disconnectNamedPipe(ends.server)).isTrue();
            ended(read, STATUS_PIPE_DISCONNECTED);
            assertThat(read.result(ends.client)).isEqualTo(ERROR_PIPE_NOT_CONNECTED);
            for (Handle end : new Handle[] {ends.client, ends.server}) {
                assertThat(new Transfer(stage).read(end, 1)).isEqualTo(ERROR_PIPE_NOT_CONNECTED);
                assertThat(new Transfer(stage).write(end, 1)).isEqualTo(ERROR_PIPE_NOT_CONNECTED);
            }
            assertThat(ends.available(ends.client)).isEqualTo(-ERROR_PIPE_NOT_CONNECTED);
            assertThat(ends.available(ends.server)).isEqualTo(-ERROR_BAD_PIPE);
            assertThat(stage.win32().disconnectNamedPipe(ends.server)).isFalse();
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_PIPE_NOT_CONNECTED);
        });
    }

    @Test
    void aServerThatDisconnectsEndsItsOwnReads() {
        rowOnEnds((stage, ends) -> { // D07
            Transfer read = ends.reading(ends.server, 10);
            stage.win32().disconnectNamedPipe(ends.server);
            ended(read, STATUS_PIPE_DISCONNECTED);
        });
    }

    @Test
    void disconnectingEndsWritesThatPendOnBothSides() {
        rowOnEnds((stage, ends) -> { // K110
            Transfer[] writes = {ends.writing(ends.client, 700), ends.writing(ends.server, 700)};
            stage.win32().disconnectNamedPipe(ends.server);
            for (Transfer write : writes) {
                ended(write, STATUS_PIPE_DISCONNECTED);
            }
        });
    }

    @Test
    void closingAnEndEndsItsOwnReads() {
        rowOnEnds((stage, ends) -> { // D10, I11
            Transfer read = ends.reading(ends.server, 10);
            stage.win32().closeHandle(ends.server);
            ended(read, STATUS_PIPE_BROKEN);
            assertThat(read.result(ends.server)).as("by an OVERLAPPED the handle is not needed").isEqualTo(ERROR_BROKEN_PIPE);
            assertThat(new Transfer(stage).write(ends.client, 1)).isEqualTo(ERROR_NO_DATA);
        });
    }

    @Test
    void anEventThatIsClosedMeanwhileIsSetAllTheSame() {
        rowOnEnds((stage, ends) -> { // D12
            Transfer read = ends.reading(ends.server, 10);
            var waiter = stage.platform().startThread("waiter", () -> assertThat(stage.win32().waitForSingleObject(read.event, -1)).isZero());
            stage.platform().eventLoop().runOnce(1);
            stage.win32().closeHandle(read.event);
            ends.write(ends.client, "abc");
            assertThat(read.status()).isZero();
            waiter.join();
        });
    }

    @Test
    void aBadHandleLeavesTheEventAlone() {
        rowOnEnds((stage, ends) -> { // D13, K84, N18
            Transfer read = new Transfer(stage);
            Handle closed = stage.win32().createEvent(null, false, false, null);
            stage.win32().closeHandle(closed);
            for (Handle bad : new Handle[] {Handle.INVALID_HANDLE_VALUE, Handle.NULL, new Handle(0x12340), closed, read.event}) {
                stage.win32().setEvent(read.event);
                assertThat(read.read(bad, 1)).isEqualTo(ERROR_INVALID_HANDLE);
                assertThat(read.isSet()).isTrue();
                assertThat(read.status()).isEqualTo(STATUS_PENDING);
            }
        });
    }

    @Test
    void aHandleIsClosedOnce() {
        rowOnEnds((stage, ends) -> { // D13
            assertThat(stage.win32().closeHandle(ends.server)).isTrue();
            for (Handle bad : new Handle[] {ends.server, Handle.NULL}) {
                assertThat(stage.win32().closeHandle(bad)).isFalse();
                assertThat(stage.win32().getLastError()).isEqualTo(ERROR_INVALID_HANDLE);
            }
            assertThat(stage.win32().closeHandle(Handle.INVALID_HANDLE_VALUE)).isTrue();
            assertThat(stage.win32().setEvent(ends.client)).as("a pipe is no event").isFalse();
            assertThat(stage.win32().resetEvent(new Handle(0x12340))).isFalse();
        });
    }

    @Test
    void anEmptyWriteBeforeTheCloseLeavesNothingToRead() {
        rowOnEnds((stage, ends) -> { // D14
            ends.write(ends.client, "");
            stage.win32().closeHandle(ends.client);
            assertThat(new Transfer(stage).read(ends.server, 1)).isEqualTo(ERROR_BROKEN_PIPE);
        });
    }

    @Test
    void aReaderThatIsBlockedIsToldOfTheEnd() {
        blocked((stage, ends) -> stage.win32().closeHandle(ends.client), ERROR_BROKEN_PIPE); // D15
        blocked((stage, ends) -> stage.win32().disconnectNamedPipe(ends.server), ERROR_PIPE_NOT_CONNECTED);
    }

    private static void blocked(BiConsumer<Stage, Ends> end, int error) {
        rowOnEnds((stage, ends) -> {
            Memory buffer = requireNonNull(stage.platform().allocate(stage.platform().process(), 10));
            var reader = stage.platform().startThread("reader", () -> {
                assertThat(stage.win32().readFile(ends.server, buffer, 0, 10, null, null)).isFalse();
                assertThat(stage.win32().getLastError()).isEqualTo(error);
            });
            stage.platform().eventLoop().runOnce(1);
            end.accept(stage, ends);
            reader.join();
        });
    }

    @Test
    void whatAClosedWriterHadPendingStaysReadable() {
        row(stage -> { // D17, the Windows column
            Ends ends = new Ends(stage, 3);
            new Transfer(stage).write(ends.client, "0123456789");
            stage.win32().closeHandle(ends.client);
            assertThat(ends.available(ends.server)).isEqualTo(10);
            assertThat(ends.read(ends.server, 4)).isEqualTo("0123");
            assertThat(ends.read(ends.server, 10)).isEqualTo("456789");
            assertThat(ends.read(ends.server, 10)).isEqualTo("error " + ERROR_BROKEN_PIPE);
        });
    }

    @Test
    void whatAClosedWriterHadPendingIsLostWhenItsThreadEnds() {
        row(stage -> { // C09, C08
            Ends ends = new Ends(stage, 3);
            Transfer write = new Transfer(stage);
            stage.platform().startThread("writer", () -> {
                write.write(ends.client, "0123456789");
                stage.win32().closeHandle(ends.client);
            }).join();
            ended(write, STATUS_CANCELLED);
            assertThat(ends.read(ends.server, 10)).isEqualTo("error " + ERROR_BROKEN_PIPE);
        });
    }

    @Test
    void aWriteThatPendsEndsWhenTheReaderCloses() {
        rowOnEnds((stage, ends) -> { // D18, K109
            Transfer write = ends.writing(ends.server, 700);
            stage.win32().closeHandle(ends.client);
            ended(write, STATUS_PIPE_BROKEN);
            assertThat(write.result(ends.server)).isEqualTo(ERROR_BROKEN_PIPE);
            assertThat(new Transfer(stage).write(ends.server, 1)).isEqualTo(ERROR_NO_DATA);
        });
    }

    private static void ended(Transfer operation, int status) {
        assertThat(operation.status()).isEqualTo(status);
        assertThat(operation.count()).isZero();
        assertThat(operation.isSet()).isTrue();
    }
}
