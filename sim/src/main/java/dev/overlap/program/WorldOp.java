package dev.overlap.program;

import dev.overlap.fault.FaultRule;
import dev.overlap.fault.Rule;

/** What happens beside owner and peer. */
public sealed interface WorldOp extends Op {

    /** A rule holds from the beginning: a call fails, a completion is held until something else happens, a cancel comes late, a read gets less. */
    record Impose(Rule rule) implements WorldOp {
        @Override
        public String toString() {
            return rule.toString();
        }
    }

    /** So much time passes, sooner or later, and after that of the operation of this kind before it. */
    record Advance(int millis) implements WorldOp {
        public Advance {
            Quantity.MILLIS.require(millis);
        }

        @Override
        public String toString() {
            return "advance " + millis + " ms";
        }
    }

    /** Whether a call fails by it. */
    default boolean isFault() {
        return this instanceof Impose(FaultRule rule);
    }
}
