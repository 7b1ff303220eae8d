package dev.overlap.canary;

import static dev.overlap.win32.Win32Error.ERROR_IO_PENDING;
import static java.util.Objects.requireNonNull;

import dev.overlap.platform.Warnings;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.ThreadpoolWait;
import dev.overlap.win32.WaitCallback;
import dev.overlap.win32.WaitOrTimerCallback;
import dev.overlap.win32.Win32;
import org.jspecify.annotations.Nullable;

/** What waits for the event of a {@link SmallReader}: a thread-pool wait, set for each operation, or a wait registered once. */
final class SmallWait {

    /** The kinds of wait. */
    enum Kind {
        THREADPOOL, REGISTERED
    }

    private static final WaitCallback THREADPOOL_CALLBACK = (instance, context, wait, result) -> ((Runnable) requireNonNull(context)).run();
    private static final WaitOrTimerCallback REGISTERED_CALLBACK = (context, timedOut) -> ((Runnable) requireNonNull(context)).run();

    private final Win32 win32;
    private final Warnings warnings;
    private final Handle event;
    private final @Nullable ThreadpoolWait threadpoolWait;
    private final Handle registeredWait;
    /** Why the wait could not be made, 0 when it was. */
    final int error;

    SmallWait(Win32 win32, Warnings warnings, Handle event, Kind kind, Runnable onSignal) {
        this.win32 = win32;
        this.warnings = warnings;
        this.event = event;
        HandleReference made = new HandleReference();
        boolean registers = kind == Kind.REGISTERED && !event.isNull();
        boolean registered = registers
                && win32.registerWaitForSingleObject(made, event, REGISTERED_CALLBACK, onSignal, Win32.INFINITE, Win32.WT_EXECUTEDEFAULT);
        this.registeredWait = registered ? made.value : Handle.NULL;
        this.threadpoolWait = registers || event.isNull() ? null : win32.createThreadpoolWait(THREADPOOL_CALLBACK, onSignal);
        this.error = registered || threadpoolWait != null || event.isNull() ? 0 : win32.getLastError();
    }

    void arm() {
        if (threadpoolWait != null) {
            win32.setThreadpoolWait(threadpoolWait, event, null);
        }
    }

    /** Waits for the callbacks that are queued or running; the wait stays as it is. */
    void awaitCallbacks() {
        if (threadpoolWait != null) {
            win32.waitForThreadpoolWaitCallbacks(threadpoolWait, false);
        }
    }

    /** Ends the wait, and returns when no callback will come any more. */
    void end() {
        if (threadpoolWait != null) {
            win32.setThreadpoolWait(threadpoolWait, Handle.NULL, null);
            win32.waitForThreadpoolWaitCallbacks(threadpoolWait, true);
            win32.closeThreadpoolWait(threadpoolWait);
        }
        while (!registeredWait.isNull() && !win32.unregisterWaitEx(registeredWait, Handle.INVALID_HANDLE_VALUE)) {
            warnings.warn("UnregisterWaitEx", win32.getLastError());
        }
    }

    /** Ends a registered wait, and returns at once; callbacks may still come when UnregisterWaitEx says ERROR_IO_PENDING. */
    void endLater() {
        while (!registeredWait.isNull() && !win32.unregisterWaitEx(registeredWait, Handle.NULL)) {
            int failure = win32.getLastError();
            if (failure == ERROR_IO_PENDING) {
                return;
            }
            warnings.warn("UnregisterWaitEx", failure);
        }
    }
}
