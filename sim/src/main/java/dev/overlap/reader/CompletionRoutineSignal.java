package dev.overlap.reader;

import static dev.overlap.win32.Win32Error.ERROR_IO_PENDING;
import static dev.overlap.win32.Win32Error.ERROR_MORE_DATA;

import dev.overlap.platform.Condition;
import dev.overlap.platform.Lock;
import dev.overlap.win32.CompletionRoutine;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.Win32;

/**
 * ReadFileEx: the kernel queues the completion routine as a user APC to the thread that issued the read, which is always the owner's, and runs it in the next
 * alertable wait of that thread, whosever wait it is (F14): the event loop's, the reader's own, another reader's.
 *
 * <p>There is exactly one routine for each read that was begun, also for one that was complete at once, and none for one that failed at once (A01, A03). Until
 * it has run, buffer and OVERLAPPED are the kernel's: so a stop waits alertably, and when it returns nothing is queued that could come later, on a thread that
 * may by then no longer be the owner's. Nothing else is needed: no event, no wait, nothing to give back.
 *
 * <p>The price: an owner that never waits alertably receives nothing, and one that ends with a read in flight loses it (Q16, A04). hEvent is left alone.
 */
final class CompletionRoutineSignal implements CompletionSignal {

    private final Win32 win32;
    /** One for all reads: who calls back through a foreign function must keep it as long as any of them is in flight. */
    private final CompletionRoutine routine;

    CompletionRoutineSignal(Win32 win32, CompletionHandler handler) {
        this.win32 = win32;
        this.routine = (error, bytesTransferred, overlapped) -> handler.completed(overlapped);
    }

    @Override
    public int error() {
        return 0;
    }

    @Override
    public int read(Handle pipe, Memory buffer, int bufferOffset, int bytes, Overlapped overlapped) {
        if (win32.readFileEx(pipe, buffer, bufferOffset, bytes, overlapped, routine)) {
            return ERROR_IO_PENDING;
        }
        // Wine 8 answers so for a part of a message that was there, and has queued the routine all the same (A03); Windows says TRUE (F7).
        int failure = win32.getLastError();
        return failure == ERROR_MORE_DATA ? ERROR_IO_PENDING : failure;
    }

    /** Runs the routines that are queued to the thread, other readers' too, so that the lock must be free. */
    @Override
    public boolean await(Lock lock, Condition processed, long timeoutMillis) {
        lock.unlock();
        int millis = timeoutMillis < 0 ? Win32.INFINITE : (int) Math.min(timeoutMillis, Integer.MAX_VALUE);
        boolean ran = win32.sleepEx(millis, true) == Win32.WAIT_IO_COMPLETION;
        lock.lock();
        return ran;
    }

    /** A routine that is queued while another one runs is called in the same wait (E03). */
    @Override
    public boolean comesInOwnersWaits() {
        return true;
    }

    @Override
    public boolean close() {
        return true;
    }
}
