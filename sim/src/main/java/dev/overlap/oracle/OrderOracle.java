package dev.overlap.oracle;

import dev.overlap.finding.Findings;
import dev.overlap.finding.Kind;

/**
 * BAD_ORDER: notifications of one reader in an order that cannot be: bytes or an error after the end, a second end or error, news that are none, news while the
 * listener is busy with the last ones.
 *
 * <p>Legal: readyRead for bytes of which a part was read meanwhile; no readyRead for bytes that were all read before it came.
 */
public final class OrderOracle {

    private final Findings findings;
    private boolean failed;
    private boolean ended;
    private int announced;
    /** Whether readyRead runs. */
    private boolean inReadyRead;

    OrderOracle(Findings findings) {
        this.findings = findings;
    }

    void reset() {
        failed = false;
        ended = false;
        announced = 0;
        inReadyRead = false;
    }

    /**
     * readyRead was called.
     *
     * @param arrivals how many operations have brought bytes or the end of a message so far; each can be announced once
     * @param availableBytes how many bytes the user could read now
     * @param message whether a whole message waits, which may be empty
     */
    public void readyRead(int arrivals, long availableBytes, boolean message) {
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
}
