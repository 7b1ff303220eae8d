package dev.overlap.real;

import static dev.overlap.win32.NtStatus.STATUS_BUFFER_OVERFLOW;
import static dev.overlap.win32.NtStatus.STATUS_CANCELLED;
import static dev.overlap.win32.NtStatus.STATUS_PENDING;
import static dev.overlap.win32.NtStatus.STATUS_PIPE_BROKEN;
import static dev.overlap.win32.NtStatus.STATUS_PIPE_DISCONNECTED;
import static dev.overlap.win32.NtStatus.STATUS_SUCCESS;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Memory;
import dev.overlap.win32.NtStatus;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.Win32Error;
import org.jspecify.annotations.Nullable;

/**
 * Which operations of the process under test are in flight, what they borrow, and what they have brought.
 *
 * <p>The kernel tells nobody when an operation ends. What can be known from outside is what the program is told (an answer, a packet, a routine) and what Internal
 * says: it is looked at when something must be known. Bytes are told to the judges in the order in which the operations of one stream were issued, for that is the
 * order in which a pipe serves them (R09): what a later one has brought waits until the earlier one's end is known.
 *
 * <p>Everything with the court's lock held.
 */
final class OperationLedger {

    private final Court court;
    /** Those of which the program has not seen the end. */
    private final List<Operation> inFlight = new ArrayList<>();
    /** Those whose bytes the judges have not heard of, in order of issue. */
    private final List<Operation> untold = new ArrayList<>();
    /** The streams that are read in messages, one bit each. */
    private long inMessages;
    private int number;
    /** The errors of operations that were made to fail, by the address of their OVERLAPPED, until it is used again. */
    private final Map<Long, Integer> dooms = new HashMap<>();
    /** Whether the ledger itself touches memory at the moment. */
    private boolean looking;

    OperationLedger(Court court) {
        this.court = court;
    }

    void readsMessages(int stream) {
        inMessages |= 1L << stream;
    }

    /** What is in flight, as far as the program knows. */
    List<Operation> inFlight() {
        return List.copyOf(inFlight);
    }

    // ---------------------------------------------------------------- from issue to end

    /** A call is about to issue an operation. */
    Operation begins(int stream, String function, Handle file, Overlapped overlapped, @Nullable Memory buffer, int offset, int length) {
        Operation earlier = of(overlapped);
        if (earlier != null) {
            if (!hasEnded(earlier)) {
                court.oracles().contractBroken(function, overlapped + " is used again while " + earlier + " is in flight");
            }
            inFlight.remove(earlier);
        }
        dooms.remove(overlapped.address());
        Operation operation = new Operation(++number, stream, function, file, overlapped, buffer, offset, length);
        looking = true;
        // As the call itself does; only so can be seen, before it has returned, whether the operation has ended.
        overlapped.setResult(STATUS_PENDING, 0);
        looking = false;
        inFlight.add(operation);
        if (operation.isRead()) {
            untold.add(operation);
        }
        return operation;
    }

    /** The call has failed at once: there is no operation. */
    void refused(Operation operation) {
        inFlight.remove(operation);
        untold.remove(operation);
        tellUntold();
    }

    /** A read without OVERLAPPED has been answered: what it has brought follows what is known so far. */
    void claimedAtOnce(int stream, @Nullable Memory buffer, int offset, @Nullable DwordReference count, boolean whole) {
        if (buffer != null && count != null && count.value > 0) {
            byte[] bytes = new byte[count.value];
            looking = true;
            buffer.read(offset, bytes, 0, bytes.length);
            looking = false;
            court.oracles().claimed(stream, bytes, 0, bytes.length);
        }
        if (whole && (inMessages >> stream & 1) != 0) {
            court.oracles().messageEnded(stream, count != null && count.value > 0);
        }
    }

    /** The program sees the end of an operation now, or will at once. */
    void observed(Operation operation) {
        end(operation);
        inFlight.remove(operation);
    }

    /** The operation with this OVERLAPPED, or null. */
    @Nullable Operation of(@Nullable Overlapped overlapped) {
        if (overlapped != null) {
            for (Operation operation : inFlight) {
                if (operation.isOf(overlapped)) {
                    return operation;
                }
            }
        }
        return null;
    }

    /** Whether an operation has ended, whoever knows of it. */
    boolean hasEnded(Operation operation) {
        if (!operation.ended && internalOf(operation) != STATUS_PENDING) {
            end(operation);
        }
        return operation.ended;
    }

