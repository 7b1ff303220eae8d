package dev.overlap.kernel;

import static dev.overlap.kernel.Rows.row;
import static dev.overlap.simulation.ExecutionAssert.assertThat;
import static dev.overlap.win32.NtStatus.STATUS_PENDING;
import static dev.overlap.win32.NtStatus.STATUS_SUCCESS;
import static dev.overlap.win32.Win32Error.ERROR_ACCESS_DENIED;
import static dev.overlap.win32.Win32Error.ERROR_BAD_PIPE;
import static dev.overlap.win32.Win32Error.ERROR_BROKEN_PIPE;
import static dev.overlap.win32.Win32Error.ERROR_FILE_NOT_FOUND;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_HANDLE;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_PARAMETER;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_USER_BUFFER;
import static dev.overlap.win32.Win32Error.ERROR_IO_PENDING;
import static dev.overlap.win32.Win32Error.ERROR_MORE_DATA;
import static dev.overlap.win32.Win32Error.ERROR_OPERATION_ABORTED;
import static dev.overlap.win32.Win32Error.ERROR_PIPE_BUSY;
import static dev.overlap.win32.Win32Error.ERROR_PIPE_NOT_CONNECTED;
import static dev.overlap.win32.Win32Error.ERROR_SEM_TIMEOUT;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.overlap.choice.ChoiceKind;
import dev.overlap.scenario.Stage;
import dev.overlap.simulation.Ends;
import dev.overlap.simulation.Play;
import dev.overlap.simulation.Transfer;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Memory;
import dev.overlap.win32.NamedPipeFunctions;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.Win32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** TransactNamedPipe and CallNamedPipe: a request and its answer as one operation. */
class TransactionRowsTest {

    private static final String NAME = "\\\\.\\pipe\\question";
    private static final int ANSWER_BYTES = 8;

    /** A request, and room for its answer. */
    private static final class Transaction {
        private final Win32 win32;
        private final Memory buffer;
        private final DwordReference bytes = new DwordReference(-1);

        Transaction(Stage stage) {
            win32 = stage.win32();
            buffer = requireNonNull(stage.platform().allocate(stage.platform().process(), 2 * ANSWER_BYTES));
        }

        int ask(Handle end, String request, @Nullable Overlapped overlapped) {
            buffer.write(ANSWER_BYTES, request.getBytes(US_ASCII), 0, request.length());
            return win32.transactNamedPipe(end, buffer, ANSWER_BYTES, request.length(), buffer, 0, ANSWER_BYTES, bytes, overlapped) ? 0 : win32.getLastError();
        }

        int call(String name, String request, int timeoutMillis) {
            buffer.write(ANSWER_BYTES, request.getBytes(US_ASCII), 0, request.length());
            return win32.callNamedPipe(name, buffer, ANSWER_BYTES, request.length(), buffer, 0, ANSWER_BYTES, bytes, timeoutMillis) ? 0 : win32.getLastError();
        }

        String answer(int length) {
            byte[] arrived = new byte[length];
            buffer.read(0, arrived, 0, length);
            return new String(arrived, US_ASCII);
        }
    }

    // ---------------------------------------------------------------- TransactNamedPipe

    @Test
    void theAnswerEndsTheOperation() {
        row(stage -> {
            Ends ends = Ends.ofMessages(stage, 100, true);
            Transfer operation = new Transfer(stage);
            operation.overlapped.setEvent(operation.event);
            Transaction transaction = new Transaction(stage);
            assertThat(transaction.ask(ends.client, "how?", operation.overlapped)).isEqualTo(ERROR_IO_PENDING);
            assertThat(operation.isSet()).isFalse();
            assertThat(ends.read(ends.server, 10)).as("the request is a message").isEqualTo("how?");
            assertThat(operation.status()).as("that it was read is no answer").isEqualTo(STATUS_PENDING);
            ends.write(ends.server, "so");
            assertThat(operation.result(ends.client)).isZero();
            assertThat(operation.bytes.value).as("those read").isEqualTo(2);
            assertThat(transaction.answer(2)).isEqualTo("so");
        });
    }

