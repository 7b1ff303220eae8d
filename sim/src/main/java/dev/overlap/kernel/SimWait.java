package dev.overlap.kernel;

import dev.overlap.choice.ChoiceKind;
import dev.overlap.finding.HarnessError;
import dev.overlap.schedule.Blocker;
import dev.overlap.schedule.Blocking;
import dev.overlap.schedule.Task;
import dev.overlap.win32.Handle;
import dev.overlap.win32.ThreadpoolWait;
import dev.overlap.win32.Win32;
import org.jspecify.annotations.Nullable;

/**
 * A wait that the thread pool keeps: a registered wait or a thread-pool wait, with the callbacks that it has started.
 *
 * <p>While armed it stands in its object's queue; satisfied, it has consumed the object's signal and <em>queued</em> a callback, which then <em>begins</em>
 * and <em>ends</em> on a pool thread of its own. Arming happens during the call that asks for it or later; a registered wait without WT_EXECUTEONLYONCE
 * arms itself again, in a step of its own. What is queued when a wait is told to stop may still begin (F18 to F20).
 */
final class SimWait implements KernelActor, ThreadpoolWait, PoolObject, Blocker {

    /** How many callbacks of one wait may be outstanding before it waits with arming itself again: a bound for the storms of W03. */
    private static final int MAX_OUTSTANDING = 3;

    /** What is called back; the two interfaces of Windows in one. */
    interface Callback {
        void call(SimWait wait, boolean timedOut);
    }

    /** One callback from the moment it is queued. */
    private static final class Call implements Runnable {
        final SimWait wait;
        final boolean timedOut;
        @Nullable Task task;
        @Nullable Call next;

        Call(SimWait wait, boolean timedOut) {
            this.wait = wait;
            this.timedOut = timedOut;
        }

        @Override
        public void run() {
            task = wait.kernel.scheduler.current();
            wait.began(this);
            wait.callback.call(wait, timedOut);
            wait.ended(this);
        }
    }

    private final SimKernel kernel;
    final SimProcess process;
    private final Callback callback;
    private final boolean registered;
    private final boolean recurring;
    private final boolean inWaitThread;
    private final String title;
    private final int ordinal;
    final int number;
    private final int madeAt;
    final Handle handle;
    private final int slot;
    private final int[] seenBySetter;
    private final int[] seenByEnded;
    private @Nullable KernelObject object;
    private boolean armed;
    private boolean arming;
    private boolean told;
    /** It has timed out, and does nothing more. */
    private boolean expired;
    private boolean excused;
    private int closedAt = -1;
    private int timeoutMillis = -1;
    private int running;
    private @Nullable Call firstRunning;
    private @Nullable Call firstQueued;
    private long waiters;
    private @Nullable EventObject completionEvent;
    @Nullable SimWait nextArmed;
    @Nullable SimWait madeBefore;

    SimWait(SimKernel kernel, String title, int ordinal, Handle handle, Callback callback, int flags) {
        this.kernel = kernel;
        this.process = kernel.thread().process;
        this.title = title;
        this.ordinal = ordinal;
        this.handle = handle;
        this.callback = callback;
        this.registered = !handle.isNull();
        this.recurring = (flags & Win32.WT_EXECUTEONLYONCE) == 0;
        this.inWaitThread = (flags & Win32.WT_EXECUTEINWAITTHREAD) != 0;
        this.number = kernel.newObject(this);
        this.madeAt = kernel.scheduler.points();
        this.slot = kernel.allocate(this);
        this.seenBySetter = kernel.takeClock();
        this.seenByEnded = kernel.takeClock();
    }

    // ---------------------------------------------------------------- arming

    /**
     * Begins to wait.
     *
     * @param millis the time-out, -1 for none
     */
    void start(KernelObject waitedFor, int millis) {
        object = waitedFor;
        timeoutMillis = millis;
        told = false;
        kernel.scheduler.order().release(seenBySetter);
        if (kernel.scheduler.choose(2, ChoiceKind.ARMING, "wait") == 0) {
            arm();
        } else {
            armLater();
        }
    }

    private void armLater() {
        arming = true;
        kernel.scheduler.enableStep(slot, true);
    }

    private void arm() {
        arming = false;
        kernel.scheduler.enableStep(slot, false);
        KernelObject waitedFor = object;
        if (waitedFor == null) {
            throw new HarnessError(this + " has nothing to wait for");
        }
        // A time-out of zero expires at once: a thread-pool wait's even if the object is signalled (T43, T01), a registered wait's only if it is not (T8, T9).
        boolean first = kernel.profile.shows(Difference.TIME_OUT_COMES_FIRST);
        if (timeoutMillis == 0 && (!registered || first || !waitedFor.isSignalled())) {
            queueCallback(true, null);
            return;
        }
        if (waitedFor.isSignalled()) {
            kernel.mark(KernelMark.ARMED_ON_SIGNALLED);
            waitedFor.consume();
            satisfied(waitedFor);
            return;
        }
        armed = true;
        waitedFor.addArmed(this);
        if (timeoutMillis > 0) {
            kernel.scheduler.startTimer(slot, kernel.scheduler.deadline(timeoutMillis));
        }
    }

    /** Stops waiting; callbacks that are queued or running are none of its business. */
    void stop() {
        told = true;
        if (armed && object != null) {
            object.removeArmed(this);
        }
        armed = false;
        arming = false;
        kernel.scheduler.enableStep(slot, false);
        kernel.scheduler.stopTimer(slot);
    }

