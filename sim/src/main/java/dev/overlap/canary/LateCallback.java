package dev.overlap.canary;

import dev.overlap.platform.Platform;
import dev.overlap.reader.ReaderListener;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Win32;

/**
 * Unregisters its wait without waiting, and takes ERROR_IO_PENDING for "done": a callback that is queued or running by then finds a reader that is gone.
 *
 * <p>nim-chronos #715 (A10), Qt QTBUG-64152 (Q38): UnregisterWaitEx with NULL returns at once, and callbacks may still run (F18).
 *
 * <p>To be found as LATE_CALLBACK: a read that completed at once has set the event too, and its callback, for which there is nothing to do, is slower than close.
 */
final class LateCallback extends SmallReader {

    LateCallback(Win32 win32, Platform platform, Handle pipe, ReaderListener listener) {
        super(win32, platform, pipe, listener, SmallWait.Kind.REGISTERED);
    }

    @Override
    void endWait() {
        // The defect. Right would be wait.end(), which blocks; or to let everything live on until the completion event says that no callback is left.
        wait.endLater();
    }
}