    @Test
    void theRestOfALongAnswerIsReadAfterwards() {
        row(stage -> {
            Ends ends = Ends.ofMessages(stage, 100, true);
            Transfer operation = new Transfer(stage);
            Transaction transaction = new Transaction(stage);
            transaction.ask(ends.client, "", operation.overlapped);
            assertThat(ends.read(ends.server, 10)).as("an empty request is a message, too").isEmpty();
            ends.write(ends.server, "0123456789");
            assertThat(operation.result(ends.client)).isEqualTo(ERROR_MORE_DATA);
            assertThat(operation.bytes.value).isEqualTo(ANSWER_BYTES);
            assertThat(ends.read(ends.client, 10)).isEqualTo("89");
        });
    }

    @Test
    void aSynchronousCallWaitsForTheAnswer() {
        assertThat(Play.of(stage -> {
            Handle[] server = new Handle[1];
            stage.peer("server", () -> {
                server[0] = listen(stage, 0);
                stage.win32().connectNamedPipe(server[0], null);
                Transfer transfer = new Transfer(stage);
                assertThat(transfer.read(server[0], 10)).isZero();
                assertThat(transfer.text()).isEqualTo("how?");
                assertThat(transfer.write(server[0], "0123456789")).isZero();
            });
            stage.peer("client", () -> {
                Handle client = open(stage);
                Transaction transaction = new Transaction(stage);
                assertThat(transaction.ask(client, "how?", null)).isEqualTo(ERROR_MORE_DATA);
                assertThat(transaction.bytes.value).as("without an OVERLAPPED the count is told").isEqualTo(ANSWER_BYTES);
                assertThat(transaction.answer(ANSWER_BYTES)).isEqualTo("01234567");
            });
        }).once()).isClean();
    }

    @Test
    void itGoesOnlyWhereTheOtherEndIsAndReadsMessages() {
        row(stage -> { // N30b
            Transaction transaction = new Transaction(stage);
            Transfer operation = new Transfer(stage);
            Handle server = listen(stage, Win32.FILE_FLAG_OVERLAPPED);
            operation.overlapped.setEvent(operation.event);
            stage.win32().setEvent(operation.event);
            assertThat(transaction.ask(server, "x", operation.overlapped)).as("LISTENING").isEqualTo(ERROR_BAD_PIPE);
            assertThat(operation.isSet()).as("the event was reset").isFalse();
            assertThat(operation.status()).isEqualTo(STATUS_PENDING);
            Handle client = open(stage);
            stage.win32().disconnectNamedPipe(server);
            assertThat(transaction.ask(server, "x", operation.overlapped)).as("DISCONNECTED").isEqualTo(ERROR_BAD_PIPE);
            assertThat(transaction.ask(client, "x", null)).as("DISCONNECTED, client").isEqualTo(ERROR_PIPE_NOT_CONNECTED);
            stage.win32().connectNamedPipe(server, operation.overlapped);
            stage.win32().closeHandle(open(stage));
            assertThat(transaction.ask(server, "x", operation.overlapped)).as("CLOSING").isEqualTo(ERROR_BAD_PIPE);
            Ends bytes = Ends.ofMessages(stage, 100, false);
            assertThat(transaction.ask(bytes.client, "x", operation.overlapped)).as("byte-read mode").isEqualTo(ERROR_BAD_PIPE);
            assertThat(transaction.ask(new Handle(0x4444), "x", null)).isEqualTo(ERROR_INVALID_HANDLE);
        });
    }

    @Test
    void unreadDataRefuseIt() {
        row(stage -> { // MS-FSCC 2.3.48
            Ends ends = Ends.ofMessages(stage, 100, true);
            Transaction transaction = new Transaction(stage);
            Transfer operation = new Transfer(stage);
            ends.write(ends.server, "");
            assertThat(transaction.ask(ends.client, "x", operation.overlapped)).isEqualTo(ERROR_PIPE_BUSY);
            assertThat(ends.available(ends.server)).as("and nothing was written").isZero();
            ends.read(ends.client, 1);
            assertThat(transaction.ask(ends.client, "x", operation.overlapped)).isEqualTo(ERROR_IO_PENDING);
        });
    }

