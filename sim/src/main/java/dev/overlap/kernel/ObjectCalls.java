package dev.overlap.kernel;

import static dev.overlap.win32.Win32Error.ERROR_ACCESS_DENIED;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_HANDLE;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_PARAMETER;
import static dev.overlap.win32.Win32Error.ERROR_NOT_FOUND;
import static dev.overlap.win32.Win32Error.ERROR_SUCCESS;
import static dev.overlap.win32.Win32Error.ERROR_TOO_MANY_POSTS;

import dev.overlap.choice.ChoiceKind;
import dev.overlap.schedule.Operation;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.SecurityAttributes;
import org.jspecify.annotations.Nullable;

/** Semaphores, second handles to one object, and the cancel of a call that blocks. */
abstract class ObjectCalls extends ThreadpoolIoCalls {

    /** SYNCHRONIZE, and what EVENT_MODIFY_STATE, SEMAPHORE_MODIFY_STATE and IO_COMPLETION_MODIFY_STATE have in common. */
    private static final int WAIT_AND_MODIFY = SYNCHRONIZE | 0x2;

    ObjectCalls(SimKernel kernel) {
        super(kernel);
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

    // ---------------------------------------------------------------- second handles

    @Override
    public boolean duplicateHandle(Handle sourceProcess, Handle source, Handle targetProcess, @Nullable HandleReference target, int desiredAccess,
            boolean inheritHandle, int options) {
        SimThread thread = enter(Operation.DUPLICATE_HANDLE, source);
        HandleTable handles = thread.process.handles;
        if (!isOwnProcess(handles, sourceProcess)) {
            return fail(thread, ERROR_INVALID_HANDLE);
        }
        boolean known = isOwnProcess(handles, targetProcess);
        boolean pseudoThread = (int) source.value() == (int) CURRENT_THREAD.value();
        if (source.isInvalid()) {
            throw new UnsupportedOperationException("not simulated: DuplicateHandle of a process");
        }
        KernelObject object = pseudoThread ? null : handles.find("DuplicateHandle", source);
        boolean found = known && (pseudoThread || object != null);
        int rights = (options & DUPLICATE_SAME_ACCESS) != 0 || object == null ? handles.rightsOf(source) : rights(object, desiredAccess);
        boolean granted = object == null || !gains(object, handles.rightsOf(source), rights);
        boolean closes = (options & DUPLICATE_CLOSE_SOURCE) != 0;
        if (found && granted && (target != null || !closes)) {
            Handle duplicate = object == null ? kernel.openThread(thread.task) : handles.open(object, true, rights);
            if (target != null) {
                target.value = duplicate;
            }
        }
        if (closes && object != null) {
            // Whatever else has gone wrong.
            handles.close("DuplicateHandle", source);
            kernel.finishClaimed();
        }
        return found && granted ? succeed(thread) : fail(thread, found ? ERROR_ACCESS_DENIED : ERROR_INVALID_HANDLE);
    }

    /** The rights that a duplicate is to have. */
    private static int rights(KernelObject object, int desiredAccess) {
        if (object instanceof FileObject) {
            return Access.specific(desiredAccess);
        }
        if ((desiredAccess & WAIT_AND_MODIFY) != WAIT_AND_MODIFY) {
            throw new UnsupportedOperationException("not simulated: DuplicateHandle of anything but a file with fewer rights");
        }
        return HandleTable.ALL_RIGHTS;
    }

    /** Whether a duplicate would have a right that its source has not. Only files are so strict: of other objects the owner may have all rights. */
    private static boolean gains(KernelObject object, int had, int wanted) {
        return object instanceof FileObject file && wanted != HandleTable.ALL_RIGHTS && (wanted & ~(had & file.access)) != 0;
    }

    /** The pseudo handle is the only one that stands for a process here. */
    private static boolean isOwnProcess(HandleTable handles, Handle process) {
        if (process.isInvalid()) {
            return true;
        }
        KernelObject object = handles.find("DuplicateHandle", process);
        if (object != null) {
            handles.tellOtherKind("DuplicateHandle", process, object);
        }
        return false;
    }

    // ---------------------------------------------------------------- calls that block

    @Override
    public boolean cancelSynchronousIo(Handle thread) {
        SimThread caller = enter(Operation.CANCEL_SYNCHRONOUS_IO, thread);
        SimThread target = thread(caller, "CancelSynchronousIo", thread);
        if (target == null) {
            return fail(caller, ERROR_INVALID_HANDLE);
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
            found = cancelPending(request.file, request, "CancelSynchronousIo", false);
        } else {
            found = kernel.scheduler.choose(2, ChoiceKind.CANCEL_LATE, "CancelSynchronousIo") == 1;
        }
        kernel.finishClaimed();
        return found ? succeed(caller) : fail(caller, ERROR_NOT_FOUND);
    }
}
