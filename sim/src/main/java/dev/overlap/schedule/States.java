package dev.overlap.schedule;

import java.util.Arrays;

/**
 * About how many states and transitions were seen, by hash, in two sketches of a fixed, small size (HyperLogLog: Flajolet, Fusy, Gandouet, Meunier, AofA 2007;
 * standard error 1.6 %). What a sketch holds does not depend on the order in which executions ran, and two can be united. Hot path.
 */
public final class States {

    private static final int LOG_REGISTERS = 12;
    private static final int REGISTERS = 1 << LOG_REGISTERS;
    private static final double ALPHA = 0.7213 / (1 + 1.079 / REGISTERS);
    private static final double SMALL = 2.5 * REGISTERS;

    private final byte[] states = new byte[REGISTERS];
    private final byte[] transitions = new byte[REGISTERS];

    /** Nothing was seen. */
    public States() {
    }

    /**
     * What {@link #toBytes} has told.
     *
     * @throws IllegalArgumentException when it has not
     */
    public States(byte[] sketches) {
        if (sketches.length != 2 * REGISTERS) {
            throw new IllegalArgumentException("sketches of " + sketches.length + " bytes instead of " + 2 * REGISTERS);
        }
        System.arraycopy(sketches, 0, states, 0, REGISTERS);
        System.arraycopy(sketches, REGISTERS, transitions, 0, REGISTERS);
    }

    /** Both sketches, to be kept. */
    public byte[] toBytes() {
        byte[] both = Arrays.copyOf(states, 2 * REGISTERS);
        System.arraycopy(transitions, 0, both, REGISTERS, REGISTERS);
        return both;
    }

    /** Notes a state and the step to it from the state noted before, and returns what the next call is to be told. */
    long visit(long state, long before) {
        long hash = scatter(state);
        note(states, hash);
        note(transitions, (hash ^ before) * 0x9E3779B97F4A7C15L);
        return Long.rotateLeft(hash, 29);
    }

    private static long scatter(long value) {
        long z = (value ^ value >>> 32) * 0xD6E8FEB86659FD93L;
        return z ^ z >>> 32;
    }

    private static void note(byte[] sketch, long hash) {
        int register = (int) (hash >>> 8) & REGISTERS - 1;
        int rank = Long.numberOfLeadingZeros(hash) + 1;
        if (rank > sketch[register]) {
            sketch[register] = (byte) rank;
        }
    }

    /** Adds what {@code other} has seen. */
    public void unite(States other) {
        for (int i = 0; i < REGISTERS; i++) {
            states[i] = (byte) Math.max(states[i], other.states[i]);
            transitions[i] = (byte) Math.max(transitions[i], other.transitions[i]);
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

    private static long estimate(byte[] sketch) {
        double sum = 0;
        int zeros = 0;
        for (byte rank : sketch) {
            sum += Math.scalb(1.0, -rank);
            zeros += rank == 0 ? 1 : 0;
        }
        double estimate = ALPHA * REGISTERS * REGISTERS / sum;
        return Math.round(estimate <= SMALL && zeros > 0 ? REGISTERS * StrictMath.log((double) REGISTERS / zeros) : estimate);
    }
}
