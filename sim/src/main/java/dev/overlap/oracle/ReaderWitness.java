package dev.overlap.oracle;

/**
 * Is told what one reader and its user say to each other, on the reader's owner's thread. It asks neither of them anything, so that whoever tells it from several
 * threads can put a lock around it.
 */
public interface ReaderWitness {

    /**
     * The reader has stopped, keeping what it has: nothing is in flight.
     *
     * @param available how many bytes it says that it has
     */
    void rests(long available, String when);

    /**
     * The reader was told to take what can be read, and has stopped.
     *
     * @param left whether something can still be read that could when it was told so
     */
    void drained(boolean left);

    /** The reader was told to drop what it has. */
    void dropped();

    /** The reader is closed, and with that everything that it had is dropped. */
    void closed();

    /**
     * The reader says how many bytes are left of its first message.
     *
     * @param left -1 when it has no whole one
     * @param rests whether nothing can be in flight
     */
    void nextMessage(long left, boolean rests);

    /** The user is about to read, or to pass over bytes. */
    void asked();

    /** A read has taken an empty message, and was answered so. */
    void tookEmptyMessage(String call, int bytes);

    /**
     * A read was answered.
     *
     * @param taken how many bytes it says to have copied, -1 for the end
     * @param messages whether the pipe is read in messages
     */
    void took(String call, int taken, byte[] target, int offset, int length, boolean messages);

    /** A read of a line has answered so many bytes, of which the first line feed is one, but not the last. */
    void passedLineFeed(int bytes, int lineFeed);

    /** So many bytes were passed over where so many were to be. */
    void skipped(long skipped, long asked);

    /** The reader says that it has so many bytes. */
    void available(long bytes);

    /**
     * A limit was set.
     *
     * @param bytes 0 for none
     * @param available how many bytes the reader had before
     * @param awaited how many bytes what is in flight now has asked for; {@link Long#MAX_VALUE} when nobody knows
     */
    void limited(long bytes, long available, long awaited);

    /**
     * A wait for new bytes was answered.
     *
     * @param come whether they have come
     * @param told whether readyRead was called meanwhile
     */
    void waitedForReadyRead(boolean come, boolean told);

    /** A wait within readyRead, which is not called again then, has answered that new bytes have come. */
    void waitedWithinReadyRead();

    /**
     * A wait for the end of the stream was answered.
     *
     * @param come whether it has come
     * @param told whether closed was called meanwhile
     */
    void waitedForPipeClosed(boolean come, boolean told);

    /** The listener is called although the reader has returned from {@code call}. */
    void toldLate(String notification, String call);

    /** The listener's readyRead is called. */
    void tellsReadyRead(long available, boolean message);

    /** The listener's readyRead has returned, or thrown something. */
    void hasToldReadyRead();

    /** The listener's error is called. */
    void tellsError(int win32Error);

    /**
     * The listener's closed is called.
     *
     * @return whether what is left in the pipe is this reader's to read: it is not when it has failed
     */
    boolean tellsEnd();

    /**
     * The end was told.
     *
     * @param available how many bytes the reader has
     * @param readable how many bytes can be read from the pipe, 0 if that is not its business
     */
    void ended(long available, int readable);
}
