package dev.overlap.oracle;

import dev.overlap.finding.Findings;
import dev.overlap.finding.Kind;

/**
 * UNBOUNDED: the memory of the process under test grows above what the scenario states and one read beyond it, or the events that wait in a loop grow
 * without end.
 *
 * <p>A hostile peer decides how much it sends; how much of it is taken is the reader's decision. One read is the largest piece that the reader has allocated so far, the present one
 * apart: the first may be small, where it was told how much there is. Legal: whatever
 * stays in the pipe.
 */
public final class BoundOracle {

    /** More events than any reader has a reason for: one for each notification that waits is plenty. */
    private static final int MOST_EVENTS = 64;
    private static final long NO_BOUND = Long.MAX_VALUE;

    private final Findings findings;
    private long bound = NO_BOUND;
    private long bytes;
    /** One read: the largest piece before the present one. */
    private long largest;

    BoundOracle(Findings findings) {
        this.findings = findings;
    }

    /** Begins an execution. */
    void reset() {
        bound = NO_BOUND;
        bytes = 0;
        largest = 0;
    }

    /** States the bound. */
    public void memory(long most) {
        bound = most;
    }

    void allocated(Object memory, int size) {
        bytes += size;
        if (largest == 0) {
            largest = size;
        }
        if (bound != NO_BOUND && bytes > bound + largest) {
            findings.report(Kind.UNBOUNDED, bytes + " bytes of memory are allocated with " + memory + ", at most " + bound + " and one read of " + largest
                    + " are allowed");
        }
        largest = Math.max(largest, size);
    }

    /** So many events wait in one loop. */
    public void posted(Object loop, int events) {
        if (events > MOST_EVENTS) {
            findings.report(Kind.UNBOUNDED, events + " events wait in " + loop);
        }
    }

    void freed(int size) {
        bytes -= size;
    }
}
