package dev.overlap.kernel;

import java.util.ArrayDeque;
import java.util.Deque;

import dev.overlap.schedule.Scheduler;

/**
 * The thread of a process's pool that waits for all the others, and runs WT_EXECUTEINWAITTHREAD callbacks itself: one after the other, in the order in which
 * they were queued, so that one that takes its time holds up the rest (TH8).
 *
 * <p>It is a task only while there is something to run, but always the same thread, with the same id (T7).
 */
final class WaitThread implements Runnable {

    private final SimKernel kernel;
    private final SimThread thread;
    private final Deque<Job> jobs = new ArrayDeque<>();
    private final int[] seenByLast;
    private boolean awake;

    /** What is to run, and what had been seen by whoever queued it. */
    private record Job(Runnable work, int[] seen) {
    }

    WaitThread(SimProcess process) {
        kernel = process.kernel;
        thread = new SimThread(process, this);
        thread.waitThread = this;
        // Beyond the ids of all tasks.
        thread.id = SimKernel.threadId(Scheduler.MAX_TASKS + kernel.waits().threads++);
        seenByLast = kernel.takeClock();
    }

    void queue(Runnable work, int[] seen) {
        jobs.add(new Job(work, seen));
        if (!awake) {
            awake = true;
            kernel.createPoolTask(thread, seenByLast);
        }
    }

    /** Drops what is queued and has not begun. */
    void drop(Runnable work) {
        jobs.removeIf(job -> job.work().equals(work));
    }

    @Override
    public void run() {
        for (Job job = jobs.poll(); job != null; job = jobs.poll()) {
            kernel.scheduler.order().acquire(job.seen());
            job.work().run();
        }
        kernel.scheduler.order().release(seenByLast);
        awake = false;
    }
}
