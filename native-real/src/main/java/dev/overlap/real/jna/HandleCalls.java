package dev.overlap.real.jna;

import dev.overlap.win32.DwordReference;
import dev.overlap.win32.FileTime;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import org.jspecify.annotations.Nullable;

/** Handles, processes and the calling thread itself. */
abstract class HandleCalls extends Calls {

    HandleCalls(Heap heap, Callbacks callbacks) {
        super(heap, callbacks);
    }

    @Override
    public final boolean duplicateHandle(Handle sourceProcess, Handle source, Handle targetProcess, @Nullable HandleReference target, int desiredAccess,
            boolean inheritHandle, int options) {
        enter();
        long[] made = target == null ? null : new long[] {target.value.value()};
        boolean done = answer(Kernel32.DuplicateHandle(sourceProcess.value(), source.value(), targetProcess.value(), made, desiredAccess,
                bool(inheritHandle), options));
        if (target != null && made != null) {
            target.value = new Handle(made[0]);
        }
        return done;
    }

    @Override
    public final boolean closeHandle(Handle handle) {
        enter();
        return answer(Kernel32.CloseHandle(handle.value()));
    }

    @Override
    public final boolean getHandleInformation(Handle handle, DwordReference flags) {
        enter();
        int[] cell = Cells.ofDword(flags);
        boolean done = answer(Kernel32.GetHandleInformation(handle.value(), cell));
        Cells.back(cell, flags);
        return done;
    }

    @Override
    public final int getCurrentThreadId() {
        enter();
        return Kernel32.GetCurrentThreadId();
    }

    @Override
    public final FileTime getSystemTimeAsFileTime() {
        enter();
        long[] time = new long[1];
        Kernel32.GetSystemTimeAsFileTime(time);
        return FileTime.absolute(time[0]);
    }

    @Override
    public final boolean terminateProcess(Handle process, int exitCode) {
        enter();
        if (process.isInvalid()) {
            throw new IllegalArgumentException("TerminateProcess of the process that calls it");
        }
        return answer(Kernel32.TerminateProcess(process.value(), exitCode));
    }
}
