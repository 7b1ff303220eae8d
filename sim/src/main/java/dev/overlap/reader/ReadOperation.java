package dev.overlap.reader;

import static dev.overlap.win32.Win32Error.ERROR_IO_INCOMPLETE;
import static dev.overlap.win32.Win32Error.ERROR_IO_PENDING;
import static dev.overlap.win32.Win32Error.ERROR_MORE_DATA;
import static dev.overlap.win32.Win32Error.ERROR_NOT_ENOUGH_MEMORY;
import static dev.overlap.win32.Win32Error.ERROR_NOT_FOUND;
import static dev.overlap.win32.Win32Error.ERROR_OPERATION_ABORTED;
import static dev.overlap.win32.Win32Error.ERROR_SUCCESS;
import static java.util.Objects.requireNonNull;

import dev.overlap.platform.Condition;
import dev.overlap.platform.Lifetime;
import dev.overlap.platform.Lock;
import dev.overlap.platform.Platform;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.Win32;
import org.jspecify.annotations.Nullable;

/**
 * The one read that a reader has in flight: issued, cancelled, processed. Every method is called with the reader's lock held, but {@link #close()}.
 *
 * <p>Only a read that its signal has answered with ERROR_IO_PENDING is in flight and will complete, exactly once (F32). One that succeeds at once, or fails at once, is dealt
 * with at once; the failed one leaves Internal at STATUS_PENDING for ever (F5), which is why {@code inFlight} is asked first, always.
 */
final class ReadOperation {

    private final Win32 win32;
    private final Platform platform;
    private final Handle pipe;
    private final CompletionSignal signal;
    private final @Nullable Overlapped overlapped;
    /** Whether each read ends at the end of a message, and a read that does not says so (F6, F24). */
    private final boolean readsMessages;
    private final int error;

    ReadOperation(Win32 win32, Platform platform, Lifetime owner, Handle pipe, SignalKind kind, CompletionHandler handler) {
        this.win32 = win32;
        this.platform = platform;
        this.pipe = pipe;
        this.signal = kind.open(win32, platform, pipe, handler);
        this.overlapped = signal.error() == 0 ? platform.allocateOverlapped(owner) : null;
        DwordReference state = new DwordReference();
        boolean known = overlapped != null && win32.getNamedPipeHandleState(pipe, state, null, null, null, null, 0);
        this.readsMessages = known && (state.value & Win32.PIPE_READMODE_MESSAGE) != 0;
        this.error = signal.error() != 0 ? signal.error() : overlapped == null ? ERROR_NOT_ENOUGH_MEMORY : known ? 0 : win32.getLastError();
    }

    /** Why nothing can be read with it: the error of what could not be made; 0 when all was made. */
    int error() {
        return error;
    }

    /** Goes on reading after a completion, wherever that came. */
    void goOn(Reception reception) {
        if (!signal.comesInOwnersWaits()) {
            reception.beginTurn();
        }
        pump(reception);
    }

    /** Goes on reading in a turn of the owner's. */
    void goOnForOwner(Reception reception) {
        reception.beginTurn();
        pump(reception);
    }

    /** Reads until a read is in flight, the buffer is full, the stream has ended, the reader is not running, or it is the owner's turn. */
    private void pump(Reception reception) {
        while (reception.mayRead()) {
            if (!reception.takeRead()) {
                platform.mark(ReaderMark.OWNERS_TURN);
                return;
            }
            issue(reception, reception.roomBytes());
        }
        if (reception.isFull()) {
            platform.mark(ReaderMark.PAUSED_AT_LIMIT);
        }
    }

    /** Issues one read, and processes it if it completes at once. */
    void issue(Reception reception, long maxBytes) {
        ReadBuffer buffer = reception.buffer;
        if (!buffer.reserve(maxBytes)) {
            platform.mark(ReaderMark.OUT_OF_MEMORY);
            reception.ended(ERROR_NOT_ENOUGH_MEMORY);
            return;
        }
        // Zeroed for each operation (Q11, F2), which hEvent does not survive.
        Overlapped block = requireNonNull(overlapped);
        block.clear();
        int answer = signal.read(pipe, buffer.region(), buffer.regionOffset(), buffer.regionBytes(), block);
        boolean done = answer == ERROR_SUCCESS;
        if (answer == ERROR_IO_PENDING) {
            reception.inFlight = true;
            reception.cancelled = false;
        } else if (done || answer == ERROR_MORE_DATA) {
            // The count of a partial message stands in InternalHigh alone (F6, Q18).
            platform.mark(ReaderMark.SYNCHRONOUS_COMPLETION);
            markMessage(done, (int) block.internalHigh());
            reception.received((int) block.internalHigh(), done && readsMessages);
        } else {
            platform.mark(ReaderMark.IMMEDIATE_END);
            reception.receivedNothing();
            reception.ended(answer);
        }
    }

