package dev.overlap.target;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What one direction of a pipe does, in a few lines that keep no account: an operation is a record of what has become of it so far.
 *
 * <p>A write is done as soon as what is unread of it fits into what the unread bytes before it leave of the quota, and never later than when it was read to its end.
 */
final class PipeQueueModel {

    /** Whether an operation is done, and how. */
    enum Outcome { PENDING, DONE, PART_OF_MESSAGE, CANCELLED }

    /** A read or a write. */
    static final class Operation {
        final boolean isRead;
        final int length;
        final byte[] written;
        int position;
        Outcome outcome = Outcome.PENDING;
        byte[] read = {};

        Operation(boolean isRead, int length, byte[] written) {
            this.isRead = isRead;
            this.length = length;
            this.written = written;
        }

        int unread() {
            return length - position;
        }

        /** The bytes that it says it has transferred. */
        int count() {
            return outcome == Outcome.CANCELLED || outcome == Outcome.PENDING ? 0 : isRead ? read.length : length;
        }
    }

    private final boolean ofMessages;
    private final boolean readsMessages;
    private final int quotaBytes;
    /** What is unread, in order. */
    private final List<Operation> writes = new ArrayList<>();
    private final List<Operation> reads = new ArrayList<>();

    PipeQueueModel(boolean ofMessages, boolean readsMessages, int quotaBytes) {
        this.ofMessages = ofMessages;
        this.readsMessages = readsMessages;
        this.quotaBytes = quotaBytes;
    }

    Operation write(byte[] bytes) {
        Operation write = new Operation(false, bytes.length, bytes);
        boolean isEmptyMessage = bytes.length == 0 && ofMessages;
        while (!reads.isEmpty() && (write.unread() > 0 || isEmptyMessage)) {
            Operation read = reads.removeFirst();
            read.read = take(write, read.length);
            read.outcome = readsMessages && write.unread() > 0 ? Outcome.PART_OF_MESSAGE : Outcome.DONE;
            isEmptyMessage = false;
        }
        if (write.unread() > 0 || isEmptyMessage) {
            writes.add(write);
            endWrites();
        } else {
            write.outcome = Outcome.DONE;
        }
        return write;
    }

    Operation read(int length) {
        Operation read = new Operation(true, length, new byte[0]);
        if (writes.isEmpty()) {
            reads.add(read);
            return read;
        }
        if (readsMessages) {
            Operation message = writes.getFirst();
            read.read = take(message, length);
            read.outcome = message.unread() > 0 ? Outcome.PART_OF_MESSAGE : Outcome.DONE;
            dropReadOnes(message);
        } else {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            while (!writes.isEmpty() && bytes.size() < length) {
                Operation first = writes.getFirst();
                bytes.writeBytes(take(first, length - bytes.size()));
                dropReadOnes(first);
            }
            read.read = bytes.toByteArray();
            read.outcome = Outcome.DONE;
        }
        endWrites();
        return read;
    }

    private static byte[] take(Operation write, int most) {
        int bytes = Math.min(write.unread(), most);
        byte[] taken = Arrays.copyOfRange(write.written, write.position, write.position + bytes);
        write.position += bytes;
        return taken;
    }

    private void dropReadOnes(Operation write) {
        if (write.unread() == 0) {
            write.outcome = Outcome.DONE;
            writes.remove(write);
        }
    }

    private void endWrites() {
        int before = 0;
        for (Operation write : writes) {
            if (write.unread() <= Math.max(0, quotaBytes - before)) {
                write.outcome = Outcome.DONE;
            }
            before += write.unread();
        }
    }

    /** Cancels an operation that is pending; what is unread of a write is gone. */
    void cancel(Operation operation) {
        operation.outcome = Outcome.CANCELLED;
        reads.remove(operation);
        writes.remove(operation);
        endWrites();
    }

    /** What a peek copies. */
    byte[] peek(int most) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Operation write : ofMessages && !writes.isEmpty() ? writes.subList(0, 1) : writes) {
            bytes.write(write.written, write.position, Math.min(write.unread(), most - bytes.size()));
        }
        return bytes.toByteArray();
    }

    /** How many bytes are unread. */
    int available() {
        return writes.stream().mapToInt(Operation::unread).sum();
    }

    /** What is left of a message of which so much was copied. */
    int left(int copied) {
        return (ofMessages && !writes.isEmpty() ? writes.getFirst().unread() : 0) - copied;
    }
}
