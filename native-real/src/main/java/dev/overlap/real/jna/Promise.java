package dev.overlap.real.jna;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Whether the kernel has promised that no callback of a wait will begin any more, and who is in one. Wine breaks the promise (T06, W08): what begins after it is not
 * let through, and what has slipped in between the kernel's promise and our hearing of it can be waited for, as the kernel should have done.
 */
final class Promise {

    private final List<Run> running = new ArrayList<>();
    private boolean none;

    /** One callback, from when it was let through until it has returned. */
    static final class Run {

        private final Thread thread = Thread.currentThread();

        private Run() {}
    }

    /** A callback begins on the calling thread; null if it must not. */
    synchronized @Nullable Run begin() {
        if (none) {
            return null;
        }
        Run run = new Run();
        running.add(run);
        return run;
    }

    synchronized void end(Run run) {
        running.remove(run);
        notifyAll();
    }

    /**
     * The kernel promises that none will begin.
     *
     * @return those that are running on other threads all the same
     */
    synchronized List<Run> noneBegins() {
        none = true;
        List<Run> others = new ArrayList<>();
        for (Run run : running) {
            if (run.thread != Thread.currentThread()) {
                others.add(run);
            }
        }
        return others;
    }

    /** Waits until these have ended. */
    synchronized void awaitEnd(List<Run> runs) {
        boolean interrupted = false;
        while (running.stream().anyMatch(runs::contains)) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The kernel may begin some again. */
    synchronized void lift() {
        none = false;
    }
}
