package dev.overlap.real;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import dev.overlap.fault.FallibleCall;
import dev.overlap.fault.FaultRule;
import dev.overlap.fault.Rule;

/**
 * Decides which calls and allocations of readers fail: by rules, and by chance within the budget of the execution. Which failures there are, and why a correct reader
 * must survive each, stands at {@link FallibleCall}. Any thread.
 */
final class Faults {

    /** One chance in so many, at each call, until the budget is used up. */
    private static final int ONE_IN = 12;

    private final List<FaultRule> rules = new ArrayList<>();
    private final List<Rule> matched = new ArrayList<>();
    private final int[] calls = new int[FallibleCall.values().length];
    private final Random chance;
    private int left;

    Faults(long seed, int budget) {
        this.chance = new Random(seed * 31 + 7);
        this.left = budget;
    }

    synchronized void add(FaultRule rule) {
        rules.add(rule);
    }

    /** Whether any call can fail. */
    synchronized boolean isAny() {
        return left > 0 || !rules.isEmpty();
    }

    /** The error with which this call fails, 0 when it does not. */
    synchronized int next(FallibleCall call) {
        int nth = ++calls[call.ordinal()];
        for (FaultRule rule : rules) {
            if (rule.call() == call && rule.nth() == nth) {
                matched.add(rule);
                return rule.error();
            }
        }
        if (left == 0 || chance.nextInt(ONE_IN) != 0) {
            return 0;
        }
        left--;
        return call.error(chance.nextInt(call.errorCount()));
    }

    /** The rules that have had an effect. */
    synchronized List<Rule> matched() {
        return List.copyOf(matched);
    }
}
