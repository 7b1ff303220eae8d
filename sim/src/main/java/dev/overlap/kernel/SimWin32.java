package dev.overlap.kernel;

import static dev.overlap.win32.Win32Error.ERROR_INVALID_HANDLE;
import static dev.overlap.win32.Win32Error.ERROR_SUCCESS;

import dev.overlap.fault.FallibleCall;
import dev.overlap.schedule.Operation;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;

/** The functions of Windows on the simulated kernel: those that are simulated, group by group in the classes above this one; the rest say so. */
public final class SimWin32 extends MemoryCalls {

    SimWin32(SimKernel kernel, int reader) {
        super(kernel, reader);
    }

    @Override
    public boolean closeHandle(Handle handle) {
        SimThread thread = enter(Operation.CLOSE_HANDLE, handle);
        if (handle.isInvalid()) {
            // The pseudo handle of the process itself; closing it does nothing (D13).
            return succeed(thread);
        }
        KernelObject object = thread.process.handles.peek(handle);
        if (object != null && faultOf(thread, FallibleCall.CLOSE_HANDLE, 0) != ERROR_SUCCESS) {
            // Protected from closing: it stays open, which is nobody's leak.
            thread.process.handles.excuse(handle);
            return fail(thread, ERROR_INVALID_HANDLE);
        }
        if (thread.process.handles.close("CloseHandle", handle) == null) {
            return fail(thread, ERROR_INVALID_HANDLE);
        }
        if (thread.process.underTest && object instanceof EventObject && object.handles == 0) {
            SimWait wait = kernel.waits().waitingOn(object);
            if (wait != null) {
                // MS RegisterWaitForSingleObject: closing the handle while the wait is pending is undefined (F17).
                kernel.witness.contractBroken("CloseHandle", object + " is closed while " + wait + " waits on it");
            }
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
