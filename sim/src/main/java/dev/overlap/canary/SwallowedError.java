package dev.overlap.canary;

import static dev.overlap.win32.Win32Error.ERROR_BROKEN_PIPE;

import dev.overlap.platform.Platform;
import dev.overlap.reader.ReaderListener;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Win32;

/**
 * Takes every failure for the end of the stream.
 *
 * <p>Asynchronous failures that nobody was told of: Qt (Q45), mio (M5), libuv (L15). The user believes that it has got everything.
 *
 * <p>To be found as SWALLOWED_ERROR: ReadFile fails, at once or later, with anything but ERROR_BROKEN_PIPE.
 */
final class SwallowedError extends SmallReader {

    SwallowedError(Win32 win32, Platform platform, Handle pipe, ReaderListener listener) {
        super(win32, platform, pipe, listener, SmallWait.Kind.THREADPOOL);
    }

    @Override
    void ended(SmallState shared, int withError) {
        // The defect. Right would be to tell the error, with its own code.
        super.ended(shared, ERROR_BROKEN_PIPE);
    }
}
