package dev.overlap.kernel;

import org.jspecify.annotations.Nullable;

/** An event, manual-reset or auto-reset. Setting a set event does nothing (E01). */
final class EventObject extends KernelObject {

    private final boolean manualReset;
    private boolean signalled;

    EventObject(SimKernel kernel, int ordinal, boolean manualReset, boolean signalled) {
        super(kernel, "e", ordinal);
        this.manualReset = manualReset;
        this.signalled = signalled;
    }

    /** Sets the event on behalf of the running task, or of an operation whose kernel side has seen {@code seen}. */
    void set(int @Nullable [] seen) {
        rememberSignaller(seen);
        change(true);
        satisfyWaiters();
    }

    void reset() {
        change(false);
    }

    private void change(boolean to) {
        if (signalled != to) {
            kernel.scheduler.stateChanged(number * 0xA24BAED4963EE407L);
            signalled = to;
        }
    }

    @Override
    boolean isSignalled() {
        return signalled;
    }

    @Override
    void consume() {
        if (!manualReset) {
            change(false);
        }
    }

    @Override
    void lastHandleClosed() {
        // Waits and operations in flight that refer to the event keep the object alive (D12).
    }
}
