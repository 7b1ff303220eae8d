package dev.overlap.real.jna;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.ThreadpoolWait;
import dev.overlap.win32.WaitFunctions;
import dev.overlap.win32.Win32Error;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** One read, from the call to the callback, in each of the ways that a reader knows. */
@EnabledOnOs(OS.WINDOWS)
final class RoundTripTest {

    private final Heap heap = new Heap(MemoryWatch.NOBODY);
    private final JnaWin32 win32 = new JnaWin32(heap);
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @Test
    void aReadThatPendsEndsWithTheBytes() {
        try (RealPipe pipe = RealPipe.bytes(win32, heap)) {
            Memory buffer = pipe.buffer(10);
            Overlapped read = pipe.operation();
            DwordReference bytes = new DwordReference();

            pipe.readPends(buffer, read);
            pipe.write("hello");
            assertThat(win32.waitForSingleObject(read.event(), RealPipe.LONG_ENOUGH_MILLIS)).isEqualTo(WaitFunctions.WAIT_OBJECT_0);
            assertThat(win32.getOverlappedResult(pipe.server, read, bytes, false)).isTrue();
            assertThat(RealPipe.text(buffer, bytes.value)).isEqualTo("hello");

            pipe.readPends(buffer, read);
            assertThat(win32.cancelIoEx(pipe.server, read)).isTrue();
            assertThat(win32.getOverlappedResult(pipe.server, read, bytes, true)).isFalse();
            assertThat(win32.getLastError()).isEqualTo(Win32Error.ERROR_OPERATION_ABORTED);
        }
    }

    @Test
    void aRegisteredWaitHearsOfTheRead() throws InterruptedException {
        try (RealPipe pipe = RealPipe.bytes(win32, heap)) {
            Overlapped read = pipe.bare();
            read.setEvent(pipe.event(false));
            HandleReference wait = new HandleReference();
            assertThat(win32.registerWaitForSingleObject(wait, read.event(), (context, timedOut) -> heard.add(context + " " + timedOut), "registered",
                    WaitFunctions.INFINITE, 0)).isTrue();
            pipe.readPends(pipe.buffer(10), read);
            pipe.write("hello");
            assertThat(heard.poll(RealPipe.LONG_ENOUGH_MILLIS, TimeUnit.MILLISECONDS)).isEqualTo("registered false");
            assertThat(win32.unregisterWaitEx(wait.value, Handle.INVALID_HANDLE_VALUE)).isTrue();
        }
    }

    @Test
    void aThreadpoolWaitHearsOfTheRead() throws InterruptedException {
        try (RealPipe pipe = RealPipe.bytes(win32, heap)) {
            Overlapped read = pipe.operation();
            ThreadpoolWait wait = requireNonNull(
                    win32.createThreadpoolWait((instance, context, called, result) -> heard.add(context + " " + called + " " + result), "pool"));
            win32.setThreadpoolWait(wait, read.event(), null);
            pipe.readPends(pipe.buffer(10), read);
            pipe.write("hello");
            assertThat(heard.poll(RealPipe.LONG_ENOUGH_MILLIS, TimeUnit.MILLISECONDS)).isEqualTo("pool " + wait + " 0");
            win32.setThreadpoolWait(wait, Handle.NULL, null);
            win32.waitForThreadpoolWaitCallbacks(wait, true);
            win32.closeThreadpoolWait(wait);
        }
    }
}
