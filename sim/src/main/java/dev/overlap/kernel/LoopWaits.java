package dev.overlap.kernel;

import dev.overlap.schedule.Blocking;
import dev.overlap.win32.Handle;

/** What the event loops of threads wait with, MsgWaitForMultipleObjectsEx on Windows: objects that are looked at when they are signalled, and user APCs. */
public final class LoopWaits {

    private static final String FUNCTION = "MsgWaitForMultipleObjectsEx";

    private final SimKernel kernel;

    LoopWaits(SimKernel kernel) {
        this.kernel = kernel;
    }

    /** Lets an event loop of the running thread look at an object whenever it is signalled. */
    public void observe(Handle object, boolean wanted) {
        KernelObject known = kernel.thread().process.handles.find(FUNCTION, object);
        if (known != null) {
            known.observe(kernel.scheduler.current(), wanted);
        }
    }

    /** Consumes the object's signal, if there is one, as a wait with a time-out of zero does. */
    public boolean poll(Handle object) {
        KernelObject known = kernel.thread().process.handles.find(FUNCTION, object);
        if (known == null || !known.isSignalled()) {
            return false;
        }
        known.consume();
        int[] clock = known.clock();
        if (clock != null) {
            kernel.scheduler.order().acquire(clock);
        }
        return true;
    }

    /** Runs the user APCs that are queued to the running thread, as an alertable wait with a time-out of zero does; whether there were any. */
    public boolean runApcs() {
        SimThread thread = kernel.thread();
        boolean any = thread.hasApcs();
        thread.runApcs();
        return any;
    }

    /**
     * Blocks the running thread, whose loop found nothing to do, until somebody wakes it.
     *
     * @param loop the number of its event loop
     * @param alertable whether user APCs run instead, those that are queued already or come meanwhile
     * @return whether any has run
     */
    public boolean await(int loop, long deadline, boolean alertable) {
        SimThread thread = kernel.thread();
        if (alertable && !thread.hasApcs()) {
            thread.alertable = true;
        }
        if (!alertable || thread.alertable) {
            kernel.scheduler.block(Blocking.EVENT_LOOP, loop, -1, deadline);
            if (!thread.endAlertableWait()) {
                return false;
            }
        }
        thread.runApcs();
        return true;
    }
}
