package dev.overlap.schedule;

import dev.overlap.choice.SplitMix;

/**
 * At each scheduling point any candidate with the same probability.
 *
 * <p>Promises nothing about depth: an interleaving that needs one task to stay behind for k points has probability 2^-k or less. Finds what many
 * interleavings show. Fair with probability 1. Hot path.
 */
public final class RandomWalk implements Strategy {

    private final SplitMix random = new SplitMix(0);

    @Override
    public void begin(long seed, int expectedPoints) {
        random.seed(seed);
    }

    @Override
    public int pick(long enabled, int current) {
        return Strategy.bit(enabled, random.below(Long.bitCount(enabled)));
    }
}
