package dev.overlap.reader;

import static java.util.Objects.requireNonNull;

import dev.overlap.platform.Warnings;
import dev.overlap.win32.Handle;
import dev.overlap.win32.ThreadpoolWait;
import dev.overlap.win32.WaitCallback;
import dev.overlap.win32.Win32;
import org.jspecify.annotations.Nullable;

/**
 * A thread-pool wait on an auto-reset event. It fires once each time it is set, so that there is exactly one callback for each operation that pended
 * (F19), and none for one that completed at once, though that sets the event too: the next ReadFile resets it before the wait is set (F3).
 */
final class ThreadpoolWaitSignal extends EventSignal {

    private static final WaitCallback CALLBACK = (instance, context, wait, waitResult) -> ((CompletionHandler) requireNonNull(context)).completed(null);

    private final Warnings warnings;
    private final @Nullable ThreadpoolWait wait;
    private final int error;

    ThreadpoolWaitSignal(Win32 win32, Warnings warnings, CompletionHandler handler) {
        super(win32, 0);
        this.warnings = warnings;
        this.wait = event.isNull() ? null : win32.createThreadpoolWait(CALLBACK, handler);
        this.error = wait == null ? win32.getLastError() : 0;
    }

    @Override
    public int error() {
        return error;
    }

    @Override
    void arm() {
        win32.setThreadpoolWait(requireNonNull(wait), event, null);
    }

    @Override
    public boolean close() {
        if (wait != null) {
            // Disarmed first, or a callback could still be queued after the waiting; waited for next, or one could run after the closing (F20).
            win32.setThreadpoolWait(wait, Handle.NULL, null);
            win32.waitForThreadpoolWaitCallbacks(wait, true);
            win32.closeThreadpoolWait(wait);
        }
        if (!event.isNull() && !win32.closeHandle(event)) {
            warnings.warn("CloseHandle", win32.getLastError());
        }
        return true;
    }
}
