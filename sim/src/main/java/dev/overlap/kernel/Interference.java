package dev.overlap.kernel;

import java.util.ArrayList;
import java.util.List;

import dev.overlap.fault.FallibleCall;
import dev.overlap.fault.FaultListener;
import dev.overlap.fault.FaultRule;
import dev.overlap.fault.Rule;
import org.jspecify.annotations.Nullable;

/** What comes into one execution from outside: calls that fail, by choice or by rule, and races that end as rules say. */
public final class Interference {

    /** How many rules there may be. */
    public static final int MAX_RULES = 64;

    private final SimKernel kernel;
    private final List<Rule> rules = new ArrayList<>();
    private @Nullable FaultInjector faults;
    private @Nullable RaceRules races;
    /** The rules that have had an effect, one bit each. */
    private long matched;

    Interference(SimKernel kernel) {
        this.kernel = kernel;
    }

    /**
     * Lets calls and allocations of the process under test fail by choice. Before anything runs, and before there are rules.
     *
     * @param budget how many may fail
     * @param listener hears of each fault that is met, those by rules too, or null
     */
    public void fail(int budget, @Nullable FaultListener listener) {
        faults = budget > 0 ? new FaultInjector(kernel, this, budget, listener) : null;
    }

    /**
     * Adds something that happens in any case. Before anything runs.
     *
     * @param everybody whether races of all processes obey such rules from now on, and not only those of the process under test
     * @param listener hears of each fault that is met, or null
     */
    public void add(Rule rule, boolean everybody, @Nullable FaultListener listener) {
        if (rules.size() == MAX_RULES) {
            throw new IllegalArgumentException("more than " + MAX_RULES + " rules");
        }
        rules.add(rule);
        if (rule instanceof FaultRule fault) {
            if (faults == null) {
                faults = new FaultInjector(kernel, this, 0, listener);
            }
            faults.add(fault);
        } else {
            if (races == null) {
                races = new RaceRules(kernel, this);
            }
            races.add(rule, everybody);
        }
    }

    /** All rules, in the order in which they were added. */
    public List<Rule> rules() {
        return rules.isEmpty() ? List.of() : List.copyOf(rules);
    }

    /** Whether an allocation for a reader fails now. */
    public boolean fails(FallibleCall allocation, int stream) {
        return stream != 0 && faults != null && faults.meet(allocation, stream) != 0;
    }

    /** What decides about faults, or null when there are none. */
    @Nullable FaultInjector faults() {
        return faults;
    }

    /** What rules say of races, or null when they say nothing. */
    public @Nullable RaceRules races() {
        return races;
    }

    void matches(Rule rule) {
        matched |= 1L << rules.indexOf(rule);
    }

    /** Which rules have had an effect: bit <i>n</i> for the one of position <i>n</i>. */
    public long matched() {
        return matched;
    }

    boolean letGo(boolean forGood) {
        RaceRules known = races;
        return known != null && known.letGo(forGood);
    }
}
