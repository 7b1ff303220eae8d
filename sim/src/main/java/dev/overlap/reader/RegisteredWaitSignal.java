package dev.overlap.reader;

import static dev.overlap.win32.Win32Error.ERROR_IO_PENDING;
import static java.util.Objects.requireNonNull;

import dev.overlap.platform.Platform;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.WaitOrTimerCallback;
import dev.overlap.win32.Win32;

/**
 * A wait registered on an auto-reset event from the beginning to the end: it arms itself again after each callback (W01).
 *
 * <p>An operation that completes at once sets the event as well, so that a callback comes for which there is nothing to do, or which finds the next
 * operation complete before that one's own callback comes. The reader needs no atomic flags against this: what a callback has to decide it decides under the
 * reader's lock, which it takes anyway. No signal is lost: a reset by the next ReadFile can only wipe out the signal of an operation whose completion was
 * processed, because a reader issues the next one not before that.
 */
final class RegisteredWaitSignal extends EventSignal {

    private static final WaitOrTimerCallback CALLBACK = (context, timedOut) -> ((CompletionHandler) requireNonNull(context)).completed(null);

    private final Platform platform;
    private final Handle wait;
    private final int error;

    /** @param tag as for {@link EventSignal} */
    RegisteredWaitSignal(Win32 win32, Platform platform, CompletionHandler handler, int tag) {
        super(win32, tag);
        this.platform = platform;
        HandleReference made = new HandleReference();
        boolean registered = !event.isNull()
                && win32.registerWaitForSingleObject(made, event, CALLBACK, handler, Win32.INFINITE, Win32.WT_EXECUTEDEFAULT);
        this.error = registered ? 0 : win32.getLastError();
        this.wait = registered ? made.value : Handle.NULL;
    }

    @Override
    public int error() {
        return error;
    }

    @Override
    void arm() {
        // It is, since it was made.
    }

    @Override
    public boolean close() {
        boolean unregistered = true;
        boolean quiet = true;
        if (!wait.isNull() && !win32.unregisterWaitEx(wait, Handle.INVALID_HANDLE_VALUE)) {
            unregistered = warnsButIsDone("UnregisterWaitEx") || win32.unregisterWait(wait) || warnsButIsDone("UnregisterWait");
            platform.mark(ReaderMark.UNREGISTER_FAILED);
            quiet = false;
        }
        // An event that is still waited on must not be closed (F17): better to lose it.
        if (unregistered && !event.isNull() && !win32.closeHandle(event)) {
            platform.warnings().warn("CloseHandle", win32.getLastError());
        }
        return quiet;
    }

    /** ERROR_IO_PENDING says that a callback is left, but the wait is unregistered, and doing it again would be a mistake (F18, P5). */
    private boolean warnsButIsDone(String function) {
        int failure = win32.getLastError();
        platform.warnings().warn(function, failure);
        return failure == ERROR_IO_PENDING;
    }
}
