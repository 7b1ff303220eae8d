package dev.overlap.explore;

import dev.overlap.schedule.Scheduler;
import dev.overlap.schedule.Strategy;

/** Picks what surprises least, and counts the tasks. */
final class TaskCount implements Strategy {

    private int tasks;

    @Override
    public void begin(long seed, int expectedPoints) {
        tasks = 0;
    }

    @Override
    public void created(int slot) {
        if (slot < Scheduler.MAX_TASKS) {
            tasks++;
        }
    }

    @Override
    public int pick(long enabled, int current) {
        return Strategy.defaultPick(enabled, current);
    }

    /** How many tasks the execution had. */
    int tasks() {
        return tasks;
    }
}