    /**
     * Processes the completion of the operation in flight, if it is complete.
     *
     * <p>A callback that was meant for an earlier operation may find the present one complete already, between the writing of its status and the setting of
     * its event (steps s and e of RULES.md). Taking it then is safe: the kernel has let go of buffer and OVERLAPPED, and holds its own reference to the event.
     * The callback that is still to come finds nothing in flight, or the next operation, of which the same can be said. A signal that knows whose completion it
     * brings is believed instead: there, what comes for somebody else may come before what is still to come for this reader.
     *
     * @param which whose operation has completed, or null where that is not known
     * @return whether it was processed now
     */
    boolean finish(Reception reception, @Nullable Overlapped which) {
        if (which != null && which.address() != requireNonNull(overlapped).address()) {
            return false;
        }
        DwordReference bytes = new DwordReference();
        boolean succeeded = win32.getOverlappedResult(pipe, requireNonNull(overlapped), bytes, false);
        int answer = succeeded ? ERROR_SUCCESS : win32.getLastError();
        if (answer == ERROR_IO_INCOMPLETE) {
            return false;
        }
        reception.inFlight = false;
        if (succeeded || answer == ERROR_MORE_DATA) {
            markMessage(succeeded, bytes.value);
            markIfStopping(reception, bytes.value > 0, ReaderMark.CANCELLED_READ_HAD_DATA);
            reception.received(bytes.value, succeeded && readsMessages);
        } else {
            reception.receivedNothing();
            if (answer != ERROR_OPERATION_ABORTED || !reception.cancelled) {
                markIfStopping(reception, Reception.isEndOfStream(answer), ReaderMark.END_WHILE_STOPPING);
                reception.ended(answer);
            }
        }
        return true;
    }

    private void markMessage(boolean whole, int bytes) {
        if (!whole) {
            platform.mark(ReaderMark.MESSAGE_IN_PARTS);
        } else if (bytes == 0 && readsMessages) {
            platform.mark(ReaderMark.EMPTY_MESSAGE);
        }
    }

    private void markIfStopping(Reception reception, boolean condition, ReaderMark mark) {
        if (condition && reception.state != ReaderState.RUNNING) {
            platform.mark(mark);
        }
    }

    /**
     * Asks the kernel to end the operation in flight. That is all: it ends when its completion has been processed, with whatever result (F10).
     *
     * @return whether its completion can be counted on now: it was asked for, or was on its way already; false when the call failed
     */
    boolean cancel(Reception reception) {
        if (win32.cancelIoEx(pipe, requireNonNull(overlapped))) {
            reception.cancelled = true;
            return true;
        }
        int failure = win32.getLastError();
        if (failure == ERROR_NOT_FOUND) {
            platform.mark(ReaderMark.CANCEL_FOUND_NOTHING);
            return true;
        }
        platform.mark(ReaderMark.CANCEL_FAILED);
        platform.warnings().warn("CancelIoEx", failure);
        return false;
    }

    /** As {@link CompletionSignal#await}. */
    boolean await(Lock lock, Condition processed, long timeoutMillis) {
        return signal.await(lock, processed, timeoutMillis);
    }

    /** How many bytes can be read from the pipe now. They are not promised: an over-quota write among them may be taken back (F23, L9). */
    long readableBytes(Reception reception) {
        DwordReference total = new DwordReference();
        if (win32.peekNamedPipe(pipe, null, 0, null, total, null)) {
            return Integer.toUnsignedLong(total.value);
        }
        reception.ended(win32.getLastError());
        return 0;
    }

    /**
     * Gives everything back. With nothing in flight, and without the lock: it waits for callbacks, which take that.
     *
     * @return false when a callback may still come
     */
    boolean close() {
        boolean quiet = signal.close();
        if (overlapped != null) {
            overlapped.free();
        }
        return quiet;
    }
}
