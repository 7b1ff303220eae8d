package dev.overlap.oracle;

import dev.overlap.finding.Findings;
import dev.overlap.finding.Kind;

/**
 * UNBOUNDED: the memory of the process under test, or the events that wait in a loop, grow above what the scenario states.
 *
 * <p>A hostile peer decides how much it sends; how much of it is taken is the reader's decision. Legal: whatever stays in the pipe.
 */
final class BoundOracle {

    private static final long NO_BOUND = Long.MAX_VALUE;

    private final Findings findings;
    private long bound = NO_BOUND;
    private long bytes;

    BoundOracle(Findings findings) {
        this.findings = findings;
    }

    /** Begins an execution. */
    void reset() {
        bound = NO_BOUND;
        bytes = 0;
    }

    /** States the bound. */
    void memory(long most) {
        bound = most;
    }

    void allocated(Object memory, int size) {
        bytes += size;
        if (bytes > bound) {
            findings.report(Kind.UNBOUNDED, bytes + " bytes of memory are allocated with " + memory + ", at most " + bound + " are allowed");
        }
    }

    void freed(int size) {
        bytes -= size;
    }
}
