package dev.overlap.canary;

import dev.overlap.platform.Platform;
import dev.overlap.reader.ReaderListener;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Win32;

/**
 * Reads on when there is no room: a read of no bytes succeeds at once as long as there is something to read, and brings nothing, again and again.
 *
 * <p>macroquest went round in a loop of errors (A11), Qt asked for a huge number of bytes where it had room for less than none (Q12).
 *
 * <p>To be found as LIVELOCK: the peer writes more than the owner lets in.
 */
final class Livelock extends SmallReader {

    Livelock(Win32 win32, Platform platform, Handle pipe, ReaderListener listener) {
        super(win32, platform, pipe, listener, SmallWait.Kind.THREADPOOL);
    }

    @Override
    boolean mayRead(SmallState shared) {
        // The defect. Right would be to ask for room, and to go on when the owner has made some.
        room(shared);
        return true;
    }
}
