package dev.overlap.reader;

import dev.overlap.platform.Platform;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Win32;

/** The ways of being told that a reader can be made with. */
public enum SignalKind {
    /** CreateThreadpoolWait, as in Qt since 6.1. */
    THREADPOOL_WAIT,
    /** RegisterWaitForSingleObject, as in the reviewed design. */
    REGISTERED_WAIT,
    /**
     * ReadFileEx, as in Qt 5. The owner must wait alertably, as its event loop does unless told otherwise, and the pipe must not be bound to a completion port.
     * User APCs of the owner's own run in the reader's waits, too, and must not call the reader there.
     */
    COMPLETION_ROUTINE,
    /**
     * A completion port and a thread that takes its packets, as in Qt 5.0. It binds the pipe, for as long as that is open; whoever has bound it before must not
     * have made it skip packets on success.
     */
    COMPLETION_PORT;

    CompletionSignal open(Win32 win32, Platform platform, Handle pipe, CompletionHandler handler) {
        return switch (this) {
            case THREADPOOL_WAIT -> new ThreadpoolWaitSignal(win32, platform.warnings(), handler);
            case REGISTERED_WAIT -> new RegisteredWaitSignal(win32, platform, handler, 0);
            case COMPLETION_ROUTINE -> new CompletionRoutineSignal(win32, handler);
            case COMPLETION_PORT -> CompletionPortSignal.open(win32, platform, pipe, handler);
        };
    }
}
