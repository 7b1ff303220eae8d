package dev.overlap.kernel;

import static dev.overlap.win32.Win32Error.ERROR_ACCESS_DENIED;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_HANDLE;
import static dev.overlap.win32.Win32Error.ERROR_IO_PENDING;
import static dev.overlap.win32.Win32Error.ERROR_SUCCESS;

import dev.overlap.choice.ChoiceKind;
import dev.overlap.fault.FallibleCall;
import dev.overlap.schedule.Operation;
import dev.overlap.win32.CallbackInstance;
import dev.overlap.win32.FileTime;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.SecurityAttributes;
import dev.overlap.win32.ThreadpoolWait;
import dev.overlap.win32.WaitCallback;
import dev.overlap.win32.WaitOrTimerCallback;
import org.jspecify.annotations.Nullable;

/** Events, waits of threads, and waits of the thread pool. */
abstract class WaitCalls extends TransactionCalls {

    /** Nobody has a use for it: no function that takes it is simulated. */
    static final CallbackInstance INSTANCE = new CallbackInstance() {
    };
    /** For the pool of today an I/O thread, a persistent one and one for long functions are threads like any other. */
    private static final int SIMULATED_FLAGS = WT_EXECUTEONLYONCE | WT_EXECUTEINWAITTHREAD | WT_EXECUTEINIOTHREAD | WT_EXECUTELONGFUNCTION
            | WT_EXECUTEINPERSISTENTTHREAD;

    WaitCalls(SimKernel kernel, int reader) {
        super(kernel, reader);
    }

    // ---------------------------------------------------------------- events

    @Override
    public Handle createEvent(@Nullable SecurityAttributes securityAttributes, boolean manualReset, boolean initialState, @Nullable String name) {
        SimThread thread = enter(Operation.CREATE_EVENT, 0);
        if (name != null) {
            throw new UnsupportedOperationException("not simulated: CreateEvent with a name");
        }
        int fault = faultOf(thread, FallibleCall.CREATE_EVENT, 0);
        if (fault != ERROR_SUCCESS) {
            fail(thread, fault);
            return Handle.NULL;
        }
        Handle handle = thread.process.handles.open(kernel.createEvent(manualReset, initialState), true);
        succeed(thread);
        return handle;
    }

    @Override
    public boolean setEvent(Handle event) {
        SimThread thread = enter(Operation.SET_EVENT, event);
        EventObject object = event(thread, "SetEvent", event);
        if (object == null) {
            return fail(thread, ERROR_INVALID_HANDLE);
        }
        object.set(null);
        return succeed(thread);
    }

    @Override
    public boolean resetEvent(Handle event) {
        SimThread thread = enter(Operation.RESET_EVENT, event);
        EventObject object = event(thread, "ResetEvent", event);
        if (object == null) {
            return fail(thread, ERROR_INVALID_HANDLE);
        }
        object.reset();
        return succeed(thread);
    }

    // ---------------------------------------------------------------- waits of threads

    @Override
    public int waitForSingleObject(Handle handle, int timeoutMillis) {
        SimThread thread = enter(Operation.WAIT_FOR_SINGLE_OBJECT, handle);
        KernelObject object = waitable(thread, "WaitForSingleObject", handle);
        int refusal = refuseWait(thread, handle, object);
        if (object == null || refusal != ERROR_SUCCESS) {
            fail(thread, refusal);
            return WAIT_FAILED;
        }
        boolean satisfied = await(thread, object, timeoutMillis);
        succeed(thread);
        return satisfied ? WAIT_OBJECT_0 : WAIT_TIMEOUT;
    }

    /** What a handle refers to that is waited for alone: pseudo handles are good (S7), though of a process under test INVALID_HANDLE_VALUE is told as misuse. */
    final @Nullable KernelObject waitable(SimThread thread, String function, Handle handle) {
        KernelObject object = thread.process.handles.find(function, handle);
        return object == null && isPseudo(handle) ? ofPseudo(thread, handle) : object;
    }

