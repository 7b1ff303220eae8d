package dev.overlap.canary;

import static dev.overlap.win32.Win32Error.ERROR_BROKEN_PIPE;
import static dev.overlap.win32.Win32Error.ERROR_PIPE_NOT_CONNECTED;

import dev.overlap.platform.Post;
import dev.overlap.win32.Memory;
import org.jspecify.annotations.Nullable;

/** What the threads of a {@link SmallReader} share; only the holder of its lock may touch it. */
final class SmallState {

    /** What the listener is to be told, and how far the end of the stream has come. */
    enum News {
        NONE, BYTES, ERROR, END
    }

    /** Where bytes arrive. */
    Memory buffer;
    boolean running;
    boolean inFlight;
    boolean cancelled;
    /** The first byte of the buffer that was not read yet. */
    int start;
    /** Behind the last byte that has arrived. */
    int end;
    /** The newest of them that were not announced. */
    int unannounced;
    /** What of the end is to be told next; NONE before it is found, and after it was told. */
    News ending = News.NONE;
    boolean ended;
    int error;
    /** The event that will tell the news. */
    @Nullable Post post;

    SmallState(Memory buffer) {
        this.buffer = buffer;
    }

    void received(int bytes) {
        end += bytes;
        unannounced += bytes;
    }

    void ended(int withError) {
        ended = true;
        ending = withError == ERROR_BROKEN_PIPE || withError == ERROR_PIPE_NOT_CONNECTED ? News.END : News.ERROR;
        error = withError;
    }

    boolean hasNews() {
        return running && (unannounced > 0 || ending != News.NONE);
    }

    News takeNews() {
        if (!hasNews()) {
            return News.NONE;
        }
        if (unannounced > 0) {
            unannounced = 0;
            return News.BYTES;
        }
        News news = ending;
        ending = news == News.ERROR ? News.END : News.NONE;
        return news;
    }
}
