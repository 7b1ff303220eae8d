package dev.overlap.schedule;

import dev.overlap.choice.SplitMix;

/**
 * Probabilistic concurrency testing: random priorities, and {@code depth - 1} random steps at which the running task falls below all others.
 *
 * <p>Hits a bug of the given depth among n tasks and k steps with probability of at least 1 / (n · k^(depth - 1)) in every execution
 * (Burckhardt, Kothari, Musuvathi, Nagarakatte: A Randomized Scheduler with Probabilistic Guarantees of Finding Bugs, ASPLOS 2010). Operations in flight
 * count as tasks. Not fair: a task that spins starves the rest, which is why an execution has a liveness phase and a step bound. Hot path.
 */
public final class Pct implements Strategy {

    private static final int SLOTS = 64;

    private final int depth;
    private final SplitMix random = new SplitMix(0);
    /** Higher runs first. Initial priorities are random and above {@link #depth}; the i-th change drawn lowers one to i. */
    private final int[] priorities = new int[SLOTS];
    private final int[] changePoints;
    /** The priority that each change gives: the i-th drawn gives i, whenever its time comes. */
    private final int[] changedTo;
    private int changesDone;
    private int steps;
    private int nextChange;

    /**
     * Makes a strategy for bugs of one depth.
     *
     * @param depth the number of ordering constraints that show the bug, 1 or more
     */
    public Pct(int depth) {
        this.depth = depth;
        this.changePoints = new int[depth - 1];
        this.changedTo = new int[depth - 1];
    }

    @Override
    public void begin(long seed, int expectedPoints) {
        random.seed(seed);
        steps = 0;
        changesDone = 0;
        for (int i = 0; i < changePoints.length; i++) {
            insert(i, 1 + random.below(Math.max(1, expectedPoints)), i + 1);
        }
        nextChange = changePoints.length == 0 ? Integer.MAX_VALUE : changePoints[0];
    }

    private void insert(int count, int point, int priority) {
        int at = count;
        while (at > 0 && changePoints[at - 1] > point) {
            changePoints[at] = changePoints[at - 1];
            changedTo[at] = changedTo[at - 1];
            at--;
        }
        changePoints[at] = point;
        changedTo[at] = priority;
    }

    @Override
    public void created(int slot) {
        // Unique with near certainty among few tasks; a tie goes to the lower slot.
        priorities[slot] = depth + random.below(1 << 20);
    }

    @Override
    public int pick(long enabled, int current) {
        int chosen = highest(enabled);
        if (++steps >= nextChange) {
            priorities[chosen] = changedTo[changesDone];
            changesDone++;
            nextChange = changesDone == changePoints.length ? Integer.MAX_VALUE : changePoints[changesDone];
            chosen = highest(enabled);
        }
        return chosen;
    }

    private int highest(long enabled) {
        long rest = enabled;
        int best = Long.numberOfTrailingZeros(rest);
        rest &= rest - 1;
        while (rest != 0) {
            int slot = Long.numberOfTrailingZeros(rest);
            if (priorities[slot] > priorities[best]) {
                best = slot;
            }
            rest &= rest - 1;
        }
        return best;
    }
}
