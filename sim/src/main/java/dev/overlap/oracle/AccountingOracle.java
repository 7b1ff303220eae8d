package dev.overlap.oracle;

import dev.overlap.finding.Findings;
import dev.overlap.finding.Kind;

/**
 * ACCOUNTING: a size below 0 or above its maximum, or more bytes than the completions brought, as when one is counted twice; a call that answers otherwise than
 * what the reader has. UNBOUNDED: with a limit, empty messages without an end, of which no byte tells.
 *
 * <p>Legal: more than the limit for as long as it was there before the limit was set, for a limit drops nothing.
 */
public final class AccountingOracle {

    /** More messages than any limit of so many bytes has a reason to let in beyond its bytes. */
    private static final int MOST_MESSAGES = 64;

    private final Findings findings;
    private long mostBytes = Long.MAX_VALUE;
    private long limitBytes = Long.MAX_VALUE;
    /** Up to which byte of its stream the reader has said to have everything. */
    private long saidUpTo;
    private long mostMessages = Long.MAX_VALUE;

    AccountingOracle(Findings findings) {
        this.findings = findings;
    }

    void reset() {
        mostBytes = Long.MAX_VALUE;
        limitBytes = Long.MAX_VALUE;
        saidUpTo = 0;
        mostMessages = Long.MAX_VALUE;
    }

    /** Whether the reader has a limit. */
    boolean isLimited() {
        return limitBytes != Long.MAX_VALUE;
    }

    /**
     * A limit was set.
     *
     * @param bytes 0 for none
     * @param available how many bytes the reader has for its user, or will have when it has processed what is complete
     * @param awaited how many bytes what is in flight has asked for when the limit was another; {@link Long#MAX_VALUE} when nobody knows
     * @param messages how many messages the reader has, or will have then
     */
    public void limited(long bytes, long available, long awaited, int messages) {
        limitBytes = bytes == 0 ? Long.MAX_VALUE : bytes;
        mostBytes = Math.max(limitBytes, awaited < Long.MAX_VALUE - available ? available + awaited : Long.MAX_VALUE);
        mostMessages = Math.max(limitBytes, messages);
    }

    /** Nothing is in flight, and the reader has so many bytes: it may have no more than that, or its limit, from now on. */
    public void rests(long available) {
        mostBytes = Math.max(limitBytes, available);
    }

    /**
     * The reader says that it has so many bytes for its user.
     *
     * @param delivered how many its user has got
     */
    public void available(long bytes, int delivered) {
        saidUpTo = delivered + bytes;
        if (bytes < 0) {
            findings.report(Kind.ACCOUNTING, "the reader has " + bytes + " bytes for its user");
        }
        if (bytes > mostBytes) {
            findings.report(Kind.ACCOUNTING, "the reader has " + bytes + " bytes for its user, its limit is " + limitBytes);
        }
    }

    /** So many bytes were taken from the pipe that the user has not got; judged where the user is in no call of the reader's, which may be ahead of its answer. */
    void undelivered(int bytes) {
        if (bytes > mostBytes) {
            findings.report(Kind.ACCOUNTING, "the reader has taken " + bytes + " bytes from the pipe for its user to read, its limit is " + limitBytes);
        }
    }

    /** So many messages were taken from the pipe that the user has not got. */
    void undeliveredMessages(int messages) {
        if (messages - MOST_MESSAGES > mostMessages) {
            findings.report(Kind.UNBOUNDED, "the reader has taken " + messages + " messages from the pipe for its user to read, its limit is " + limitBytes
                    + " bytes");
        }
    }

    /**
     * A call that was asked for at most so many bytes says that it took so many.
     *
     * @param tellsEnd whether it may answer -1, for the end
     */
    public void took(String call, long taken, long asked, boolean tellsEnd) {
        if (taken > asked || taken < (tellsEnd ? -1 : 0)) {
            findings.report(Kind.ACCOUNTING, call + " of " + asked + " bytes answered " + taken);
        }
    }

    /** A call that was asked for bytes has answered that there are none. */
    void refused(String call, int delivered) {
        if (delivered < saidUpTo) {
            findings.report(Kind.ACCOUNTING, call + " answered 0 although the reader has said that it has " + (saidUpTo - delivered) + " bytes");
        }
    }

    /** A line was read beyond its end. */
    void passedLineFeed(int bytes, int lineFeed) {
        findings.report(Kind.ACCOUNTING, "readLine answered " + bytes + " bytes, the line ends with byte " + lineFeed);
    }

    /** The reader has more bytes than its operations have brought. */
    void surplus(long available, int expected, String when) {
        findings.report(Kind.ACCOUNTING, "the reader has " + available + " bytes for its user " + when + ", " + expected + " were taken from the pipe");
    }
}
