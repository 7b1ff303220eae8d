package dev.overlap.real.jna;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleFunctions;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.WaitFunctions;
import dev.overlap.win32.Win32Error;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Waits, and what runs in alertable ones. */
@EnabledOnOs(OS.WINDOWS)
final class WaitsTest {

    private final Heap heap = new Heap(MemoryWatch.NOBODY);
    private final JnaWin32 win32 = new JnaWin32(heap);
    private final List<Object> heard = new ArrayList<>();
    private final List<Throwable> crashes = new ArrayList<>();

    WaitsTest() {
        win32.onCrash(crashes::add);
    }

    @AfterEach
    void nothingHasCrashed() {
        assertThat(crashes).isEmpty();
    }

    @Test
    void aWaitTakesFromWhatItWaitsFor() {
        Handle set = win32.createEvent(null, false, true, null);
        Handle unset = win32.createEvent(null, true, false, null);
        Handle[] both = {unset, set};
        assertThat(win32.waitForMultipleObjects(2, both, true, 0)).isEqualTo(WaitFunctions.WAIT_TIMEOUT);
        assertThat(win32.waitForMultipleObjects(2, both, false, 0)).isEqualTo(WaitFunctions.WAIT_OBJECT_0 + 1);
        assertThat(win32.waitForMultipleObjectsEx(2, both, false, 0, false)).isEqualTo(WaitFunctions.WAIT_TIMEOUT);
        assertThat(win32.setEvent(unset)).isTrue();
        assertThat(win32.waitForSingleObjectEx(unset, 0, false)).isEqualTo(WaitFunctions.WAIT_OBJECT_0);
        assertThat(win32.resetEvent(unset)).isTrue();
        assertThat(win32.signalObjectAndWait(set, unset, 0, false)).isEqualTo(WaitFunctions.WAIT_TIMEOUT);
        assertThat(win32.msgWaitForMultipleObjectsEx(2, both, 0, WaitFunctions.QS_ALLINPUT, 0)).isEqualTo(WaitFunctions.WAIT_OBJECT_0 + 1);
        assertThat(win32.msgWaitForMultipleObjectsEx(0, null, 0, WaitFunctions.QS_ALLINPUT, 0)).isEqualTo(WaitFunctions.WAIT_TIMEOUT);
        win32.closeHandle(set);
        win32.closeHandle(unset);
    }

    @Test
    void aSemaphoreCounts() {
        Handle semaphore = win32.createSemaphore(null, 1, 3, null);
        DwordReference previous = new DwordReference(4711);
        assertThat(win32.releaseSemaphore(semaphore, 2, previous)).isTrue();
        assertThat(previous.value).isEqualTo(1);
        assertThat(win32.releaseSemaphore(semaphore, 1, null)).isFalse();
        assertThat(win32.getLastError()).isEqualTo(Win32Error.ERROR_TOO_MANY_POSTS);
        for (int i = 0; i < 3; i++) {
            assertThat(win32.waitForSingleObject(semaphore, 0)).isEqualTo(WaitFunctions.WAIT_OBJECT_0);
        }
        assertThat(win32.waitForSingleObject(semaphore, 0)).isEqualTo(WaitFunctions.WAIT_TIMEOUT);
        win32.closeHandle(semaphore);
    }

    @Test
    void anApcRunsInItsThreadsNextAlertableWait() {
        assertThat(win32.queueUserAPC(heard::add, HandleFunctions.CURRENT_THREAD, "first")).isTrue();
        assertThat(win32.queueUserAPC(heard::add, HandleFunctions.CURRENT_THREAD, "second")).isTrue();
        assertThat(win32.sleepEx(0, false)).isZero();
        assertThat(heard).isEmpty();
        assertThat(win32.sleepEx(0, true)).isEqualTo(WaitFunctions.WAIT_IO_COMPLETION);
        assertThat(heard).containsExactly("first", "second");
        assertThat(win32.queueUserAPC(heard::add, Handle.NULL, "nobody")).isFalse();
        assertThat(win32.getLastError()).isEqualTo(Win32Error.ERROR_INVALID_HANDLE);
    }

