package dev.overlap.kernel;

import static dev.overlap.win32.Win32Error.ERROR_INVALID_HANDLE;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_PARAMETER;
import static dev.overlap.win32.Win32Error.ERROR_NOT_FOUND;
import static dev.overlap.win32.Win32Error.ERROR_SUCCESS;
import static dev.overlap.win32.Win32Error.ERROR_TOO_MANY_POSTS;

import dev.overlap.choice.ChoiceKind;
import dev.overlap.schedule.Operation;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.SecurityAttributes;
import org.jspecify.annotations.Nullable;

/** Semaphores, and the cancel of a call that blocks. */
abstract class ObjectCalls extends ThreadpoolIoCalls {

    ObjectCalls(SimKernel kernel, int reader) {
        super(kernel, reader);
    }

    // ---------------------------------------------------------------- semaphores

    @Override
    public Handle createSemaphore(@Nullable SecurityAttributes securityAttributes, int initialCount, int maximumCount, @Nullable String name) {
        SimThread thread = enter(Operation.CREATE_SEMAPHORE, 0);
        if (name != null) {
            throw new UnsupportedOperationException("not simulated: CreateSemaphore with a name");
        }
        if (maximumCount < 1 || initialCount < 0 || initialCount > maximumCount) {
            fail(thread, ERROR_INVALID_PARAMETER);
            return Handle.NULL;
        }
        Handle handle = thread.process.handles.open(new SemaphoreObject(kernel, ++kernel.semaphores, initialCount, maximumCount), true);
        succeed(thread);
        return handle;
    }

    @Override
    public boolean releaseSemaphore(Handle semaphore, int releaseCount, @Nullable DwordReference previousCount) {
        SimThread thread = enter(Operation.RELEASE_SEMAPHORE, semaphore);
        KernelObject object = thread.process.handles.find("ReleaseSemaphore", semaphore);
        if (!(object instanceof SemaphoreObject known)) {
            if (object != null) {
                thread.process.handles.tellOtherKind("ReleaseSemaphore", semaphore, object);
            }
            return fail(thread, ERROR_INVALID_HANDLE);
        }
        if (releaseCount < 1) {
            return fail(thread, ERROR_INVALID_PARAMETER);
        }
        int previous = known.count();
        if (!known.release(releaseCount)) {
            return fail(thread, ERROR_TOO_MANY_POSTS);
        }
        set(previousCount, previous);
        return succeed(thread);
    }

    @Override
    int signal(SimThread thread, String function, Handle handle) {
        if (thread.process.handles.peek(handle) instanceof SemaphoreObject) {
            KernelObject object = thread.process.handles.find(function, handle);
            return object instanceof SemaphoreObject semaphore && !semaphore.release(1) ? ERROR_TOO_MANY_POSTS : ERROR_SUCCESS;
        }
        return super.signal(thread, function, handle);
    }

    // ---------------------------------------------------------------- calls that block

    @Override
    public boolean cancelSynchronousIo(Handle thread) {
        SimThread caller = enter(Operation.CANCEL_SYNCHRONOUS_IO, thread);
        SimThread target = thread(caller, "CancelSynchronousIo", thread);
        if (target == null) {
            return fail(caller, ERROR_INVALID_HANDLE);
        }
        InstanceWait wait = target.waitsIn;
        if (wait != null) {
            // WaitNamedPipe is a control code on a handle of its own, and its request can be cancelled like others (the pipe driver of ReactOS).
            return wait.cancel() ? succeed(caller) : fail(caller, ERROR_NOT_FOUND);
        }
        IoRequest request = target.blockedIn;
        if (request == null) {
            return fail(caller, ERROR_NOT_FOUND);
        }
        if (request.file.overlapped) {
            // Waits for the file, or for an event that the call has made: what a cancel of that does no source tells.
            throw new UnsupportedOperationException("not simulated: CancelSynchronousIo of a call that waits on an overlapped handle");
        }
        boolean found;
        if (request.isPending()) {
            request.askCancel();
            found = cancelPending(request.file, request, "CancelSynchronousIo", null, null);
        } else {
            found = kernel.scheduler.choose(2, ChoiceKind.CANCEL_LATE, "CancelSynchronousIo") == 1;
        }
        kernel.finishClaimed();
        return found ? succeed(caller) : fail(caller, ERROR_NOT_FOUND);
    }
}
