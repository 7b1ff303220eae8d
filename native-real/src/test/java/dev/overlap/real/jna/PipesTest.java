package dev.overlap.real.jna;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;

import dev.overlap.win32.AccessViolation;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.FileFunctions;
import dev.overlap.win32.FilePipeLocalInformation;
import dev.overlap.win32.FilePipeLocalInformationReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleFunctions;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.Memory;
import dev.overlap.win32.NamedPipeFunctions;
import dev.overlap.win32.NtStatus;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.SecurityAttributes;
import dev.overlap.win32.WaitFunctions;
import dev.overlap.win32.Win32Error;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Pipes and files: each function with what it takes in and what it gives out. */
@EnabledOnOs(OS.WINDOWS)
final class PipesTest {

    private final Heap heap = new Heap(MemoryWatch.NOBODY);
    private final JnaWin32 win32 = new JnaWin32(heap);
    private final DwordReference bytes = new DwordReference();

    @Test
    void aServerWaitsForItsClient() {
        String name = "\\\\.\\pipe\\overlap-jna-connect";
        Handle server = win32.createNamedPipe(name, NamedPipeFunctions.PIPE_ACCESS_INBOUND | FileFunctions.FILE_FLAG_OVERLAPPED, 0, 2, 0, 512, 0, null);
        Overlapped connect = requireNonNull(heap.allocateOverlapped());
        connect.setEvent(win32.createEvent(null, true, false, null));
        assertThat(win32.connectNamedPipe(server, connect)).isFalse();
        assertThat(win32.getLastError()).isEqualTo(Win32Error.ERROR_IO_PENDING);
        assertThat(win32.waitNamedPipe(name, 1)).isTrue();
        Handle client = win32.createFile(name, FileFunctions.GENERIC_WRITE, 0, null, FileFunctions.OPEN_EXISTING, 0, Handle.NULL);
        assertThat(client.isInvalid()).isFalse();
        assertThat(win32.getOverlappedResult(server, connect, bytes, true)).isTrue();
        assertThat(win32.connectNamedPipe(server, connect)).isFalse();
        assertThat(win32.getLastError()).isEqualTo(Win32Error.ERROR_PIPE_CONNECTED);
        assertThat(win32.disconnectNamedPipe(server)).isTrue();
        assertThat(win32.disconnectNamedPipe(server)).isFalse();
        assertThat(win32.getLastError()).isEqualTo(Win32Error.ERROR_PIPE_NOT_CONNECTED);
        win32.closeHandle(client);
        win32.closeHandle(server);
        assertThat(win32.waitNamedPipe(name, 1)).isFalse();
        assertThat(win32.getLastError()).isEqualTo(Win32Error.ERROR_FILE_NOT_FOUND);
    }

    @Test
    void aPeekTellsBytesAndTakesNone() {
        try (RealPipe pipe = RealPipe.bytes(win32, heap)) {
            pipe.write("hello");
            Memory buffer = pipe.buffer(3);
            DwordReference available = new DwordReference();
            DwordReference left = new DwordReference(4711);
            assertThat(win32.peekNamedPipe(pipe.server, buffer, 3, bytes, available, left)).isTrue();
            assertThat(RealPipe.text(buffer, 3)).isEqualTo("hel");
            assertThat(bytes.value).isEqualTo(3);
            assertThat(available.value).isEqualTo(5);
            assertThat(win32.peekNamedPipe(pipe.server, null, 0, null, available, null)).isTrue();
            assertThat(available.value).isEqualTo(5);
        }
    }

    @Test
    void aReadStartsWhereItsOffsetSays() {
        try (RealPipe pipe = RealPipe.bytes(win32, heap)) {
            pipe.write("hello");
            Memory buffer = pipe.buffer(8);
            buffer.write(0, new byte[] {'.', '.', '.', '.', '.', '.', '.', '.'}, 0, 8);
            Overlapped read = pipe.operation();
            assertThat(win32.readFile(pipe.server, buffer, 3, 4, null, read)).isTrue();
            assertThat(RealPipe.text(buffer, 8)).isEqualTo("...hell.");
            assertThat(read.internal()).isEqualTo(NtStatus.STATUS_SUCCESS);
            assertThat(read.internalHigh()).isEqualTo(4);
        }
    }

    @Test
    void aLongMessageComesInParts() {
        try (RealPipe pipe = RealPipe.messages(win32, heap)) {
            pipe.write("hello");
            Memory buffer = pipe.buffer(3);
            Overlapped read = pipe.operation();
            assertThat(win32.readFile(pipe.server, buffer, 0, 3, bytes, read)).isFalse();
            assertThat(win32.getLastError()).isEqualTo(Win32Error.ERROR_MORE_DATA);
            assertThat(read.internal()).isEqualTo(NtStatus.STATUS_BUFFER_OVERFLOW);
            assertThat(win32.getOverlappedResult(pipe.server, read, bytes, false)).isFalse();
            assertThat(win32.getLastError()).isEqualTo(Win32Error.ERROR_MORE_DATA);
            assertThat(bytes.value).isEqualTo(3);
        }
    }

