package dev.overlap.fault;

import dev.overlap.win32.Win32Error;

/**
 * The nth call of a function fails with an error.
 *
 * @param call which
 * @param nth 1 or more, counted through the execution
 * @param error one of {@link FallibleCall#errors()}
 */
public record FaultRule(FallibleCall call, int nth, int error) implements Rule {

    public FaultRule {
        if (nth < 1) {
            throw new IllegalArgumentException("call " + nth + " of " + call.function() + ": expected 1 or more");
        }
        boolean known = false;
        for (int each : call.errors()) {
            known |= each == error;
        }
        if (!known) {
            throw new IllegalArgumentException(call.function() + " does not fail with " + Win32Error.name(error));
        }
    }

    @Override
    public String toString() {
        return "fail " + call.function() + " #" + nth + " with " + Win32Error.symbol(error);
    }
}
