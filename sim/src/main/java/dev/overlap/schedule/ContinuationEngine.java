package dev.overlap.schedule;

import java.util.Arrays;

import dev.overlap.finding.HarnessError;
import org.jspecify.annotations.Nullable;

/**
 * Tasks as continuations, nested: the next task runs on top of the current one unless it lies below it already, in which case the stack is unwound down
 * to it. That needs about half as many switches as going through a driver loop each time. Hot path.
 */
final class ContinuationEngine implements Coroutines {

    private final @Nullable Object[] continuations = new @Nullable Object[Scheduler.MAX_TASKS];
    /** Tasks that lie on the carrier's stack, one bit each. */
    private long chain;
    private int next = NONE;

    @Override
    public void create(Task task) {
        create(task.slot, task);
    }

    void create(int slot, Runnable body) {
        continuations[slot] = Continuations.create(body);
    }

    @Override
    public void run(int first) {
        chain = 0;
        next = first;
        while (next != NONE) {
            enter(next);
        }
        // Suspended ones are abandoned to the garbage collector; their finally blocks never run.
        Arrays.fill(continuations, null);
    }

    @Override
    public void transfer(int from, int to) {
        next = to;
        do {
            if (next == NONE || (chain & 1L << next) != 0) {
                Continuations.yieldNow();
            } else {
                enter(next);
            }
        } while (next != from);
    }

    private void enter(int slot) {
        Object continuation = continuations[slot];
        if (continuation == null) {
            throw new HarnessError("task " + slot + " has no continuation");
        }
        chain |= 1L << slot;
        Continuations.run(continuation);
        chain &= ~(1L << slot);
    }

    @Override
    public void ended(int slot, int successor) {
        next = successor;
    }

    @Override
    public RuntimeException leave(int from) {
        next = NONE;
        Continuations.yieldNow();
        throw new HarnessError("a task went on after the execution had ended");
    }
}