    @Test
    void modesAreSetAndTold() {
        try (RealPipe pipe = RealPipe.messages(win32, heap)) {
            DwordReference state = new DwordReference();
            DwordReference instances = new DwordReference();
            assertThat(win32.getNamedPipeHandleState(pipe.client, state, null, null, null, null, 0)).isTrue();
            assertThat(state.value).isZero();
            assertThat(win32.setNamedPipeHandleState(pipe.client, NamedPipeFunctions.PIPE_READMODE_MESSAGE, null, null)).isTrue();
            assertThat(win32.getNamedPipeHandleState(pipe.client, state, instances, null, null, null, 0)).isTrue();
            assertThat(state.value).isEqualTo(NamedPipeFunctions.PIPE_READMODE_MESSAGE);
            assertThat(instances.value).isEqualTo(1);
            DwordReference in = new DwordReference();
            DwordReference out = new DwordReference();
            assertThat(win32.getNamedPipeInfo(pipe.server, state, out, in, instances)).isTrue();
            assertThat(state.value).isEqualTo(NamedPipeFunctions.PIPE_SERVER_END | NamedPipeFunctions.PIPE_TYPE_MESSAGE);
            assertThat(in.value).isEqualTo(RealPipe.QUOTA_BYTES);
            assertThat(out.value).isEqualTo(RealPipe.QUOTA_BYTES);
            assertThat(instances.value).isEqualTo(1);
        }
    }

    @Test
    void thePipeIsDescribed() {
        FilePipeLocalInformationReference reference = new FilePipeLocalInformationReference();
        try (RealPipe pipe = RealPipe.bytes(win32, heap)) {
            pipe.write("hello");
            win32.closeHandle(Handle.NULL);
            assertThat(win32.ntQueryInformationFile(pipe.server, reference)).isEqualTo(NtStatus.STATUS_SUCCESS);
            FilePipeLocalInformation information = requireNonNull(reference.value);
            assertThat(information.readDataAvailable()).isEqualTo(5);
            assertThat(information.namedPipeState()).isEqualTo(FilePipeLocalInformation.FILE_PIPE_CONNECTED_STATE);
            assertThat(information.namedPipeEnd()).isEqualTo(FilePipeLocalInformation.FILE_PIPE_SERVER_END);
            reference.value = null;
            assertThat(win32.ntQueryInformationFile(Handle.NULL, reference)).isEqualTo(NtStatus.STATUS_INVALID_HANDLE);
            assertThat(reference.value).isNull();
            assertThat(win32.getLastError()).isEqualTo(Win32Error.ERROR_INVALID_HANDLE);
        }
    }

    @Test
    void aTransactionIsAQuestionAndItsAnswer() throws Exception {
        String name = "\\\\.\\pipe\\overlap-jna-transact";
        Handle server = win32.createNamedPipe(name, NamedPipeFunctions.PIPE_ACCESS_DUPLEX,
                NamedPipeFunctions.PIPE_TYPE_MESSAGE | NamedPipeFunctions.PIPE_READMODE_MESSAGE, 1, 512, 512, 0, null);
        FutureTask<Integer> call = new FutureTask<>(() -> {
            Memory question = buffer("what?");
            Memory answer = requireNonNull(heap.allocate("answer", 20));
            DwordReference answered = new DwordReference();
            assertThat(win32.callNamedPipe(name, question, 0, 5, answer, 2, 18, answered, NamedPipeFunctions.NMPWAIT_WAIT_FOREVER)).isTrue();
            assertThat((char) answer.get(2)).isEqualTo('t');
            return answered.value;
        });
        Thread caller = new Thread(call);
        caller.start();
        if (!win32.connectNamedPipe(server, null)) {
            assertThat(win32.getLastError()).isEqualTo(Win32Error.ERROR_PIPE_CONNECTED);
        }
        Memory heard = requireNonNull(heap.allocate("heard", 20));
        assertThat(win32.readFile(server, heard, 0, 20, bytes, null)).isTrue();
        assertThat(RealPipe.text(heard, bytes.value)).isEqualTo("what?");
        assertThat(win32.writeFile(server, buffer("this"), 0, 4, bytes, null)).isTrue();
        assertThat(win32.flushFileBuffers(server)).isTrue();
        assertThat(call.get()).isEqualTo(4);
        win32.closeHandle(server);
    }

