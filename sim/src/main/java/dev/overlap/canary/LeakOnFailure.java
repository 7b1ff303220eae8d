package dev.overlap.canary;

import dev.overlap.platform.Platform;
import dev.overlap.reader.ReaderListener;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Win32;

/**
 * Gives up when its wait cannot be registered, and forgets the event that it had made before.
 *
 * <p>Early exits that skip the cleaning up: go-winio (W1), libuv (L12, L22), CPython (P3). The call that fails is the second of two, or the third.
 *
 * <p>To be found as HANDLE_LEAK: RegisterWaitForSingleObject fails.
 */
final class LeakOnFailure extends SmallReader {

    LeakOnFailure(Win32 win32, Platform platform, Handle pipe, ReaderListener listener) {
        super(win32, platform, pipe, listener, SmallWait.Kind.REGISTERED);
    }

    @Override
    void giveBack() {
        // The defect. Right would be to close whatever was made, wherever it went wrong.
        if (error == 0) {
            super.giveBack();
        } else if (wait.error == 0) {
            endWait();
        }
    }
}