    /** The error with which a wait for what a handle refers to is refused, ERROR_SUCCESS when it is not; pseudo handles lack no right. */
    static int refuseWait(SimThread thread, Handle handle, @Nullable KernelObject object) {
        return object == null ? ERROR_INVALID_HANDLE : thread.process.handles.lacks(handle, SYNCHRONIZE) ? ERROR_ACCESS_DENIED : ERROR_SUCCESS;
    }

    // ---------------------------------------------------------------- registered waits

    @Override
    public boolean registerWaitForSingleObject(HandleReference newWaitHandle, Handle object, WaitOrTimerCallback callback, @Nullable Object context,
            int timeoutMillis, int flags) {
        SimThread thread = enter(Operation.REGISTER_WAIT, object);
        if ((flags & ~SIMULATED_FLAGS) != WT_EXECUTEDEFAULT) {
            throw new UnsupportedOperationException("not simulated: RegisterWaitForSingleObject with flags 0x" + Integer.toHexString(flags));
        }
        KernelObject waitedFor = thread.process.handles.find("RegisterWaitForSingleObject", object);
        int refusal = refuseWait(thread, object, waitedFor);
        if (waitedFor == null || refusal != ERROR_SUCCESS) {
            return fail(thread, refusal);
        }
        int fault = faultOf(thread, FallibleCall.REGISTER_WAIT, 0);
        if (fault != ERROR_SUCCESS) {
            return fail(thread, fault);
        }
        SimWait wait = kernel.waits().createRegistered((ignored, timedOut) -> callback.callback(context, timedOut), flags);
        newWaitHandle.value = wait.handle;
        wait.start(waitedFor, timeoutMillis);
        return succeed(thread);
    }

    @Override
    public boolean unregisterWait(Handle waitHandle) {
        return unregister("UnregisterWait", Operation.UNREGISTER_WAIT, waitHandle, Handle.NULL);
    }

    @Override
    public boolean unregisterWaitEx(Handle waitHandle, Handle completionEvent) {
        return unregister("UnregisterWaitEx", Operation.UNREGISTER_WAIT_EX, waitHandle, completionEvent);
    }

    private boolean unregister(String function, Operation operation, Handle waitHandle, Handle completionEvent) {
        SimWait wait = kernel.waits().registered(waitHandle);
        SimThread thread = enter(operation, wait == null ? 0 : wait.number);
        if (wait == null) {
            if (thread.process.underTest) {
                kernel.witness.badHandle(function, waitHandle, -1, null);
            }
            return fail(thread, ERROR_INVALID_HANDLE);
        }
        if (isClosed(function, wait)) {
            return fail(thread, ERROR_INVALID_HANDLE);
        }
        int fault = faultOf(thread, operation == Operation.UNREGISTER_WAIT ? FallibleCall.UNREGISTER_WAIT : FallibleCall.UNREGISTER_WAIT_EX, 0);
        if (fault != ERROR_SUCCESS) {
            wait.excuse();
            return fail(thread, fault);
        }
        if (completionEvent.isInvalid() && wait.isInsideCallback()) {
            kernel.witness.contractBroken(function, "waits for the callbacks of " + wait + " inside one of them");
        }
        wait.stop();
        wait.close();
        if (completionEvent.isInvalid()) {
            if (wait.hasQueued() && kernel.scheduler.choose(2, ChoiceKind.QUEUED_CALLBACK, function) == 1) {
                wait.dropQueued();
            }
            if (!comesLate(wait, function)) {
                wait.awaitCallbacks();
            }
            return succeed(thread);
        }
        // Who unregisters a wait inside its own callback on the wait thread knows that it is running (TH6).
        boolean idle = wait.isIdle() || completionEvent.isNull() && wait.isInWaitThread() && wait.isInsideCallback();
        if (!completionEvent.isNull()) {
            EventObject event = event(thread, function, completionEvent);
            if (event == null) {
                return fail(thread, ERROR_INVALID_HANDLE);
            }
            wait.setWhenIdle(event);
        }
        if (idle) {
            wait.learnFromEnded();
            return succeed(thread);
        }
        return fail(thread, ERROR_IO_PENDING);
    }