    @Test
    void aReadThatWaitsRefusesIt() {
        row(stage -> {
            Ends ends = Ends.ofMessages(stage, 100, true);
            Transaction transaction = new Transaction(stage);
            assertThat(transaction.ask(ends.client, "x", new Transfer(stage).overlapped)).isEqualTo(ERROR_IO_PENDING);
            assertThat(transaction.ask(ends.client, "y", new Transfer(stage).overlapped)).isEqualTo(ERROR_PIPE_BUSY);
            assertThat(ends.read(ends.server, 10)).isEqualTo("x");
            assertThat(ends.available(ends.server)).as("of the second one nothing was written").isZero();
        });
    }

    @Test
    void sinceWindows8ARefusalMayPend() {
        assertThat(Play.ofPeer(stage -> { // N30b
            Handle server = listen(stage, Win32.FILE_FLAG_OVERLAPPED);
            Transfer operation = new Transfer(stage);
            operation.overlapped.setEvent(operation.event);
            assertThat(new Transaction(stage).ask(server, "x", operation.overlapped)).isEqualTo(ERROR_IO_PENDING);
            assertThat(operation.isSet()).isTrue();
            assertThat(operation.result(server)).isEqualTo(ERROR_BAD_PIPE);
        }).answering(ChoiceKind.PENDS, 1).once()).isClean();
    }

    @Test
    void itNeedsBothDirections() {
        row(stage -> {
            stage.win32().createNamedPipe(NAME, Win32.PIPE_ACCESS_OUTBOUND, Win32.PIPE_TYPE_MESSAGE, 1, 100, 100, 0, null);
            Handle client = stage.win32().createFile(NAME, Win32.GENERIC_READ | Win32.FILE_WRITE_ATTRIBUTES, 0, null, Win32.OPEN_EXISTING, 0, Handle.NULL);
            assertThat(new Transaction(stage).ask(client, "x", null)).isEqualTo(ERROR_ACCESS_DENIED);
        });
    }

