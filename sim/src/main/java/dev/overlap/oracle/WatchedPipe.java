package dev.overlap.oracle;

/** A reader's end of a pipe as judges see it, behind the reader's back. */
public interface WatchedPipe {

    /** Whether it is read in messages. */
    boolean readsMessages();

    /** How many bytes could be read from it now. Changes nothing, signals nothing. */
    int readableBytes();

    /** How many bytes those of its reads that wait have asked for. {@link Long#MAX_VALUE} where nobody knows. */
    long awaitedBytes();

    /** How far what was written to it has come: a mark for {@link #isUnread}. 0 where nobody knows. */
    long writtenSoFar();

    /** Whether bytes are unread that were written before that mark. False where nobody knows. */
    boolean isUnread(long mark);

    /** The user has got something: whoever waits for a change has seen one. */
    void progressed();
}
