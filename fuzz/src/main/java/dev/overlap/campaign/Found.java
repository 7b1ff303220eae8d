package dev.overlap.campaign;

import java.util.Comparator;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A finding as a campaign remembers it: what is needed to tell it from others, and to tell all about it again.
 *
 * @param round the number of the round of the campaign in which it was found; those of shards interleave
 * @param execution of its arm, by number; 0 for a fuzz target
 * @param symptom what can be seen from outside: scenario, reader, kind and message, without numbers
 * @param file the trace, or the input, relative to the campaign's folder
 * @param thrown what a fuzz target has thrown, class and message; null where there is a trace
 * @param frames where that was thrown, the innermost first
 * @param session in which call of the campaign it was found, from 0
 */
record Found(long round, String engine, String target, long execution, String symptom, String fingerprint, String file, @Nullable String thrown,
        List<String> frames, int session) {

    /** So many different ways of one symptom are told; the first ones, in the order of rounds. */
    static final int WAYS = 5;

    /** The order in which an undivided campaign finds them. */
    static final Comparator<Found> IN_ORDER = Comparator.comparingLong(Found::round).thenComparingLong(Found::execution).thenComparing(Found::fingerprint);

    Found {
        frames = List.copyOf(frames);
    }
}
