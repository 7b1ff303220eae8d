package dev.overlap.schedule;

import org.jspecify.annotations.Nullable;

/**
 * One thread of the simulated world. Its slot is its bit in the scheduler's masks; a slot is used again when all are taken.
 *
 * <p>Its footprint, {@link #operation()} on object {@link #object()}, is what it will do when it runs next.
 */
public final class Task implements Runnable {

    private final Scheduler scheduler;
    private final Runnable body;
    private final String title;
    private final int number;
    final int slot;
    final int[] clock;
    final int component;
    int epoch;
    /** Tells the places of this task from those of others. */
    final long salt;
    /** Where the task is, as a number for hashes. */
    long place;
    /** What a kernel knows of the task's thread. */
    private @Nullable Object attachment;
    Operation operation = Operation.START;
    int object;
    int points;
    boolean timedOut;
    long joiners;
    boolean ended;
    private boolean callback;
    /** What it waits for while it is blocked. */
    Blocking blocking = Blocking.NOTHING;
    int blockedOn;
    int waitsForTask = Coroutines.NONE;
    @Nullable Blocker blocker;

    Task(Scheduler scheduler, int slot, String title, int number, Runnable body, int[] clock) {
        this.scheduler = scheduler;
        this.slot = slot;
        this.title = title;
        this.number = number;
        this.body = body;
        this.clock = clock;
        this.component = Clocks.ofTask(slot);
        this.salt = (long) (slot + 1) << 56;
    }

    /** The task is one callback of the thread pool. */
    public void markCallback() {
        callback = true;
    }

    /** Whether the task is one callback of the thread pool. */
    public boolean isCallback() {
        return callback;
    }

    /** What a kernel has attached to the task, or null. */
    public @Nullable Object attachment() {
        return attachment;
    }

    /** Attaches what a kernel knows of the task's thread. */
    public void attach(Object known) {
        attachment = known;
    }

    /** The bit of this task in masks. */
    public long bit() {
        return 1L << slot;
    }

    /** The slot: 0 to {@link Scheduler#MAX_TASKS} - 1. */
    public int slot() {
        return slot;
    }

    /** Its name, unique in the execution: "owner", "pool-2". */
    public String name() {
        return number == 0 ? title : title + "-" + number;
    }

    /** What it is doing, or will do when it runs next. */
    public Operation operation() {
        return operation;
    }

    /** The object of {@link #operation()}, 0 for none. */
    public int object() {
        return object;
    }

    /** How many scheduling points it has come to. */
    public int points() {
        return points;
    }

    /** Its vector clock; changed by the race detector's edges only. */
    public int[] clock() {
        return clock;
    }

    /** The moment it is at, as {@link Clocks#tick} packs it. */
    public int epoch() {
        return epoch;
    }

    /** What it waits for while it cannot run. */
    public Blocking blocking() {
        return blocking;
    }

    /** The number of the object that it waits for, 0 for none. */
    public int blockedOn() {
        return blockedOn;
    }

    /** The slot of the task that must act before this one can go on, or -1. */
    public int waitsForTask() {
        return blocker == null ? waitsForTask : blocker.blockingTask();
    }

    /** Whether its body has returned. */
    public boolean hasEnded() {
        return ended;
    }

    @Override
    public void run() {
        try {
            scheduler.entered(this);
            body.run();
        } catch (TaskAbandoned e) {
            throw e;
        } catch (Throwable e) {
            scheduler.crashed(this, e);
        }
        scheduler.ended(this);
    }
}
