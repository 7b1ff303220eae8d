package dev.overlap.kernel;

import dev.overlap.finding.HarnessError;
import dev.overlap.schedule.Task;

/** What a handle to a thread refers to: signalled once the thread has ended and its operations are gone (C09). */
final class ThreadObject extends KernelObject {

    private final Task task;
    private boolean exited;

    ThreadObject(SimKernel kernel, Task task) {
        super(kernel, "thread", task.slot());
        this.task = task;
        this.exited = task.hasEnded();
        if (exited) {
            rememberSignaller(task.clock());
        }
    }

    SimThread thread() {
        if (task.attachment() instanceof SimThread thread) {
            return thread;
        }
        throw new HarnessError(this + " is no thread of this kernel");
    }

    /** Some thread is about to end, with everything that it had in flight. */
    void exited(Task which) {
        if (which == task) {
            exited = true;
            rememberSignaller(null);
            satisfyWaiters();
        }
    }

    @Override
    boolean isSignalled() {
        return exited;
    }

    @Override
    void consume() {
        // A thread stays signalled for ever.
    }

    @Override
    void lastHandleClosed() {
        // The thread does not mind.
    }
}
