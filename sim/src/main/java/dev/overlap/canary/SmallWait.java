package dev.overlap.canary;

import static java.util.Objects.requireNonNull;

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
    private final Handle event;
    private final @Nullable ThreadpoolWait threadpoolWait;
    private final Handle registeredWait;

    SmallWait(Win32 win32, Handle event, Kind kind, Runnable onSignal) {
        this.win32 = win32;
        this.event = event;
        HandleReference made = new HandleReference();
        if (kind == Kind.REGISTERED) {
            win32.registerWaitForSingleObject(made, event, REGISTERED_CALLBACK, onSignal, Win32.INFINITE, Win32.WT_EXECUTEDEFAULT);
        }
        this.registeredWait = made.value;
        this.threadpoolWait = kind == Kind.THREADPOOL ? win32.createThreadpoolWait(THREADPOOL_CALLBACK, onSignal) : null;
    }

    void arm() {
        if (threadpoolWait != null) {
            win32.setThreadpoolWait(threadpoolWait, event, null);
        }
    }

    /** Waits for the callbacks that are queued or running; the wait stays as it is. */
    void awaitCallbacks() {
        win32.waitForThreadpoolWaitCallbacks(requireNonNull(threadpoolWait), false);
    }

    /** Ends the wait, and returns when no callback will come any more. */
    void end() {
        if (threadpoolWait != null) {
            win32.setThreadpoolWait(threadpoolWait, Handle.NULL, null);
            win32.waitForThreadpoolWaitCallbacks(threadpoolWait, true);
            win32.closeThreadpoolWait(threadpoolWait);
        } else {
            win32.unregisterWaitEx(registeredWait, Handle.INVALID_HANDLE_VALUE);
        }
    }

    /** Ends a registered wait, and returns at once, with the answer of UnregisterWaitEx. */
    boolean endLater() {
        return win32.unregisterWaitEx(registeredWait, Handle.NULL);
    }
}
