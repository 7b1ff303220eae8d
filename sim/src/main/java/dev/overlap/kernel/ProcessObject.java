package dev.overlap.kernel;

/** What a handle to a process refers to: signalled for ever once the process has ended. */
final class ProcessObject extends KernelObject {

    final SimProcess process;
    private boolean over;

    ProcessObject(SimProcess process) {
        super(process.kernel, process.name + " process", 0);
        this.process = process;
        this.over = process.hasExited();
        int[] seen = process.seenAtItsEnd();
        if (seen != null) {
            rememberSignaller(seen);
        }
    }

    /** The process has ended, and nothing of it is left. */
    void over() {
        over = true;
        rememberSignaller(null);
        satisfyWaiters();
    }

    @Override
    boolean isSignalled() {
        return over;
    }

    @Override
    void consume() {
        // A process stays signalled for ever.
    }

    @Override
    void lastHandleClosed() {
        // The process does not mind.
    }

    @Override
    public String toString() {
        return process + " process";
    }
}
