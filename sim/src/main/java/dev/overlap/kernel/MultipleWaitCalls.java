package dev.overlap.kernel;

import static dev.overlap.win32.Win32Error.ERROR_INVALID_PARAMETER;
import static dev.overlap.win32.Win32Error.ERROR_SUCCESS;

import dev.overlap.schedule.Blocking;
import dev.overlap.schedule.Operation;
import dev.overlap.win32.Handle;
import org.jspecify.annotations.Nullable;

/** Waits of threads for several objects at once. */
abstract class MultipleWaitCalls extends WaitCalls {

    MultipleWaitCalls(SimKernel kernel, int reader) {
        super(kernel, reader);
    }

    @Override
    public int waitForMultipleObjects(int count, Handle[] handles, boolean waitAll, int timeoutMillis) {
        return waitForSeveral(Operation.WAIT_FOR_MULTIPLE_OBJECTS, count, handles, waitAll, timeoutMillis, false);
    }

    @Override
    public int waitForMultipleObjectsEx(int count, Handle[] handles, boolean waitAll, int timeoutMillis, boolean alertable) {
        return waitForSeveral(Operation.WAIT_FOR_MULTIPLE_OBJECTS_EX, count, handles, waitAll, timeoutMillis, alertable);
    }

    final int waitForSeveral(Operation operation, int count, Handle[] handles, boolean waitAll, int timeoutMillis, boolean alertable) {
        SimThread thread = kernel.thread();
        MultipleWait wait = known(thread, count, handles, waitAll);
        kernel.scheduler.point(operation, wait == null ? 0 : wait.number);
        if (count < 1 || count > MAXIMUM_WAIT_OBJECTS) {
            fail(thread, ERROR_INVALID_PARAMETER);
            return WAIT_FAILED;
        }
        // Looked up once more: others may have closed a handle, or opened one of the same value, since.
        for (int i = 0; i < count; i++) {
            KernelObject known = thread.process.handles.find(operation.title(), handles[i]);
            int refusal = refuseWait(thread, handles[i], known != null ? known : object(thread, handles[i]));
            if (refusal != ERROR_SUCCESS) {
                fail(thread, refusal);
                return WAIT_FAILED;
            }
        }
        wait = known(thread, count, handles, waitAll);
        if (wait == null) {
            // The same object twice, where all are wanted.
            fail(thread, ERROR_INVALID_PARAMETER);
            return WAIT_FAILED;
        }
        int answer = await(thread, wait, timeoutMillis, alertable);
        succeed(thread);
        return answer;
    }

    /** The thread's wait for what the handles refer to; null when that cannot be waited for. */
    private @Nullable MultipleWait known(SimThread thread, int count, Handle[] handles, boolean all) {
        if (count < 1 || count > MAXIMUM_WAIT_OBJECTS) {
            return null;
        }
        KernelObject[] objects = new KernelObject[count];
        for (int i = 0; i < count; i++) {
            KernelObject object = object(thread, handles[i]);
            if (object == null || all && !kernel.profile.shows(Difference.DUPLICATES_CAN_BE_WAITED_FOR) && contains(objects, i, object)) {
                return null;
            }
            objects[i] = object;
        }
        MultipleWait wait = thread.lastWait;
        if (wait == null || !wait.isFor(objects, all)) {
            wait = new MultipleWait(kernel, thread, objects, all);
            thread.lastWait = wait;
        }
        return wait;
    }

    /** What one of several handles refers to; pseudo handles refer to nothing there, but in Wine (S9). */
    private @Nullable KernelObject object(SimThread thread, Handle handle) {
        boolean own = isPseudo(handle) && kernel.profile.shows(Difference.PSEUDO_HANDLES_CAN_BE_WAITED_FOR);
        return own ? ofPseudo(thread, handle) : thread.process.handles.peek(handle);
    }

    private static boolean contains(KernelObject[] objects, int length, KernelObject object) {
        for (int i = 0; i < length; i++) {
            if (object.equals(objects[i])) {
                return true;
            }
        }
        return false;
    }

    private int await(SimThread thread, MultipleWait wait, int timeoutMillis, boolean alertable) {
        int index = wait.takeNow();
        if (index < 0) {
            if (alertable && thread.hasApcs()) {
                thread.runApcs();
                return WAIT_IO_COMPLETION;
            }
            if (timeoutMillis == 0) {
                return WAIT_TIMEOUT;
            }
            long deadline = kernel.scheduler.deadline(timeoutMillis);
            wait.enqueue();
            thread.alertable = alertable;
            boolean woken = true;
            while (woken && wait.isWaiting() && !thread.alerted) {
                woken = kernel.scheduler.block(Blocking.OBJECT, wait.number, -1, deadline);
            }
            index = wait.dequeue();
            if (thread.endAlertableWait()) {
                thread.runApcs();
                return WAIT_IO_COMPLETION;
            }
            if (index < 0) {
                return WAIT_TIMEOUT;
            }
        }
        wait.learn(index);
        return WAIT_OBJECT_0 + index;
    }
}