    // ---------------------------------------------------------------- thread-pool waits

    @Override
    public @Nullable ThreadpoolWait createThreadpoolWait(WaitCallback callback, @Nullable Object context) {
        SimThread thread = enter(Operation.CREATE_THREADPOOL_WAIT, 0);
        int fault = faultOf(thread, FallibleCall.CREATE_THREADPOOL_WAIT, 0);
        if (fault != ERROR_SUCCESS) {
            fail(thread, fault);
            return null;
        }
        SimWait wait = kernel.waits().createThreadpool(
                (self, timedOut) -> callback.callback(INSTANCE, context, self, timedOut ? WAIT_TIMEOUT : WAIT_OBJECT_0));
        succeed(thread);
        return wait;
    }

    @Override
    public void setThreadpoolWait(ThreadpoolWait wait, Handle object, @Nullable FileTime timeout) {
        SimWait simulated = (SimWait) wait;
        SimThread thread = enter(Operation.SET_THREADPOOL_WAIT, simulated.number);
        if (isClosed("SetThreadpoolWait", simulated)) {
            return;
        }
        simulated.stop();
        if (!object.isNull()) {
            KernelObject waitedFor = waitable(thread, "SetThreadpoolWait", object);
            if (waitedFor != null) {
                simulated.start(waitedFor, timeout == null ? INFINITE : millis(timeout));
            }
        }
        succeed(thread);
    }

    private int millis(FileTime timeout) {
        long due = timeout.isRelative() ? -timeout.value() / FileTime.PER_MILLI : timeout.value() / FileTime.PER_MILLI - kernel.scheduler.now();
        return (int) Math.max(0, Math.min(due, Integer.MAX_VALUE));
    }

    @Override
    public void waitForThreadpoolWaitCallbacks(ThreadpoolWait wait, boolean cancelPendingCallbacks) {
        SimWait simulated = (SimWait) wait;
        SimThread thread = enter(Operation.WAIT_FOR_THREADPOOL_WAIT_CALLBACKS, simulated.number);
        if (isClosed("WaitForThreadpoolWaitCallbacks", simulated)) {
            return;
        }
        if (simulated.isInsideCallback()) {
            kernel.witness.contractBroken("WaitForThreadpoolWaitCallbacks", "waits for the callbacks of " + simulated + " inside one of them");
        }
        if (cancelPendingCallbacks && kernel.profile.shows(Difference.POOL_WAIT_DISARMED)) {
            simulated.stop();
        }
        if (!comesLate(simulated, "WaitForThreadpoolWaitCallbacks")) {
            if (cancelPendingCallbacks) {
                simulated.dropQueued();
            }
            simulated.awaitCallbacks();
        }
        succeed(thread);
    }

    /** Whether a call that is to wait for callbacks leaves one that is queued to begin when it likes. */
    private boolean comesLate(SimWait wait, String function) {
        return kernel.profile.shows(Difference.CALLBACKS_COME_LATE) && wait.hasQueued()
                && kernel.scheduler.choose(2, ChoiceKind.LATE_CALLBACK, function) == 1;
    }

    @Override
    public void closeThreadpoolWait(ThreadpoolWait wait) {
        SimWait simulated = (SimWait) wait;
        SimThread thread = enter(Operation.CLOSE_THREADPOOL_WAIT, simulated.number);
        if (isClosed("CloseThreadpoolWait", simulated)) {
            return;
        }
        simulated.stop();
        simulated.close();
        succeed(thread);
    }

    /** Whether an object of the pool must not be used any more; the witness is told that it was. */
    final boolean isClosed(String function, PoolObject object) {
        if (object.isClosed()) {
            kernel.witness.closedUsed(function, object, object.closedAt());
        }
        return object.isClosed();
    }
}
