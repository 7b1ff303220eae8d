package dev.overlap.schedule;

/** How an execution ended. */
public enum Verdict {
    /** All tasks have ended and the kernel has nothing left to do. */
    COMPLETED,
    /** Nothing can run any more although tasks are left. */
    STUCK,
    /** Everything was given its turn again and again, and nothing has changed. */
    NO_CHANGE,
    /** The bound on steps was reached. */
    STEP_BOUND,
    /** A finding ended it. */
    FOUND
}
