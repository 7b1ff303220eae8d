package dev.overlap.kernel;

import static dev.overlap.kernel.Rows.row;
import static dev.overlap.win32.NtStatus.STATUS_BUFFER_OVERFLOW;
import static dev.overlap.win32.NtStatus.STATUS_PENDING;
import static dev.overlap.win32.NtStatus.STATUS_SUCCESS;
import static dev.overlap.win32.Win32Error.ERROR_BROKEN_PIPE;
import static dev.overlap.win32.Win32Error.ERROR_IO_PENDING;
import static dev.overlap.win32.Win32Error.ERROR_MORE_DATA;
import static dev.overlap.win32.Win32Error.ERROR_OPERATION_ABORTED;
import static dev.overlap.win32.Win32Error.ERROR_PIPE_NOT_CONNECTED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.BiConsumer;

import dev.overlap.scenario.Stage;
import dev.overlap.simulation.Ends;
import dev.overlap.simulation.ExecutionAssert;
import dev.overlap.simulation.Play;
import dev.overlap.simulation.Transfer;
import dev.overlap.win32.DwordReference;
import org.junit.jupiter.api.Test;

/** What reads of a message pipe take, row by row: the issuing thread is the completing thread. */
class MessageRowsTest {

    private static void byMessages(BiConsumer<Stage, Ends> calls) {
        row(stage -> calls.accept(stage, Ends.ofMessages(stage, 100, true)));
    }

    private static void byBytes(BiConsumer<Stage, Ends> calls) {
        row(stage -> calls.accept(stage, Ends.ofMessages(stage, 100, false)));
    }

    // ---------------------------------------------------------------- part of a message

