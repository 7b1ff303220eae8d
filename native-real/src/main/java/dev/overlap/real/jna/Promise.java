package dev.overlap.real.jna;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether the kernel has promised that no callback of a wait will begin any more, and who is in one. Wine breaks the promise (T06, W08); what begins after it is not
 * let through, and what has slipped in between the kernel's promise and our hearing of it is waited for, as the kernel should have done.
 */
final class Promise {

    private final List<Thread> running = new ArrayList<>();
    private boolean none;

    /** A callback begins; false if it must not. */
    synchronized boolean begin() {
        if (none) {
            return false;
        }
        running.add(Thread.currentThread());
        return true;
    }

    /** The callback of the calling thread ends. */
    synchronized void end() {
        running.remove(Thread.currentThread());
        notifyAll();
    }

    /** The kernel promises that none will begin. */
    synchronized void noneBegins() {
        none = true;
    }

    /**
     * The kernel promises that none runs nor will begin.
     *
     * @return how many do run, against the promise; they have ended now
     */
    synchronized int noneRuns() {
        none = true;
        int others = others();
        boolean interrupted = false;
        while (others() > 0) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return others;
    }

    private int others() {
        int others = 0;
        for (Thread thread : running) {
            if (thread != Thread.currentThread()) {
                others++;
            }
        }
        return others;
    }

    /** The wait is armed again. */
    synchronized void lift() {
        none = false;
    }
}
