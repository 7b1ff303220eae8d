package dev.overlap.canary;

import static dev.overlap.win32.NtStatus.STATUS_PENDING;
import static dev.overlap.win32.Win32Error.ERROR_NOT_ENOUGH_MEMORY;

import dev.overlap.platform.Platform;
import dev.overlap.reader.ReaderListener;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Win32;

/**
 * Waits in {@code stop} for callbacks, but not for the operation: its buffer is replaced and freed while the kernel may still complete into it.
 *
 * <p>Qt QTBUG-45601 (Q1), and Q19 again: its first reader on the thread pool cancelled, called WaitForThreadpoolWaitCallbacks, and took that for the end of
 * the read. CancelIoEx only asks (F10), and waiting for callbacks does not wait for I/O (F21). The same in go-winio (W7), miow (M8), STL (A2), demikernel (A4).
 *
 * <p>To be found as USE_AFTER_FREE: the completion of a cancelled read comes later than CancelIoEx returns, or is carried out in steps on the thread that
 * issued it.
 */
final class WriteAfterFree extends SmallReader {

    WriteAfterFree(Win32 win32, Platform platform, Handle pipe, ReaderListener listener) {
        super(win32, platform, pipe, listener, SmallWait.Kind.THREADPOOL);
    }

    @Override
    void halt() {
        lock.lock();
        SmallState shared = state.get();
        endTelling(shared);
        if (shared.inFlight) {
            cancel(shared);
        }
        lock.unlock();
        wait.awaitCallbacks();
        lock.lock();
        shared = state.get();
        if (shared.inFlight && overlapped().internal() != STATUS_PENDING) {
            finish(shared);
        } else if (shared.inFlight) {
            // The defect. Right would be: wait until the operation has completed.
            shared.inFlight = false;
            replaceBuffer(shared);
        }
        lock.unlock();
    }

    private void replaceBuffer(SmallState shared) {
        Memory old = shared.buffer();
        byte[] unread = new byte[shared.end - shared.start];
        old.read(shared.start, unread, 0, unread.length);
        old.free();
        Memory fresh = platform.allocate(lifetime, BUFFER_BYTES);
        shared.buffer = fresh;
        if (fresh == null) {
            ended(shared, ERROR_NOT_ENOUGH_MEMORY);
            return;
        }
        fresh.write(0, unread, 0, unread.length);
        shared.start = 0;
        shared.end = unread.length;
    }
}
