package dev.overlap.campaign;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How the time of one call of a campaign is divided: rounds, and at the end, where fuzz targets have added inputs, making their corpora smaller again.
 *
 * <p>Thread-safe, as long as one thread alone fuzzes.
 */
final class TimeBudget {

    private static final Duration LONGEST_ROUND = Duration.ofHours(1);
    private static final Duration SHORTEST_ROUND = Duration.ofSeconds(1);
    /** A fuzz target is not started for less. */
    private static final long FUZZ_NANOS = 5_000_000_000L;
    /** What is kept for making corpora smaller: a tenth, and at most so much. */
    private static final long MINIMISE_NANOS = 60_000_000_000L;
    private static final int MINIMISE_SHARE = 10;

    private final long nanos;
    private final LongSupplier clock;
    private final long begin;
    /** How long the JVM of a fuzz target takes to start here, as far as is known. */
    private volatile long fuzzStartNanos = 5_000_000_000L;
    private volatile boolean grown;

    /**
     * Begins.
     *
     * @param nanos all there is, or {@link Long#MAX_VALUE}
     * @param clock as {@link System#nanoTime()}
     */
    TimeBudget(long nanos, LongSupplier clock) {
        this.nanos = nanos;
        this.clock = clock;
        this.begin = clock.getAsLong();
    }

    /** So much has gone, in nanoseconds. */
    long used() {
        return clock.getAsLong() - begin;
    }

    private boolean isBounded() {
        return nanos < Long.MAX_VALUE;
    }

    private long left() {
        return isBounded() ? nanos - used() : Long.MAX_VALUE;
    }

    private long leftForRounds() {
        long reserve = Math.min(MINIMISE_NANOS, nanos / MINIMISE_SHARE);
        return left() - (isBounded() && grown && reserve >= minimiseNanos() ? reserve : 0);
    }

    /** For one target: its JVM starts twice. */
    private long minimiseNanos() {
        return 2 * fuzzStartNanos;
    }

    /** Whether no round may begin any more. */
    boolean isOver() {
        return leftForRounds() <= 0;
    }

    /** Whether there is time enough for a fuzz target to start. */
    boolean hasTimeForATarget() {
        return leftForRounds() > fuzzStartNanos + FUZZ_NANOS;
    }

    /** How long a fuzz target may run after its first input. */
    Duration longestFuzzing() {
        Duration left = isBounded() ? Duration.ofNanos(leftForRounds() - fuzzStartNanos) : LONGEST_ROUND;
        return left.compareTo(SHORTEST_ROUND) < 0 ? SHORTEST_ROUND : left;
    }

    /** A fuzz target has run, and its JVM took so long to start. */
    void fuzzed(double startSeconds, boolean hasAdded) {
        fuzzStartNanos = (long) (startSeconds * 1e9);
        grown = grown || hasAdded;
    }

    /** Whether there is time left to make the corpus of a target smaller. */
    boolean hasTimeForAMerge() {
        return left() > minimiseNanos();
    }

    /** How long that may take. */
    Duration longestMerge() {
        return isBounded() ? Duration.ofNanos(Math.max(0, left())) : FuzzRounds.LONGEST_MERGE;
    }
}
