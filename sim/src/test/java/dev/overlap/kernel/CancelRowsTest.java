package dev.overlap.kernel;

import static dev.overlap.kernel.Rows.row;
import static dev.overlap.kernel.Rows.rowOnEnds;
import static dev.overlap.win32.NtStatus.STATUS_CANCELLED;
import static dev.overlap.win32.NtStatus.STATUS_PENDING;
import static dev.overlap.win32.NtStatus.STATUS_SUCCESS;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_HANDLE;
import static dev.overlap.win32.Win32Error.ERROR_NOT_FOUND;
import static dev.overlap.win32.Win32Error.ERROR_OPERATION_ABORTED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import dev.overlap.simulation.Ends;
import dev.overlap.simulation.Transfer;
import org.junit.jupiter.api.Test;

/** CancelIoEx and CancelIo, row by row, where nobody else acts. The races are in {@link CancelRaceTest}. */
class CancelRowsTest {

    @Test
    void aReadThatPendsIsCancelled() {
        rowOnEnds((stage, ends) -> { // C01, N5
            Transfer read = ends.reading(ends.server, 10);
            assertThat(read.cancel(ends.server)).isZero();
            assertThat(read.status()).isEqualTo(STATUS_CANCELLED);
            assertThat(read.count()).isZero();
            assertThat(read.isSet()).isTrue();
            assertThat(read.result(ends.server)).isEqualTo(ERROR_OPERATION_ABORTED);
            assertThat(read.bytes.value).isZero();
            assertThat(read.cancel(ends.server)).as("again").isEqualTo(ERROR_NOT_FOUND);
        });
    }

    @Test
    void bytesThatComeLaterGoToTheNextRead() {
        rowOnEnds((stage, ends) -> { // C01, K104
            ends.reading(ends.server, 10).cancel(ends.server);
            ends.write(ends.client, "abc");
            assertThat(ends.read(ends.server, 10)).isEqualTo("abc");
        });
    }

