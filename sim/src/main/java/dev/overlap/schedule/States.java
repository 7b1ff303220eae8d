package dev.overlap.schedule;

/**
 * Which states and transitions were seen, by hash, in bit maps of a fixed size; the counts are estimated from the share of bits that are set (linear
 * counting), so they do not depend on the order in which executions ran, and two maps can be united. Hot path.
 */
public final class States {

    private static final int BITS = 1 << 20;

    private final long[] states = new long[BITS >>> 6];
    private final long[] transitions = new long[BITS >>> 6];

    void visit(long state, long before) {
        int at = (int) (state >>> 44);
        states[at >>> 6] |= 1L << at;
        int change = (int) ((state ^ before * 0x9E3779B97F4A7C15L) * 0xD6E8FEB86659FD93L >>> 44);
        transitions[change >>> 6] |= 1L << change;
    }

    /** Adds what {@code other} has seen. */
    public void unite(States other) {
        for (int i = 0; i < states.length; i++) {
            states[i] |= other.states[i];
            transitions[i] |= other.transitions[i];
        }
    }

    /** About how many states were seen. */
    public long states() {
        return estimate(states);
    }

    /** About how many transitions were seen. */
    public long transitions() {
        return estimate(transitions);
    }

    private static long estimate(long[] map) {
        int set = 0;
        for (long word : map) {
            set += Long.bitCount(word);
        }
        return set == BITS ? BITS * 20L : Math.round(-BITS * Math.log1p(-set / (double) BITS));
    }
}
