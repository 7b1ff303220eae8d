package dev.overlap.canary;

import dev.overlap.canary.SmallState.News;
import dev.overlap.platform.Platform;
import dev.overlap.reader.ReaderListener;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Win32;

/**
 * Forgets that an event is posted only after it has told what the event is to tell: a completion in between finds it still posted, posts none, and what it
 * brought is never announced.
 *
 * <p>The flag {@code winEventActPosted} of Qt's readers guards against this by its order: cleared first, consumed next. The same
 * mistake, in other clothes: Q7, Q17, Q43, P7.
 *
 * <p>To be found as LOST_WAKEUP: the last completion, mostly the end of the stream, comes between the two critical sections.
 */
final class LostWakeup extends SmallReader {

    LostWakeup(Win32 win32, Platform platform, Handle pipe, ReaderListener listener) {
        super(win32, platform, pipe, listener, SmallWait.Kind.THREADPOOL);
    }

    @Override
    public void run() {
        lock.lock();
        SmallState shared = state.get();
        News news = shared.takeNews();
        boolean more = shared.hasNews();
        int error = shared.error;
        lock.unlock();
        tell(news, error);
        if (isClosed()) {
            return;
        }
        // The defect. Right would be to do this in the critical section above, which takes the news.
        lock.lock();
        shared = state.get();
        shared.post = null;
        if (more) {
            schedule(shared);
        }
        lock.unlock();
    }
}