    @Test
    void whatIsNotPendingIsNotFoundAndNotTouched() {
        rowOnEnds((stage, ends) -> { // C02
            Transfer never = new Transfer(stage);
            assertThat(never.cancel(ends.server)).isEqualTo(ERROR_NOT_FOUND);
            ends.write(ends.client, "abc");
            Transfer atOnce = ends.reading(ends.server, 10);
            assertThat(atOnce.cancel(ends.server)).isEqualTo(ERROR_NOT_FOUND);
            assertThat(atOnce.status()).isEqualTo(STATUS_SUCCESS);
            assertThat(atOnce.text()).isEqualTo("abc");
            assertThat(stage.win32().cancelIoEx(ends.server, null)).isFalse();
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_NOT_FOUND);
        });
    }

    @Test
    void withoutAnOverlappedAllOperationsAreCancelled() {
        rowOnEnds((stage, ends) -> { // C03
            List<Transfer> reads = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                reads.add(ends.reading(ends.server, 10));
            }
            assertThat(stage.win32().cancelIoEx(ends.server, null)).isTrue();
            for (Transfer read : reads) {
                assertThat(read.status()).isEqualTo(STATUS_CANCELLED);
                assertThat(read.isSet()).isTrue();
            }
        });
    }

    @Test
    void theOthersKeepTheirOrder() {
        rowOnEnds((stage, ends) -> { // C04
            Transfer first = ends.reading(ends.server, 1);
            Transfer middle = ends.reading(ends.server, 1);
            Transfer last = ends.reading(ends.server, 1);
            middle.cancel(ends.server);
            ends.write(ends.client, "ab");
            assertThat(first.await(ends.server) + last.await(ends.server)).isZero();
            assertThat(first.text() + last.text()).isEqualTo("ab");
        });
    }

    @Test
    void anotherThreadMayCancel() {
        rowOnEnds((stage, ends) -> { // C05
            Transfer read = ends.reading(ends.server, 10);
            stage.platform().startThread("other", () -> assertThat(read.cancel(ends.server)).isZero()).join();
            assertThat(read.await(ends.server)).isEqualTo(ERROR_OPERATION_ABORTED);
        });
    }

    @Test
    void cancelIoCancelsWhatItsOwnThreadHasIssued() {
        rowOnEnds((stage, ends) -> { // C05, F12
            Transfer read = ends.reading(ends.server, 10);
            stage.platform().startThread("other", () -> assertThat(stage.win32().cancelIo(ends.server)).isTrue()).join();
            assertThat(read.status()).isEqualTo(STATUS_PENDING);
            assertThat(stage.win32().cancelIo(ends.server)).isTrue();
            assertThat(read.status()).isEqualTo(STATUS_CANCELLED);
            assertThat(stage.win32().cancelIo(ends.server)).as("nothing left").isTrue();
        });
    }

    @Test
    void thePeersHandleFindsNothing() {
        rowOnEnds((stage, ends) -> { // C06
            Transfer read = ends.reading(ends.server, 10);
            assertThat(read.cancel(ends.client)).isEqualTo(ERROR_NOT_FOUND);
            assertThat(stage.win32().cancelIoEx(ends.client, null)).isFalse();
            assertThat(read.status()).isEqualTo(STATUS_PENDING);
        });
    }

    @Test
    void aClosedHandleIsABadOne() {
        rowOnEnds((stage, ends) -> { // C06
            stage.win32().closeHandle(ends.server);
            assertThat(new Transfer(stage).cancel(ends.server)).isEqualTo(ERROR_INVALID_HANDLE);
        });
    }

    @Test
    void anotherOverlappedIsAnotherOperation() {
        rowOnEnds((stage, ends) -> { // C07
            Transfer read = ends.reading(ends.server, 10);
            assertThat(new Transfer(stage).cancel(ends.server)).isEqualTo(ERROR_NOT_FOUND);
            assertThat(read.status()).isEqualTo(STATUS_PENDING);
        });
    }

    @Test
    void aWriteThatIsCancelledHalfReadHasWrittenNothingAndItsRestIsGone() {
        row(stage -> { // C08, K106, K107
            Ends ends = new Ends(stage, 3);
            Transfer write = new Transfer(stage);
            write.write(ends.client, "0123456789");
            assertThat(ends.read(ends.server, 5)).isEqualTo("01234");
            assertThat(write.cancel(ends.client)).isZero();
            assertThat(write.status()).isEqualTo(STATUS_CANCELLED);
            assertThat(write.count()).isZero();
            assertThat(ends.available(ends.server)).isZero();
        });
    }

    @Test
    void theRoomOfACancelledWriteIsTheNextOnes() {
        row(stage -> { // C08
            Ends ends = new Ends(stage, 10);
            Transfer first = ends.writing(ends.client, 20);
            Transfer second = ends.writing(ends.client, 10);
            assertThat(second.status()).isEqualTo(STATUS_PENDING);
            first.cancel(ends.client);
            assertThat(second.status()).isEqualTo(STATUS_SUCCESS);
            assertThat(ends.available(ends.server)).isEqualTo(10);
        });
    }

    @Test
    void whoWaitsForTheResultIsTold() {
        rowOnEnds((stage, ends) -> { // C12
            Transfer read = ends.reading(ends.server, 10);
            var waiter = stage.platform().startThread("waiter", () -> assertThat(read.await(ends.server)).isEqualTo(ERROR_OPERATION_ABORTED));
            stage.platform().eventLoop().runOnce(1);
            read.cancel(ends.server);
            waiter.join();
        });
    }

    @Test
    void aThreadThatExitsTakesItsOperationsWithIt() {
        rowOnEnds((stage, ends) -> { // C09
            Transfer[] read = new Transfer[1];
            var issuer = stage.platform().startThread("issuer", () -> read[0] = ends.reading(ends.server, 10));
            var handle = issuer.openHandle();
            stage.win32().waitForSingleObject(handle, -1);
            assertThat(read[0].status()).isEqualTo(STATUS_CANCELLED);
            assertThat(read[0].isSet()).isTrue();
            ends.write(ends.client, "abc");
            assertThat(ends.read(ends.server, 10)).isEqualTo("abc");
        });
    }
}
