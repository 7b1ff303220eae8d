package dev.overlap.choice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

/** A seed means the same for ever: these numbers must never change, or every seed ever printed is worth nothing. */
class SplitMixTest {

    /** The first numbers from the seed 1234567, as published with SplitMix64's reference implementation. */
    private static final long[] PUBLISHED = {6457827717110365317L, 3203168211198807973L, -8629252141511181193L, 4593380528125082431L, -2037821214251327795L};

    private static final Long[] SEEDS = {-2529857523242969672L, 6791897765849424158L, -1870194551616352452L, 149150339407985012L};
    private static final Long[] BELOW_TEN = {7L, 1L, 2L, 3L, 0L, 8L, 2L, 8L, 3L, 6L, 2L, 4L};

    @Test
    void theNumbersAreThoseOfTheReferenceImplementation() {
        SplitMix random = new SplitMix(1234567);
        assertThat(LongStream.generate(random::next).limit(PUBLISHED.length)).containsExactly(boxed(PUBLISHED));
    }

    @Test
    void aSeedStartsAgain() {
        SplitMix random = new SplitMix(99);
        random.next();
        random.seed(1234567);
        assertThat(random.next()).isEqualTo(PUBLISHED[0]);
    }

    @Test
    void executionsHaveTheSameSeedsForEver() {
        assertThat(LongStream.of(SplitMix.seedOf(1, 0), SplitMix.seedOf(1, 1), SplitMix.seedOf(2, 0), SplitMix.seedOf(-1, 1_000_000)))
                .containsExactly(SEEDS);
        assertThat(SplitMix.mix(0)).isZero();
        assertThat(SplitMix.mix(1)).isEqualTo(6238072747940578789L);
    }

    @Test
    void neighbouringSeedsAndExecutionsHaveNothingInCommon() {
        Set<Long> seeds = new HashSet<>();
        for (long seed = -50; seed < 50; seed++) {
            for (long execution = 0; execution < 1_000; execution++) {
                seeds.add(SplitMix.seedOf(seed, execution));
            }
        }
        assertThat(seeds).hasSize(100_000);
    }

    @Test
    void boundedNumbersAreTheSameForEver() {
        SplitMix random = new SplitMix(42);
        assertThat(LongStream.generate(() -> random.below(10)).limit(12)).containsExactly(BELOW_TEN);
    }

    @Test
    void boundedNumbersAreEquallyLikely() {
        SplitMix random = new SplitMix(7);
        int[] counts = new int[6];
        for (int i = 0; i < 60_000; i++) {
            counts[random.below(counts.length)]++;
        }
        // The standard deviation of each is 91: five of them.
        for (int count : counts) {
            assertThat(count).isBetween(10_000 - 456, 10_000 + 456);
        }
    }

    private static Long[] boxed(long[] numbers) {
        return LongStream.of(numbers).boxed().toArray(Long[]::new);
    }
}
