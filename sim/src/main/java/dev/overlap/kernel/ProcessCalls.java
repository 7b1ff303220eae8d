package dev.overlap.kernel;

import static dev.overlap.win32.Win32Error.ERROR_ACCESS_DENIED;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_HANDLE;

import dev.overlap.schedule.Operation;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import org.jspecify.annotations.Nullable;

/** Second handles to one object, in the same process or another one, and the end of a process. */
abstract class ProcessCalls extends ObjectCalls {

    /** SYNCHRONIZE, and what EVENT_MODIFY_STATE, SEMAPHORE_MODIFY_STATE and IO_COMPLETION_MODIFY_STATE have in common. */
    private static final int WAIT_AND_MODIFY = SYNCHRONIZE | 0x2;

    ProcessCalls(SimKernel kernel, int reader) {
        super(kernel, reader);
    }

    // ---------------------------------------------------------------- second handles

    @Override
    public boolean duplicateHandle(Handle sourceProcess, Handle source, Handle targetProcess, @Nullable HandleReference target, int desiredAccess,
            boolean inheritHandle, int options) {
        SimThread thread = enter(Operation.DUPLICATE_HANDLE, source);
        SimProcess from = process(thread, "DuplicateHandle", sourceProcess);
        if (from == null) {
            return fail(thread, ERROR_INVALID_HANDLE);
        }
        SimProcess to = process(thread, "DuplicateHandle", targetProcess);
        boolean pseudo = isPseudo(source);
        KernelObject object = pseudo ? pseudoObject(thread, from, source) : from.handles.find("DuplicateHandle", source);
        boolean closes = (options & DUPLICATE_CLOSE_SOURCE) != 0;
        int error = object == null || to == null ? ERROR_INVALID_HANDLE
                : to.hasExited() ? ERROR_ACCESS_DENIED : duplicate(from, source, pseudo, object, to, target, desiredAccess, options);
        if (closes && object != null && !pseudo) {
            // Whatever else has gone wrong.
            from.handles.close("DuplicateHandle", source);
            kernel.finishClaimed();
        }
        return answer(thread, error);
    }

    private static int duplicate(SimProcess from, Handle source, boolean pseudo, KernelObject object, SimProcess to, @Nullable HandleReference target,
            int desiredAccess, int options) {
        int had = pseudo ? HandleTable.ALL_RIGHTS : from.handles.rightsOf(source);
        int rights = pseudo || (options & DUPLICATE_SAME_ACCESS) != 0 ? had : rights(object, desiredAccess);
        if (gains(object, had, rights)) {
            return ERROR_ACCESS_DENIED;
        }
        if (target != null || (options & DUPLICATE_CLOSE_SOURCE) == 0) {
            Handle duplicate = to.handles.open(object, true, rights);
            if (target != null) {
                target.value = duplicate;
            }
        }
        return 0;
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

    /** What a pseudo handle stands for, if the calling process is its source. */
    private KernelObject pseudoObject(SimThread thread, SimProcess from, Handle source) {
        if (from != thread.process) {
            throw new UnsupportedOperationException("not simulated: DuplicateHandle of another process's pseudo handle");
        }
        return ofPseudo(thread, source);
    }

    /** The process that a handle refers to, which may be a pseudo handle; null, with the witness told, when it refers to none. */
    private static @Nullable SimProcess process(SimThread thread, String function, Handle handle) {
        if (handle.isInvalid()) {
            return thread.process;
        }
        KernelObject object = thread.process.handles.find(function, handle);
        if (object != null && !(object instanceof ProcessObject)) {
            thread.process.handles.tellOtherKind(function, handle, object);
        }
        return object instanceof ProcessObject known ? known.process : null;
    }

    // ---------------------------------------------------------------- the end of a process

    @Override
    public boolean terminateProcess(Handle process, int exitCode) {
        SimThread thread = enter(Operation.TERMINATE_PROCESS, process);
        SimProcess target = process(thread, "TerminateProcess", process);
        if (target == null) {
            return fail(thread, ERROR_INVALID_HANDLE);
        }
        if (target.hasExited()) {
            return fail(thread, ERROR_ACCESS_DENIED);
        }
        if (target == thread.process) {
            throw new UnsupportedOperationException("not simulated: TerminateProcess of the caller's own process, whose thread could not end here");
        }
        target.end(null);
        return succeed(thread);
    }
}
