package dev.overlap.canary;

import static dev.overlap.win32.Win32Error.ERROR_BROKEN_PIPE;
import static dev.overlap.win32.Win32Error.ERROR_PIPE_NOT_CONNECTED;
import static java.util.Objects.requireNonNull;

import dev.overlap.platform.Post;
import dev.overlap.win32.Memory;
import org.jspecify.annotations.Nullable;

/** What the threads of a {@link SmallReader} share; only the holder of its lock may touch it. */
final class SmallState {

    /** What the listener is to be told, and how far the end of the stream has come. */
    enum News {
        NONE, BYTES, ERROR, END
    }

    /** Where bytes arrive; null when there was no memory, and nothing can. */
    @Nullable Memory buffer;
    /** How many bytes may arrive before they are read. */
    long limit = Long.MAX_VALUE;
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

    SmallState(@Nullable Memory buffer) {
        this.buffer = buffer;
    }

    Memory buffer() {
        return requireNonNull(buffer);
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

    /** Moves what was not read to the beginning of the buffer, which nobody else uses at the moment. */
    void moveToFront() {
        byte[] unread = new byte[end - start];
        if (unread.length > 0) {
            buffer().read(start, unread, 0, unread.length);
            buffer().write(0, unread, 0, unread.length);
        }
        start = 0;
        end = unread.length;
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
