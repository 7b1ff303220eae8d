package dev.overlap.kernel;

import static dev.overlap.win32.NtStatus.STATUS_PENDING;
import static dev.overlap.win32.Win32Error.ERROR_GEN_FAILURE;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_HANDLE;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_PARAMETER;
import static dev.overlap.win32.Win32Error.ERROR_IO_INCOMPLETE;
import static dev.overlap.win32.Win32Error.ERROR_SUCCESS;

import dev.overlap.schedule.Blocking;
import dev.overlap.schedule.Operation;
import dev.overlap.win32.ApcRoutine;
import dev.overlap.win32.CompletionRoutine;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Overlapped;
import org.jspecify.annotations.Nullable;

/** User APCs: who queues them, and the alertable waits in which they run. Whatever is signalled wins over an APC; otherwise one wait runs them all (E03). */
abstract class AlertableCalls extends MultipleWaitCalls {

    AlertableCalls(SimKernel kernel, int reader) {
        super(kernel, reader);
    }

    // ---------------------------------------------------------------- queueing

    @Override
    public boolean readFileEx(Handle file, @Nullable Memory buffer, int bufferOffset, int bytesToRead, Overlapped overlapped,
            CompletionRoutine completionRoutine) {
        return read("ReadFileEx", enter(Operation.READ_FILE_EX, file), file, buffer, bufferOffset, bytesToRead, null, (SimOverlapped) overlapped,
                completionRoutine);
    }

    @Override
    public boolean writeFileEx(Handle file, @Nullable Memory buffer, int bufferOffset, int bytesToWrite, Overlapped overlapped,
            CompletionRoutine completionRoutine) {
        return write("WriteFileEx", enter(Operation.WRITE_FILE_EX, file), file, buffer, bufferOffset, bytesToWrite, null, (SimOverlapped) overlapped,
                completionRoutine);
    }

    @Override
    public boolean queueUserAPC(ApcRoutine routine, Handle thread, @Nullable Object context) {
        SimThread caller = enter(Operation.QUEUE_USER_APC, thread);
        SimThread target = thread(caller, "QueueUserAPC", thread);
        if (target == null) {
            return fail(caller, ERROR_INVALID_HANDLE);
        }
        boolean inPool = target.task.isCallback();
        if (target.isLeaving() && !inPool) {
            return fail(caller, ERROR_GEN_FAILURE);
        }
        int[] seen = kernel.clockOfNow();
        UserApc apc = new UserApc("QueueUserAPC", () -> routine.callback(context), seen);
        if (inPool) {
            target.queueApcToPool(apc);
        } else {
            target.queueApc(apc);
        }
        return succeed(caller);
    }

    /** The thread that a handle refers to, which may be a pseudo handle; null, with the witness told, when it refers to none. */
    static @Nullable SimThread thread(SimThread caller, String function, Handle handle) {
        if ((int) handle.value() == (int) CURRENT_THREAD.value()) {
            return caller;
        }
        KernelObject object = caller.process.handles.find(function, handle);
        if (object != null && !(object instanceof ThreadObject)) {
            caller.process.handles.tellOtherKind(function, handle, object);
        }
        return object instanceof ThreadObject known ? known.thread() : null;
    }

    // ---------------------------------------------------------------- waiting

    @Override
    public int waitForSingleObjectEx(Handle handle, int timeoutMillis, boolean alertable) {
        SimThread thread = enter(Operation.WAIT_FOR_SINGLE_OBJECT_EX, handle);
        KernelObject object = waitable(thread, "WaitForSingleObjectEx", handle);
        int refusal = refuseWait(thread, handle, object);
        if (object == null || refusal != ERROR_SUCCESS) {
            return failToWait(thread, refusal);
        }
        int answer = await(thread, object, timeoutMillis, alertable);
        succeed(thread);
        return answer;
    }

    /** Waits for an object or, if alertable, for user APCs, which it then runs. */
    private int await(SimThread thread, KernelObject object, int timeoutMillis, boolean alertable) {
        if (alertable && !object.isSignalled()) {
            if (thread.hasApcs()) {
                thread.runApcs();
                return WAIT_IO_COMPLETION;
            }
            thread.alertable = true;
        }
        boolean satisfied = await(thread, object, timeoutMillis);
        if (thread.endAlertableWait()) {
            thread.runApcs();
            return WAIT_IO_COMPLETION;
        }
        return satisfied ? WAIT_OBJECT_0 : WAIT_TIMEOUT;
    }

