package dev.overlap.real.jna;

import dev.overlap.win32.CompletionRoutine;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.Win32Error;
import org.jspecify.annotations.Nullable;

/** Operations that end in a routine of the issuing thread. */
abstract class RoutineCalls extends RegisteredWaitCalls {

    RoutineCalls(Heap heap, Callbacks callbacks) {
        super(heap, callbacks);
    }

    @Override
    public final boolean readFileEx(Handle file, @Nullable Memory buffer, int bufferOffset, int bytesToRead, Overlapped overlapped,
            CompletionRoutine completionRoutine) {
        enter();
        long address = lend("ReadFileEx", buffer, bufferOffset, bytesToRead);
        long operation = lendForIo("ReadFileEx", overlapped);
        int issued = Kernel32.ReadFileEx(file.value(), address, bytesToRead, operation, Trampolines.ROUTINE.address());
        return issued(issued, overlapped, completionRoutine);
    }

    @Override
    public final boolean writeFileEx(Handle file, @Nullable Memory buffer, int bufferOffset, int bytesToWrite, Overlapped overlapped,
            CompletionRoutine completionRoutine) {
        enter();
        long address = lend("WriteFileEx", buffer, bufferOffset, bytesToWrite);
        long operation = lendForIo("WriteFileEx", overlapped);
        int issued = Kernel32.WriteFileEx(file.value(), address, bytesToWrite, operation, Trampolines.ROUTINE.address());
        return issued(issued, overlapped, completionRoutine);
    }

    /** The last error tells something after success too (F7); and after a FALSE with 234 Wine calls the routine all the same (A03). */
    private boolean issued(int bool, Overlapped overlapped, CompletionRoutine routine) {
        keepLastError();
        if (bool != 0 || getLastError() == Win32Error.ERROR_MORE_DATA) {
            CompletionRoutines.expect(routine, overlapped, callbacks);
        }
        return bool != 0;
    }
}
