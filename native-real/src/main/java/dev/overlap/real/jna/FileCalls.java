package dev.overlap.real.jna;

import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.SecurityAttributes;
import org.jspecify.annotations.Nullable;

/** Opening, reading, writing, cancelling, results. */
abstract class FileCalls extends PipeStateCalls {

    FileCalls(Heap heap, Callbacks callbacks) {
        super(heap, callbacks);
    }

    @Override
    public final Handle createFile(String fileName, int desiredAccess, int shareMode, @Nullable SecurityAttributes securityAttributes,
            int creationDisposition, int flagsAndAttributes, Handle templateFile) {
        enter();
        return orInvalid(Kernel32.CreateFileW(wideOf(fileName), desiredAccess, shareMode, security(securityAttributes), creationDisposition,
                flagsAndAttributes, templateFile.value()));
    }

    @Override
    public final boolean readFile(Handle file, @Nullable Memory buffer, int bufferOffset, int bytesToRead, @Nullable DwordReference bytesRead,
            @Nullable Overlapped overlapped) {
        enter();
        requireCount("ReadFile", bytesRead, overlapped);
        long address = lend("ReadFile", buffer, bufferOffset, bytesToRead);
        long operation = lendForIo("ReadFile", overlapped);
        int[] read = Cells.of(bytesRead);
        boolean done = answer(Kernel32.ReadFile(file.value(), address, bytesToRead, read, operation));
        Cells.back(read, bytesRead);
        return done;
    }

    @Override
    public final boolean writeFile(Handle file, @Nullable Memory buffer, int bufferOffset, int bytesToWrite, @Nullable DwordReference bytesWritten,
            @Nullable Overlapped overlapped) {
        enter();
        requireCount("WriteFile", bytesWritten, overlapped);
        long address = lend("WriteFile", buffer, bufferOffset, bytesToWrite);
        long operation = lendForIo("WriteFile", overlapped);
        int[] written = Cells.of(bytesWritten);
        boolean done = answer(Kernel32.WriteFile(file.value(), address, bytesToWrite, written, operation));
        Cells.back(written, bytesWritten);
        return done;
    }

    @Override
    public final boolean flushFileBuffers(Handle file) {
        enter();
        return answer(Kernel32.FlushFileBuffers(file.value()));
    }

    @Override
    public final boolean getOverlappedResult(Handle file, Overlapped overlapped, DwordReference bytesTransferred, boolean wait) {
        enter();
        long operation = lendForReading("GetOverlappedResult", overlapped);
        int[] bytes = Cells.ofDword(bytesTransferred);
        boolean done = answer(Kernel32.GetOverlappedResult(file.value(), operation, bytes, bool(wait)));
        Cells.back(bytes, bytesTransferred);
        return done;
    }

    @Override
    public final boolean getOverlappedResultEx(Handle file, Overlapped overlapped, DwordReference bytesTransferred, int timeoutMillis, boolean alertable) {
        enter();
        long operation = lendForReading("GetOverlappedResultEx", overlapped);
        int[] bytes = Cells.ofDword(bytesTransferred);
        boolean done = answer(LaterFunctions.getOverlappedResultEx(file.value(), operation, bytes, timeoutMillis, bool(alertable)));
        Cells.back(bytes, bytesTransferred);
        return done;
    }

    @Override
    public final boolean cancelIo(Handle file) {
        enter();
        return answer(Kernel32.CancelIo(file.value()));
    }

    /** The kernel only compares the address: an OVERLAPPED that was freed, or is made up, finds nothing, and is nobody's to touch. */
    @Override
    public final boolean cancelIoEx(Handle file, @Nullable Overlapped overlapped) {
        enter();
        return answer(Kernel32.CancelIoEx(file.value(), overlapped == null ? 0 : overlapped.address()));
    }

    @Override
    public final boolean cancelSynchronousIo(Handle thread) {
        enter();
        return answer(Kernel32.CancelSynchronousIo(thread.value()));
    }

    @Override
    public final boolean setFileCompletionNotificationModes(Handle file, int flags) {
        enter();
        return answer(Kernel32.SetFileCompletionNotificationModes(file.value(), (byte) flags));
    }
}
