package dev.overlap.kernel;

import org.jspecify.annotations.Nullable;

/** A user APC from the moment it is queued to a thread: of a completed operation, or of QueueUserAPC. */
final class UserApc {

    private final Object origin;
    private final Runnable routine;
    private final int[] seen;
    @Nullable UserApc next;

    /**
     * Makes an APC that is not queued yet.
     *
     * @param origin where it comes from, for people
     * @param seen what had been seen by whoever queues it
     */
    UserApc(Object origin, Runnable routine, int[] seen) {
        this.origin = origin;
        this.routine = routine;
        this.seen = seen;
    }

    int[] seen() {
        return seen;
    }

    void addLast(UserApc apc) {
        UserApc last = this;
        while (last.next != null) {
            last = last.next;
        }
        last.next = apc;
    }

    /** Runs it on the running thread. */
    void run(SimKernel kernel) {
        kernel.scheduler.order().acquire(seen);
        kernel.tell("APC of ", origin);
        routine.run();
    }
}
