package dev.overlap.reader;

import static dev.overlap.win32.Win32Error.ERROR_BROKEN_PIPE;
import static dev.overlap.win32.Win32Error.ERROR_PIPE_NOT_CONNECTED;

import dev.overlap.platform.EventLoop;
import dev.overlap.platform.Post;
import org.jspecify.annotations.Nullable;

/**
 * What the owner's thread and those that completions come to share, and only the holder of the reader's lock may touch: what has been received, how much of it the
 * listener knows of, and whether an operation is in flight.
 *
 * <p>Invariant whenever the lock is free: while {@link #needsOwner()}, either {@link #post} stands in the owner's event loop, or the listener is in
 * {@code readyRead} and {@link Delivery} will look again when it returns. So no wake-up is lost, and no more than one event is posted at a time (Q9).
 */
final class Reception {

    /** After so many reads that a peer who keeps up has answered at once, the owner has its turn: it is told, and may stop the reader. */
    private static final int MOST_READS_IN_A_ROW = 16;

    /** What has arrived and was not read yet. */
    final ReadBuffer buffer;
    /** What the reader is doing. */
    ReaderState state = ReaderState.STOPPED;
    /** Whether a read was answered ERROR_IO_PENDING and its completion was not processed yet. */
    boolean inFlight;
    /** Whether CancelIoEx answered TRUE for it, so that ERROR_OPERATION_ABORTED is the reader's own doing (Q2). */
    boolean cancelled;
    /** The owner's, who is whoever has started the reader last. */
    EventLoop loop;
    /** The event that will tell the news, while it waits in the owner's loop. */
    @Nullable Post post;

    /** Whether reading has paused until the owner has had its turn. */
    boolean waitsForOwner;

    private final MessageEnds messages = new MessageEnds();
    /** Reads issued since the owner's last turn, or since somebody else's began. */
    private int readsInARow;
    /** How many bytes were taken out of the buffer, all in all: where in the stream it begins. */
    private long takenBytes;
    private long limitBytes = Long.MAX_VALUE;
    /** The newest bytes of the buffer, which no readyRead has announced. */
    private long unannouncedBytes;
    /** Those of them which no waitForReadyRead within a readyRead has reported either. */
    private long unreportedBytes;
    /** Messages that are news by themselves, for they are empty. */
    private int unannouncedMessages;
    /** Those of them which no waitForReadyRead within a readyRead has reported either. */
    private int unreportedMessages;
    private Ending ending = Ending.OPEN;
    private int error;

    Reception(ReadBuffer buffer, EventLoop loop) {
        this.buffer = buffer;
        this.loop = loop;
    }

    // ---------------------------------------------------------------- what arrives

    /**
     * The operation has ended, and so many bytes have arrived. 0 of them are no news, and not the end either (F24), unless they are a message.
     *
     * @param endsMessage whether they are the last of a message
     */
    void received(int bytes, boolean endsMessage) {
        buffer.commit(bytes);
        unannouncedBytes += bytes;
        unreportedBytes += bytes;
        if (endsMessage) {
            messages.add(takenBytes + buffer.size());
            if (bytes == 0) {
                unannouncedMessages++;
                unreportedMessages++;
            }
        }
    }

    /** The operation has ended without anything. */
    void receivedNothing() {
        buffer.commit(0);
    }

    /** The stream has ended with this error. The first end counts. */
    void ended(int withError) {
        if (ending == Ending.OPEN) {
            ending = isEndOfStream(withError) ? Ending.REACHED : Ending.FAILED;
            error = withError;
        }
    }

    /** Both mean that the peer is gone in good order: it closed its end (F27), or the server disconnected (F28). */
    static boolean isEndOfStream(int error) {
        return error == ERROR_BROKEN_PIPE || error == ERROR_PIPE_NOT_CONNECTED;
    }

    /** Whether no further byte can arrive. */
    boolean hasEnded() {
        return ending != Ending.OPEN;
    }

    /** Whether the listener has been told of the end. */
    boolean isEndTold() {
        return ending == Ending.TOLD;
    }

    // ---------------------------------------------------------------- what is taken

    /**
     * Copies bytes that have arrived, none beyond the end of the first message.
     *
     * @return how many; -1 for an empty message, which is taken
     */
    int read(byte[] target, int offset, int length) {
        if (nextMessageSize() == 0) {
            messages.removeFirst();
            forgetTaken();
            return -1;
        }
        int bytes = buffer.read(target, offset, (int) Math.min(length, withinMessage()));
        taken(bytes);
        return bytes;
    }

