package dev.overlap.kernel;

import dev.overlap.schedule.Blocker;
import dev.overlap.schedule.Blocking;
import dev.overlap.schedule.Task;
import org.jspecify.annotations.Nullable;

/** The callbacks that completions of one file have in the thread pool: queued, then running, each as a task of its own. */
final class PoolCallbacks implements Blocker {

    private final SimKernel kernel;
    final SimProcess process;
    private final Object owner;
    private final int number;
    private final int[] seenByEnded;
    private @Nullable Call firstQueued;
    private @Nullable Call firstRunning;
    private long waiters;

    /** One callback from the moment it is queued. */
    private final class Call implements Runnable {
        final IoRequest request;
        final Runnable callback;
        @Nullable Task task;
        @Nullable Call next;

        Call(IoRequest request, Runnable callback) {
            this.request = request;
            this.callback = callback;
        }

        @Override
        public void run() {
            firstQueued = without(firstQueued, this);
            next = firstRunning;
            firstRunning = this;
            kernel.tell("callback of ", owner);
            request.packetTaken();
            callback.run();
            firstRunning = without(firstRunning, this);
            kernel.scheduler.order().release(seenByEnded);
            wakeWaiters();
        }
    }

    /**
     * Begins without callbacks.
     *
     * @param owner whose they are, for people
     * @param number the owner's number in the execution
     */
    PoolCallbacks(SimKernel kernel, Object owner, int number) {
        this.kernel = kernel;
        this.process = kernel.thread().process;
        this.owner = owner;
        this.number = number;
        this.seenByEnded = kernel.takeClock();
    }

    /** Queues a callback for an operation that has ended. */
    void queue(IoRequest request, Runnable callback) {
        Call call = new Call(request, callback);
        call.task = kernel.createPoolTask(new SimThread(process, call), request.clock);
        Call last = firstQueued;
        while (last != null && last.next != null) {
            last = last.next;
        }
        if (last == null) {
            firstQueued = call;
        } else {
            last.next = call;
        }
    }

    /** Drops what is queued and has not begun; the operations have ended all the same. */
    void dropQueued() {
        while (firstQueued != null) {
            Call call = firstQueued;
            firstQueued = call.next;
            call.request.packetTaken();
            if (call.task != null) {
                kernel.scheduler.dropTask(call.task);
            }
        }
    }

    private static @Nullable Call without(@Nullable Call first, Call removed) {
        if (first == removed) {
            return removed.next;
        }
        for (Call call = first; call != null; call = call.next) {
            if (call.next == removed) {
                call.next = removed.next;
            }
        }
        return first;
    }

    boolean isIdle() {
        return firstRunning == null && firstQueued == null;
    }

    /** Whether the running task is one of them. */
    boolean isInside() {
        for (Call call = firstRunning; call != null; call = call.next) {
            if (call.task == kernel.scheduler.current()) {
                return true;
            }
        }
        return false;
    }

    /** Blocks the running task until a callback has ended, or something else has happened that waiters should look at. */
    void await() {
        waiters |= kernel.scheduler.current().bit();
        kernel.scheduler.block(Blocking.CALLBACKS, number, this);
    }

    void wakeWaiters() {
        kernel.scheduler.wake(waiters);
        waiters = 0;
    }

    /** The running task learns what those that have ended had seen. */
    void learnFromEnded() {
        kernel.scheduler.order().acquire(seenByEnded);
    }

    @Override
    public int blockingTask() {
        Task task = firstRunning == null ? null : firstRunning.task;
        return task == null ? -1 : task.slot();
    }
}
