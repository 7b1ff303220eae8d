package dev.overlap.kernel;

import dev.overlap.schedule.Scheduler;
import dev.overlap.schedule.Task;

/** A process: whose handles are whose. The one under test is judged, the peer's is not. */
final class SimProcess {

    final String name;
    final boolean underTest;
    final HandleTable handles;
    final SimKernel kernel;
    private boolean exited;

    SimProcess(SimKernel kernel, String name, boolean underTest) {
        this.kernel = kernel;
        this.name = name;
        this.underTest = underTest;
        this.handles = new HandleTable(kernel, this);
    }

    /** Whether it is gone, with everything that it had. */
    boolean hasExited() {
        return exited;
    }

    /**
     * Ends the process of the running thread: its other threads run no further, wherever they are; what all of them have in flight is cancelled, also a write
     * that pends, whose unread bytes are lost with it (K111); then its handles are closed.
     */
    void exit(SimThread last) {
        exited = true;
        Scheduler scheduler = kernel.scheduler;
        kernel.waits().stopAllOf(this);
        for (long rest = scheduler.liveTasks(); rest != 0; rest &= rest - 1) {
            Task task = scheduler.task(Long.numberOfTrailingZeros(rest));
            if (task.attachment() instanceof SimThread thread && thread.process == this && thread != last) {
                scheduler.kill(task);
            }
        }
        kernel.finishForTheDead();
        kernel.pipes.cancelAllOf(this);
        kernel.finishClaimed();
        kernel.drain(last);
        handles.closeAll();
        kernel.finishClaimed();
        kernel.drain(last);
    }
}
