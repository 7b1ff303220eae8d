package dev.overlap.oracle;

import dev.overlap.finding.Findings;

/** The judges of one reader. */
public final class ReaderOracles {

    private final int number;
    private final StreamOracle stream;
    private final OrderOracle order;
    private final AccountingOracle accounting;

    ReaderOracles(Findings findings, int number) {
        this.number = number;
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
    public StreamOracle stream() {
        return stream;
    }

    /** Judges the order of its notifications. */
    public OrderOracle order() {
        return order;
    }

    /** Judges its sizes. */
    public AccountingOracle accounting() {
        return accounting;
    }
}
