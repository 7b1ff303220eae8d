package dev.overlap.reader;

import static dev.overlap.win32.Win32Error.ERROR_INVALID_PARAMETER;
import static dev.overlap.win32.Win32Error.ERROR_IO_PENDING;
import static dev.overlap.win32.Win32Error.ERROR_MORE_DATA;
import static dev.overlap.win32.Win32Error.ERROR_NOT_ENOUGH_MEMORY;
import static dev.overlap.win32.Win32Error.ERROR_SUCCESS;

import dev.overlap.platform.NoThreadException;
import dev.overlap.platform.Platform;
import dev.overlap.platform.PlatformThread;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.OverlappedReference;
import dev.overlap.win32.PointerReference;
import dev.overlap.win32.Win32;
import org.jspecify.annotations.Nullable;

/**
 * A completion port of the reader's own, and a thread that takes its packets one by one, as Qt's notifier of overlapped operations did for a process.
 *
 * <p>There is exactly one packet for each read that did not fail at once, also for one that was complete at once: packets are not skipped on success, since
 * that is a property of the handle, which belongs to the caller, and cannot be taken back. Until its packet was taken a read counts as in flight, for the kernel
 * may write buffer and OVERLAPPED no earlier than that (M2), and a packet left over would be taken for the next read's. A packet of an operation that is not
 * the reader's, of a write that its caller does on the same handle say, is the reader's to ignore.
 *
 * <p>A handle is bound for the life of its file object (F31). For the second reader of a handle there is no port: like libuv it has an event instead, with
 * the lowest bit set, so that no packet goes to the other one's, and a registered wait.
 *
 * <p>The thread ends by a packet without OVERLAPPED, posted when nothing is in flight any more: it comes after all others.
 */
final class CompletionPortSignal implements CompletionSignal {

    /** After so long a packet is posted again that could not be. */
    private static final int POST_AGAIN_MILLIS = 100;
    private static final int SUPPRESS_PACKET = 1;

    private final Win32 win32;
    private final Platform platform;
    private final Handle port;
    private final @Nullable PlatformThread thread;
    private final int error;

    /** Makes a port and binds the pipe to it or, where that is bound already, makes a signal that gets along without. */
    static CompletionSignal open(Win32 win32, Platform platform, Handle pipe, CompletionHandler handler) {
        Handle port = win32.createIoCompletionPort(pipe, Handle.NULL, 0, 1);
        int failure = port.isNull() ? win32.getLastError() : ERROR_SUCCESS;
        if (failure == ERROR_INVALID_PARAMETER) {
            platform.mark(ReaderMark.PIPE_BOUND_ALREADY);
            return new RegisteredWaitSignal(win32, platform, handler, SUPPRESS_PACKET);
        }
        return new CompletionPortSignal(win32, platform, handler, port, failure);
    }

    private CompletionPortSignal(Win32 win32, Platform platform, CompletionHandler handler, Handle port, int failure) {
        this.win32 = win32;
        this.platform = platform;
        this.port = port;
        this.thread = port.isNull() ? null : start(win32, platform, handler, port);
        this.error = failure != ERROR_SUCCESS || thread != null ? failure : ERROR_NOT_ENOUGH_MEMORY;
    }

    private static @Nullable PlatformThread start(Win32 win32, Platform platform, CompletionHandler handler, Handle port) {
        try {
            return platform.startThread("packets", () -> takePackets(win32, platform, handler, port));
        } catch (NoThreadException e) {
            return null;
        }
    }

    private static void takePackets(Win32 win32, Platform platform, CompletionHandler handler, Handle port) {
        DwordReference bytes = new DwordReference();
        PointerReference key = new PointerReference();
        OverlappedReference which = new OverlappedReference();
        while (true) {
            boolean succeeded = win32.getQueuedCompletionStatus(port, bytes, key, which, Win32.INFINITE);
            Overlapped overlapped = which.value;
            if (overlapped != null) {
                // FALSE as well: then it is the read that has failed (I01).
                handler.completed(overlapped);
            } else if (succeeded) {
                return;
            } else {
                platform.warnings().warn("GetQueuedCompletionStatus", win32.getLastError());
                return;
            }
        }
    }

    @Override
    public int error() {
        return error;
    }

    @Override
    public int read(Handle pipe, Memory buffer, int bufferOffset, int bytes, Overlapped overlapped) {
        if (win32.readFile(pipe, buffer, bufferOffset, bytes, null, overlapped)) {
            platform.mark(ReaderMark.PACKET_AFTER_SUCCESS);
            return ERROR_IO_PENDING;
        }
        int answer = win32.getLastError();
        return answer == ERROR_MORE_DATA ? ERROR_IO_PENDING : answer;
    }

    @Override
    public boolean close() {
        if (thread != null) {
            while (!win32.postQueuedCompletionStatus(port, 0, 0, null)) {
                // Closing the port instead would take it away from under a thread that may be about to wait there.
                platform.warnings().warn("PostQueuedCompletionStatus", win32.getLastError());
                platform.mark(ReaderMark.POST_FAILED);
                win32.sleepEx(POST_AGAIN_MILLIS, false);
            }
            thread.join();
        }
        if (!port.isNull() && !win32.closeHandle(port)) {
            platform.warnings().warn("CloseHandle", win32.getLastError());
        }
        return true;
    }
}
