package dev.overlap.oracle;

import dev.overlap.finding.Findings;
import dev.overlap.finding.Kind;

/**
 * BUFFER_IN_FLIGHT: memory that an operation borrows was moved, written, or, a read's buffer, read. USE_AFTER_FREE: it was freed while borrowed, or touched
 * after it was freed. MEMORY_OVERFLOW: touched or lent beyond its bounds. MEMORY_LEAK: left at the end. DATA_RACE: two accesses by tasks without an order.
 *
 * <p>Legal: reading the buffer of one's own pending write; touching what the kernel wrote once its completion was observed.
 */
final class MemoryOracle {

    private final Findings findings;

    MemoryOracle(Findings findings) {
        this.findings = findings;
    }

    void borrowedTouched(String access, Object memory, Object operation) {
        findings.report(Kind.BUFFER_IN_FLIGHT, memory + " " + access + " while " + operation + " is in flight");
    }

    void borrowedFreed(Object memory, Object operation) {
        findings.report(Kind.USE_AFTER_FREE, memory + " freed while " + operation + " is in flight");
    }

    void unobservedFreed(Object memory) {
        findings.report(Kind.USE_AFTER_FREE, memory + " freed before the completion of the operation that borrows it was observed");
    }

    void freedTouched(String access, Object memory, int freedAt) {
        findings.report(Kind.USE_AFTER_FREE, memory + " " + access + ", freed at step " + freedAt);
    }

    void exceeded(String access, Object memory, long offset, long length, int size) {
        findings.report(Kind.MEMORY_OVERFLOW, memory + " of " + size + " bytes " + access + " from " + offset + " for " + length + " bytes");
    }

    void left(Object memory, int madeAt) {
        findings.report(Kind.MEMORY_LEAK, memory + ", allocated at step " + madeAt + ", was never freed");
    }

    void unordered(String access, Object memory, boolean byKernel, String other) {
        if (byKernel) {
            findings.report(Kind.BUFFER_IN_FLIGHT, memory + " " + access + " before the completion of " + other + " was observed");
        } else {
            findings.report(Kind.DATA_RACE, memory + " " + access + " without an order to its use by " + other);
        }
    }
}
