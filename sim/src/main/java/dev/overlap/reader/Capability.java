package dev.overlap.reader;

/** What a reader can do beside the least that {@link AsyncPipeReader} asks of it, and a scenario may need. */
public enum Capability {
    /** {@code drainAndStop} and {@code stopAndClear}. */
    DRAIN,
    /** {@code setMaxReadBufferSize}. */
    LIMIT,
    /** {@code waitForReadyRead} and {@code waitForPipeClosed}. */
    WAIT,
    /** {@code readLine}, {@code canReadLine} and {@code skip}. */
    LINES,
    /** A pipe in message-read mode: {@code hasPendingMessage} and {@code nextMessageSize}. */
    MESSAGES,
    /** Calls and allocations that fail: each is told, none breaks it. */
    FAULTS,
    /** A stopped reader may be started again on another thread, which is its owner then. */
    MOVES
}
