package dev.overlap.canary;

import dev.overlap.platform.Platform;
import dev.overlap.reader.ReaderListener;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Win32;

/**
 * Makes its buffer larger whenever it is full, whatever limit was set: a peer that never stops decides how much memory it takes.
 *
 * <p>Qt limits its buffer only when it is asked to (readBufferMaxSize is 0), and has got the limit wrong (Q12); a service that reads from strangers must.
 *
 * <p>To be found as UNBOUNDED: the peer writes faster than the owner reads. Where its owner has set a limit it is found as ACCOUNTING, too.
 */
final class Unbounded extends SmallReader {

    Unbounded(Win32 win32, Platform platform, Handle pipe, ReaderListener listener) {
        super(win32, platform, pipe, listener, SmallWait.Kind.THREADPOOL);
    }

    @Override
    int room(SmallState shared) {
        if (shared.start == shared.end) {
            shared.moveToFront();
        } else if (shared.end == shared.buffer().size()) {
            grow(shared);
        }
        // The defect. Right would be no more than the limit allows.
        return shared.buffer().size() - shared.end;
    }

    private void grow(SmallState shared) {
        Memory old = shared.buffer();
        Memory larger = platform.allocate(lifetime, 2 * old.size());
        if (larger == null) {
            return;
        }
        byte[] bytes = new byte[shared.end];
        old.read(0, bytes, 0, bytes.length);
        larger.write(0, bytes, 0, bytes.length);
        old.free();
        shared.buffer = larger;
    }
}
