package dev.overlap.schedule;

import dev.overlap.choice.EnumeratedChoices;

/**
 * All schedules in turn, depth first, with at most so many preemptions (Musuvathi, Qadeer: Iterative Context Bounding for Systematic Testing of
 * Multithreaded Programs, PLDI 2007).
 *
 * <p>Complete within its two bounds: preemptions, and the depth of the choices that it shares with the data. Worth its price only where an execution is
 * short.
 */
public final class DepthFirst implements Strategy {

    private final EnumeratedChoices choices;
    private final int maxPreemptions;
    private int preemptions;

    /**
     * Makes a strategy that enumerates together with the data.
     *
     * @param choices the source that the execution's data come from as well
     * @param maxPreemptions how often a task that could go on is left for another, 0 or more
     */
    public DepthFirst(EnumeratedChoices choices, int maxPreemptions) {
        this.choices = choices;
        this.maxPreemptions = maxPreemptions;
    }

    @Override
    public void begin(long seed, int expectedPoints) {
        preemptions = 0;
    }

    @Override
    public int pick(long enabled, int current) {
        int first = Strategy.defaultPick(enabled, current);
        boolean preempting = first == current;
        if (preempting && preemptions == maxPreemptions) {
            return first;
        }
        int chosen = choices.choose(Long.bitCount(enabled));
        if (chosen == 0) {
            return first;
        }
        if (preempting) {
            preemptions++;
        }
        long others = enabled & ~(1L << first);
        return Strategy.bit(others, chosen - 1);
    }
}
