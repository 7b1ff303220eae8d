package dev.overlap.kernel;

import static dev.overlap.kernel.Rows.rowOnEnds;
import static dev.overlap.win32.NtStatus.STATUS_PENDING;
import static dev.overlap.win32.NtStatus.STATUS_SUCCESS;
import static dev.overlap.win32.Win32Error.ERROR_IO_INCOMPLETE;
import static dev.overlap.win32.Win32Error.ERROR_IO_PENDING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.overlap.simulation.Transfer;
import dev.overlap.win32.DwordReference;
import org.junit.jupiter.api.Test;

/** What reads of a byte pipe take, row by row: the issuing thread is the completing thread. */
class ReadRowsTest {

    @Test
    void aReadThatFindsNothingPendsAndResetsItsEvent() {
        rowOnEnds((stage, ends) -> { // R01, N11, K88
            Transfer read = new Transfer(stage);
            stage.win32().setEvent(read.event);
            DwordReference bytesRead = new DwordReference(7);
            read.overlapped.setEvent(read.event);
            assertThat(stage.win32().readFile(ends.server, read.buffer, 0, 10, bytesRead, read.overlapped)).isFalse();
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_IO_PENDING);
            assertThat(bytesRead.value).isZero();
            assertThat(read.status()).isEqualTo(STATUS_PENDING);
            assertThat(read.isSet()).isFalse();
            assertThat(ends.isSignalled(ends.server)).isFalse();
            assertThat(read.result(ends.server)).isEqualTo(ERROR_IO_INCOMPLETE);
            assertThat(read.bytes.value).as("untouched").isEqualTo(-1);
        });
    }

    @Test
    void aWriteCompletesTheReadThatPends() {
        rowOnEnds((stage, ends) -> { // R01, N11, K89
            Transfer read = ends.reading(ends.server, 10);
            ends.write(ends.client, "abcd");
            assertThat(read.status()).isEqualTo(STATUS_SUCCESS);
            assertThat(read.count()).isEqualTo(4);
            for (int i = 0; i < 2; i++) {
                assertThat(read.result(ends.server)).isZero();
                assertThat(read.bytes.value).isEqualTo(4);
                assertThat(read.isSet()).isTrue();
            }
            assertThat(read.text()).isEqualTo("abcd");
            assertThat(ends.isSignalled(ends.server)).as("with an event the handle is not signalled").isFalse();
        });
    }

    @Test
    void aReadThatFindsBytesSucceedsAtOnce() {
        rowOnEnds((stage, ends) -> { // R02, N13
            ends.write(ends.client, "abcd");
            Transfer read = new Transfer(stage);
            assertThat(read.read(ends.server, 10)).isZero();
            assertThat(read.status()).isEqualTo(STATUS_SUCCESS);
            assertThat(read.text()).isEqualTo("abcd");
            assertThat(read.isSet()).isTrue();
            assertThat(ends.isSignalled(ends.server)).isFalse();
        });
    }

    @Test
    void aShortReadLeavesTheRest() {
        rowOnEnds((stage, ends) -> { // R03, N15
            ends.write(ends.client, "0123456789ab");
            assertThat(ends.read(ends.server, 4)).isEqualTo("0123");
            assertThat(ends.read(ends.server, 100)).isEqualTo("456789ab");
        });
    }

    @Test
    void theRestOfAWriteThatServedAReadCanBeRead() {
        rowOnEnds((stage, ends) -> { // R04
            Transfer read = ends.reading(ends.server, 4);
            ends.write(ends.client, "0123456789ab");
            assertThat(read.await(ends.server)).isZero();
            assertThat(read.text()).isEqualTo("0123");
            assertThat(ends.read(ends.server, 100)).isEqualTo("456789ab");
        });
    }

    @Test
    void anEmptyWriteVanishes() {
        rowOnEnds((stage, ends) -> { // R05, K101
            ends.write(ends.client, "");
            assertThat(ends.available(ends.server)).isZero();
            ends.write(ends.client, "xyz");
            assertThat(ends.read(ends.server, 10)).isEqualTo("xyz");
        });
    }

    @Test
    void anEmptyWriteWakesNobody() {
        rowOnEnds((stage, ends) -> { // R06
            Transfer read = ends.reading(ends.server, 10);
            ends.write(ends.client, "");
            assertThat(read.status()).isEqualTo(STATUS_PENDING);
            ends.write(ends.client, "x");
            assertThat(read.result(ends.server)).isZero();
        });
    }

    @Test
    void anEmptyReadWaitsForBytesAndTakesNone() {
        rowOnEnds((stage, ends) -> { // R07, K85, K86; R9 of NpfsReadWrite
            Transfer read = new Transfer(stage);
            assertThat(read.read(ends.server, 0)).isEqualTo(ERROR_IO_PENDING);
            ends.write(ends.client, "");
            assertThat(read.isSet()).isFalse();
            ends.write(ends.client, "x");
            assertThat(read.isSet()).isTrue();
            assertThat(read.status()).isEqualTo(STATUS_SUCCESS);
            assertThat(read.count()).isZero();
            assertThat(ends.read(ends.server, 1)).isEqualTo("x");
        });
    }

    @Test
    void anEmptyReadOfBytesThatAreThereSucceeds() {
        rowOnEnds((stage, ends) -> { // R07
            ends.write(ends.client, "x");
            assertThat(ends.read(ends.server, 0)).isEmpty();
            assertThat(ends.available(ends.server)).isEqualTo(1);
        });
    }

    @Test
    void oneWriteServesReadsFirstComeFirstServed() {
        rowOnEnds((stage, ends) -> { // R08, K96
            Transfer first = ends.reading(ends.server, 3);
            Transfer second = ends.reading(ends.server, 3);
            ends.write(ends.client, "123456");
            assertThat(first.await(ends.server) + second.await(ends.server)).isZero();
            assertThat(first.text()).isEqualTo("123");
            assertThat(second.text()).isEqualTo("456");
        });
    }

    @Test
    void eachWriteServesOneRead() {
        rowOnEnds((stage, ends) -> { // R09
            Transfer first = ends.reading(ends.server, 10);
            Transfer second = ends.reading(ends.server, 10);
            ends.write(ends.client, "aa");
            assertThat(second.status()).isEqualTo(STATUS_PENDING);
            ends.write(ends.client, "bb");
            assertThat(first.await(ends.server) + second.await(ends.server)).isZero();
            assertThat(first.text()).isEqualTo("aa");
            assertThat(second.text()).isEqualTo("bb");
        });
    }

    @Test
    void oneReadTakesTheBytesOfSeveralWrites() {
        rowOnEnds((stage, ends) -> { // R15
            ends.write(ends.client, "abc");
            ends.write(ends.client, "");
            ends.write(ends.client, "defg");
            assertThat(ends.read(ends.server, 100)).isEqualTo("abcdefg");
        });
    }

    @Test
    void anOffsetIsIgnored() {
        rowOnEnds((stage, ends) -> { // R16
            ends.write(ends.client, "abc");
            Transfer read = new Transfer(stage);
            read.overlapped.setOffset(2, 1);
            assertThat(stage.win32().readFile(ends.server, read.buffer, 0, 10, null, read.overlapped)).isTrue();
            assertThat(read.text()).isEqualTo("abc");
        });
    }
}
