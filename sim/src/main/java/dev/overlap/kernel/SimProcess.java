package dev.overlap.kernel;

import java.util.ArrayList;
import java.util.List;

import dev.overlap.schedule.Scheduler;
import dev.overlap.schedule.Task;
import dev.overlap.win32.Handle;
import org.jspecify.annotations.Nullable;

/** A process: whose handles are whose. The one under test is judged, the others are not. */
public final class SimProcess {

    final String name;
    final boolean underTest;
    final HandleTable handles;
    final SimKernel kernel;
    private @Nullable ProcessObject object;
    private @Nullable WaitThread waitThread;
    private boolean exited;
    /** What was seen by whoever has ended it, for handles that are opened later. */
    private int @Nullable [] seenAtItsEnd;

    SimProcess(SimKernel kernel, String name, boolean underTest) {
        this.kernel = kernel;
        this.name = name;
        this.underTest = underTest;
        this.handles = new HandleTable(kernel, this);
    }

    /** The thread that runs callbacks of its waits one after the other. */
    WaitThread waitThread() {
        WaitThread known = waitThread;
        if (known == null) {
            known = new WaitThread(this);
            waitThread = known;
        }
        return known;
    }

    /** Whether it is gone, with everything that it had. */
    public boolean hasExited() {
        return exited;
    }

    /** What was seen by whoever has ended it, null while it lives, and where nobody has had to remember. */
    int @Nullable [] seenAtItsEnd() {
        return seenAtItsEnd;
    }

    /** Opens a handle to it, in the process of the running thread. */
    public Handle open() {
        return kernel.thread().process.handles.open(object(), true);
    }

    /** What handles to it refer to. */
    ProcessObject object() {
        ProcessObject known = object;
        if (known == null) {
            known = new ProcessObject(this);
            object = known;
        }
        return known;
    }

    /**
     * Ends the process: its threads run no further, wherever they are; what all of them have in flight is cancelled, also a write that pends, whose unread bytes
     * are lost with it (K111); then its handles are closed, and those to itself are signalled.
     *
     * @param last the running thread, where it is the process's own and so ends by itself afterwards; null when another process ends this one
     */
    void end(@Nullable SimThread last) {
        exited = true;
        kernel.waits().stopAllOf(this);
        List<SimThread> killed = killAllBut(last);
        kernel.finishForTheDead();
        kernel.pipes.cancelAllOf(this);
        settle(last);
        for (SimThread thread : killed) {
            thread.wasKilled();
        }
        handles.closeAll();
        settle(last);
        if (object != null) {
            object.over();
        } else if (kernel.scheduler.isRunning()) {
            seenAtItsEnd = kernel.clockOfNow();
        }
    }

    private List<SimThread> killAllBut(@Nullable SimThread last) {
        Scheduler scheduler = kernel.scheduler;
        List<SimThread> killed = new ArrayList<>();
        for (long rest = scheduler.liveTasks(); rest != 0; rest &= rest - 1) {
            Task task = scheduler.task(Long.numberOfTrailingZeros(rest));
            if (task.attachment() instanceof SimThread thread && thread.process == this && thread != last) {
                scheduler.kill(task);
                killed.add(thread);
            }
        }
        return killed;
    }

    private void settle(@Nullable SimThread last) {
        kernel.finishClaimed();
        if (last != null) {
            kernel.drain(last);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
