package dev.overlap.platform;

/** A volatile {@code int} with atomic read-modify-write operations (Interlocked… in Win32). */
public interface AtomicIntCell extends IntCell {

    /** Sets the value and returns the one it replaces (InterlockedExchange). */
    int exchange(int value);

    /** Sets the value if it is {@code expected} and says whether it was (InterlockedCompareExchange). Never fails spuriously. */
    boolean compareAndSet(int expected, int value);

    /** Adds {@code delta} and returns the sum (InterlockedAdd). */
    int addAndGet(int delta);
}
