package dev.overlap.reader;

import dev.overlap.win32.Handle;

/**
 * How a reader learns, on another thread, that its operation in flight has completed.
 *
 * <p>A signal is made together with its event and whatever waits on it, and belongs to one reader, which has at most one operation in flight. It promises:
 * after an operation pended and {@link #arm()} was called, the reader's {@code onSignal} begins at least once after the operation's event was set. It does
 * not promise that {@code onSignal} begins only then, nor that two of them do not overlap: the reader looks for itself, under its lock.
 *
 * <p>What it does not do is issue the read: completion routines, which need another call for that, and completion ports, which need no event, will have
 * to add it here.
 */
interface CompletionSignal {

    /** What is set when the operation completes: hEvent of the OVERLAPPED. Valid when {@link #error()} is 0. */
    Handle event();

    /** The last error of the creating call that failed, 0 when none did. Closed it must be in both cases. */
    int error();

    /** An operation with this event was answered ERROR_IO_PENDING, and may be complete by now. Any thread, with the reader's lock held. */
    void arm();

    /**
     * Gives back wait and event. Blocks until the callbacks that are queued or running have ended: never with a lock held that they take, never on their own
     * thread (F18). Once, with nothing in flight.
     *
     * @return false when the wait could not be ended in order, so that a callback may still come
     */
    boolean close();
}
