package dev.overlap.real;

import java.util.List;

import dev.overlap.fault.Rule;

/**
 * Everything about an execution on a real kernel but the story and the reader.
 *
 * @param seed decides what chance decides: the scenario's questions, faults, noise. The threads' order is the machine's affair
 * @param noise how much the threads are disturbed
 * @param faults how many calls and allocations of readers may fail by choice
 * @param rules what happens in any case
 * @param quietSeconds after so long without any movement the execution is stuck, 1 or more
 */
public record RealSetting(long seed, Noise.Level noise, int faults, List<Rule> rules, int quietSeconds) {

    private static final int QUIET_SECONDS = 10;

    public RealSetting {
        rules = List.copyOf(rules);
        if (quietSeconds < 1) {
            throw new IllegalArgumentException("a watchdog of " + quietSeconds + " seconds: expected 1 or more");
        }
    }

    /** Without faults, with a little noise. */
    public RealSetting(long seed) {
        this(seed, Noise.Level.LOW, 0);
    }

    /** With so many faults at most, by choice. */
    public RealSetting(long seed, Noise.Level noise, int faults) {
        this(seed, noise, faults, List.of(), QUIET_SECONDS);
    }
}
