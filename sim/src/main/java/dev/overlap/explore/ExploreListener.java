package dev.overlap.explore;

import java.io.UncheckedIOException;

/** Hears how a run goes, on a thread of its own choosing; its methods must be quick. */
public interface ExploreListener {

    /**
     * Now and then.
     *
     * @param executions so far
     * @param nanos so far, of the executions
     * @param states seen so far, about
     * @param findings so far
     */
    void progress(long executions, long nanos, long states, int findings);

    /** A finding was stored. Called again for the same defect when an earlier execution shows it too. */
    void found(Reported reported);

    /** A finding could not be stored, and why. Called in place of {@link #found}. */
    default void notStored(Reported reported, UncheckedIOException why) {
        throw why;
    }

    /** A canary was found. */
    void canaryFound(Reported reported);
}
