package dev.overlap.kernel;

import static dev.overlap.kernel.Rows.row;
import static dev.overlap.win32.NtStatus.STATUS_BUFFER_OVERFLOW;
import static dev.overlap.win32.NtStatus.STATUS_PENDING;
import static dev.overlap.win32.NtStatus.STATUS_SUCCESS;
import static dev.overlap.win32.Win32Error.ERROR_BROKEN_PIPE;
import static dev.overlap.win32.Win32Error.ERROR_MORE_DATA;
import static dev.overlap.win32.Win32Error.ERROR_NOACCESS;
import static dev.overlap.win32.Win32Error.ERROR_NO_DATA;
import static dev.overlap.win32.Win32Error.ERROR_OPERATION_ABORTED;
import static dev.overlap.win32.Win32Error.ERROR_PIPE_NOT_CONNECTED;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;

import dev.overlap.choice.ChoiceKind;
import dev.overlap.platform.PlatformThread;
import dev.overlap.scenario.Stage;
import dev.overlap.simulation.Play;
import dev.overlap.simulation.Transfer;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.FilePipeLocalInformationReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Win32;
import org.junit.jupiter.api.Test;

/** Ends that were opened without FILE_FLAG_OVERLAPPED, row by row: a call on them returns when its operation is over. */
class SynchronousRowsTest {

    private static final String NAME = "\\\\.\\pipe\\synchronous";

    /** Both ends of a message pipe, synchronous; the server reads messages, the client bytes. */
    private record Synchronous(Stage stage, Handle server, Handle client, Memory buffer, DwordReference count) {

        /** Answers 0 for TRUE, or the last error. */
        int read(Handle end, int length) {
            return answer(stage.win32().readFile(end, buffer, 0, length, count, null));
        }

        int write(Handle end, String text) {
            buffer.write(0, text.getBytes(US_ASCII), 0, text.length());
            return answer(stage.win32().writeFile(end, buffer, 0, text.length(), count, null));
        }

        int answer(boolean succeeded) {
            return succeeded ? 0 : stage.win32().getLastError();
        }

        boolean isSignalled(Handle end) {
            return stage.win32().waitForSingleObject(end, 0) == Win32.WAIT_OBJECT_0;
        }

        /** Another thread, which has come as far as it can. */
        PlatformThread other(Runnable body) {
            PlatformThread thread = stage.platform().startThread("other", body);
            stage.platform().eventLoop().runOnce(1);
            return thread;
        }
    }

    private static void synchronously(Consumer<Synchronous> calls) {
        row(stage -> {
            Win32 win32 = stage.win32();
            Handle server = win32.createNamedPipe(NAME, Win32.PIPE_ACCESS_DUPLEX, Win32.PIPE_TYPE_MESSAGE | Win32.PIPE_READMODE_MESSAGE, 1, 100, 100, 0, null);
            Handle client = win32.createFile(NAME, Win32.GENERIC_READ | Win32.GENERIC_WRITE, 0, null, Win32.OPEN_EXISTING, 0, Handle.NULL);
            Memory buffer = requireNonNull(stage.platform().allocate(stage.platform().process(), 200));
            calls.accept(new Synchronous(stage, server, client, buffer, new DwordReference()));
        });
    }

    @Test
    void withoutAnOverlappedTheCountOfAPartIsTold() {
        synchronously(ends -> { // K31 to K33, K46
            ends.write(ends.client, "0123456789");
            assertThat(ends.read(ends.server, 4)).isEqualTo(ERROR_MORE_DATA);
            assertThat(ends.count.value).isEqualTo(4);
            assertThat(ends.read(ends.server, 4)).isEqualTo(ERROR_MORE_DATA);
            assertThat(ends.read(ends.server, 24)).isZero();
            assertThat(ends.count.value).isEqualTo(2);
        });
    }

    @Test
    void aClientBeginsInByteReadMode() {
        synchronously(ends -> { // K29, K36
            ends.write(ends.server, "0123456789");
            assertThat(ends.read(ends.client, 4)).isZero();
            ends.write(ends.server, "abc");
            assertThat(ends.read(ends.client, 32)).isZero();
            assertThat(ends.count.value).isEqualTo(9);
        });
    }

