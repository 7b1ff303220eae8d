package dev.overlap.command;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

import dev.overlap.choice.SplitMix;
import picocli.CommandLine.TypeConversionException;

/**
 * What every execution of a run is drawn from.
 *
 * @param value any number
 */
record Seed(long value) {

    /** Seeds that nobody chose are short enough to be read out over a telephone. */
    private static final int DRAWN_BELOW = 1_000_000_000;
    /** Seeds made from words fit into 53 bits, which every reader of JSON keeps exactly. */
    private static final int UNUSED_BITS = 64 - 53;
    /** What Java makes of each byte that it cannot decode: all words with such would be the same. */
    private static final char UNDECODED = '\uFFFD';

    /** A number stands for itself, anything else for its hash: the hash of a Git commit, a word. */
    static Seed parse(String text) {
        String word = text.strip();
        if (word.isEmpty()) {
            throw new TypeConversionException("the seed is empty; expected a number, the hash of a Git commit, or a word");
        }
        if (word.indexOf(UNDECODED) >= 0) {
            throw new TypeConversionException(
                    "the seed has characters that the locale's encoding has not; expected ASCII, or a locale with UTF-8, as by LC_ALL=C.UTF-8");
        }
        try {
            return new Seed(Long.parseLong(word));
        } catch (NumberFormatException e) {
            return new Seed(hash(word));
        }
    }

    /** A seed at random. */
    static Seed draw() {
        return new Seed(new SecureRandom().nextInt(DRAWN_BELOW));
    }

    /** FNV-1a, scattered; written out because a commit must give the same run for ever. */
    private static long hash(String word) {
        long hash = 0xCBF29CE484222325L;
        for (byte b : word.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xFF)) * 0x100000001B3L;
        }
        return SplitMix.mix(hash) >>> UNUSED_BITS;
    }
}