    @Test
    void aCompletionRoutineRunsOnTheIssuingThreadOnly() throws InterruptedException {
        try (RealPipe pipe = RealPipe.bytes(win32, heap)) {
            Overlapped read = pipe.bare();
            Memory buffer = pipe.buffer(10);
            int issuer = win32.getCurrentThreadId();
            assertThat(win32.readFileEx(pipe.server, buffer, 0, 10, read, (error, bytes, overlapped) -> {
                heard.add(error);
                heard.add(bytes);
                heard.add(overlapped);
                heard.add(win32.getCurrentThreadId());
            })).isTrue();
            assertThat(win32.getLastError()).isZero();
            int[] others = new int[1];
            Thread other = new Thread(() -> {
                pipe.write("hello");
                others[0] = win32.sleepEx(50, true);
            });
            other.start();
            other.join();
            assertThat(others[0]).isZero();
            assertThat(heard).isEmpty();
            assertThat(win32.sleepEx(RealPipe.LONG_ENOUGH_MILLIS, true)).isEqualTo(WaitFunctions.WAIT_IO_COMPLETION);
            assertThat(heard).containsExactly(0, 5, read, issuer);
            assertThat(RealPipe.text(buffer, 5)).isEqualTo("hello");
        }
    }

    @Test
    void aRoutineMayIssueTheNextOperation() {
        try (RealPipe pipe = RealPipe.bytes(win32, heap)) {
            Overlapped read = pipe.bare();
            Memory buffer = pipe.buffer(1);
            issue(pipe, buffer, read);
            pipe.write("abc");
            for (int i = 0; i < 3 && heard.size() < 3; i++) {
                assertThat(win32.sleepEx(RealPipe.LONG_ENOUGH_MILLIS, true)).isEqualTo(WaitFunctions.WAIT_IO_COMPLETION);
            }
            assertThat(heard).containsExactly('a', 'b', 'c');
            assertThat(win32.cancelIo(pipe.server)).isTrue();
            assertThat(win32.sleepEx(RealPipe.LONG_ENOUGH_MILLIS, true)).isEqualTo(WaitFunctions.WAIT_IO_COMPLETION);
            assertThat(heard).containsExactly('a', 'b', 'c', Win32Error.ERROR_OPERATION_ABORTED);
        }
    }

    private void issue(RealPipe pipe, Memory buffer, Overlapped read) {
        assertThat(win32.readFileEx(pipe.server, buffer, 0, 1, read, (error, bytes, overlapped) -> {
            if (error != 0) {
                heard.add(error);
                return;
            }
            heard.add((char) buffer.get(0));
            issue(pipe, buffer, read);
        })).isTrue();
    }

    @Test
    void aRefusedReadHasNoRoutine() {
        try (RealPipe pipe = RealPipe.bytes(win32, heap)) {
            win32.closeHandle(pipe.client);
            assertThat(win32.readFileEx(pipe.server, pipe.buffer(1), 0, 1, pipe.bare(), (error, bytes, overlapped) -> heard.add(error))).isFalse();
            assertThat(win32.getLastError()).isEqualTo(Win32Error.ERROR_BROKEN_PIPE);
            assertThat(win32.sleepEx(0, true)).isZero();
            assertThat(heard).isEmpty();
        }
    }

    /** A03: Wine says FALSE, and calls the routine all the same. */
    @Test
    void aPartOfAMessageHasItsRoutineWhateverTheCallSays() {
        try (RealPipe pipe = RealPipe.messages(win32, heap)) {
            pipe.write("hello");
            win32.readFileEx(pipe.server, pipe.buffer(3), 0, 3, pipe.bare(), (error, bytes, overlapped) -> {
                heard.add(error);
                heard.add(bytes);
            });
            assertThat(win32.getLastError()).isEqualTo(Win32Error.ERROR_MORE_DATA);
            assertThat(win32.sleepEx(0, true)).isEqualTo(WaitFunctions.WAIT_IO_COMPLETION);
            assertThat(heard).containsExactly(Win32Error.ERROR_MORE_DATA, 3);
        }
    }