    @Test
    void withAnOverlappedTheCountOfAPartIsInTheOverlapped() {
        synchronously(ends -> { // K47
            ends.write(ends.client, "0123456789");
            Transfer read = new Transfer(ends.stage);
            DwordReference bytesRead = new DwordReference(7);
            assertThat(ends.answer(ends.stage.win32().readFile(ends.server, read.buffer, 0, 1, bytesRead, read.overlapped))).isEqualTo(ERROR_MORE_DATA);
            assertThat(bytesRead.value).isZero();
            assertThat(read.status()).isEqualTo(STATUS_BUFFER_OVERFLOW);
            assertThat(read.count()).isEqualTo(1);
        });
    }

    @Test
    void afterADisconnectTheOverlappedStaysPending() {
        synchronously(ends -> { // K48, K49
            ends.write(ends.client, "01");
            Transfer used = new Transfer(ends.stage);
            used.read(ends.server, 1);
            ends.stage.win32().disconnectNamedPipe(ends.server);
            DwordReference bytes = new DwordReference(7);
            assertThat(ends.answer(ends.stage.win32().readFile(ends.server, used.buffer, 0, 1, bytes, used.overlapped))).isEqualTo(ERROR_PIPE_NOT_CONNECTED);
            assertThat(bytes.value).isZero();
            assertThat(used.status()).isEqualTo(STATUS_PENDING);
            assertThat(used.count()).as("untouched").isEqualTo(1);
            assertThat(ends.answer(ends.stage.win32().writeFile(ends.server, used.buffer, 0, 1, bytes, used.overlapped))).isEqualTo(ERROR_PIPE_NOT_CONNECTED);
            assertThat(used.status()).isEqualTo(STATUS_PENDING);
        });
    }

    @Test
    void aReadBlocksUntilSomethingComesAndItsFileIsUnsignalledMeanwhile() {
        synchronously(ends -> { // N34
            PlatformThread reader = ends.other(() -> {
                assertThat(ends.read(ends.server, 16)).isZero();
                assertThat(ends.count.value).isEqualTo(1);
                assertThat(ends.isSignalled(ends.server)).isTrue();
            });
            assertThat(ends.isSignalled(ends.server)).isFalse();
            assertThat(ends.isSignalled(ends.client)).isTrue();
            Transfer write = new Transfer(ends.stage);
            assertThat(write.write(ends.client, 1)).isZero();
            reader.join();
        });
    }

    @Test
    void aReadWithAnOverlappedBlocksToo() {
        synchronously(ends -> { // N35, N36: event and file are both signalled
            Transfer read = new Transfer(ends.stage);
            PlatformThread reader = ends.other(() -> {
                assertThat(read.read(ends.server, 16)).isZero();
                assertThat(read.status()).isEqualTo(STATUS_SUCCESS);
                assertThat(read.isSet()).isTrue();
                assertThat(ends.isSignalled(ends.server)).isTrue();
            });
            assertThat(read.isSet()).isFalse();
            assertThat(ends.write(ends.client, "x")).isZero();
            reader.join();
        });
    }

    @Test
    void aBlockedReadCanBeCancelledByAnotherThread() {
        synchronously(ends -> { // C11
            PlatformThread reader = ends.other(() -> assertThat(ends.read(ends.server, 16)).isEqualTo(ERROR_OPERATION_ABORTED));
            assertThat(ends.stage.win32().cancelIoEx(ends.server, null)).isTrue();
            reader.join();
        });
    }

    @Test
    void callsComeOneAtATime() {
        synchronously(ends -> { // F33
            List<String> log = new ArrayList<>();
            PlatformThread reader = ends.other(() -> {
                assertThat(ends.read(ends.server, 16)).isZero();
                log.add("read");
            });
            PlatformThread peeker = ends.other(() -> {
                DwordReference available = new DwordReference();
                assertThat(ends.stage.win32().peekNamedPipe(ends.server, null, 0, null, available, null)).isTrue();
                log.add("peeked at " + available.value);
            });
            PlatformThread writer = ends.other(() -> {
                assertThat(new Transfer(ends.stage).write(ends.server, 1)).isZero();
                log.add("written");
            });
            assertThat(log).isEmpty();
            assertThat(new Transfer(ends.stage).write(ends.client, 1)).isZero();
            reader.join();
            peeker.join();
            writer.join();
            assertThat(log).hasSize(3).contains("peeked at 0", "written").first().isEqualTo("read");
        });
    }

