package dev.overlap.kernel;

import dev.overlap.fault.FallibleCall;
import dev.overlap.schedule.Blocking;
import dev.overlap.schedule.Operation;
import dev.overlap.win32.FileTime;
import dev.overlap.win32.Handle;
import dev.overlap.win32.NtStatus;
import dev.overlap.win32.Win32Error;
import org.jspecify.annotations.Nullable;

/**
 * What all functions have in common: each begins with a scheduling point, and none returns before the completions that are queued to its thread have been
 * carried out. Success leaves the last error alone.
 */
abstract class Calls extends NotSimulated {

    final SimKernel kernel;
    /** The reader that makes its calls here, which may be failed, as the witness knows it; 0 for the story around it. */
    final int reader;

    Calls(SimKernel kernel, int reader) {
        this.kernel = kernel;
        this.reader = reader;
    }

    @Override
    public int getLastError() {
        return kernel.thread().lastError;
    }

    @Override
    public int getCurrentThreadId() {
        return kernel.thread().id();
    }

    @Override
    public FileTime getSystemTimeAsFileTime() {
        return FileTime.absoluteMillis(kernel.scheduler.now());
    }

    final SimThread enter(Operation operation, int object) {
        SimThread thread = kernel.thread();
        kernel.scheduler.point(operation, object);
        return thread;
    }

    final SimThread enter(Operation operation, Handle handle) {
        SimThread thread = kernel.thread();
        KernelObject object = thread.process.handles.peek(handle);
        kernel.scheduler.point(operation, object == null ? 0 : object.number);
        return thread;
    }

    /** The error with which this call fails now, 0 when it does not. */
    final int faultOf(SimThread thread, FallibleCall call, int stream) {
        return reader != 0 ? kernel.faultOf(thread, call, stream) : 0;
    }

    /** The call is over: its turn on a synchronous file, if it has one, is the next caller's, and what is queued to its thread is carried out. Hot path. */
    final void leave(SimThread thread) {
        thread.giveTurnBack();
        kernel.drain(thread);
    }

    final boolean succeed(SimThread thread) {
        leave(thread);
        kernel.tellAnswer(thread, Win32Error.ERROR_SUCCESS);
        return true;
    }

    final boolean fail(SimThread thread, int error) {
        leave(thread);
        thread.lastError = error;
        kernel.tellAnswer(thread, error);
        return false;
    }

    final boolean answer(SimThread thread, int error) {
        return error == Win32Error.ERROR_SUCCESS ? succeed(thread) : fail(thread, error);
    }

    /** Answers with the outcome of an operation. */
    final boolean answerStatus(SimThread thread, int status) {
        return status == NtStatus.STATUS_SUCCESS ? succeed(thread) : answer(thread, NtStatus.toWin32Error(status));
    }

    /** The file that a handle refers to; null, with the witness told, when it refers to none. */
    static @Nullable FileObject file(SimThread thread, String function, Handle handle) {
        KernelObject object = thread.process.handles.find(function, handle);
        if (object != null && !(object instanceof FileObject)) {
            thread.process.handles.tellOtherKind(function, handle, object);
        }
        return object instanceof FileObject file ? file : null;
    }

    /** Whether a handle stands for the calling process or thread, without being in any table. */
    static boolean isPseudo(Handle handle) {
        return handle.isInvalid() || (int) handle.value() == (int) CURRENT_THREAD.value();
    }

    /** What a pseudo handle of the caller stands for: its process, or itself. */
    final KernelObject ofPseudo(SimThread thread, Handle handle) {
        return handle.isInvalid() ? thread.process.object() : kernel.threadObjects.of(thread.task);
    }

    /** Whether a handle to a file has not all of the rights that a call needs. Hot path. */
    static boolean lacks(SimThread thread, Handle handle, FileObject end, int rights) {
        return (end.access & rights) != rights || thread.process.handles.lacks(handle, rights);
    }

    /** The event that a handle refers to; null, with the witness told, when it refers to none. */
    static @Nullable EventObject event(SimThread thread, String function, Handle handle) {
        KernelObject object = thread.process.handles.find(function, handle);
        if (object != null && !(object instanceof EventObject)) {
            thread.process.handles.tellOtherKind(function, handle, object);
        }
        return object instanceof EventObject event ? event : null;
    }

    /** Waits until {@code object} is signalled, and consumes the signal; false when the time has run out before, or an APC came. */
    final boolean await(SimThread thread, KernelObject object, int timeoutMillis) {
        if (!object.isSignalled()) {
            if (timeoutMillis == 0) {
                return false;
            }
            long deadline = kernel.scheduler.deadline(timeoutMillis);
            thread.satisfied = false;
            object.addWaiter(thread);
            while (!thread.satisfied) {
                boolean woken = kernel.scheduler.block(Blocking.OBJECT, object.number, -1, deadline);
                if ((!woken || thread.alerted) && !thread.satisfied) {
                    object.removeWaiter(thread);
                    return false;
                }
            }
        } else {
            object.consume();
        }
        int[] clock = object.clock();
        if (clock != null) {
            kernel.scheduler.order().acquire(clock);
        }
        return true;
    }
}
