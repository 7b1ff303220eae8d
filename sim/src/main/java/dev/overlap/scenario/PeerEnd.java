package dev.overlap.scenario;

/**
 * The peer's end of a pipe, on tasks of the peer. The bytes written are numbered by the stage: their content tells their position.
 *
 * <p>On a message pipe each write is one message.
 */
public interface PeerEnd {

    /**
     * Writes so many bytes, waiting for room.
     *
     * @param bytes 0 or more; 0 writes an empty message, and on a byte pipe nothing
     * @return false when the pipe is broken
     */
    boolean write(int bytes);

    /**
     * Writes without waiting; what finds no room stays pending. Only on an end that was made for overlapped operations, and one at a time.
     *
     * @return false when the pipe is broken
     */
    boolean startWrite(int bytes);

    /** Cancels what {@link #startWrite} has left pending; bytes of it that were not read are taken back. */
    void cancelWrite();

    /** Waits until what {@link #startWrite} has left pending is over. */
    void awaitWrite();

    /** Waits until all that was written has been read, or never will be (FlushFileBuffers). Not while a write is pending. */
    void flush();

    /** Calls DisconnectNamedPipe: what was not read is lost. Only on the server's end. */
    void disconnect();

    /** Closes this end. */
    void close();
}
