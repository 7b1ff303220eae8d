package dev.overlap.real.jna;

import com.sun.jna.Native;
import dev.overlap.win32.ApcRoutine;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.SecurityAttributes;
import dev.overlap.win32.Win32Error;
import org.jspecify.annotations.Nullable;

/** Events, semaphores and waits. */
abstract class WaitCalls extends FileCalls {

    private static final int MOST_REFUSED = 1 << 16;

    WaitCalls(Heap heap, Callbacks callbacks) {
        super(heap, callbacks);
    }

    @Override
    public final Handle createEvent(@Nullable SecurityAttributes securityAttributes, boolean manualReset, boolean initialState, @Nullable String name) {
        enter();
        return made(Kernel32.CreateEventW(security(securityAttributes), bool(manualReset), bool(initialState), wide(name)), name);
    }

    /** With a name the functions that make say 183 beside a handle to an object that was there (S6). */
    private static Handle made(long handle, @Nullable String name) {
        if (handle != 0 && name != null && Native.getLastError() == Win32Error.ERROR_ALREADY_EXISTS) {
            setLastError(Win32Error.ERROR_ALREADY_EXISTS);
        }
        return orNull(handle);
    }

    @Override
    public final boolean setEvent(Handle event) {
        enter();
        return answer(Kernel32.SetEvent(event.value()));
    }

    @Override
    public final boolean resetEvent(Handle event) {
        enter();
        return answer(Kernel32.ResetEvent(event.value()));
    }

    @Override
    public final Handle createSemaphore(@Nullable SecurityAttributes securityAttributes, int initialCount, int maximumCount, @Nullable String name) {
        enter();
        return made(Kernel32.CreateSemaphoreW(security(securityAttributes), initialCount, maximumCount, wide(name)), name);
    }

    @Override
    public final boolean releaseSemaphore(Handle semaphore, int releaseCount, @Nullable DwordReference previousCount) {
        enter();
        int[] previous = Cells.of(previousCount);
        boolean done = answer(Kernel32.ReleaseSemaphore(semaphore.value(), releaseCount, previous));
        Cells.back(previous, previousCount);
        return done;
    }

    @Override
    public final int waitForSingleObject(Handle handle, int timeoutMillis) {
        enter();
        return waited(Kernel32.WaitForSingleObject(handle.value(), timeoutMillis));
    }

    @Override
    public final int waitForSingleObjectEx(Handle handle, int timeoutMillis, boolean alertable) {
        enter();
        return waited(Kernel32.WaitForSingleObjectEx(handle.value(), timeoutMillis, bool(alertable)));
    }

    @Override
    public final int waitForMultipleObjects(int count, Handle[] handles, boolean waitAll, int timeoutMillis) {
        enter();
        return waited(Kernel32.WaitForMultipleObjects(count, values(count, handles), bool(waitAll), timeoutMillis));
    }

    @Override
    public final int waitForMultipleObjectsEx(int count, Handle[] handles, boolean waitAll, int timeoutMillis, boolean alertable) {
        enter();
        return waited(Kernel32.WaitForMultipleObjectsEx(count, values(count, handles), bool(waitAll), timeoutMillis, bool(alertable)));
    }

    @Override
    public final int msgWaitForMultipleObjectsEx(int count, Handle @Nullable [] handles, int timeoutMillis, int wakeMask, int flags) {
        enter();
        long[] values = handles == null ? null : values(count, handles);
        return waited(User32.MsgWaitForMultipleObjectsEx(count, values, timeoutMillis, wakeMask, flags));
    }

    @Override
    public final int signalObjectAndWait(Handle objectToSignal, Handle objectToWaitOn, int timeoutMillis, boolean alertable) {
        enter();
        return waited(Kernel32.SignalObjectAndWait(objectToSignal.value(), objectToWaitOn.value(), timeoutMillis, bool(alertable)));
    }

    @Override
    public final int sleepEx(int timeoutMillis, boolean alertable) {
        enter();
        return Kernel32.SleepEx(timeoutMillis, bool(alertable));
    }

    private static int waited(int result) {
        if (result == WAIT_FAILED) {
            keepLastError();
        }
        return result;
    }

    /** The handles as numbers. A count that the system is to refuse may be more than there are: what it might look at all the same is 0. */
    private static long[] values(int count, Handle[] handles) {
        boolean refused = Integer.compareUnsigned(count, MAXIMUM_WAIT_OBJECTS) > 0;
        if (count < 0 || count > (refused ? MOST_REFUSED : handles.length)) {
            throw new IllegalArgumentException(Integer.toUnsignedString(count) + " handles asked for, " + handles.length + " given");
        }
        long[] values = new long[Math.max(count, handles.length)];
        for (int i = 0; i < handles.length; i++) {
            values[i] = handles[i].value();
        }
        return values;
    }

    @Override
    public final boolean queueUserAPC(ApcRoutine routine, Handle thread, @Nullable Object context) {
        enter();
        QueuedCall.Apc call = new QueuedCall.Apc(callbacks, routine, context);
        boolean queued = answer(Kernel32.QueueUserAPC(Trampolines.APC.address(), thread.value(), call.number()));
        if (!queued) {
            call.forget();
        }
        return queued;
    }
}
