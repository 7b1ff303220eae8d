package dev.overlap.schedule;

import java.util.Arrays;

/**
 * Every decision of an execution in order: the slot picked, or the answer chosen. Questions with one possible answer are not asked and not recorded.
 * Grows; used again by the next execution.
 */
public final class Recording {

    private int[] decisions = new int[256];
    private int size;

    void clear() {
        size = 0;
    }

    void add(int decision) {
        if (size == decisions.length) {
            decisions = Arrays.copyOf(decisions, 2 * size);
        }
        decisions[size++] = decision;
    }

    /** The number of decisions. */
    public int size() {
        return size;
    }

    /** The decision at {@code index}. */
    public int get(int index) {
        return decisions[index];
    }

    /** The decisions so far. */
    public int[] toArray() {
        return Arrays.copyOf(decisions, size);
    }
}
