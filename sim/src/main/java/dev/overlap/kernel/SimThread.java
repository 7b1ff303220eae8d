package dev.overlap.kernel;

import dev.overlap.schedule.Task;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel knows of one thread: its last error, and the completions that wait for it.
 *
 * <p>Completions of operations that this thread issued are carried out in its context, one after the other in the order in which they were queued: while
 * one is between its first and its last step the thread does not run, and no call of the thread returns before the queue is empty.
 */
final class SimThread extends Waiter {

    final Task task;
    final SimProcess process;
    int lastError;
    boolean satisfied;
    /** The reader that the thread is making now, 0 for none. */
    int opening;
    /** Its last wait for several objects. */
    @Nullable MultipleWait lastWait;
    private @Nullable IoRequest firstCompletion;

    SimThread(Task task, SimProcess process) {
        this.task = task;
        this.process = process;
    }

    @Override
    boolean isGone() {
        return task.hasEnded();
    }

    @Override
    boolean take(KernelObject object) {
        satisfied = true;
        object.consume();
        object.kernel.scheduler.wake(task.bit());
        return true;
    }

    boolean hasCompletions() {
        return firstCompletion != null;
    }

    @Nullable IoRequest firstCompletion() {
        return firstCompletion;
    }

    /** Queues a completion and says whether it is the first. */
    boolean queue(IoRequest request) {
        if (firstCompletion == null) {
            firstCompletion = request;
            return true;
        }
        IoRequest last = firstCompletion;
        while (last.nextCompletion != null) {
            last = last.nextCompletion;
        }
        last.nextCompletion = request;
        return false;
    }

    /** Takes the first completion off the queue and returns the next one. */
    @Nullable IoRequest unqueueFirst() {
        IoRequest first = firstCompletion;
        firstCompletion = first == null ? null : first.nextCompletion;
        return firstCompletion;
    }
}
