package dev.overlap.target;

import dev.overlap.explore.FuzzInput;

/** Program and schedule from bytes ({@link FuzzInput#ofProgram}): whatever owner, peer and world do, in whatever order, no oracle has anything to say. */
public final class ReaderProgramFuzzer {

    private static final Playground PLAYGROUND = new Playground();

    private ReaderProgramFuzzer() {
    }

    /** Plays one input. One thread at a time. */
    public static void fuzzerTestOneInput(byte[] input) {
        PLAYGROUND.play(FuzzInput.ofProgram(input, PLAYGROUND.readers()));
    }
}
