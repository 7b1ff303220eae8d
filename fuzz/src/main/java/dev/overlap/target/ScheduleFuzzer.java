package dev.overlap.target;

import dev.overlap.explore.FuzzInput;
import dev.overlap.scenario.Scenarios;

/** A scenario of the project, and its schedule from bytes ({@link FuzzInput#ofSchedule}): in no order of events any oracle has anything to say. */
public final class ScheduleFuzzer {

    private static final Playground PLAYGROUND = new Playground();

    private ScheduleFuzzer() {
    }

    /** Plays one input. One thread at a time. */
    public static void fuzzerTestOneInput(byte[] input) {
        PLAYGROUND.play(FuzzInput.ofSchedule(input, PLAYGROUND.readers(), Scenarios.all()));
    }
}
