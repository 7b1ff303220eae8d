package dev.overlap.finding;

import dev.overlap.win32.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Is told what happens in the world that could matter to somebody's judgement. It judges; the teller goes on as Windows would.
 *
 * <p>Objects are passed as themselves and named only when a defect is reported: their {@code toString} is their name in this execution ("r1", "e2").
 * Called on the stack of whoever acts, between two scheduling points. A witness that reports a finding ends the execution: the call then returns only to
 * steps of the kernel.
 */
public interface Witness {

    /**
     * A call was given a handle that cannot serve it.
     *
     * @param closedAt the step at which this handle was closed, -1 when it never was open
     * @param object what the value stands for now, or null
     */
    void badHandle(String function, Handle handle, int closedAt, @Nullable Object object);

    /** A call was given a thread-pool object or wait that is closed. */
    void closedUsed(String function, Object object, int closedAt);

    /** All is over, and a handle or another object of the process under test is left. */
    void left(Object object, int madeAt);

    /** The program touched memory that an operation borrows. */
    void borrowedTouched(String access, Object memory, Object operation);

    /** The program freed memory that an operation borrows. */
    void borrowedFreed(Object memory, Object operation);

    /** The program freed memory that the kernel may still write: it has not observed the completion. */
    void unobservedFreed(Object memory);

    /** Memory was touched after it had been freed. */
    void freedTouched(String access, Object memory, int freedAt);

    /** Memory was touched, or lent, beyond its bounds. */
    void exceeded(String access, Object memory, long offset, long length, int size);

    /**
     * Two accesses to memory are not ordered.
     *
     * @param byKernel whether the earlier one is the kernel's, whose completion the program has not observed
     */
    void memoryUnordered(String access, Object memory, boolean byKernel, String other);

    /** Bytes of a stream have left the pipe for an operation of the reader, in this order. */
    void claimed(int stream, byte[] source, int offset, int length);

    /**
     * A read, by an end in message-read mode, has claimed the end of a message. Told right after the bytes that it claimed, if there were any, and for an empty
     * message too; not when there is more of the message.
     */
    void messageEnded(int stream);

    /** A read of a stream was told that there will be nothing more. */
    void ended(int stream);

    /** A read of a stream ended with an error other than the end. */
    void failed(int stream, int win32Error);
}