    @Test
    void partOfAMessageIsAWarningThatCompletes() {
        byMessages((stage, ends) -> { // R03, fact 2, N15, K95
            ends.write(ends.client, "0123456789ab");
            Transfer read = new Transfer(stage);
            read.overlapped.setEvent(read.event);
            DwordReference bytesRead = new DwordReference(7);
            assertThat(stage.win32().readFile(ends.server, read.buffer, 0, 4, bytesRead, read.overlapped)).isFalse();
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_MORE_DATA);
            assertThat(bytesRead.value).as("with an OVERLAPPED").isZero();
            partOf(read, "0123");
            assertThat(read.result(ends.server)).isEqualTo(ERROR_MORE_DATA);
            assertThat(read.bytes.value).isEqualTo(4);
            assertThat(ends.read(ends.server, 100)).isEqualTo("456789ab");
        });
    }

    @Test
    void aMessageThatIsTooLongForTheReadThatWaitsEndsItWithAPart() {
        byMessages((stage, ends) -> { // R04, K89
            Transfer read = ends.reading(ends.server, 4);
            ends.write(ends.client, "0123456789ab");
            partOf(read, "0123");
            assertThat(read.await(ends.server)).isEqualTo(ERROR_MORE_DATA);
            assertThat(read.bytes.value).isEqualTo(4);
            assertThat(ends.available(ends.server)).isEqualTo(8);
            assertThat(ends.read(ends.server, 8)).as("its end, to the byte").isEqualTo("456789ab");
        });
    }

    private static void partOf(Transfer read, String text) {
        assertThat(read.status()).isEqualTo(STATUS_BUFFER_OVERFLOW);
        assertThat(read.text()).isEqualTo(text);
        assertThat(read.isSet()).isTrue();
    }

    @Test
    void inByteReadModePartOfAMessageIsASuccess() {
        byBytes((stage, ends) -> { // R03, R04
            ends.write(ends.client, "0123456789ab");
            assertThat(ends.read(ends.server, 4)).isEqualTo("0123");
            assertThat(ends.read(ends.server, 100)).isEqualTo("456789ab");
            Transfer read = ends.reading(ends.server, 4);
            ends.write(ends.client, "0123456789ab");
            assertThat(read.status()).isEqualTo(STATUS_SUCCESS);
            assertThat(read.text()).isEqualTo("0123");
        });
    }

    @Test
    void aReadNeverTakesMoreThanOneMessage() {
        byMessages((stage, ends) -> { // K38, K100
            ends.write(ends.client, "abc");
            ends.write(ends.client, "defg");
            assertThat(ends.read(ends.server, 100)).isEqualTo("abc");
            assertThat(ends.read(ends.server, 100)).isEqualTo("defg");
        });
    }

    @Test
    void inByteReadModeAReadWalksOverTheEndsOfMessages() {
        byBytes((stage, ends) -> { // K36, R15
            ends.write(ends.client, "abc");
            ends.write(ends.client, "");
            ends.write(ends.client, "defg");
            assertThat(ends.read(ends.server, 100)).isEqualTo("abcdefg");
            assertThat(ends.available(ends.server)).isZero();
        });
    }

    @Test
    void byMessagesEachMessageIsARead() {
        byMessages((stage, ends) -> { // R15
            ends.write(ends.client, "abc");
            ends.write(ends.client, "");
            ends.write(ends.client, "defg");
            assertThat(ends.read(ends.server, 100)).isEqualTo("abc");
            assertThat(ends.read(ends.server, 100)).isEmpty();
            assertThat(ends.read(ends.server, 100)).isEqualTo("defg");
        });
    }

    @Test
    void oneMessageServesReadsFirstComeFirstServed() {
        byMessages((stage, ends) -> { // R08
            Transfer first = ends.reading(ends.server, 3);
            Transfer second = ends.reading(ends.server, 3);
            ends.write(ends.client, "123456");
            partOf(first, "123");
            assertThat(second.status()).isEqualTo(STATUS_SUCCESS);
            assertThat(second.text()).isEqualTo("456");
        });
    }

    // ---------------------------------------------------------------- empty messages

    @Test
    void anEmptyMessageIsASuccessWithNoBytes() {
        byMessages((stage, ends) -> { // R05, K101
            ends.write(ends.client, "");
            ends.write(ends.client, "xyz");
            Transfer read = new Transfer(stage);
            assertThat(read.read(ends.server, 10)).isZero();
            assertThat(read.status()).isEqualTo(STATUS_SUCCESS);
            assertThat(read.count()).isZero();
            assertThat(read.isSet()).isTrue();
            assertThat(ends.read(ends.server, 10)).isEqualTo("xyz");
        });
    }

    @Test
    void inByteReadModeAReadSwallowsEmptyMessages() {
        byBytes((stage, ends) -> { // R05
            ends.write(ends.client, "");
            ends.write(ends.client, "xyz");
            assertThat(ends.read(ends.server, 10)).isEqualTo("xyz");
        });
    }

    @Test
    void inByteReadModeAReadThatFindsOnlyAnEmptyMessageGetsNothing() {
        byBytes((stage, ends) -> { // K95, K101
            ends.write(ends.client, "");
            Transfer read = new Transfer(stage);
            assertThat(read.read(ends.server, 1)).isZero();
            assertThat(read.count()).isZero();
            assertThat(read.read(ends.server, 1)).isEqualTo(ERROR_IO_PENDING);
        });
    }

    @Test
    void anEmptyMessageBehindTheLastByteThatWasWantedStays() {
        byBytes((stage, ends) -> { // the loop of "Consume": as long as something is wanted
            ends.write(ends.client, "abc");
            ends.write(ends.client, "");
            assertThat(ends.read(ends.server, 3)).isEqualTo("abc");
            assertThat(ends.read(ends.server, 3)).isEmpty();
            assertThat(new Transfer(stage).read(ends.server, 3)).isEqualTo(ERROR_IO_PENDING);
        });
    }

    @Test
    void anEmptyMessageEndsOneReadThatWaits() {
        BiConsumer<Stage, Ends> calls = (stage, ends) -> { // R06, K102
            Transfer empty = ends.reading(ends.server, 0);
            Transfer first = ends.reading(ends.server, 10);
            Transfer second = ends.reading(ends.server, 10);
            ends.write(ends.client, "");
            assertThat(empty.status()).isEqualTo(STATUS_SUCCESS);
            assertThat(first.status()).isEqualTo(STATUS_PENDING);
            ends.write(ends.client, "");
            assertThat(first.status()).isEqualTo(STATUS_SUCCESS);
            assertThat(first.count()).isZero();
            assertThat(second.status()).isEqualTo(STATUS_PENDING);
            ends.write(ends.client, "x");
            assertThat(second.text()).isEqualTo("x");
        };
        byMessages(calls);
        byBytes(calls);
    }

    // ---------------------------------------------------------------- empty reads

    @Test
    void anEmptyReadTakesNothingOfAMessageAndIsToldThatThereIsMore() {
        byMessages((stage, ends) -> { // R07, K63 since Windows 8
            ends.write(ends.client, "x");
            Transfer read = new Transfer(stage);
            assertThat(read.read(ends.server, 0)).isEqualTo(ERROR_MORE_DATA);
            assertThat(read.count()).isZero();
            assertThat(ends.read(ends.server, 1)).isEqualTo("x");
        });
    }

    @Test
    void beforeWindows8AnEmptyReadWasNotTold() {
        ExecutionAssert.assertThat(Play.ofPeer(stage -> { // K63
            Ends ends = Ends.ofMessages(stage, 10, true);
            ends.write(ends.client, "x");
            assertThat(new Transfer(stage).read(ends.server, 0)).isZero();
            assertThat(ends.read(ends.server, 1)).isEqualTo("x");
        }).onWindows(WindowsVersion.WINDOWS_7).once()).isClean();
    }

    @Test
    void anEmptyReadThatWaitsIsEndedByTheMessageThatServesTheNextOne() {
        byMessages((stage, ends) -> { // K96
            Transfer empty = ends.reading(ends.server, 0);
            Transfer next = ends.reading(ends.server, 1000);
            ends.write(ends.client, "x");
            partOf(empty, "");
            assertThat(empty.result(ends.server)).isEqualTo(ERROR_MORE_DATA);
            assertThat(next.result(ends.server)).isZero();
            assertThat(next.text()).isEqualTo("x");
        });
    }

    @Test
    void inByteReadModeAnEmptyReadTakesNoEmptyMessage() {
        byBytes((stage, ends) -> { // R07, "Consume": n = 0 removes nothing
            ends.write(ends.client, "");
            assertThat(ends.read(ends.server, 0)).isEmpty();
            assertThat(ends.read(ends.server, 10)).isEmpty();
            assertThat(new Transfer(stage).read(ends.server, 10)).isEqualTo(ERROR_IO_PENDING);
        });
    }

    // ---------------------------------------------------------------- the end

    @Test
    void theRestOfAMessageStaysReadableWhenItsWriterCloses() {
        byMessages((stage, ends) -> { // D16
            ends.write(ends.client, "0123456789");
            new Transfer(stage).read(ends.server, 4);
            stage.win32().closeHandle(ends.client);
            assertThat(ends.available(ends.server)).isEqualTo(6);
            assertThat(ends.read(ends.server, 10)).isEqualTo("456789");
            assertThat(ends.read(ends.server, 10)).isEqualTo("error " + ERROR_BROKEN_PIPE);
        });
    }

    @Test
    void anEmptyMessageBeforeTheCloseCanBeRead() {
        byMessages((stage, ends) -> { // D14
            ends.write(ends.client, "");
            stage.win32().closeHandle(ends.client);
            assertThat(ends.available(ends.server)).as("no bytes, but no end either").isZero();
            assertThat(ends.read(ends.server, 10)).isEmpty();
            assertThat(ends.available(ends.server)).isEqualTo(-ERROR_BROKEN_PIPE);
            assertThat(ends.read(ends.server, 10)).isEqualTo("error " + ERROR_BROKEN_PIPE);
        });
    }

    @Test
    void aMessageThatStillPendsStaysReadableWhenItsWriterCloses() {
        row(stage -> { // D17, the Windows column
            Ends ends = Ends.ofMessages(stage, 3, true);
            ends.writing(ends.client, 10);
            stage.win32().closeHandle(ends.client);
            assertThat(new Transfer(stage).read(ends.server, 4)).isEqualTo(ERROR_MORE_DATA);
            assertThat(ends.read(ends.server, 10)).hasSize(6);
            assertThat(ends.read(ends.server, 10)).isEqualTo("error " + ERROR_BROKEN_PIPE);
        });
    }

    @Test
    void disconnectingDropsMessagesAndTheRestOfOne() {
        byMessages((stage, ends) -> { // D06, K48, K49
            ends.write(ends.server, "0123456789");
            ends.write(ends.server, "");
            new Transfer(stage).read(ends.client, 4);
            stage.win32().disconnectNamedPipe(ends.server);
            assertThat(ends.read(ends.client, 10)).isEqualTo("error " + ERROR_PIPE_NOT_CONNECTED);
            assertThat(ends.read(ends.server, 10)).isEqualTo("error " + ERROR_PIPE_NOT_CONNECTED);
        });
    }

    @Test
    void aCancelledMessageTakesItsRestWithIt() {
        row(stage -> { // C08, K106
            Ends ends = Ends.ofMessages(stage, 3, true);
            Transfer write = ends.writing(ends.client, 10);
            ends.write(ends.client, "");
            new Transfer(stage).read(ends.server, 4);
            assertThat(write.cancel(ends.client)).isZero();
            assertThat(write.result(ends.client)).isEqualTo(ERROR_OPERATION_ABORTED);
            assertThat(ends.available(ends.server)).isZero();
            assertThat(ends.read(ends.server, 10)).as("the message behind it").isEmpty();
            ends.write(ends.client, "abc");
            assertThat(ends.read(ends.server, 10)).as("its quota is free again").isEqualTo("abc");
        });
    }

    @Test
    void aCancelledReadLeavesTheMessageToTheNextOne() {
        byMessages((stage, ends) -> { // C01, K104
            Transfer cancelled = ends.reading(ends.server, 4);
            Transfer next = ends.reading(ends.server, 4);
            assertThat(cancelled.cancel(ends.server)).isZero();
            ends.write(ends.client, "01234");
            assertThat(cancelled.count()).isZero();
            partOf(next, "0123");
            assertThat(next.cancel(ends.server)).as("a part is an end").isNotZero();
        });
    }

    @Test
    void aWriteThatIsReadInPartsCompletesWhenTheRestFits() {
        row(stage -> { // K97 to K99
            Ends ends = Ends.ofMessages(stage, 10, true);
            Transfer write = ends.writing(ends.client, 30);
            assertThat(new Transfer(stage).read(ends.server, 19)).isEqualTo(ERROR_MORE_DATA);
            assertThat(write.status()).isEqualTo(STATUS_PENDING);
            assertThat(new Transfer(stage).read(ends.server, 1)).isEqualTo(ERROR_MORE_DATA);
            assertThat(write.status()).isEqualTo(STATUS_SUCCESS);
            assertThat(write.count()).isEqualTo(30);
            assertThat(ends.read(ends.server, 11)).hasSize(10);
        });
    }
}
