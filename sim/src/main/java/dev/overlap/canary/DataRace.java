package dev.overlap.canary;

import dev.overlap.platform.IntCell;
import dev.overlap.platform.Platform;
import dev.overlap.reader.ReaderListener;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Win32;

/**
 * Notes the end of the stream in a plain variable: the callback sets it after it has given the lock back, the owner looks at it without the lock.
 *
 * <p>go-winio's {@code closing} and {@code timedout} were such plain variables (W3), Qt's {@code lastError} was set by its public checkPipeState without the
 * lock, libuv's worker thread used fields of a handle that was being closed (L11, L12).
 *
 * <p>To be found as DATA_RACE: a read in flight finds the end, which wakes the owner out of its stop before the callback has noted it.
 */
final class DataRace extends SmallReader {

    /** The defect. Right would be a member of the guarded state, which has one, or a volatile cell. */
    private final IntCell atEnd;

    DataRace(Win32 win32, Platform platform, Handle pipe, ReaderListener listener) {
        super(win32, platform, pipe, listener, SmallWait.Kind.THREADPOOL);
        this.atEnd = platform.plainInt(lifetime, "atEnd", 0);
    }

    @Override
    boolean completed() {
        boolean over = super.completed();
        if (over) {
            atEnd.set(1);
        }
        return over;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        int bytes = super.read(target, offset, length);
        return bytes > 0 || atEnd.get() == 0 ? bytes : -1;
    }
}
