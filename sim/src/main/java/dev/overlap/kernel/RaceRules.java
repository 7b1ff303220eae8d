package dev.overlap.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.overlap.fault.HoldRule;
import dev.overlap.fault.HoldRule.Held;
import dev.overlap.fault.LateCancelRule;
import dev.overlap.fault.Rule;
import dev.overlap.fault.ShortReadRule;
import dev.overlap.schedule.Blocking;
import dev.overlap.schedule.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * Makes the races of one execution end as {@linkplain Rule rules} say: counts calls, operations and callbacks, and holds what is to be held.
 *
 * <p>There are none in an ordinary execution, and then nobody asks.
 */
public final class RaceRules {

    /** One rule that holds something, until it opens. */
    final class Gate {
        private final HoldRule rule;
        private boolean open;
        private boolean inUse;
        /** The callbacks that wait, one bit each. */
        private long blocked;

        private Gate(HoldRule rule) {
            this.rule = rule;
        }

        /** Whether what has come so far waits here. */
        boolean holds() {
            if (!open) {
                inUse = true;
                interference.matches(rule);
            }
            return !open;
        }
    }

    private final SimKernel kernel;
    private final Interference interference;
    private final List<Rule> rules = new ArrayList<>();
    private boolean everybody;
    private final List<Gate> gates = new ArrayList<>();
    private final Map<String, Integer> entered = new HashMap<>();
    private final Map<String, Integer> returned = new HashMap<>();
    private final int[] begun = new int[Held.values().length];
    /** The operations that are held, or will be. */
    private final List<IoRequest> held = new ArrayList<>();
    /** Those that were cancelled late. */
    private final List<IoRequest> cancelled = new ArrayList<>();
    private int cancels;

    RaceRules(SimKernel kernel, Interference interference) {
        this.kernel = kernel;
        this.interference = interference;
    }

    /** Adds a rule. */
    void add(Rule rule, boolean ofEverybody) {
        rules.add(rule);
        everybody |= ofEverybody;
        if (rule instanceof HoldRule hold) {
            gates.add(new Gate(hold));
        }
    }

    private boolean applies() {
        return everybody || kernel.thread().process.underTest;
    }

    // ---------------------------------------------------------------- what happens

    /** A task calls a function: one that may open gates. */
    public void entered(String function) {
        happened(function, entered, false);
    }

    /** A task's call has returned. */
    public void returned(String function) {
        happened(function, returned, true);
    }

    private void happened(String function, Map<String, Integer> counts, boolean hasReturned) {
        if (!applies()) {
            return;
        }
        int count = counts.merge(function, 1, Integer::sum);
        for (Gate gate : gates) {
            if (!gate.open && gate.rule.returned() == hasReturned && gate.rule.call() == count && gate.rule.function().equals(function)) {
                open(gate);
            }
        }
    }

    private void open(Gate gate) {
        gate.open = true;
        kernel.scheduler.wake(gate.blocked);
        gate.blocked = 0;
        held.removeIf(request -> request.goesOnBehind(gate));
    }

    /** Opens the gates that hold something, or all of them, and carries out the cancels that are late. */
    boolean letGo(boolean forGood) {
        boolean any = false;
        for (Gate gate : gates) {
            if (!gate.open && (gate.inUse || forGood)) {
                open(gate);
                any = true;
            }
        }
        for (IoRequest request : cancelled) {
            any |= request.cancelsNow();
        }
        cancelled.clear();
        return any;
    }

    /** A callback begins on a thread of the pool: it may be held here. */
    public void callbackBegins() {
        if (!applies()) {
            return;
        }
        Gate gate = gateOf(Held.CALLBACK);
        while (gate != null && gate.holds()) {
            gate.blocked |= kernel.scheduler.current().bit();
            kernel.scheduler.block(Blocking.RULE, 0, -1, Scheduler.NEVER);
        }
    }

    /** Counts one more, and says what holds it. */
    private @Nullable Gate gateOf(Held what) {
        int nth = ++begun[what.ordinal()];
        for (Gate gate : gates) {
            if (gate.rule.what() == what && gate.rule.nth() == nth) {
                return gate;
            }
        }
        return null;
    }

    // ---------------------------------------------------------------- operations

    /** An operation begins. */
    void begins(IoRequest request) {
        Held what = request.held();
        Gate gate = what == null || !applies() ? null : gateOf(what);
        if (gate != null) {
            request.hold(gate);
            held.add(request);
        }
    }

    /** A call of CancelIoEx begins to look for operations; the rule by which it cancels them late, or null. */
    @Nullable LateCancelRule cancelBegins() {
        if (applies()) {
            cancels++;
            for (Rule rule : rules) {
                if (rule instanceof LateCancelRule late && late.nth() == cancels) {
                    return late;
                }
            }
        }
        return null;
    }

    /** An operation is cancelled, by this rule, when nothing else goes on. */
    void cancelLate(IoRequest request, LateCancelRule rule) {
        interference.matches(rule);
        cancelled.add(request);
        request.requestCancel(true);
    }

    /** How many bytes the read that is about to begin may get. */
    int bytesFor(int asked, boolean byteRead) {
        if (applies() && byteRead) {
            int nth = begun[Held.READ.ordinal()] + 1;
            for (Rule rule : rules) {
                if (rule instanceof ShortReadRule shortRead && shortRead.nth() == nth && shortRead.bytes() < asked) {
                    interference.matches(rule);
                    return shortRead.bytes();
                }
            }
        }
        return asked;
    }
}