    final int failToWait(SimThread thread, int error) {
        fail(thread, error);
        return WAIT_FAILED;
    }

    @Override
    public int signalObjectAndWait(Handle objectToSignal, Handle objectToWaitOn, int timeoutMillis, boolean alertable) {
        SimThread thread = enter(Operation.SIGNAL_OBJECT_AND_WAIT, objectToSignal);
        KernelObject waitedFor = waitable(thread, "SignalObjectAndWait", objectToWaitOn);
        int refusal = refuseWait(thread, objectToWaitOn, waitedFor);
        if (refusal == ERROR_SUCCESS) {
            refusal = signal(thread, "SignalObjectAndWait", objectToSignal);
        }
        if (waitedFor == null || refusal != ERROR_SUCCESS) {
            return failToWait(thread, refusal);
        }
        // Not atomic (S10).
        kernel.scheduler.point(Operation.SIGNAL_OBJECT_AND_WAIT, waitedFor.number);
        int answer = await(thread, waitedFor, timeoutMillis, alertable);
        succeed(thread);
        return answer;
    }

    /** Signals what a handle refers to: 0, or the error when that is nothing that can be signalled. */
    int signal(SimThread thread, String function, Handle handle) {
        EventObject event = event(thread, function, handle);
        if (event == null) {
            return ERROR_INVALID_HANDLE;
        }
        event.set(null);
        return ERROR_SUCCESS;
    }

    @Override
    public int msgWaitForMultipleObjectsEx(int count, Handle @Nullable [] handles, int timeoutMillis, int wakeMask, int flags) {
        if (wakeMask != 0 || (flags & ~(MWMO_ALERTABLE | MWMO_INPUTAVAILABLE)) != 0) {
            throw new UnsupportedOperationException("not simulated: MsgWaitForMultipleObjectsEx for window messages");
        }
        boolean alertable = (flags & MWMO_ALERTABLE) != 0;
        if (count == 0) {
            return sleep(enter(Operation.MSG_WAIT_FOR_MULTIPLE_OBJECTS_EX, 0), timeoutMillis, alertable) ? WAIT_IO_COMPLETION : WAIT_TIMEOUT;
        }
        if (handles == null || count >= MAXIMUM_WAIT_OBJECTS) {
            // One place is the message queue's.
            return failToWait(enter(Operation.MSG_WAIT_FOR_MULTIPLE_OBJECTS_EX, 0), ERROR_INVALID_PARAMETER);
        }
        return waitForSeveral(Operation.MSG_WAIT_FOR_MULTIPLE_OBJECTS_EX, count, handles, false, timeoutMillis, alertable);
    }

    @Override
    public int sleepEx(int timeoutMillis, boolean alertable) {
        return sleep(enter(Operation.SLEEP_EX, 0), timeoutMillis, alertable) ? WAIT_IO_COMPLETION : 0;
    }

    /** Lets time pass; whether it was user APCs that ended it. */
    private boolean sleep(SimThread thread, int timeoutMillis, boolean alertable) {
        boolean ran = alertable && thread.hasApcs();
        if (!ran && timeoutMillis != 0) {
            long deadline = kernel.scheduler.deadline(timeoutMillis);
            thread.alertable = alertable;
            boolean woken = true;
            while (woken && !thread.alerted) {
                woken = kernel.scheduler.block(Blocking.TIME, 0, -1, deadline);
            }
            ran = thread.endAlertableWait();
        }
        if (ran) {
            thread.runApcs();
        }
        succeed(thread);
        return ran;
    }

    @Override
    public boolean getOverlappedResultEx(Handle file, Overlapped overlapped, DwordReference bytesTransferred, int timeoutMillis, boolean alertable) {
        SimThread thread = enter(Operation.GET_OVERLAPPED_RESULT_EX, file);
        SimOverlapped ov = (SimOverlapped) overlapped;
        if (ov.observeForCall() == STATUS_PENDING) {
            if (timeoutMillis == 0) {
                // And no APC runs, alertable or not (K112, K113).
                return fail(thread, ERROR_IO_INCOMPLETE);
            }
            KernelObject object = signalled(thread, "GetOverlappedResultEx", file, ov);
            if (object == null) {
                return fail(thread, ERROR_INVALID_HANDLE);
            }
            int answer = await(thread, object, timeoutMillis, alertable);
            if (answer != WAIT_OBJECT_0) {
                return fail(thread, answer);
            }
        }
        return tellResult(thread, ov, bytesTransferred);
    }
}
