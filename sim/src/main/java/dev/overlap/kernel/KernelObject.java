package dev.overlap.kernel;

import dev.overlap.schedule.Task;
import org.jspecify.annotations.Nullable;

/**
 * Something that handles refer to and threads can wait for.
 *
 * <p>Invariant: while the object is signalled nobody is waiting for it alone, or for any of several objects, neither a blocked thread nor an armed wait; who
 * comes to be first in the queue is satisfied in the very step that signals it, and an auto-reset event is consumed in that step.
 */
abstract class KernelObject {

    final SimKernel kernel;
    /** Its number in the execution, to which scheduling points refer. */
    final int number;
    private final String title;
    private final int ordinal;
    int handles;
    @Nullable Waiter firstWaiter;
    private @Nullable SimWait firstArmed;
    private int @Nullable [] clock;
    /** Tasks whose event loops look at the object when it is signalled. */
    private long observers;

    KernelObject(SimKernel kernel, String title, int ordinal) {
        this.kernel = kernel;
        this.title = title;
        this.ordinal = ordinal;
        this.number = kernel.newObject(this);
    }

    abstract boolean isSignalled();

    /** A wait was satisfied: an auto-reset event is reset. */
    abstract void consume();

    /** The last handle in any process was closed. */
    abstract void lastHandleClosed();

    /** Notes that the running task has seen to it that the object is signalled, or that {@code seen} has. */
    void rememberSignaller(int @Nullable [] seen) {
        if (seen == null && !kernel.scheduler.isRunning()) {
            return;
        }
        int[] mine = clock;
        if (mine == null && seen != null) {
            clock = kernel.takeClock(seen);
            return;
        }
        if (mine == null) {
            mine = kernel.takeClock();
            clock = mine;
        }
        if (seen != null) {
            kernel.join(mine, seen);
        } else {
            kernel.scheduler.order().release(mine);
        }
    }

    /** What was seen by whoever signalled the object, or null. */
    int @Nullable [] clock() {
        return clock;
    }

    /** Lets waiters through, first come first served, as long as the object is signalled. */
    void satisfyWaiters() {
        Waiter before = null;
        Waiter waiter = firstWaiter;
        while (waiter != null && isSignalled()) {
            Waiter next = waiter.nextWaiter;
            if (waiter.isGone() || waiter.take(this)) {
                unlink(before, waiter);
            } else {
                before = waiter;
            }
            waiter = next;
        }
        while (firstArmed != null && isSignalled()) {
            SimWait wait = firstArmed;
            firstArmed = wait.nextArmed;
            wait.nextArmed = null;
            consume();
            wait.satisfied(this);
        }
        if (observers != 0 && isSignalled()) {
            kernel.scheduler.wake(observers);
        }
    }

    /** Wakes a task whenever the object is signalled and nobody takes the signal, until that is taken back. */
    void observe(Task task, boolean wanted) {
        observers = wanted ? observers | task.bit() : observers & ~task.bit();
    }

    void addWaiter(Waiter waiter) {
        if (firstWaiter == null) {
            firstWaiter = waiter;
            return;
        }
        Waiter last = firstWaiter;
        while (last.nextWaiter != null) {
            last = last.nextWaiter;
        }
        last.nextWaiter = waiter;
    }

    /** Takes a waiter out of the queue, if it is in it. */
    void removeWaiter(Waiter removed) {
        Waiter before = null;
        for (Waiter waiter = firstWaiter; waiter != null; waiter = waiter.nextWaiter) {
            if (waiter.equals(removed)) {
                unlink(before, waiter);
                return;
            }
            before = waiter;
        }
    }

    private void unlink(@Nullable Waiter before, Waiter waiter) {
        if (before == null) {
            firstWaiter = waiter.nextWaiter;
        } else {
            before.nextWaiter = waiter.nextWaiter;
        }
        waiter.nextWaiter = null;
    }

    void addArmed(SimWait wait) {
        if (firstArmed == null) {
            firstArmed = wait;
            return;
        }
        SimWait last = firstArmed;
        while (last.nextArmed != null) {
            last = last.nextArmed;
        }
        last.nextArmed = wait;
    }

    void removeArmed(SimWait wait) {
        SimWait before = null;
        for (SimWait armed = firstArmed; armed != null; armed = armed.nextArmed) {
            if (armed == wait) {
                if (before == null) {
                    firstArmed = wait.nextArmed;
                } else {
                    before.nextArmed = wait.nextArmed;
                }
                wait.nextArmed = null;
                return;
            }
            before = armed;
        }
    }

    @Override
    public String toString() {
        return title + ordinal;
    }
}
