package dev.overlap.kernel;

import org.jspecify.annotations.Nullable;

/** A place in the queue of an object: of a thread that waits for this object alone, or for several of which it is one. */
abstract class Waiter {

    @Nullable Waiter nextWaiter;

    /** Whether nobody waits here any more: the wait is over, or its process is gone. */
    abstract boolean isGone();

    /** The object is signalled. Lets the thread through, with the signals that it takes consumed; false when it must go on waiting. */
    abstract boolean take(KernelObject object);
}
