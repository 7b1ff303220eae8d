package dev.overlap.kernel;

import dev.overlap.schedule.Blocking;
import org.jspecify.annotations.Nullable;

/**
 * A thread in WaitNamedPipe. It is told at the moment at which an instance begins to listen, and keeps that answer even if a client is faster than the
 * thread: the call reserves nothing.
 */
final class InstanceWait {

    private final SimKernel kernel;
    private final SimThread thread;
    private final String name;
    private @Nullable InstanceWait next;
    private boolean found;
    private boolean gone;
    private boolean cancelled;

    InstanceWait(SimKernel kernel, SimThread thread, String name, @Nullable InstanceWait next) {
        this.kernel = kernel;
        this.thread = thread;
        this.name = name;
        this.next = next;
    }

    /** Blocks until it is known how the wait ends. */
    void await(int timeoutMillis) {
        long deadline = kernel.scheduler.deadline(timeoutMillis);
        boolean inTime = true;
        thread.waitsIn = this;
        while (inTime && !found && !gone && !cancelled) {
            inTime = kernel.scheduler.block(Blocking.OBJECT, 0, -1, deadline);
        }
        thread.waitsIn = null;
    }

    /** Whether an instance has begun to listen. */
    boolean hasFound() {
        return found;
    }

    /** Whether no instance is left to wait for. */
    boolean isGone() {
        return gone;
    }

    /** Whether CancelSynchronousIo has ended it. */
    boolean wasCancelled() {
        return cancelled;
    }

    /** Ends it, unless it is known already how it ends. */
    boolean cancel() {
        if (found || gone || cancelled) {
            return false;
        }
        cancelled = true;
        wake();
        return true;
    }

    /** Tells all waits of the list that an instance of this name listens. */
    static void listens(InstanceWait first, String name) {
        for (InstanceWait wait = first; wait != null; wait = wait.next) {
            if (wait.name.equals(name) && !wait.cancelled) {
                wait.found = true;
                wait.wake();
            }
        }
    }

    /** Tells all waits of the list that the last instance of this name was closed. */
    static void lastInstanceClosed(InstanceWait first, String name) {
        for (InstanceWait wait = first; wait != null; wait = wait.next) {
            if (wait.name.equals(name) && !wait.cancelled) {
                wait.gone = !wait.found;
                wait.wake();
            }
        }
    }

    private void wake() {
        kernel.scheduler.wake(thread.task.bit());
    }

    /** The list without this wait. */
    static @Nullable InstanceWait without(@Nullable InstanceWait first, InstanceWait gone) {
        if (first == gone) {
            return gone.next;
        }
        InstanceWait before = first;
        while (before != null && before.next != gone) {
            before = before.next;
        }
        if (before != null) {
            before.next = gone.next;
        }
        return first;
    }
}
