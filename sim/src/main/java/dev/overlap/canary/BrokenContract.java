package dev.overlap.canary;

import dev.overlap.platform.Platform;
import dev.overlap.reader.ReaderListener;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Win32;

/**
 * Closes its event before it has ended the wait on it, which is undefined (RegisterWaitForSingleObject, F17): the wait may never end, or watch over whatever gets
 * the same handle next.
 *
 * <p>Closing in the wrong order: go-winio (W7), and the order of destruction in Qt's reader, which closes the handle first in some paths (Q3).
 *
 * <p>To be found as CONTRACT: at every close.
 */
final class BrokenContract extends SmallReader {

    BrokenContract(Win32 win32, Platform platform, Handle pipe, ReaderListener listener) {
        super(win32, platform, pipe, listener, SmallWait.Kind.REGISTERED);
    }

    @Override
    void giveBack() {
        // The defect. Right would be the other way round.
        closeEvent();
        endWait();
    }
}
