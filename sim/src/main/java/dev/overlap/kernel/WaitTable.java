package dev.overlap.kernel;

import dev.overlap.win32.Handle;
import dev.overlap.win32.Win32;
import org.jspecify.annotations.Nullable;

/** All waits that the thread pools of the processes keep, open and closed. */
final class WaitTable {

    /** Wait handles are no handles of the handle table. */
    private static final long WAIT_HANDLES = 0x7FF6_0000_0040L;
    private static final long APART = 64;

    private final SimKernel kernel;
    private @Nullable SimWait lastMade;
    private int registered;
    private int threadpoolWaits;
    /** How many threads there are that run callbacks of waits themselves. */
    int threads;

    WaitTable(SimKernel kernel) {
        this.kernel = kernel;
    }

    SimWait createRegistered(SimWait.Callback callback, int flags) {
        return add(new SimWait(kernel, "wait", ++registered, new Handle(WAIT_HANDLES + APART * registered), callback, flags));
    }

    SimWait createThreadpool(SimWait.Callback callback) {
        return add(new SimWait(kernel, "tpwait", ++threadpoolWaits, Handle.NULL, callback, Win32.WT_EXECUTEONLYONCE));
    }

    private SimWait add(SimWait wait) {
        wait.madeBefore = lastMade;
        lastMade = wait;
        return wait;
    }

    /** The registered wait that a handle stands for, open or not. */
    @Nullable SimWait registered(Handle handle) {
        for (SimWait wait = lastMade; wait != null; wait = wait.madeBefore) {
            if (wait.handle.value() == handle.value() && !handle.isNull()) {
                return wait;
            }
        }
        return null;
    }

    /** A wait that is still to look at the object, or null. */
    @Nullable SimWait waitingOn(KernelObject object) {
        for (SimWait wait = lastMade; wait != null; wait = wait.madeBefore) {
            if (wait.waitsOn(object)) {
                return wait;
            }
        }
        return null;
    }

    /** Whether a wait that could not be ended still looks at an object. */
    boolean isExcused(KernelObject object) {
        SimWait wait = waitingOn(object);
        return wait != null && wait.isExcused();
    }

    /** A process is gone. */
    void stopAllOf(SimProcess process) {
        for (SimWait wait = lastMade; wait != null; wait = wait.madeBefore) {
            if (wait.process == process && !wait.isClosed()) {
                wait.stop();
            }
        }
    }

    /** All is over: the witness is told of every wait that the process under test has left open. */
    void tellLeft() {
        for (SimWait wait = lastMade; wait != null; wait = wait.madeBefore) {
            if (wait.process.underTest && !wait.isClosed() && !wait.isExcused()) {
                kernel.witness.left(wait, wait.madeAt());
            }
        }
    }
}
