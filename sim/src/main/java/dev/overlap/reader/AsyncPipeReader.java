package dev.overlap.reader;

/**
 * A reader of one pipe that works while its owner does something else.
 *
 * <p>All methods are for the owner's thread, the one that made the reader; its event loop is where the {@link ReaderListener} is called. A stopped reader may be
 * handed to another thread, whose it is once it has started it there, if the reader says that it can do that. The pipe handle
 * stays its caller's, and must stay open until {@link #close()} has returned. After that every other method throws {@link IllegalStateException}.
 *
 * <p>A small reader may leave out what has a default here.
 */
public interface AsyncPipeReader extends AutoCloseable {

    /** Begins to read, or goes on after a stop. Errors are told to the listener later, never from here. */
    void start();

    /** Ends reading, and returns when nothing is in flight. What has arrived is kept; the listener is not called until the next {@link #start()}. */
    void stop();

    /**
     * Copies bytes that have arrived. In message-read mode only those of the first message, which is done with its last byte; of an empty message it takes
     * nothing but the message, and answers 0.
     *
     * @return how many; 0 when none are there now, -1 when none are there and none will come
     */
    int read(byte[] target, int offset, int length);

    /** How many bytes {@link #read} could copy now. */
    long bytesAvailable();

    /** Stops, drops what has not been read, and gives back everything that the reader made. May be called in a notification, and more than once. */
    @Override
    void close();

    /** Whether a whole message has arrived and was not read to its end, maybe an empty one. Always false where the pipe is not read in messages. */
    default boolean hasPendingMessage() {
        throw new UnsupportedOperationException("hasPendingMessage");
    }

    /** How many bytes are left of the first message, 0 or more, if it has arrived whole; -1 if it has not, or where the pipe is not read in messages. */
    default long nextMessageSize() {
        throw new UnsupportedOperationException("nextMessageSize");
    }

    /** As {@link #stop()}, and before that takes what can be read from the pipe now, without waiting for more. */
    default void drainAndStop() {
        throw new UnsupportedOperationException("drainAndStop");
    }

    /** As {@link #stop()}, and drops what has not been read. */
    default void stopAndClear() {
        throw new UnsupportedOperationException("stopAndClear");
    }

    /** As {@link #read}, but not beyond the first line feed, which is copied too. */
    default int readLine(byte[] target, int offset, int length) {
        throw new UnsupportedOperationException("readLine");
    }

    /** Whether a whole line has arrived, line feed included. */
    default boolean canReadLine() {
        throw new UnsupportedOperationException("canReadLine");
    }

    /**
     * Drops bytes that have arrived, without waiting for more.
     *
     * @param bytes 0 or more
     * @return how many were dropped
     */
    default long skip(long bytes) {
        throw new UnsupportedOperationException("skip");
    }

    /**
     * Limits how much arrives before it is read; reading pauses meanwhile. A limit below what is there already drops nothing.
     *
     * @param bytes 0 for no limit
     */
    default void setMaxReadBufferSize(long bytes) {
        throw new UnsupportedOperationException("setMaxReadBufferSize");
    }

    /**
     * Waits for new bytes, calling the listener as its event loop would.
     *
     * @param timeoutMillis -1 for no limit
     * @return whether new bytes were announced; false at once when none can come
     */
    default boolean waitForReadyRead(int timeoutMillis) {
        throw new UnsupportedOperationException("waitForReadyRead");
    }

    /**
     * Waits for the end of the stream, calling the listener as its event loop would.
     *
     * @param timeoutMillis -1 for no limit
     * @return whether the end has come; false at once when it cannot
     */
    default boolean waitForPipeClosed(int timeoutMillis) {
        throw new UnsupportedOperationException("waitForPipeClosed");
    }

    /** Whether a notification will come without anything being called: a read is in flight, or something is still to be told. */
    default boolean isReadOperationActive() {
        throw new UnsupportedOperationException("isReadOperationActive");
    }
}
