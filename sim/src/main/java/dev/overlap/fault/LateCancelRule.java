package dev.overlap.fault;

/**
 * A CancelIoEx that finds an operation answers TRUE, yet the operation completes normally when it can; only if nothing completes it, it is cancelled in the end (F10,
 * C14).
 *
 * @param nth which call of CancelIoEx, 1 or more
 */
public record LateCancelRule(int nth) implements Rule {

    public LateCancelRule {
        RuleParser.requireCount(nth, "CancelIoEx");
    }

    @Override
    public String toString() {
        return "answer CancelIoEx #" + nth + " with TRUE but cancel late";
    }
}
