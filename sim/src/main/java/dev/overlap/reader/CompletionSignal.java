package dev.overlap.reader;

import dev.overlap.platform.Condition;
import dev.overlap.platform.Lock;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Overlapped;

/**
 * How a reader learns that its operation in flight has completed.
 *
 * <p>A signal is made together with whatever it needs, and belongs to one reader, which has at most one operation in flight. It promises: after {@link #read}
 * has answered ERROR_IO_PENDING, its {@link CompletionHandler} begins at least once after the operation was complete. It does not promise that the handler
 * begins only then, nor that two of them do not overlap: the reader looks for itself, under its lock.
 *
 * <p>Where the handler runs is the signal's affair: on a thread of the pool, on one of the signal's own, or on the owner's, within {@link #await} or another
 * alertable wait. So nobody who holds the reader's lock may wait for a completion by any other means than {@link #await}.
 */
interface CompletionSignal {

    /** The last error of the creating call that failed, 0 when none did. Closed it must be in both cases. */
    int error();

    /**
     * Issues a read. The owner's thread, or in the handler, with the reader's lock held, when {@link #error()} is 0 and nothing is in flight.
     *
     * @param overlapped cleared
     * @return ERROR_IO_PENDING when the handler will be called, though the read may be complete by now; ERROR_SUCCESS or ERROR_MORE_DATA when it is complete and
     *         the count stands in InternalHigh; anything else when it has failed, and nothing will follow
     */
    int read(Handle pipe, Memory buffer, int bufferOffset, int bytes, Overlapped overlapped);

    /**
     * Gives the lock back, waits until a completion may have been processed, and takes it again. May wake without a reason. The owner's thread, with the lock
     * held.
     *
     * @param processed the condition of the lock that the handler signals
     * @param timeoutMillis -1 for no limit; 0 waits for nothing, and lets happen what would happen on this thread
     * @return false when the time ran out before anything happened
     */
    default boolean await(Lock lock, Condition processed, long timeoutMillis) {
        if (timeoutMillis < 0) {
            processed.await();
            return true;
        }
        return timeoutMillis > 0 && processed.await(timeoutMillis);
    }

    /** Whether the handler is called in waits of the owner's, for one completion after the other: the owner has no turn before there is none left. */
    default boolean comesInOwnersWaits() {
        return false;
    }

    /**
     * Gives back what was made. Blocks until the handlers that are queued or running have ended: never with a lock held that they take, never on their own
     * thread (F18). Once, on the owner's thread, with nothing in flight.
     *
     * @return false when it could not be ended in order, so that a handler may still be called
     */
    boolean close();
}