    @Test
    void aCallHasItsTurnAlreadyBeforeItWaits() {
        Play.ofPeer(stage -> { // F33
            Win32 win32 = stage.win32();
            Handle server = win32.createNamedPipe(NAME, Win32.PIPE_ACCESS_DUPLEX, Win32.PIPE_TYPE_BYTE, 1, 1, 1, 0, null);
            Handle client = win32.createFile(NAME, Win32.GENERIC_READ, 0, null, Win32.OPEN_EXISTING, Win32.FILE_FLAG_OVERLAPPED, Handle.NULL);
            Transfer first = new Transfer(stage);
            Transfer write = new Transfer(stage);
            first.read(client, 1);
            boolean[] over = {false};
            PlatformThread writer = stage.platform().startThread("writer", () -> {
                assertThat(write.write(server, "abc")).isZero();
                over[0] = true;
            });
            PlatformThread peeker = stage.platform().startThread("peeker", () -> {
                if (available(win32, client) > 0) {
                    available(win32, server);
                    assertThat(over[0]).as("the write is over, which was in the pipe before").isTrue();
                }
            });
            stage.platform().eventLoop().runOnce(1);
            assertThat(first.await(client)).isZero();
            assertThat(new Transfer(stage).read(client, 2)).isZero();
            writer.join();
            peeker.join();
        }).answering(ChoiceKind.DELIVERY, 1).answering(ChoiceKind.PENDS, 0).randomly(500).areClean();
    }

    private static int available(Win32 win32, Handle end) {
        DwordReference available = new DwordReference();
        assertThat(win32.peekNamedPipe(end, null, 0, null, available, null)).isTrue();
        return available.value;
    }

    @Test
    void connectingBlocksWithAnOverlappedToo() {
        row(stage -> { // K119, N8
            Win32 win32 = stage.win32();
            Handle server = win32.createNamedPipe(NAME, Win32.PIPE_ACCESS_DUPLEX, Win32.PIPE_TYPE_BYTE, 1, 10, 10, 0, null);
            Transfer connect = new Transfer(stage);
            var listener = stage.platform().startThread("listener", () -> assertThat(connect.connect(server)).isZero());
            stage.platform().eventLoop().runOnce(1);
            win32.createFile(NAME, Win32.GENERIC_READ, 0, null, Win32.OPEN_EXISTING, 0, Handle.NULL);
            listener.join();
            assertThat(connect.status()).isEqualTo(STATUS_SUCCESS);
        });
    }

    @Test
    void aCallThatHasWaitedForItsTurnDoesNotBeginToListenOnAClosedEnd() {
        synchronously(ends -> {
            PlatformThread reader = ends.other(() -> assertThat(ends.read(ends.server, 4)).isEqualTo(ERROR_BROKEN_PIPE));
            PlatformThread disconnecting = ends.other(() -> assertThat(ends.stage.win32().disconnectNamedPipe(ends.server)).isTrue());
            PlatformThread listening =
                    ends.other(() -> assertThat(ends.answer(ends.stage.win32().connectNamedPipe(ends.server, null))).isEqualTo(ERROR_NO_DATA));
            assertThat(ends.stage.win32().closeHandle(ends.server)).isTrue();
            reader.join();
            disconnecting.join();
            listening.join();
        });
    }

