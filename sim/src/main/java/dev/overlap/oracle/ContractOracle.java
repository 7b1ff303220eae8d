package dev.overlap.oracle;

import dev.overlap.finding.Findings;
import dev.overlap.finding.Kind;

/**
 * CONTRACT: a documented rule of a function was broken by its caller, whatever came of it this time.
 *
 * <p>The rules are checked where the functions are simulated: an OVERLAPPED that is used again while its operation is in flight, or whose unused members are
 * not zero; no OVERLAPPED on a handle opened for overlapped operations; waiting for callbacks of a wait inside one of them; closing a handle that is being
 * waited on. Legal: whatever the documents leave open, such as closing a pipe with an operation in flight.
 */
final class ContractOracle {

    private final Findings findings;

    ContractOracle(Findings findings) {
        this.findings = findings;
    }

    void broken(String function, String rule) {
        findings.report(Kind.CONTRACT, function + ": " + rule);
    }
}
