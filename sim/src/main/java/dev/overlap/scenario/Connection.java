package dev.overlap.scenario;

import static dev.overlap.win32.Win32Error.ERROR_IO_PENDING;
import static dev.overlap.win32.Win32Error.ERROR_PIPE_CONNECTED;

import dev.overlap.platform.Platform;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.Win32;

/** How the caller of a reader gets a client: ConnectNamedPipe, with a time-out. */
final class Connection {

    private Connection() {
    }

    /** Waits until a client has opened the pipe, and says whether one has; everything made for it is given back. */
    static boolean await(Stage stage, Handle pipe, int timeoutMillis) {
        Win32 win32 = stage.win32();
        Platform platform = stage.platform();
        Overlapped overlapped = platform.allocateOverlapped(platform.process());
        if (overlapped == null) {
            return false;
        }
        Handle event = win32.createEvent(null, true, false, null);
        overlapped.setEvent(event);
        boolean connected = win32.connectNamedPipe(pipe, overlapped);
        int error = connected ? 0 : win32.getLastError();
        if (error == ERROR_IO_PENDING) {
            if (win32.waitForSingleObject(event, timeoutMillis) != Win32.WAIT_OBJECT_0) {
                win32.cancelIoEx(pipe, overlapped);
            }
            // Cancelled or not, the operation must have ended before its OVERLAPPED goes.
            connected = win32.getOverlappedResult(pipe, overlapped, new DwordReference(), true);
        }
        win32.closeHandle(event);
        overlapped.free();
        return connected || error == ERROR_PIPE_CONNECTED;
    }
}
