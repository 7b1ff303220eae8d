package dev.overlap.kernel;

import dev.overlap.scenario.Stage;
import dev.overlap.simulation.Transfer;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.OverlappedReference;
import dev.overlap.win32.PointerReference;
import dev.overlap.win32.Win32;

/** A completion port, and what was taken from it last. Made and used in tasks. */
final class Port {

    final Handle handle;
    final DwordReference bytes = new DwordReference();
    final PointerReference key = new PointerReference();
    final OverlappedReference overlapped = new OverlappedReference();
    private final Win32 win32;

    Port(Stage stage) {
        win32 = stage.win32();
        handle = win32.createIoCompletionPort(Handle.INVALID_HANDLE_VALUE, Handle.NULL, 0, 0);
    }

    /** Binds a file: 0 for success, or the last error. */
    int bind(Handle file, long fileKey) {
        return win32.createIoCompletionPort(file, handle, fileKey, 0).isNull() ? win32.getLastError() : 0;
    }

    /** Takes a packet, if there is one: 0, or the last error. */
    int take() {
        return take(0);
    }

    int take(int timeoutMillis) {
        return win32.getQueuedCompletionStatus(handle, bytes, key, overlapped, timeoutMillis) ? 0 : win32.getLastError();
    }

    /** Whether the packet that was taken last is of this operation, with so many bytes. */
    boolean isOf(Transfer operation, int count) {
        return operation.overlapped.equals(overlapped.value) && bytes.value == count;
    }

    boolean tookNothing() {
        return overlapped.value == null;
    }
}
