package dev.overlap.oracle;

import dev.overlap.finding.Findings;

/** The judges of one reader, who hear what it and its user say to each other. */
public final class ReaderOracles implements ReaderWitness {

    private final int number;
    private final ErrorOracle errors;
    private final LifetimeOracle lifetime;
    private final StreamOracle stream;
    private final OrderOracle order;
    private final AccountingOracle accounting;

    ReaderOracles(Findings findings, int number, ErrorOracle errors, LifetimeOracle lifetime) {
        this.number = number;
        this.errors = errors;
        this.lifetime = lifetime;
        this.accounting = new AccountingOracle(findings);
        this.stream = new StreamOracle(findings, accounting);
        this.order = new OrderOracle(findings);
    }

    void reset() {
        stream.reset();
        order.reset();
        accounting.reset();
    }

    /** The number under which the kernel tells of what it does for this reader; 1 or more. */
    public int number() {
        return number;
    }

    /** Judges its bytes. */
    StreamOracle stream() {
        return stream;
    }

    @Override
    public void rests(long available, String when) {
        accounting.rests(available);
        stream.rests(available, when);
    }

    @Override
    public void drained(boolean left) {
        // A limit is a reason to leave something, and so is a call that has failed.
        if (left && !accounting.isLimited() && !errors.isKnownToHaveFailed(number)) {
            stream.leftByDrain();
        }
    }

    @Override
    public void dropped() {
        stream.dropped();
    }

    @Override
    public void closed() {
        stream.dropped();
        errors.closed(number);
    }

    @Override
    public void nextMessage(long left, boolean rests) {
        stream.nextMessage(left, rests);
    }

    @Override
    public void asked() {
        judgeUndelivered();
    }

    private void judgeUndelivered() {
        accounting.undelivered(stream.undelivered());
        accounting.undeliveredMessages(stream.undeliveredMessages());
    }

    @Override
    public void tookEmptyMessage(String call, int bytes) {
        accounting.took(call + " of an empty message", bytes, 0, false);
        stream.emptyMessageDelivered();
    }

    @Override
    public void took(String call, int taken, byte[] target, int offset, int length, boolean messages) {
        if (taken == 0 && messages) {
            stream.nothingDelivered();
        }
        accounting.took(call, taken, length, true);
        if (taken == 0 && length > 0) {
            accounting.refused(call, stream.delivered());
        }
        if (taken > 0) {
            stream.delivered(target, offset, taken);
        } else if (taken < 0) {
            stream.exhausted();
        }
    }

    @Override
    public void passedLineFeed(int bytes, int lineFeed) {
        accounting.passedLineFeed(bytes, lineFeed);
    }

    @Override
    public void skipped(long skipped, long asked) {
        accounting.took("skip", skipped, asked, false);
        stream.skipped(skipped);
    }

    @Override
    public void available(long bytes) {
        accounting.available(bytes, stream.delivered());
    }

    @Override
    public void limited(long bytes, long available, long awaited) {
        accounting.limited(bytes, Math.max(available, stream.undelivered()), awaited, stream.undeliveredMessages());
    }

    @Override
    public void waitedForReadyRead(boolean come, boolean told) {
        order.waitedForReadyRead(come, told);
    }

    @Override
    public void waitedWithinReadyRead() {
        order.waitedWithinReadyRead(stream.undelivered(), stream.hasMessage());
    }

    @Override
    public void waitedForPipeClosed(boolean come, boolean told) {
        order.waitedForPipeClosed(come, told);
        if (come && !order.hasEnded()) {
            errors.checkWaitedEnd(number);
        }
    }

    @Override
    public void toldLate(String notification, String call) {
        lifetime.lateNotification(notification, call);
    }

    @Override
    public void tellsReadyRead(long available, boolean message) {
        accounting.available(available, stream.delivered());
        judgeUndelivered();
        order.readyRead(stream.arrivals(), stream.delivered(), available, message);
    }

    @Override
    public void hasToldReadyRead() {
        order.readyReadReturned();
    }

    @Override
    public void tellsError(int win32Error) {
        order.error();
        errors.reported(number, win32Error);
    }

    @Override
    public boolean tellsEnd() {
        order.closed();
        errors.endAnnounced(number);
        return !order.hasFailed();
    }

    @Override
    public void ended(long available, int readable) {
        order.ended(stream.delivered(), available);
        stream.ended(available, readable);
        errors.checkEnd(number);
    }
}