    @Test
    void callsThatOnlyAskWaitForTheirTurnToo() {
        Map<String, BiFunction<Synchronous, DwordReference, Boolean>> calls = Map.of(
                "GetNamedPipeInfo", (ends, value) -> ends.stage.win32().getNamedPipeInfo(ends.server, value, null, null, null),
                "GetNamedPipeHandleState", (ends, value) -> ends.stage.win32().getNamedPipeHandleState(ends.server, value, null, null, null, null, 0),
                "SetNamedPipeHandleState", (ends, value) -> ends.stage.win32().setNamedPipeHandleState(ends.server, Win32.PIPE_READMODE_MESSAGE, null, null),
                "NtQueryInformationFile", (ends, value) -> ends.stage.win32().ntQueryInformationFile(ends.server, new FilePipeLocalInformationReference()) == 0,
                "TransactNamedPipe", (ends, value) -> !ends.stage.win32().transactNamedPipe(ends.server, null, 0, 0, null, 0, 1, value, null));
        calls.forEach((function, call) -> synchronously(ends -> { // F33
            List<String> log = new ArrayList<>();
            PlatformThread reader = ends.other(() -> {
                ends.read(ends.server, 16);
                log.add("ReadFile");
            });
            PlatformThread asking = ends.other(() -> {
                assertThat(call.apply(ends, new DwordReference())).as(function).isTrue();
                log.add(function);
            });
            assertThat(log).isEmpty();
            assertThat(new Transfer(ends.stage).write(ends.client, 1)).isZero();
            reader.join();
            asking.join();
            assertThat(log).containsExactly("ReadFile", function);
        }));
    }

    @Test
    void aWriteLeavesItsFileSignalled() {
        synchronously(ends -> { // N36
            assertThat(ends.write(ends.server, "x")).isZero();
            assertThat(ends.isSignalled(ends.server)).isTrue();
            PlatformThread reader = ends.other(() -> ends.read(ends.server, 16));
            assertThat(ends.isSignalled(ends.server)).isFalse();
            assertThat(new Transfer(ends.stage).write(ends.client, 1)).isZero();
            reader.join();
            assertThat(ends.write(ends.server, "x")).isZero();
            assertThat(ends.isSignalled(ends.server)).isTrue();
        });
    }

    @Test
    void aWriteWithARoutineThatFailsSaysSo() {
        synchronously(ends -> { // N35
            Transfer write = new Transfer(ends.stage);
            PlatformThread writer = ends.other(() -> {
                boolean written = ends.stage.win32().writeFileEx(ends.server, write.buffer, 0, 101, write.overlapped, (error, bytes, overlapped) -> {
                    throw new AssertionError("nothing but the call tells of its end");
                });
                assertThat(ends.answer(written)).isEqualTo(ERROR_BROKEN_PIPE);
                ends.stage.win32().sleepEx(0, true);
            });
            assertThat(ends.stage.win32().closeHandle(ends.client)).isTrue();
            writer.join();
        });
    }

    @Test
    void aReadThatHasWaitedForItsTurnFindsTheEndClosed() {
        row(stage -> {
            Win32 win32 = stage.win32();
            Handle server = win32.createNamedPipe(NAME, Win32.PIPE_ACCESS_DUPLEX, Win32.PIPE_TYPE_BYTE, 1, 10, 10, 0, null);
            Memory buffer = requireNonNull(stage.platform().allocate(stage.platform().process(), 10));
            Synchronous end = new Synchronous(stage, server, server, buffer, new DwordReference());
            PlatformThread listening = end.other(() -> assertThat(end.answer(win32.connectNamedPipe(server, null))).isEqualTo(ERROR_BROKEN_PIPE));
            PlatformThread reading = end.other(() -> assertThat(end.read(server, 1)).isEqualTo(ERROR_BROKEN_PIPE));
            assertThat(win32.closeHandle(server)).isTrue();
            listening.join();
            reading.join();
        });
    }

    @Test
    void noBytesNeedNoBuffer() {
        synchronously(ends -> {
            Win32 win32 = ends.stage.win32();
            assertThat(ends.answer(win32.writeFile(ends.client, null, 0, 1, ends.count, null))).isEqualTo(ERROR_NOACCESS);
            assertThat(ends.answer(win32.writeFile(ends.server, null, 0, 0, ends.count, null))).isZero();
            assertThat(ends.answer(win32.readFile(ends.client, null, 0, 0, ends.count, null))).isZero();
            assertThat(ends.answer(win32.readFile(ends.client, null, 0, 1, ends.count, null))).isEqualTo(ERROR_NOACCESS);
        });
    }
}
