package dev.overlap.platform;

/**
 * A mutual-exclusion lock that is not re-entrant: taking it twice on one thread is a deadlock, and is reported as one (CRITICAL_SECTION would hide it,
 * SRWLOCK would hang).
 */
public interface Lock {

    /** Takes the lock, blocking while another thread holds it. */
    void lock();

    /** Takes the lock if it is free and says whether it did. Never blocks. */
    boolean tryLock();

    /** Gives the lock back. Only the thread that holds it. */
    void unlock();

    /** Makes a condition of this lock. The name appears in traces. */
    Condition condition(String name);
}
