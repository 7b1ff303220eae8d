package dev.overlap.kernel;

/** What the thread pool keeps for a process until it is closed: a wait, or the I/O of a file. */
interface PoolObject {

    /** Whether it must not be used any more. */
    boolean isClosed();

    /** The scheduling point at which it was closed, -1 while it is open. */
    int closedAt();
}
