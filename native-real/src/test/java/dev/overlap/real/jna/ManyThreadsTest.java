package dev.overlap.real.jna;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;

import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.ThreadpoolIo;
import dev.overlap.win32.ThreadpoolWait;
import dev.overlap.win32.WaitFunctions;
import dev.overlap.win32.Win32Error;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Everything at once, on several threads: nothing crashes, nothing is written where it must not be, and nothing is left. */
@EnabledOnOs(OS.WINDOWS)
final class ManyThreadsTest {

    private static final int THREADS = 4;
    private static final int ROUNDS = Integer.getInteger("overlap.jna.rounds", 20);

    private final Queue<String> written = new ConcurrentLinkedQueue<>();
    private final Queue<Throwable> thrown = new ConcurrentLinkedQueue<>();
    private final Heap heap = new Heap(new WritesOnly(written));
    private final JnaWin32 win32 = new JnaWin32(heap);

    @Test
    void nothingIsLeft() throws InterruptedException {
        win32.onCrash(thrown::add);
        play(1, 1);
        HandleCensus before = HandleCensus.take();
        play(THREADS, ROUNDS);
        heap.check();
        assertThat(thrown).isEmpty();
        assertThat(written).isEmpty();
        assertThat(heap.living()).isEmpty();
        assertThat(HandleCensus.take().moreThan(before)).doesNotContainKeys("File", "Semaphore", "IoCompletion");
        heap.close();
    }

    private void play(int threads, int rounds) throws InterruptedException {
        List<Thread> all = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> {
                try {
                    for (int round = 0; round < rounds; round++) {
                        registered();
                        pooled();
                        completed();
                        routine();
                    }
                } catch (Throwable e) {
                    thrown.add(e);
                }
            });
            thread.start();
            all.add(thread);
        }
        for (Thread thread : all) {
            thread.join();
        }
    }

    private void registered() throws InterruptedException {
        try (RealPipe pipe = RealPipe.bytes(win32, heap)) {
            CountDownLatch called = new CountDownLatch(1);
            Memory buffer = pipe.buffer(10);
            Overlapped read = pipe.bare();
            read.setEvent(pipe.event(false));
            HandleReference wait = new HandleReference();
            assertThat(win32.registerWaitForSingleObject(wait, read.event(), (context, timedOut) -> called.countDown(), null, WaitFunctions.INFINITE, 0))
                    .isTrue();
            pipe.readPends(buffer, read);
            pipe.write("hello");
            called.await();
            assertThat(win32.unregisterWaitEx(wait.value, Handle.INVALID_HANDLE_VALUE)).isTrue();
            over(read, buffer);
        }
    }

    /** The read is cancelled while its callback is on the way. */
    private void pooled() {
        try (RealPipe pipe = RealPipe.bytes(win32, heap)) {
            Memory buffer = pipe.buffer(10);
            Overlapped read = pipe.operation();
            ThreadpoolWait wait = requireNonNull(win32.createThreadpoolWait((instance, context, called, result) -> read.internal(), null));
            win32.setThreadpoolWait(wait, read.event(), null);
            pipe.readPends(buffer, read);
            win32.cancelIoEx(pipe.server, read);
            DwordReference bytes = new DwordReference();
            assertThat(win32.getOverlappedResult(pipe.server, read, bytes, true)).isFalse();
            assertThat(win32.getLastError()).isEqualTo(Win32Error.ERROR_OPERATION_ABORTED);
            win32.setThreadpoolWait(wait, Handle.NULL, null);
            win32.waitForThreadpoolWaitCallbacks(wait, true);
            win32.closeThreadpoolWait(wait);
            over(read, buffer);
        }
    }

    private void completed() throws InterruptedException {
        try (RealPipe pipe = RealPipe.bytes(win32, heap)) {
            CountDownLatch called = new CountDownLatch(1);
            Memory buffer = pipe.buffer(10);
            Overlapped read = pipe.bare();
            ThreadpoolIo io = requireNonNull(win32.createThreadpoolIo(pipe.server, (instance, context, overlapped, result, bytes, by) -> {
                assertThat(overlapped).isSameAs(read);
                called.countDown();
            }, null));
            win32.startThreadpoolIo(io);
            pipe.readPends(buffer, read);
            pipe.write("hello");
            called.await();
            win32.waitForThreadpoolIoCallbacks(io, false);
            win32.closeThreadpoolIo(io);
            over(read, buffer);
        }
    }

    private void routine() {
        try (RealPipe pipe = RealPipe.bytes(win32, heap)) {
            int[] got = new int[1];
            Memory buffer = pipe.buffer(10);
            Overlapped read = pipe.bare();
            assertThat(win32.readFileEx(pipe.server, buffer, 0, 10, read, (error, bytes, overlapped) -> got[0] = bytes)).isTrue();
            pipe.write("hello");
            assertThat(win32.sleepEx(RealPipe.LONG_ENOUGH_MILLIS, true)).isEqualTo(WaitFunctions.WAIT_IO_COMPLETION);
            assertThat(got[0]).isEqualTo(5);
            over(read, buffer);
        }
    }

    private void over(Overlapped overlapped, Memory buffer) {
        if (!overlapped.event().isNull()) {
            win32.closeHandle(overlapped.event());
        }
        overlapped.free();
        buffer.free();
    }

    /** Writes down who has written where nobody may. */
    private record WritesOnly(Queue<String> written) implements MemoryWatch {

        @Override
        public void allocated(Object memory, int bytes) {}

        @Override
        public void touching(String access, Object memory, int offset, int length) {}

        @Override
        public void freeing(Object memory, int bytes) {}

        @Override
        public void touchedAfterFree(String access, Object memory) {
            written.add(access + " of freed " + memory);
        }

        @Override
        public void exceeded(String access, Object memory, long offset, long length, int size) {
            written.add(access + " exceeds " + memory);
        }

        @Override
        public void writtenAfterFree(Object memory, int offset) {
            written.add(memory + " at " + offset);
        }
    }
}
