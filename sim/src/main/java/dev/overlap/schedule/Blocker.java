package dev.overlap.schedule;

/** Knows, when nothing can run any more, which task keeps a blocked one from going on. */
public interface Blocker {

    /** The slot of a task that must act first, or -1 when none is known. */
    int blockingTask();
}
