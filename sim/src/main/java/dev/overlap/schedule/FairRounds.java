package dev.overlap.schedule;

import java.util.Arrays;

/**
 * Watches the liveness phase for a change: rounds in which every task that can run has run, and nothing has come of it.
 *
 * <p>Virtual time is no part of the state, so polling with a sleep is no change either; that is why so many rounds are granted, a round being one
 * point of each task: to look every 10 ms, with two points each time, is granted for 20 s. Made once for each worker.
 */
final class FairRounds {

    /** So many rounds without a state that was not there before are a live-lock. */
    static final int MOST_WITHOUT_CHANGE = 4_000;

    private static final int SIZE = 1 << 12;
    private static final long MIX = 0x9E3779B97F4A7C15L;

    private final long[] seen = new long[SIZE];
    private int known;
    private long unchangedPoints;

    /** The liveness phase of an execution begins. */
    void begin() {
        Arrays.fill(seen, 0);
        known = 0;
        unchangedPoints = 0;
    }

    /** Something was achieved that the state does not show. */
    void progressed() {
        unchangedPoints = 0;
    }

    /** A point was reached; false when too many rounds have passed without a change. */
    boolean goesOn(long state, int liveTasks) {
        if (isNew(state | 1)) {
            unchangedPoints = 0;
            return true;
        }
        return ++unchangedPoints < (long) MOST_WITHOUT_CHANGE * Math.max(1, liveTasks);
    }

    private boolean isNew(long state) {
        int index = (int) (state * MIX >>> 52);
        while (seen[index] != 0) {
            if (seen[index] == state) {
                return false;
            }
            index = index + 1 & SIZE - 1;
        }
        if (known < SIZE / 2) {
            seen[index] = state;
            known++;
        }
        return true;
    }
}
