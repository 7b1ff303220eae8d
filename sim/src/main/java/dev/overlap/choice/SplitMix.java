package dev.overlap.choice;

/**
 * The project's random numbers: SplitMix64, whose every state is a seed (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, OOPSLA 2014).
 *
 * <p>Written out here because a seed must give the same numbers on every Java version, for ever.
 */
public final class SplitMix {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private long state;

    public SplitMix(long seed) {
        state = seed;
    }

    /** Starts again from {@code seed}. */
    public void seed(long seed) {
        state = seed;
    }

    /** The next 64 bits. */
    public long next() {
        state += GOLDEN_GAMMA;
        return mix(state);
    }

    /** A number from 0 to {@code bound - 1}; {@code bound} is small, so that the bias is below 2^-32 times {@code bound}. */
    public int below(int bound) {
        return (int) (((next() >>> 32) * bound) >>> 32);
    }

    /** Scatters the bits of {@code value}; a bijection. */
    public static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** The seed of one thing among many: execution {@code index} of the run {@code seed}. */
    public static long seedOf(long seed, long index) {
        return mix(mix(seed + GOLDEN_GAMMA) + index * GOLDEN_GAMMA);
    }
}
