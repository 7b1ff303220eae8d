package dev.overlap.target;

import dev.overlap.reader.ReadBufferProgram;

/** Operations on the reader's buffer; {@link ReadBufferProgram} says how bytes encode them, and what must be so. */
public final class ReadBufferFuzzer {

    private ReadBufferFuzzer() {
    }

    /** Plays what the bytes encode; throws an {@link AssertionError} where the buffer is not as it should be. */
    public static void fuzzerTestOneInput(byte[] input) {
        ReadBufferProgram.play(input);
    }
}
