package dev.overlap.fault;

/**
 * Something that is to happen in an execution whatever chance would have decided: a fault, or one order of a race.
 *
 * <p>Written on one line, which {@link #parse} reads and {@code toString} gives:
 *
 * <pre>
 * fail ReadFile #2 with ERROR_NOT_ENOUGH_MEMORY
 * hold read #1 until CancelIoEx #1 is entered
 * hold callback #1 until UnregisterWait #1 has returned
 * answer CancelIoEx #1 with TRUE but cancel late
 * complete read #1 with 3 bytes
 * </pre>
 *
 * <p>Calls, operations and callbacks are counted from 1 through the execution, each kind by itself: those of the process under test, in a script those of all
 * its threads. A rule makes nothing happen that could not happen without it. What it waits for may never come: then what it held is let go when nothing else
 * can go on, and at the latest when the adversarial part of the execution is over.
 */
public sealed interface Rule permits FaultRule, HoldRule, LateCancelRule, ShortReadRule {

    /** A call of a function fails with an error. */
    static FaultRule fail(FallibleCall call, int nth, int error) {
        return new FaultRule(call, nth, error);
    }

    /** Something is held; the rule goes on with what it is held for. */
    static HoldRule.Beginning hold(HoldRule.Held what, int nth) {
        return new HoldRule.Beginning(what, nth);
    }

    /** A CancelIoEx answers TRUE, yet the operation completes normally, if anything completes it. */
    static LateCancelRule cancelLate(int nth) {
        return new LateCancelRule(nth);
    }

    /** A read of a byte pipe gets so many bytes at most, whatever it has asked for. */
    static ShortReadRule shortRead(int nth, int bytes) {
        return new ShortReadRule(nth, bytes);
    }

    /**
     * The rule that is written so.
     *
     * @throws RuleSyntaxException when there is none; its message says what was expected, and where
     */
    static Rule parse(String text) throws RuleSyntaxException {
        return new RuleParser(text).parse();
    }
}