    /** The object was signalled while this was first in its queue, and has been consumed. */
    void satisfied(KernelObject by) {
        armed = false;
        kernel.scheduler.stopTimer(slot);
        queueCallback(false, by.clock());
    }

    private void queueCallback(boolean timedOut, int @Nullable [] seenBySignaller) {
        Call call = new Call(this, timedOut);
        if (inWaitThread) {
            int[] seen = kernel.takeClock(seenBySetter);
            if (seenBySignaller != null) {
                kernel.join(seen, seenBySignaller);
            }
            process.waitThread().queue(call, seen);
        } else {
            Task task = kernel.createPoolTask(new SimThread(process, call), seenBySetter);
            call.task = task;
            if (seenBySignaller != null) {
                kernel.join(task.clock(), seenBySignaller);
            }
        }
        call.next = null;
        if (firstQueued == null) {
            firstQueued = call;
        } else {
            Call last = firstQueued;
            while (last.next != null) {
                last = last.next;
            }
            last.next = call;
        }
        expired = timedOut && kernel.profile.shows(Difference.TIMED_WAIT_ENDS);
        if (recurring && !expired && outstanding() < MAX_OUTSTANDING) {
            armLater();
        }
    }

    private int outstanding() {
        int count = running;
        for (Call call = firstQueued; call != null; call = call.next) {
            count++;
        }
        return count;
    }

    @Override
    public void step() {
        kernel.mark(KernelMark.ARMED_LATER);
        arm();
    }

    @Override
    public String describeStep() {
        return this + " is armed";
    }

    @Override
    public void timerExpired() {
        if (armed && object != null) {
            object.removeArmed(this);
            armed = false;
            queueCallback(true, null);
        }
    }

    // ---------------------------------------------------------------- callbacks

    private void began(Call begun) {
        Call before = null;
        for (Call call = firstQueued; call != null; call = call.next) {
            if (call == begun) {
                if (before == null) {
                    firstQueued = call.next;
                } else {
                    before.next = call.next;
                }
                break;
            }
            before = call;
        }
        running++;
        begun.next = firstRunning;
        firstRunning = begun;
        if (told) {
            kernel.mark(KernelMark.CALLBACK_AFTER_DISARM);
        }
        kernel.tell("callback of ", this);
    }

    private void ended(Call ended) {
        running--;
        if (firstRunning == ended) {
            firstRunning = ended.next;
        }
        for (Call call = firstRunning; call != null; call = call.next) {
            if (call.next == ended) {
                call.next = ended.next;
            }
        }
        kernel.scheduler.order().release(seenByEnded);
        if (recurring && !expired && !told && !armed && !arming && object != null) {
            armLater();
        }
        if (outstanding() == 0) {
            kernel.scheduler.wake(waiters);
            waiters = 0;
            EventObject event = completionEvent;
            if (event != null) {
                completionEvent = null;
                event.set(seenByEnded);
            }
        }
    }

    /** Drops what is queued and has not begun. */
    void dropQueued() {
        while (firstQueued != null) {
            Call call = firstQueued;
            firstQueued = call.next;
            kernel.mark(KernelMark.QUEUED_CALLBACK_DROPPED);
            if (call.task != null) {
                kernel.scheduler.dropTask(call.task);
            } else {
                process.waitThread().drop(call);
            }
        }
    }

    boolean hasQueued() {
        return firstQueued != null;
    }

    boolean isIdle() {
        return running == 0 && firstQueued == null;
    }

    /** Blocks the running task until no callback is queued or running, and learns what they had seen. */
    void awaitCallbacks() {
        while (!isIdle()) {
            kernel.mark(KernelMark.WAITED_FOR_CALLBACK);
            waiters |= kernel.scheduler.current().bit();
            kernel.scheduler.block(Blocking.CALLBACKS, number, this);
        }
        learnFromEnded();
    }

    @Override
    public int blockingTask() {
        Task task = firstRunning == null ? null : firstRunning.task;
        return task == null ? -1 : task.slot();
    }

    void learnFromEnded() {
        kernel.scheduler.order().acquire(seenByEnded);
    }

    /** Sets {@code event} when the last callback has ended, which may be now. */
    void setWhenIdle(EventObject event) {
        if (isIdle()) {
            event.set(seenByEnded);
        } else {
            completionEvent = event;
        }
    }

    // ---------------------------------------------------------------- the end

    /** Whether it is still to look at an object: armed on it, or to be armed. */
    @SuppressWarnings("ReferenceEquality") // an object of the kernel is itself
    boolean waitsOn(KernelObject which) {
        return object != null && object.equals(which) && closedAt < 0 && (armed || arming || recurring && !told);
    }

    /** Unregistering it has failed, which is not its owner's doing: that it is left is no leak. */
    void excuse() {
        excused = true;
    }

    boolean isExcused() {
        return excused;
    }

    /** Whether its callbacks run on the thread that waits for others, too. */
    boolean isInWaitThread() {
        return inWaitThread;
    }

    /** Whether the running task is one of its callbacks. */
    boolean isInsideCallback() {
        for (Call call = firstRunning; call != null; call = call.next) {
            if (call.task == kernel.scheduler.current()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean isClosed() {
        return closedAt >= 0;
    }

    @Override
    public int closedAt() {
        return closedAt;
    }

    int madeAt() {
        return madeAt;
    }

    /** Unregistered or closed: it will not be used again. */
    void close() {
        closedAt = kernel.scheduler.points();
        kernel.free(slot);
    }

    @Override
    public String toString() {
        return title + ordinal;
    }
}
