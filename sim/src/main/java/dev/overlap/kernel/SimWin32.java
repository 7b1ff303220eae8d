package dev.overlap.kernel;

import static dev.overlap.win32.Win32Error.ERROR_INVALID_HANDLE;

import dev.overlap.schedule.Operation;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;

/** The functions of Windows on the simulated kernel: those that are simulated, group by group in the classes above this one; the rest say so. */
public final class SimWin32 extends MultipleWaitCalls {

    SimWin32(SimKernel kernel) {
        super(kernel);
    }

    @Override
    public boolean closeHandle(Handle handle) {
        SimThread thread = enter(Operation.CLOSE_HANDLE, handle);
        if (handle.isInvalid()) {
            // The pseudo handle of the process itself; closing it does nothing (D13).
            return succeed(thread);
        }
        if (thread.process.handles.close("CloseHandle", handle) == null) {
            return fail(thread, ERROR_INVALID_HANDLE);
        }
        kernel.finishClaimed();
        return succeed(thread);
    }

    @Override
    public boolean getHandleInformation(Handle handle, DwordReference flags) {
        SimThread thread = enter(Operation.GET_HANDLE_INFORMATION, handle);
        if (thread.process.handles.find("GetHandleInformation", handle) == null) {
            return fail(thread, ERROR_INVALID_HANDLE);
        }
        flags.value = 0;
        return succeed(thread);
    }
}
