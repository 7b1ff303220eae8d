package dev.overlap.report;

import java.util.List;

/**
 * The canaries, readers with a known bug, without which a run controls nothing.
 *
 * @param expected how many were played
 * @param found how many of them were found
 * @param missed the ids of the others
 */
public record CanaryTally(int expected, int found, List<String> missed) {

    /** No canary was played. */
    public static final CanaryTally NONE = new CanaryTally(0, 0, List.of());

    public CanaryTally {
        missed = List.copyOf(missed);
    }

    /** What has become of them, in a few words. */
    public String words() {
        return expected == 0 ? "canaries not played" : "canaries " + found + " of " + expected + " found";
    }
}
