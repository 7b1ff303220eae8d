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

    /** All is over, and memory of the process under test is left. */
    void memoryLeft(Object memory, int madeAt);

    /** The process under test has got memory. */
    void allocated(Object memory, int bytes);

    /** The process under test has given memory back. */
    void freed(Object memory, int bytes);

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
     *
     * @param withBytes whether it claimed any
     */
    void messageEnded(int stream, boolean withBytes);

    /** A read of a stream was told that there will be nothing more. */
    void ended(int stream);

    /**
     * A call of a reader was answered with an error that it must tell.
     *
     * @param stream whose, 0 when that is not known
     * @param function Windows' name of it; "ReadFile" for what completes with the error later, too
     * @param ends whether the reader can receive nothing any more because of it
     */
    void failed(int stream, String function, int win32Error, boolean ends);

    /** An abort that was told as failed is to be taken for the reader's own: its cancel was answered TRUE before it could see the abort. */
    void forgiven(int stream, int win32Error);

    /** The program broke a rule that is documented for a function. */
    void contractBroken(String function, String rule);
}