    private int internalOf(Operation operation) {
        looking = true;
        try {
            return operation.overlapped.internal();
        } finally {
            looking = false;
        }
    }

    private void end(Operation operation) {
        if (operation.ended) {
            return;
        }
        looking = true;
        try {
            operation.ended = true;
            operation.status = operation.overlapped.internal();
            int transferred = (int) operation.overlapped.internalHigh();
            boolean success = operation.status == STATUS_SUCCESS || operation.status == STATUS_BUFFER_OVERFLOW;
            if (operation.isRead() && success && transferred > 0 && operation.buffer != null) {
                operation.bytes = new byte[transferred];
                operation.buffer.read(operation.offset, operation.bytes, 0, transferred);
            }
        } finally {
            looking = false;
        }
        tellUntold();
    }

    /** Tells what is known, for each stream up to the first operation whose end is not. */
    private void tellUntold() {
        long waiting = 0;
        for (int i = 0; i < untold.size();) {
            Operation operation = untold.get(i);
            long bit = 1L << operation.stream;
            if ((waiting & bit) == 0 && operation.ended) {
                untold.remove(i);
                tell(operation);
            } else {
                waiting |= bit;
                i++;
            }
        }
    }

    private void tell(Operation operation) {
        int stream = operation.stream;
        if (operation.bytes.length > 0) {
            court.oracles().claimed(stream, operation.bytes, 0, operation.bytes.length);
        }
        switch (operation.status) {
            case STATUS_SUCCESS -> {
                if ((inMessages >> stream & 1) != 0) {
                    court.oracles().messageEnded(stream, operation.bytes.length > 0);
                }
            }
            case STATUS_BUFFER_OVERFLOW -> {
                // There is more of the message.
            }
            case STATUS_PIPE_BROKEN, STATUS_PIPE_DISCONNECTED -> court.oracles().ended(stream);
            case STATUS_CANCELLED -> {
                if (!operation.cancelAsked || operation.doom != 0) {
                    failed(stream, operation.doom != 0 ? operation.doom : Win32Error.ERROR_OPERATION_ABORTED);
                }
            }
            default -> failed(stream, NtStatus.toWin32Error(operation.status));
        }
    }

    private void failed(int stream, int error) {
        if (stream != 0) {
            court.oracles().failed(stream, "ReadFile", error, true);
        }
    }

    /** Looks at all that is in flight: what has ended, the judges know of afterwards. */
    void look() {
        inFlight().forEach(this::hasEnded);
    }

    /** The program may have learned of anything that has ended by now. */
    void mayHaveSeen() {
        for (Operation operation : inFlight) {
            operation.looked = true;
        }
    }

    /** An operation is to end with an error that nobody has asked for. */
    void doom(Operation operation, int error) {
        operation.doom = error;
        dooms.put(operation.address, error);
    }

    /** The error that the last operation with this OVERLAPPED was to end with, 0 for none. */
    int doomOf(Overlapped overlapped) {
        return dooms.getOrDefault(overlapped.address(), 0);
    }

    // ---------------------------------------------------------------- memory

    /** The program touches memory. */
    void touching(String access, Object memory, int offset, int length) {
        if (looking) {
            return;
        }
        boolean reads = access.equals("read");
        for (Operation operation : inFlight()) {
            if (operation.isOf(memory)) {
                if (reads) {
                    operation.looked = true;
                } else if (hasEnded(operation)) {
                    // Whoever writes there has done with it.
                    inFlight.remove(operation);
                } else {
                    court.oracles().borrowedTouched("written", memory, operation);
                }
            } else if (operation.borrows(memory, offset, length) && !(reads && !operation.isRead()) && !hasEnded(operation)) {
                court.oracles().borrowedTouched(reads ? "read" : "written", memory, operation);
            }
        }
    }

    /** The program gives memory back. */
    void freeing(Object memory) {
        for (Operation operation : inFlight()) {
            if (operation.isOf(memory) || operation.borrows(memory, 0, Integer.MAX_VALUE)) {
                if (!hasEnded(operation)) {
                    court.oracles().borrowedFreed(memory, operation);
                } else if (!operation.looked) {
                    court.oracles().unobservedFreed(memory);
                }
                inFlight.remove(operation);
                untold.remove(operation);
            }
        }
    }
}