    @Test
    void aWriteHasARoutineToo() {
        try (RealPipe pipe = RealPipe.bytes(win32, heap)) {
            Memory buffer = pipe.buffer(2);
            assertThat(win32.writeFileEx(pipe.client, buffer, 0, 2, pipe.bare(), (error, bytes, overlapped) -> heard.add(bytes))).isTrue();
            assertThat(win32.sleepEx(RealPipe.LONG_ENOUGH_MILLIS, true)).isEqualTo(WaitFunctions.WAIT_IO_COMPLETION);
            assertThat(heard).containsExactly(2);
        }
    }

    @Test
    void aResultIsWaitedForWithATimeAndAlertably() {
        try (RealPipe pipe = RealPipe.bytes(win32, heap)) {
            Overlapped read = pipe.operation();
            DwordReference bytes = new DwordReference();
            pipe.readPends(pipe.buffer(10), read);
            assertThat(win32.getOverlappedResult(pipe.server, read, bytes, false)).isFalse();
            assertThat(win32.getLastError()).isEqualTo(Win32Error.ERROR_IO_INCOMPLETE);
            assertThat(win32.getOverlappedResultEx(pipe.server, read, bytes, 1, false)).isFalse();
            assertThat(win32.getLastError()).isEqualTo(Win32Error.WAIT_TIMEOUT);
            win32.queueUserAPC(heard::add, HandleFunctions.CURRENT_THREAD, "apc");
            assertThat(win32.getOverlappedResultEx(pipe.server, read, bytes, WaitFunctions.INFINITE, true)).isFalse();
            assertThat(win32.getLastError()).isEqualTo(Win32Error.WAIT_IO_COMPLETION);
            assertThat(heard).containsExactly("apc");
            pipe.write("hello");
            assertThat(win32.getOverlappedResultEx(pipe.server, read, bytes, WaitFunctions.INFINITE, true)).isTrue();
            assertThat(bytes.value).isEqualTo(5);
        }
    }

    /** Arrays of a call that blocks must not keep the collector from its work. */
    @Test
    void theCollectorRunsWhileAThreadWaits() throws InterruptedException {
        Handle event = win32.createEvent(null, true, false, null);
        CountDownLatch there = new CountDownLatch(1);
        int[] result = {-1};
        Thread waiter = new Thread(() -> {
            there.countDown();
            result[0] = win32.waitForMultipleObjects(1, new Handle[] {event}, false, RealPipe.LONG_ENOUGH_MILLIS);
        });
        waiter.start();
        there.await();
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        assertThat(waiter.isAlive()).isTrue();
        win32.setEvent(event);
        waiter.join();
        assertThat(result[0]).isZero();
        win32.closeHandle(event);
    }

    @Test
    void aThreadHandleIsSignalledByTheEnd() throws InterruptedException {
        HandleReference thread = new HandleReference();
        Thread other =
                new Thread(() -> win32.duplicateHandle(HandleFunctions.CURRENT_PROCESS, HandleFunctions.CURRENT_THREAD, HandleFunctions.CURRENT_PROCESS, thread,
                        0, false, HandleFunctions.DUPLICATE_SAME_ACCESS));
        other.start();
        other.join();
        assertThat(win32.waitForSingleObject(thread.value, RealPipe.LONG_ENOUGH_MILLIS)).isEqualTo(WaitFunctions.WAIT_OBJECT_0);
        assertThat(win32.queueUserAPC(heard::add, thread.value, "too late")).isFalse();
        win32.closeHandle(thread.value);
    }
}