    @Test
    void itsBuffersMustBeThere() {
        row(stage -> { // MS-FSCC 2.3.48
            Ends ends = Ends.ofMessages(stage, 100, true);
            Transfer operation = new Transfer(stage);
            assertThat(stage.win32().transactNamedPipe(ends.client, null, 0, 1, operation.buffer, 0, 1, null, operation.overlapped)).isFalse();
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_INVALID_USER_BUFFER);
            assertThat(stage.win32().transactNamedPipe(ends.client, operation.buffer, 0, 1, null, 0, 1, null, operation.overlapped)).isFalse();
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_INVALID_USER_BUFFER);
            assertThat(ends.available(ends.server)).isZero();
        });
    }

    @Test
    void theRequestTakesNoQuota() {
        row(stage -> {
            Ends ends = Ends.ofMessages(stage, 6, true);
            Transfer operation = new Transfer(stage);
            new Transaction(stage).ask(ends.client, "question", operation.overlapped);
            Transfer behind = ends.writing(ends.client, 6);
            assertThat(behind.isSet()).as("a write that fits the quota").isTrue();
            Transfer last = ends.writing(ends.client, 1);
            assertThat(last.isSet()).isFalse();
            assertThat(ends.read(ends.server, 20)).isEqualTo("question");
            assertThat(last.isSet()).as("reading the request frees no quota").isFalse();
            ends.read(ends.server, 10);
            assertThat(last.isSet()).isTrue();
            assertThat(operation.status()).isEqualTo(STATUS_PENDING);
        });
    }

    @Test
    void itIsCancelledAndBrokenLikeARead() {
        row(stage -> {
            Ends ends = Ends.ofMessages(stage, 100, true);
            Transfer operation = new Transfer(stage);
            Transaction transaction = new Transaction(stage);
            transaction.ask(ends.client, "a", operation.overlapped);
            assertThat(operation.cancel(ends.client)).isZero();
            assertThat(operation.result(ends.client)).isEqualTo(ERROR_OPERATION_ABORTED);
            assertThat(ends.read(ends.server, 10)).as("the request is written all the same").isEqualTo("a");
            transaction.ask(ends.client, "b", operation.overlapped);
            stage.win32().closeHandle(ends.server);
            assertThat(operation.result(ends.client)).isEqualTo(ERROR_BROKEN_PIPE);
        });
    }

    // ---------------------------------------------------------------- CallNamedPipe

    @Test
    void aCallIsAWholeClient() {
        assertThat(Play.of(stage -> {
            stage.peer("server", () -> {
                Handle server = listen(stage, 0);
                stage.win32().connectNamedPipe(server, null);
                Transfer transfer = new Transfer(stage);
                transfer.read(server, 10);
                transfer.write(server, "so");
                assertThat(transfer.read(server, 10)).as("it has gone").isEqualTo(ERROR_BROKEN_PIPE);
            });
            stage.task("caller", () -> {
                Transaction transaction = new Transaction(stage);
                assertThat(transaction.call(NAME, "how?", NamedPipeFunctions.NMPWAIT_NOWAIT)).isZero();
                assertThat(transaction.bytes.value).isEqualTo(2);
                assertThat(transaction.answer(2)).isEqualTo("so");
            });
        }).once()).isClean();
    }

    @Test
    void aCallWaitsForAnInstance() {
        assertThat(Play.of(stage -> stage.peer("server", () -> {
            Handle server = listen(stage, 0);
            Handle client = open(stage);
            Transaction transaction = new Transaction(stage);
            assertThat(transaction.call(NAME, "x", NamedPipeFunctions.NMPWAIT_NOWAIT)).isEqualTo(ERROR_PIPE_BUSY);
            assertThat(transaction.call(NAME, "x", 20)).isEqualTo(ERROR_SEM_TIMEOUT);
            stage.platform().startThread("caller", () -> {
                Transaction other = new Transaction(stage);
                assertThat(other.call(NAME, "x", NamedPipeFunctions.NMPWAIT_WAIT_FOREVER)).isZero();
                assertThat(other.answer(1)).isEqualTo("y");
            });
            stage.win32().sleepEx(10, false);
            stage.win32().disconnectNamedPipe(server);
            stage.win32().closeHandle(client);
            stage.win32().connectNamedPipe(server, null);
            Transfer transfer = new Transfer(stage);
            transfer.read(server, 10);
            transfer.write(server, "y");
        })).once()).isClean();
    }

    @Test
    void aCallFailsAsItsPartsDo() {
        row(stage -> {
            Transaction transaction = new Transaction(stage);
            assertThat(transaction.call("\\\\.\\pipe\\nobody", "x", NamedPipeFunctions.NMPWAIT_WAIT_FOREVER)).isEqualTo(ERROR_FILE_NOT_FOUND);
            stage.win32().createNamedPipe(NAME, Win32.PIPE_ACCESS_DUPLEX, Win32.PIPE_TYPE_BYTE, 1, 100, 100, 0, null);
            assertThat(transaction.call(NAME, "x", NamedPipeFunctions.NMPWAIT_NOWAIT)).as("a byte pipe").isEqualTo(ERROR_INVALID_PARAMETER);
        });
    }

    private static Handle listen(Stage stage, int flags) {
        return stage.win32().createNamedPipe(NAME, Win32.PIPE_ACCESS_DUPLEX | flags, Win32.PIPE_TYPE_MESSAGE | Win32.PIPE_READMODE_MESSAGE, 1, 100, 100, 0,
                null);
    }

    private static Handle open(Stage stage) {
        Handle client = stage.win32().createFile(NAME, Win32.GENERIC_READ | Win32.GENERIC_WRITE, 0, null, Win32.OPEN_EXISTING, 0, Handle.NULL);
        stage.win32().setNamedPipeHandleState(client, Win32.PIPE_READMODE_MESSAGE, null, null);
        return client;
    }

    @Test
    void theRequestEndsTheReadThatWaitsForIt() {
        row(stage -> {
            Ends ends = Ends.ofMessages(stage, 100, true);
            Transfer read = ends.reading(ends.server, 10);
            assertThat(new Transaction(stage).ask(ends.client, "how?", new Transfer(stage).overlapped)).isEqualTo(ERROR_IO_PENDING);
            assertThat(read.overlapped.internal()).isEqualTo(STATUS_SUCCESS);
            assertThat(read.text()).isEqualTo("how?");
        });
    }
}
