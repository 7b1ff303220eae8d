package dev.overlap.platform;

import dev.overlap.win32.Handle;

/** A thread that was started through {@link Platform#startThread}. */
public interface PlatformThread {

    /** Waits until the thread has ended. Any other thread. */
    void join();

    /** The thread's id, as {@code getCurrentThreadId} on that thread answers it. */
    int id();

    /** A handle that becomes signalled when the thread has ended. It belongs to the caller, who closes it. */
    Handle openHandle();
}