    @Test
    void anAnonymousPipeHasTwoEnds() {
        HandleReference read = new HandleReference();
        HandleReference write = new HandleReference();
        assertThat(win32.createPipe(read, write, new SecurityAttributes(true), 0)).isTrue();
        DwordReference flags = new DwordReference();
        assertThat(win32.getHandleInformation(read.value, flags)).isTrue();
        assertThat(flags.value).isEqualTo(HandleFunctions.HANDLE_FLAG_INHERIT);
        assertThat(win32.writeFile(write.value, buffer("hello"), 0, 5, bytes, null)).isTrue();
        assertThat(bytes.value).isEqualTo(5);
        Memory heard = requireNonNull(heap.allocate("heard", 20));
        assertThat(win32.readFile(read.value, heard, 0, 20, bytes, null)).isTrue();
        assertThat(RealPipe.text(heard, bytes.value)).isEqualTo("hello");
        assertThatThrownBy(() -> win32.readFile(read.value, heard, 0, 20, null, null)).isInstanceOf(AccessViolation.class);
        win32.closeHandle(write.value);
        assertThat(win32.readFile(read.value, heard, 0, 20, bytes, null)).isFalse();
        assertThat(win32.getLastError()).isEqualTo(Win32Error.ERROR_BROKEN_PIPE);
        win32.closeHandle(read.value);
    }

    @Test
    void aDuplicateReachesTheSameOperations() {
        try (RealPipe pipe = RealPipe.bytes(win32, heap)) {
            HandleReference duplicate = new HandleReference();
            assertThat(win32.duplicateHandle(HandleFunctions.CURRENT_PROCESS, pipe.server, HandleFunctions.CURRENT_PROCESS, duplicate, 0, false,
                    HandleFunctions.DUPLICATE_SAME_ACCESS)).isTrue();
            assertThat(duplicate.value).isNotEqualTo(pipe.server);
            Overlapped read = pipe.operation();
            pipe.readPends(pipe.buffer(1), read);
            assertThat(win32.cancelIoEx(duplicate.value, read)).isTrue();
            assertThat(win32.getOverlappedResult(pipe.server, read, bytes, true)).isFalse();
            assertThat(win32.getLastError()).isEqualTo(Win32Error.ERROR_OPERATION_ABORTED);
            assertThat(win32.cancelIoEx(pipe.server, read)).isFalse();
            assertThat(win32.getLastError()).isEqualTo(Win32Error.ERROR_NOT_FOUND);
            win32.closeHandle(duplicate.value);
            HandleReference untouched = new HandleReference();
            assertThat(win32.duplicateHandle(HandleFunctions.CURRENT_PROCESS, duplicate.value, HandleFunctions.CURRENT_PROCESS, untouched, 0, false, 0))
                    .isFalse();
            assertThat(untouched.value).isEqualTo(Handle.NULL);
        }
    }

    @Test
    void cancelIoConcernsTheCallingThreadAlone() throws InterruptedException {
        try (RealPipe pipe = RealPipe.bytes(win32, heap)) {
            Overlapped mine = pipe.operation();
            Overlapped theirs = pipe.operation();
            CountDownLatch issued = new CountDownLatch(1);
            CountDownLatch done = new CountDownLatch(1);
            Thread other = new Thread(() -> {
                pipe.readPends(pipe.buffer(1), theirs);
                issued.countDown();
                assertThat(done.getCount()).isLessThan(2);
                try {
                    done.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            other.start();
            issued.await();
            pipe.readPends(pipe.buffer(1), mine);
            assertThat(win32.cancelIo(pipe.server)).isTrue();
            assertThat(win32.getOverlappedResult(pipe.server, mine, bytes, true)).isFalse();
            assertThat(theirs.internal()).isEqualTo(NtStatus.STATUS_PENDING);
            done.countDown();
            other.join();
        }
    }

    @Test
    void aBlockedCallIsCancelledByItsThread() throws Exception {
        HandleReference read = new HandleReference();
        HandleReference write = new HandleReference();
        assertThat(win32.createPipe(read, write, null, 0)).isTrue();
        HandleReference thread = new HandleReference();
        CountDownLatch there = new CountDownLatch(1);
        FutureTask<Integer> blocked = new FutureTask<>(() -> {
            win32.duplicateHandle(HandleFunctions.CURRENT_PROCESS, HandleFunctions.CURRENT_THREAD, HandleFunctions.CURRENT_PROCESS, thread, 0, false,
                    HandleFunctions.DUPLICATE_SAME_ACCESS);
            there.countDown();
            return win32.readFile(read.value, buffer("?"), 0, 1, new DwordReference(), null) ? 0 : win32.getLastError();
        });
        new Thread(blocked).start();
        there.await();
        while (!win32.cancelSynchronousIo(thread.value)) {
            assertThat(win32.getLastError()).isEqualTo(Win32Error.ERROR_NOT_FOUND);
            Thread.onSpinWait();
        }
        assertThat(blocked.get()).isEqualTo(Win32Error.ERROR_OPERATION_ABORTED);
        assertThat(win32.waitForSingleObject(thread.value, RealPipe.LONG_ENOUGH_MILLIS)).isEqualTo(WaitFunctions.WAIT_OBJECT_0);
        for (HandleReference handle : new HandleReference[] {read, write, thread}) {
            win32.closeHandle(handle.value);
        }
    }

    private Memory buffer(String text) {
        Memory buffer = requireNonNull(heap.allocate("text", text.length()));
        for (int i = 0; i < text.length(); i++) {
            buffer.put(i, (byte) text.charAt(i));
        }
        return buffer;
    }
}
