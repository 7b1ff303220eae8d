package dev.overlap.schedule;

import java.util.concurrent.locks.LockSupport;

import dev.overlap.finding.HarnessError;
import org.jspecify.annotations.Nullable;

/**
 * Tasks as platform threads that pass a baton: slow, but a debugger shows each task under its own name, and no JVM flag is needed.
 *
 * <p>Exactly one thread holds the baton, {@link #next} names it; writing it is the release, reading it the acquire.
 */
final class ThreadEngine implements Coroutines {

    private final @Nullable Thread[] threads = new @Nullable Thread[Scheduler.MAX_TASKS];
    private volatile int next = NONE;
    private volatile boolean over;
    private volatile @Nullable Thread driver;

    @Override
    public void create(Task task) {
        int slot = task.slot;
        Thread before = threads[slot];
        if (before != null && before != Thread.currentThread()) {
            // Not oneself: a task that ends may start the one that takes its slot.
            join(before);
        }
        Thread thread = new TaskThread(() -> {
            try {
                await(slot);
                task.run();
            } catch (TaskAbandoned e) {
                // The execution ended while this task was waiting for its turn.
            }
        }, task.name());
        thread.setDaemon(true);
        threads[slot] = thread;
    }

    @Override
    public void run(int first) {
        driver = Thread.currentThread();
        over = false;
        pass(first);
        await(NONE);
        over = true;
        for (int slot = 0; slot < threads.length; slot++) {
            Thread thread = threads[slot];
            if (thread != null) {
                // One after the other: an abandoned task unwinds through the reader's code, which must not run on two threads at once.
                LockSupport.unpark(thread);
                join(thread);
                threads[slot] = null;
            }
        }
    }

    @Override
    public void transfer(int from, int to) {
        pass(to);
        await(from);
    }

    @Override
    public void ended(int slot, int successor) {
        pass(successor);
    }

    @Override
    public RuntimeException leave(int from) {
        if (!over) {
            pass(NONE);
        }
        throw TaskAbandoned.INSTANCE;
    }

    private void pass(int to) {
        Thread thread = to == NONE ? driver : threads[to];
        next = to;
        if (thread == null) {
            throw new HarnessError("task " + to + " has no thread");
        }
        if (thread.getState() == Thread.State.NEW) {
            thread.start();
        } else {
            LockSupport.unpark(thread);
        }
    }

    private void await(int slot) {
        while (next != slot) {
            if (over && slot != NONE) {
                throw TaskAbandoned.INSTANCE;
            }
            LockSupport.park(this);
        }
    }

    private static void join(Thread thread) {
        if (thread.getState() == Thread.State.NEW) {
            return;
        }
        boolean interrupted = false;
        while (true) {
            try {
                thread.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The thread that a task is. */
    static final class TaskThread extends Thread {
        private TaskThread(Runnable body, String name) {
            super(body, name);
        }
    }
}
