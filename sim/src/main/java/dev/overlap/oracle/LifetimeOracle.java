package dev.overlap.oracle;

import dev.overlap.finding.Findings;
import dev.overlap.finding.Kind;

/**
 * USE_AFTER_DESTROY and LATE_CALLBACK: something of an owner was used after the owner's end, which Java's garbage collector would hide; or its listener was
 * called after stop or close had returned.
 *
 * <p>Legal: a callback that begins after SetThreadpoolWait(NULL), UnregisterWait with FALSE/997 or CloseThreadpoolWait (F18 to F20), finds the reader stopped
 * and leaves.
 */
public final class LifetimeOracle {

    private final Findings findings;

    LifetimeOracle(Findings findings) {
        this.findings = findings;
    }

    /** The {@code name} of an owner that ended at step {@code destroyedAt} was used. */
    public void usedAfterDestroy(String name, String owner, int destroyedAt, boolean byCallback) {
        findings.report(byCallback ? Kind.LATE_CALLBACK : Kind.USE_AFTER_DESTROY,
                (byCallback ? "a callback used " : "") + name + (byCallback ? "" : " was used") + ": " + owner + " closed at step " + destroyedAt);
    }

    /** The listener was called although the reader has returned from {@code call}. */
    public void lateNotification(String notification, String call) {
        findings.report(Kind.LATE_CALLBACK, notification + " was called after " + call + " had returned");
    }
}
