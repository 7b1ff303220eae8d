package dev.overlap.kernel;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * A thread's wait for one of several objects, or for all of them at once (E02).
 *
 * <p>It has a place in the queue of each object. Who lets the thread through leaves the other places where they are, marked as gone; the thread takes them away
 * before it goes on. The thread keeps the wait for its next call with the same objects.
 */
final class MultipleWait {

    private static final int NONE = -1;

    private final SimThread thread;
    private final KernelObject[] objects;
    private final Place[] places;
    private final boolean all;
    /** Its number in the execution, to which scheduling points refer. */
    final int number;
    private boolean waiting;
    private int index;

    MultipleWait(SimKernel kernel, SimThread thread, KernelObject[] objects, boolean all) {
        this.thread = thread;
        this.objects = objects;
        this.all = all;
        this.places = new Place[objects.length];
        Arrays.setAll(places, at -> new Place());
        this.number = kernel.newObject(this);
    }

    boolean isFor(@Nullable KernelObject[] others, boolean allOfThem) {
        return all == allOfThem && Arrays.equals(objects, others);
    }

    /** Takes what is signalled, if that is enough; the index of the lowest object taken from, or -1. */
    int takeNow() {
        int first = NONE;
        for (int i = 0; i < objects.length; i++) {
            if (objects[i].isSignalled()) {
                first = first == NONE ? i : first;
            } else if (all) {
                return NONE;
            }
        }
        if (first == NONE) {
            return NONE;
        }
        for (int i = first; i < (all ? objects.length : first + 1); i++) {
            objects[i].consume();
        }
        return first;
    }

    /** Queues the thread at each object. */
    void enqueue() {
        waiting = true;
        index = NONE;
        for (int i = 0; i < objects.length; i++) {
            objects[i].addWaiter(places[i]);
        }
    }

    /** Takes the thread's places away; the index of the lowest object taken from, or -1 when it was not let through. */
    int dequeue() {
        waiting = false;
        for (int i = 0; i < objects.length; i++) {
            objects[i].removeWaiter(places[i]);
        }
        return index;
    }

    boolean isWaiting() {
        return waiting;
    }

    /** Learns what was seen by whoever signalled the objects taken from. */
    void learn(int taken) {
        for (int i = taken; i < (all ? objects.length : taken + 1); i++) {
            int[] clock = objects[i].clock();
            if (clock != null) {
                objects[i].kernel.scheduler.order().acquire(clock);
            }
        }
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (KernelObject object : objects) {
            text.append(text.isEmpty() ? "" : all ? " and " : " or ").append(object);
        }
        return text.toString();
    }

    /** The place at one of the objects. */
    private final class Place extends Waiter {

        @Override
        boolean isGone() {
            return !waiting || thread.isGone();
        }

        @Override
        boolean take(KernelObject object) {
            // Nothing but this object has been signalled since the thread found too little: of any, this one is the lowest; of all, it may be the last.
            index = takeNow();
            if (index == NONE) {
                return false;
            }
            waiting = false;
            thread.alertable = false;
            object.kernel.scheduler.wake(thread.task.bit());
            return true;
        }
    }
}
