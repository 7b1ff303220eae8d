package dev.overlap.canary;

import dev.overlap.platform.Platform;
import dev.overlap.reader.ReaderListener;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Win32;

/**
 * Drops what the operation in flight has brought when it was stopped: it was cancelled, so it cannot have brought anything.
 *
 * <p>CPython's pause_reading (P1) dropped the result of a read that completion had won from its cancel. CancelIoEx only asks (F10): a read that was cancelled may
 * have taken bytes out of the pipe, and nobody else will get them.
 *
 * <p>To be found as LOST_DATA: a write completes the read before the cancel comes, or although it came.
 */
final class LostOnCancel extends SmallReader {

    LostOnCancel(Win32 win32, Platform platform, Handle pipe, ReaderListener listener) {
        super(win32, platform, pipe, listener, SmallWait.Kind.THREADPOOL);
    }

    @Override
    void arrived(SmallState shared, int bytes) {
        // The defect. Right would be to keep them, whoever has asked for what.
        super.arrived(shared, shared.running ? bytes : 0);
    }
}
