package dev.overlap.platform;

/** A condition variable of a {@link Lock} (CONDITION_VARIABLE in Win32). Waits may wake without a reason: wait in a loop. */
public interface Condition {

    /** Gives the lock back, waits to be signalled, and takes it again. Only while holding the lock. */
    void await();

    /**
     * As {@link #await()}, for at most {@code timeoutMillis}.
     *
     * @param timeoutMillis 0 or more; 0 gives the lock back and takes it again at once
     * @return false when the time ran out before a signal came
     */
    boolean await(long timeoutMillis);

    /** Wakes one waiting thread, if there is one. Only while holding the lock. */
    void signal();

    /** Wakes all waiting threads. Only while holding the lock. */
    void signalAll();
}
