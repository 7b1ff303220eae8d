package dev.overlap.reader;

import dev.overlap.platform.Platform;
import dev.overlap.win32.Win32;

/** The ways of being told that a reader can be made with. */
public enum SignalKind {
    /** CreateThreadpoolWait, as in Qt since 6.1. */
    THREADPOOL_WAIT,
    /** RegisterWaitForSingleObject, as in the reviewed design. */
    REGISTERED_WAIT;

    CompletionSignal open(Win32 win32, Platform platform, Runnable onSignal) {
        return switch (this) {
            case THREADPOOL_WAIT -> new ThreadpoolWaitSignal(win32, platform.warnings(), onSignal);
            case REGISTERED_WAIT -> new RegisteredWaitSignal(win32, platform, onSignal);
        };
    }
}
