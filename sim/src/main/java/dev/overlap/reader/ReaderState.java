package dev.overlap.reader;

/** What a {@link PipeReader} is doing; the transitions are in the table there. Whether the stream has ended is another matter: {@link Ending}. */
enum ReaderState {
    /** Nothing is in flight, nothing is told to the listener. */
    STOPPED,
    /** A read is in flight, unless the buffer is full or the stream has ended. */
    RUNNING,
    /** A stop waits for the operation in flight; its completion issues no further one. */
    STOPPING,
    /** As STOPPING, and the owner takes what the pipe still holds. */
    DRAINING,
    /** Given up by its owner. A callback that comes all the same finds this, and leaves. */
    CLOSED
}
