package dev.overlap.platform;

import dev.overlap.win32.Memory;
import dev.overlap.win32.Overlapped;
import org.jspecify.annotations.Nullable;

/**
 * Everything that a reader uses beside Win32. All methods may be called by any thread; names appear in traces and reports and are constants.
 */
public interface Platform {

    /** Begins the life of an owner. */
    Lifetime lifetime(String name);

    /** The life that ends with the process: for what must outlive its maker, such as a note left on the stack of a caller. */
    Lifetime process();

    /** A plain variable: unordered accesses by two threads, one of them a write, are a DATA_RACE. */
    IntCell plainInt(Lifetime owner, String name, int initial);

    /** A volatile variable. */
    IntCell volatileInt(Lifetime owner, String name, int initial);

    /** A volatile variable with atomic operations. */
    AtomicIntCell atomicInt(Lifetime owner, String name, int initial);

    /** A plain variable that holds a reference. */
    <T extends @Nullable Object> Cell<T> plain(Lifetime owner, String name, T initial);

    /** A volatile variable that holds a reference. */
    <T extends @Nullable Object> Cell<T> volatileCell(Lifetime owner, String name, T initial);

    /** A volatile variable that holds a reference, with atomic operations. */
    <T extends @Nullable Object> AtomicCell<T> atomic(Lifetime owner, String name, T initial);

    /** A lock, free. */
    Lock lock(Lifetime owner, String name);

    /** A mutable object that only the holder of {@code lock} may touch. */
    <T> Guarded<T> guarded(Lock lock, String name, T value);

    /**
     * Allocates memory outside the Java heap, filled with arbitrary bytes.
     *
     * @param bytes 1 or more
     * @return null when there is none
     */
    @Nullable Memory allocate(Lifetime owner, int bytes);

    /** Allocates an OVERLAPPED, all members zero; null when there is no memory. Its address may be one that was freed before. */
    @Nullable Overlapped allocateOverlapped(Lifetime owner);

    /**
     * Starts a thread.
     *
     * @throws NoThreadException when the system has none left
     */
    PlatformThread startThread(String name, Runnable body);

    /** The calling thread's event loop, made at the first call. */
    EventLoop eventLoop();

    /** The clock. */
    Clock clock();

    /** Where warnings go. */
    Warnings warnings();

    /** Counts one passage through a rare path. */
    void mark(CoverageMark mark);
}
