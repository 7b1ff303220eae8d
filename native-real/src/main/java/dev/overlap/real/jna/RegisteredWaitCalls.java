package dev.overlap.real.jna;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.WaitOrTimerCallback;
import dev.overlap.win32.Win32Error;
import dev.overlap.win32.WorkItem;
import org.jspecify.annotations.Nullable;

/** Registered waits and work items. */
abstract class RegisteredWaitCalls extends WaitCalls {

    private static final Map<Long, RegisteredWait> WAITS = new ConcurrentHashMap<>();

    RegisteredWaitCalls(Heap heap, Callbacks callbacks) {
        super(heap, callbacks);
    }

    /** Wait handles are addresses, and come again once they are given up. */
    static void know(long handle, RegisteredWait wait) {
        WAITS.put(handle, wait);
    }

    /** The wait behind a handle, if it is one that has not been given up. */
    static @Nullable RegisteredWait known(Handle handle) {
        return WAITS.get(handle.value());
    }

    @Override
    public final boolean registerWaitForSingleObject(HandleReference newWaitHandle, Handle object, WaitOrTimerCallback callback, @Nullable Object context,
            int timeoutMillis, int flags) {
        enter();
        RegisteredWait wait = new RegisteredWait(callbacks, callback, context, newWaitHandle);
        boolean done = answer(Kernel32.RegisterWaitForSingleObject(wait.cell(), object.value(), Trampolines.WAIT.address(), wait.number(), timeoutMillis,
                flags));
        if (done) {
            wait.publish();
        } else {
            wait.forget();
        }
        return done;
    }

    @Override
    public final boolean unregisterWait(Handle waitHandle) {
        enter();
        RegisteredWait wait = take("UnregisterWait", waitHandle);
        boolean done = answer(Kernel32.UnregisterWait(waitHandle.value()));
        ended(waitHandle, wait, done, false);
        return done;
    }

    @Override
    public final boolean unregisterWaitEx(Handle waitHandle, Handle completionEvent) {
        enter();
        RegisteredWait wait = take("UnregisterWaitEx", waitHandle);
        boolean done = answer(Kernel32.UnregisterWaitEx(waitHandle.value(), completionEvent.value()));
        ended(waitHandle, wait, done, completionEvent.isInvalid());
        return done;
    }

    /** A wait is unregistered once: a second call would hand the system memory that is not a wait's any more. */
    private static @Nullable RegisteredWait take(String function, Handle handle) {
        if (handle.value() == 0) {
            return null;
        }
        RegisteredWait wait = WAITS.remove(handle.value());
        if (wait == null) {
            throw NativeMemory.violation(function + " of " + handle + ", which is no registered wait");
        }
        return wait;
    }

    private void ended(Handle handle, @Nullable RegisteredWait wait, boolean done, boolean blocking) {
        if (wait == null) {
            return;
        }
        if (done && blocking) {
            List<Promise.Run> late = wait.promise.noneBegins();
            late.forEach(run -> callbacks.late(wait));
            wait.promise.awaitEnd(late);
        } else if (done) {
            wait.promise.noneBegins();
        } else if (getLastError() != Win32Error.ERROR_IO_PENDING) {
            WAITS.putIfAbsent(handle.value(), wait);
            return;
        }
        wait.retire();
    }

    @Override
    public final boolean queueUserWorkItem(WorkItem function, @Nullable Object context, int flags) {
        enter();
        QueuedCall.Work call = new QueuedCall.Work(callbacks, function, context);
        boolean queued = answer(Kernel32.QueueUserWorkItem(Trampolines.WORK.address(), call.number(), flags));
        if (!queued) {
            call.forget();
        }
        return queued;
    }
}
