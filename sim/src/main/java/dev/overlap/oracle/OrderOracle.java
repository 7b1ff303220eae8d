package dev.overlap.oracle;

import dev.overlap.finding.Findings;
import dev.overlap.finding.Kind;

/**
 * BAD_ORDER: notifications of one reader in an order that cannot be: bytes or an error after the end, a second end or error, the end before the last bytes, news
 * that are none, news while the listener is busy with the last ones, and waits that answer otherwise than was told.
 *
 * <p>Legal: readyRead for bytes of which a part was read meanwhile; no readyRead for bytes that were all read before it came.
 */
public final class OrderOracle {

    private final Findings findings;
    private boolean failed;
    private boolean ended;
    private int announced;
    /** Up to which byte of the stream the listener knows that there is something. */
    private long knownUpTo;
    /** Whether readyRead runs. */
    private boolean inReadyRead;

    OrderOracle(Findings findings) {
        this.findings = findings;
    }

    void reset() {
        failed = false;
        ended = false;
        announced = 0;
        knownUpTo = 0;
        inReadyRead = false;
    }

    /**
     * readyRead was called.
     *
     * @param arrivals how many operations have brought bytes or the end of a message so far; each can be announced once
     * @param delivered how many bytes the user has got
     * @param availableBytes how many bytes the user could read now
     * @param message whether a whole message waits, which may be empty
     */
    public void readyRead(int arrivals, int delivered, long availableBytes, boolean message) {
        knownUpTo = delivered + availableBytes;
        if (ended || failed) {
            findings.report(Kind.BAD_ORDER, "readyRead was called after " + (ended ? "closed" : "error"));
        }
        if (inReadyRead) {
            findings.report(Kind.BAD_ORDER, "readyRead was called while it ran");
        }
        inReadyRead = true;
        announced++;
        if (availableBytes == 0 && !message) {
            findings.report(Kind.BAD_ORDER, "readyRead was called although there is nothing to read");
        }
        if (announced > arrivals) {
            findings.report(Kind.BAD_ORDER, "readyRead was called " + announced + " times, but something has arrived only " + arrivals + " times");
        }
    }

    /** readyRead has returned, or thrown something. */
    public void readyReadReturned() {
        inReadyRead = false;
    }

    /** error was called. */
    public void error() {
        if (ended || failed) {
            findings.report(Kind.BAD_ORDER, "error was called " + (ended ? "after closed" : "a second time"));
        }
        failed = true;
    }

    /** Whether the listener was told of an error. */
    public boolean hasFailed() {
        return failed;
    }

    /** closed was called. */
    public void closed() {
        if (ended) {
            findings.report(Kind.BAD_ORDER, "closed was called a second time");
        }
        ended = true;
    }

    /** Whether it was. */
    boolean hasEnded() {
        return ended;
    }

    /**
     * closed was called: what the reader has must have been announced.
     *
     * @param delivered how many bytes the user has got
     * @param available how many the reader has
     */
    void ended(int delivered, long available) {
        long unknown = Math.min(available, delivered + available - knownUpTo);
        if (unknown > 0) {
            findings.report(Kind.BAD_ORDER, "closed was called although the last " + unknown + " bytes were not announced");
        }
    }

    // ---------------------------------------------------------------- waits

    /** A wait for new bytes was answered. */
    void waitedForReadyRead(boolean come, boolean told) {
        if (come != told) {
            findings.report(Kind.BAD_ORDER, "waitForReadyRead answered " + come + (told ? " although readyRead was called" : ", but readyRead was not called"));
        }
    }

    /**
     * A wait within readyRead has answered that there are new bytes.
     *
     * @param undelivered how many bytes have come that the user has not got: which of them are news the reader alone knows, others may have come since it called
     * @param message whether a message has come of which the user has not got the end
     */
    void waitedWithinReadyRead(int undelivered, boolean message) {
        if (undelivered == 0 && !message) {
            findings.report(Kind.BAD_ORDER, "waitForReadyRead answered true within readyRead, but there is nothing to read");
        }
    }

    /** A wait for the end was answered. */
    void waitedForPipeClosed(boolean come, boolean told) {
        if (told && !come) {
            findings.report(Kind.BAD_ORDER, "waitForPipeClosed answered false although closed was called");
        }
    }
}
