package dev.overlap.kernel;

/** A semaphore: signalled while its count is above 0, and lowered by each wait that it satisfies. */
final class SemaphoreObject extends KernelObject {

    private final int maximum;
    private int count;

    SemaphoreObject(SimKernel kernel, int ordinal, int count, int maximum) {
        super(kernel, "sem", ordinal);
        this.count = count;
        this.maximum = maximum;
    }

    int count() {
        return count;
    }

    /** Raises the count on behalf of the running task; false, with nothing changed, when that would be above the maximum. */
    boolean release(int by) {
        if (by > maximum - count) {
            return false;
        }
        rememberSignaller(null);
        change(count + by);
        satisfyWaiters();
        return true;
    }

    private void change(int to) {
        kernel.scheduler.stateChanged((count ^ to) * 0xA24BAED4963EE407L + number);
        count = to;
    }

    @Override
    boolean isSignalled() {
        return count > 0;
    }

    @Override
    void consume() {
        change(count - 1);
    }

    @Override
    void lastHandleClosed() {
        // Waits that refer to it keep it alive.
    }
}
