package dev.overlap.kernel;

import dev.overlap.schedule.Blocking;
import dev.overlap.schedule.Scheduler;
import dev.overlap.schedule.Task;
import org.jspecify.annotations.Nullable;

/**
 * What the kernel knows of one thread: its last error, the completions that wait for it, and the user APCs that are queued to it.
 *
 * <p>Completions of operations that this thread issued are carried out in its context, one after the other in the order in which they were queued: while
 * one is between its first and its last step the thread does not run, and no call of the thread returns before the queue is empty.
 *
 * <p>User APCs run in its alertable waits alone, first in, first out, all that there are (F14); what is queued before the thread has begun runs first of all.
 */
final class SimThread extends Waiter implements Runnable {

    Task task;
    final SimProcess process;
    private Runnable body;
    /** Its id where that is not the one of its task. */
    int id;
    /** What it is where it runs callbacks of waits itself. */
    @Nullable WaitThread waitThread;
    int lastError;
    boolean satisfied;
    /** The reader that the thread is making now, 0 for none. */
    int opening;
    /** Its last wait for several objects. */
    @Nullable MultipleWait lastWait;
    /** It waits, and an APC may end the wait. */
    boolean alertable;
    /** An APC has ended its wait, before any object could. */
    boolean alerted;
    /** A thread of the pool has been sent APCs with QueueUserAPC: it runs them between two callbacks, if not before. */
    private boolean runsApcsWhenIdle;
    /** Its body has returned: no APC reaches it any more. */
    boolean exiting;
    /** The operation whose end its call is waiting for. */
    @Nullable IoRequest blockedIn;
    /** The wait for an instance of a pipe that its call is in, or null. */
    @Nullable InstanceWait waitsIn;
    /** The synchronous file that its call has to itself. */
    @Nullable FileObject hasTurnOn;
    private @Nullable IoRequest firstCompletion;
    private @Nullable UserApc firstApc;

    @SuppressWarnings("NullAway.Init")
    SimThread(SimProcess process, Runnable body) {
        this.process = process;
        this.body = body;
    }

    @Override
    public void run() {
        if (firstApc != null) {
            runApcs();
        }
        body.run();
        if (runsApcsWhenIdle) {
            runApcs();
        }
    }

    int id() {
        return id != 0 ? id : SimKernel.threadId(task.slot());
    }

    @Override
    boolean isGone() {
        return alerted || task.hasEnded();
    }

    /** Its body has returned: what it had issued is cancelled, and completed, before it is gone (C09). */
    void exit() {
        SimKernel kernel = process.kernel;
        exiting = true;
        kernel.pipes.threadExits(this);
        kernel.finishClaimed();
        kernel.drain(this);
        while (kernel.pipes.isCompletingFor(this)) {
            // Somebody else has claimed it, and is about to queue its completion.
            kernel.scheduler.block(Blocking.INPUT_OUTPUT, 0, -1, Scheduler.NEVER);
        }
    }

    /** It is gone with its process, maybe in the middle of a call; a synchronous file that the call had to itself is free again. */
    void wasKilled() {
        giveTurnBack();
        process.kernel.threadObjects.exited(task);
    }

    /** Its call no longer has a synchronous file to itself, if it had one. */
    void giveTurnBack() {
        FileObject file = hasTurnOn;
        if (file != null) {
            hasTurnOn = null;
            file.turnIsOver(this);
        }
    }

    /** Whether it ends, or has ended. */
    boolean isLeaving() {
        return exiting || task.hasEnded();
    }

    @Override
    boolean take(KernelObject object) {
        satisfied = true;
        alertable = false;
        object.consume();
        object.kernel.scheduler.wake(task.bit());
        return true;
    }

    // ---------------------------------------------------------------- user APCs

    /** Queues an APC, which ends the wait if the thread is in an alertable one. A thread that ends has no more use for it (A04). */
    void queueApc(UserApc apc) {
        if (isLeaving()) {
            return;
        }
        if (firstApc == null) {
            firstApc = apc;
        } else {
            firstApc.addLast(apc);
        }
        if (alertable) {
            process.kernel.mark(KernelMark.APC_ENDED_A_WAIT);
            alertable = false;
            alerted = true;
            process.kernel.scheduler.wake(task.bit());
        }
    }

    /** Queues an APC to a thread of the pool, which waits for its next callback alertably, and may be doing so now (T10, T11). */
    void queueApcToPool(UserApc apc) {
        WaitThread waiting = waitThread;
        if (!task.hasEnded()) {
            runsApcsWhenIdle = true;
            queueApc(apc);
        } else if (waiting != null) {
            waiting.queue(() -> apc.run(process.kernel), apc.seen());
        } else {
            id = id();
            body = () -> apc.run(process.kernel);
            process.kernel.createPoolTask(this, apc.seen());
        }
    }

    boolean hasApcs() {
        return firstApc != null;
    }

    /** Runs all APCs, those too that are queued meanwhile. */
    void runApcs() {
        while (firstApc != null) {
            UserApc apc = firstApc;
            firstApc = apc.next;
            apc.run(process.kernel);
        }
    }

    /** The wait is over; whether it was an APC that ended it. */
    boolean endAlertableWait() {
        boolean ended = alerted;
        alertable = false;
        alerted = false;
        return ended;
    }

    // ---------------------------------------------------------------- completions

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
