package dev.overlap.schedule;

import dev.overlap.finding.HarnessError;
import org.jspecify.annotations.Nullable;

/**
 * Who has seen what, in one execution: each task has a vector clock, and so has whatever tasks hand their knowledge over with. Hot path: no allocation that is
 * not pooled.
 */
public final class HappensBefore {

    private final Clocks clocks;
    private @Nullable Task running;

    HappensBefore(Clocks clocks) {
        this.clocks = clocks;
        clocks.reset();
    }

    /** Another task runs. */
    void runs(@Nullable Task task) {
        running = task;
    }

    private Task running() {
        Task task = running;
        if (task == null) {
            throw new HarnessError("no task is running");
        }
        return task;
    }

    /** Moves a task's clock on, after what it has done so far was shown to others. */
    public void tick(Task task) {
        task.epoch = clocks.tick(task.clock, task.component);
    }

    /** The running task learns all that {@code clock} has seen. */
    public void acquire(int[] clock) {
        clocks.join(running().clock, clock);
    }

    /** Adds to {@code clock} all that the running task has seen. */
    public void release(int[] clock) {
        Task task = running();
        clocks.join(clock, task.clock);
        tick(task);
    }

    /** Makes {@code clock}, of which the running task has seen all, equal to what it has seen: the same as {@link #release}, for less. */
    public void publish(int[] clock) {
        Task task = running();
        Clocks.copy(clock, task.clock);
        tick(task);
    }

    /** The pooled clocks of this execution. */
    public Clocks clocks() {
        return clocks;
    }

    /** A clock for a new task: it has seen {@code seen}, or else what the running task has, or else nothing. */
    int[] clockFor(int @Nullable [] seen, @Nullable Task maker) {
        if (seen != null) {
            return clocks.take(seen);
        }
        if (maker == null) {
            return clocks.take();
        }
        int[] clock = clocks.take(maker.clock);
        tick(maker);
        return clock;
    }
}
