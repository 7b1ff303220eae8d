package dev.overlap.scenario;

/**
 * How a pipe is made whose both ends are open when the story begins.
 *
 * @param messages whether writes are messages (PIPE_TYPE_MESSAGE)
 * @param readsMessages whether the reader's end keeps them apart (PIPE_READMODE_MESSAGE); only with {@code messages}
 * @param quotaBytes how many unread bytes a write may leave without waiting, 0 or more
 * @param readerIsServer whether the reader has the server's end; if not, the peer has it, and may disconnect
 * @param peerOverlaps whether the peer's end is opened for overlapped operations, so that it may leave a write pending
 */
public record PipeSetup(boolean messages, boolean readsMessages, int quotaBytes, boolean readerIsServer, boolean peerOverlaps) {

    public PipeSetup {
        if (quotaBytes < 0) {
            throw new IllegalArgumentException("a quota of " + quotaBytes + " bytes: expected 0 or more");
        }
        if (readsMessages && !messages) {
            throw new IllegalArgumentException("a byte pipe cannot be read in messages (ERROR_INVALID_PARAMETER)");
        }
    }

    /** A byte pipe; the reader has the server's end. */
    public static PipeSetup bytes(int quotaBytes) {
        return new PipeSetup(false, false, quotaBytes, true, false);
    }

    /** A message pipe that is read in messages; the reader has the server's end. */
    public static PipeSetup messages(int quotaBytes) {
        return new PipeSetup(true, true, quotaBytes, true, false);
    }

    /** A message pipe that is read as a stream of bytes; the reader has the server's end. */
    public static PipeSetup messagesReadAsBytes(int quotaBytes) {
        return new PipeSetup(true, false, quotaBytes, true, false);
    }

    /** The same with the reader at the client's end. */
    public PipeSetup readerAsClient() {
        return new PipeSetup(messages, readsMessages, quotaBytes, false, peerOverlaps);
    }

    /** The same with a peer that may leave writes pending. */
    public PipeSetup overlappedPeer() {
        return new PipeSetup(messages, readsMessages, quotaBytes, readerIsServer, true);
    }
}