    /** Drops bytes that have arrived, none beyond the end of the first message. */
    long skip(long bytes) {
        long dropped = buffer.skip(Math.min(bytes, withinMessage()));
        taken(dropped);
        return dropped;
    }

    /** Drops all that has arrived. */
    void clear() {
        takenBytes += buffer.size();
        buffer.clear();
        messages.clear();
        forgetTaken();
    }

    /** Whether a whole message has arrived. */
    boolean hasMessage() {
        return messages.count() > 0;
    }

    /** How many bytes are left of the first message, -1 when it has not arrived whole. */
    long nextMessageSize() {
        return messages.count() == 0 ? -1 : messages.first() - takenBytes;
    }

    private long withinMessage() {
        return messages.count() == 0 ? Long.MAX_VALUE : nextMessageSize();
    }

    private void taken(long bytes) {
        takenBytes += bytes;
        if (bytes > 0 && nextMessageSize() == 0) {
            messages.removeFirst();
        }
        forgetTaken();
    }

    /** Who has read bytes before they were announced knows of them: announcing what is no longer there would be a lie. */
    private void forgetTaken() {
        unannouncedBytes = Math.min(unannouncedBytes, buffer.size());
        unreportedBytes = Math.min(unreportedBytes, buffer.size());
        unannouncedMessages = Math.min(unannouncedMessages, messages.count());
        unreportedMessages = Math.min(unreportedMessages, messages.count());
    }

    // ---------------------------------------------------------------- how much may arrive

    /** Sets the limit; 0 for none. */
    void limit(long bytes) {
        limitBytes = bytes == 0 ? Long.MAX_VALUE : bytes;
        buffer.setThrifty(bytes != 0);
    }

    /**
     * How many bytes may arrive; 0 also when there are more than the limit allows (Q12). Each message counts as a byte more, or a peer that sends nothing but
     * empty ones could go on for ever.
     */
    long roomBytes() {
        return Math.max(0, limitBytes - buffer.size() - messages.count());
    }

    /** Whether the next read may be issued. */
    boolean mayRead() {
        return state == ReaderState.RUNNING && !inFlight && ending == Ending.OPEN && roomBytes() > 0;
    }

    /** Whoever reads next may do so {@link #MOST_READS_IN_A_ROW} times. */
    void beginTurn() {
        readsInARow = 0;
        waitsForOwner = false;
    }

    /** Whether one more read may be issued in this turn, which it counts; if not, reading waits for the owner. */
    boolean takeRead() {
        waitsForOwner = readsInARow == MOST_READS_IN_A_ROW;
        if (!waitsForOwner) {
            readsInARow++;
        }
        return !waitsForOwner;
    }

    /** Whether reading pauses for want of room. */
    boolean isFull() {
        return state == ReaderState.RUNNING && !inFlight && ending == Ending.OPEN && roomBytes() == 0;
    }

    // ---------------------------------------------------------------- what is told

    /** Whether there is something to tell, and it may be told. */
    boolean hasNews() {
        return state == ReaderState.RUNNING && (isAnythingUnannounced() || ending == Ending.FAILED || ending == Ending.REACHED);
    }

    /** Whether the owner's event loop has something to do: to tell, or to go on reading. */
    boolean needsOwner() {
        return hasNews() || waitsForOwner && mayRead();
    }

    /** Whether there are bytes or messages to announce. */
    boolean isAnythingUnannounced() {
        return unannouncedBytes > 0 || unannouncedMessages > 0;
    }

    /**
     * Takes the next thing to tell: it counts as told from here on, so that whatever the listener calls finds the state that it was told of (Q21).
     *
     * @param insideReadyRead whether the listener is in readyRead, which is not called again then; what must come after it waits, too
     */
    News takeNews(boolean insideReadyRead) {
        if (!hasNews() || insideReadyRead && isAnythingUnannounced()) {
            return News.NONE;
        }
        if (isAnythingUnannounced()) {
            unannouncedBytes = 0;
            unreportedBytes = 0;
            unannouncedMessages = 0;
            unreportedMessages = 0;
            return News.READY_READ;
        }
        if (ending == Ending.FAILED) {
            ending = Ending.REACHED;
            return News.ERROR;
        }
        ending = Ending.TOLD;
        return News.CLOSED;
    }

    /** Takes the news of bytes for a wait within readyRead, which reports them by its answer; they will be announced, too, unless they are read now. */
    boolean takeUnreported() {
        if (state != ReaderState.RUNNING || unreportedBytes == 0 && unreportedMessages == 0) {
            return false;
        }
        unreportedBytes = 0;
        unreportedMessages = 0;
        return true;
    }

    /** The code of {@link News#ERROR}. */
    int error() {
        return error;
    }
}
