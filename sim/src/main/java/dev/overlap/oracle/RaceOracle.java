package dev.overlap.oracle;

import dev.overlap.finding.Findings;
import dev.overlap.finding.Kind;

/**
 * DATA_RACE: two accesses to a plain variable, one of them a write, that no rule of happens-before orders; or a guarded object touched without its lock.
 *
 * <p>Legal: any access to volatile and atomic cells; reading Internal.
 */
public final class RaceOracle {

    private final Findings findings;

    RaceOracle(Findings findings) {
        this.findings = findings;
    }

    /** An access and one of another task are unordered. */
    public void race(String access, String variable, String other) {
        findings.report(Kind.DATA_RACE, variable + " " + access + " without an order to its use by " + other);
    }

    /** A guarded object was taken without its lock. */
    public void unguarded(String variable, String lock) {
        findings.report(Kind.DATA_RACE, variable + " used without holding " + lock);
    }
}
