package dev.overlap.schedule;

import dev.overlap.finding.HarnessError;
import org.jspecify.annotations.Nullable;

/** The tasks of one execution, by slot. */
final class TaskTable {

    private final @Nullable Task[] tasks = new @Nullable Task[Scheduler.MAX_TASKS];
    private long used;
    private long killed;
    private int live;
    private int nextSlot;

    /** A slot for a new task: the next one in turn, so that slots, and with them components of clocks, are shared as late as possible. */
    int takeSlot() {
        for (int i = 0; i < Scheduler.MAX_TASKS; i++) {
            int slot = nextSlot;
            nextSlot = (nextSlot + 1) % Scheduler.MAX_TASKS;
            if ((used & 1L << slot) == 0) {
                used |= 1L << slot;
                return slot;
            }
        }
        throw new HarnessError("more than " + Scheduler.MAX_TASKS + " tasks at the same time");
    }

    void add(Task task) {
        tasks[task.slot] = task;
        live++;
    }

    /** A task has ended; its slot is free. */
    void remove(Task task) {
        used &= ~task.bit();
        live--;
    }

    /** A task runs no further, and keeps its slot. */
    void kill(Task task) {
        killed |= task.bit();
        live--;
    }

    /** How many have not ended. */
    int live() {
        return live;
    }

    /** The mask of those that have not ended. */
    long mask() {
        return used & ~killed;
    }

    /** The task in a slot, ended or not; null when none has had it. */
    @Nullable Task find(int slot) {
        return tasks[slot];
    }

    /** The name of the task whose moment this is, for people. */
    String ofEpoch(int epoch) {
        int component = Clocks.component(epoch);
        for (Task task : tasks) {
            if (task != null && task.component == component) {
                return task.name();
            }
        }
        return "a task that has ended";
    }
}
