package dev.overlap.kernel;

import static dev.overlap.win32.NtStatus.STATUS_BUFFER_OVERFLOW;
import static dev.overlap.win32.NtStatus.STATUS_SUCCESS;

import java.util.Arrays;

import dev.overlap.finding.Witness;
import dev.overlap.win32.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Every byte of a program, from its write to its read: none is lost, doubled or overtaken by a later one. All bytes of a program differ, so that each tells which
 * it is. As the witness, it also hears of what the kernel should never have to say.
 */
final class ByteLedger implements Witness {

    static final int MAX_BYTES = 6;
    static final int MAX_WRITES = 40;
    private static final byte UNTOUCHED = (byte) 0xCD;

    /** The queue of each direction has the number of the end that reads it, plus 1. */
    private final ProgramRun run;
    private final ProgramOperation[] writes = new ProgramOperation[MAX_WRITES];
    private int writeCount;
    /** Where in the order of claims a byte stands, or -1; and whether a read has got it. */
    private final int[] placeOf = new int[256];
    private final boolean[] delivered = new boolean[256];
    private final int[] claims = new int[2];
    private final ProgramOperation[] lastClaimed = new ProgramOperation[2];
    private final int[] emptyWrites = new int[2];
    private final int[] emptyReads = new int[2];

    ByteLedger(ProgramRun run) {
        this.run = run;
        Arrays.fill(placeOf, -1);
    }

    // ---------------------------------------------------------------- writing

    boolean isFull() {
        return writeCount == MAX_WRITES;
    }

    /** The value of the first byte of the next write. */
    int nextValue() {
        return writeCount * MAX_BYTES;
    }

    void writes(ProgramOperation write) {
        writes[writeCount++] = write;
        if (write.length == 0) {
            emptyWrites[1 - write.end]++;
        }
    }

    // ---------------------------------------------------------------- claims

    @Override
    public void claimed(int stream, byte[] source, int offset, int length) {
        int reader = stream - 1;
        for (int i = offset; i < offset + length; i++) {
            claim(reader, source[i] & 0xFF);
        }
    }

    private void claim(int reader, int value) {
        ProgramOperation write = writes[value / MAX_BYTES];
        run.require(write != null && write.end == 1 - reader && value - write.firstValue < write.length, "a byte that nobody has written was claimed");
        int at = value - write.firstValue;
        run.require(at == write.claimed, "byte %s of %s was claimed, not its byte %s", at, write, write.claimed);
        run.require(!write.hasFailed() || write.status() == STATUS_SUCCESS || run.mayDrop(reader), "a byte of %s was claimed after that had ended", write);
        ProgramOperation last = lastClaimed[reader];
        if (at == 0 && !run.mayDrop(reader)) {
            run.require(last == null || last.claimed == last.length || last.hasFailed() || run.mayBeShort(last), "%s overtakes the rest of %s", write, last);
            for (int i = 0; i < writeCount; i++) {
                ProgramOperation other = writes[i];
                run.require(other.end != write.end || other.returnedAt > write.begunAt || other.hasFailed() || other.claimed == other.accepted(),
                        "%s overtakes %s", write, other);
            }
        }
        write.claimed++;
        lastClaimed[reader] = write;
        placeOf[value] = claims[reader]++;
    }

    // ---------------------------------------------------------------- reading

    /** A read has ended with so many bytes. */
    void read(ProgramOperation read, int status, int bytes, byte[] buffer) {
        boolean succeeded = status == STATUS_SUCCESS || status == STATUS_BUFFER_OVERFLOW;
        run.require(succeeded || bytes == 0, "%s has failed, yet got %s bytes", read, bytes);
        run.require(bytes >= 0 && bytes <= read.length, "%s got %s bytes", read, bytes);
        for (int i = bytes; i < buffer.length; i++) {
            run.require(buffer[i] == UNTOUCHED, "%s got %s bytes, and byte %s of its buffer has changed", read, bytes, i);
        }
        for (int i = 0; i < bytes; i++) {
            int value = buffer[i] & 0xFF;
            run.require(value < MAX_WRITES * MAX_BYTES && placeOf[value] >= 0 && writes[value / MAX_BYTES].end == 1 - read.end,
                    "%s got at %s a byte that was not claimed", read, i);
            run.require(!delivered[value], "%s got a byte that another read had", read);
            run.require(i == 0 || placeOf[value] == placeOf[buffer[i - 1] & 0xFF] + 1, "%s got bytes that do not follow each other", read);
            delivered[value] = true;
        }
        if (succeeded && read.length > 0) {
            checkMessage(read, status, bytes, buffer);
        }
    }

    private void checkMessage(ProgramOperation read, int status, int bytes, byte[] buffer) {
        if (bytes == 0) {
            emptyReads[read.end]++;
            run.require(run.shape().ofMessages() && emptyReads[read.end] <= emptyWrites[read.end], "%s got an empty message that nobody has written", read);
        } else if (run.shape().messageRead()[read.end]) {
            ProgramOperation first = writes[(buffer[0] & 0xFF) / MAX_BYTES];
            int last = buffer[bytes - 1] & 0xFF;
            run.require(writes[last / MAX_BYTES] == first, "%s got more than one message", read);
            boolean whole = last - first.firstValue == first.length - 1;
            run.require(whole == (status == STATUS_SUCCESS), "%s of %s says %s", read, first, whole ? "that there is more" : "that it was all");
        } else {
            run.require(status == STATUS_SUCCESS, "%s in byte-read mode heard of messages", read);
        }
    }

    // ---------------------------------------------------------------- looking

    /** Nobody runs: what the pipe holds for a reader is what was written, and neither claimed nor taken back. */
    void compare(int reader, DataQueue queue) {
        if (run.mayDrop(reader)) {
            return;
        }
        int left = 0;
        for (int i = 0; i < writeCount; i++) {
            ProgramOperation write = writes[i];
            if (write.end == 1 - reader && !write.hasFailed() && run.hasBegun(write)) {
                left += write.accepted() - write.claimed;
            }
        }
        run.require(left == queue.bytesInQueue(), "%s bytes were written and not read, and the pipe holds %s", left, queue.bytesInQueue());
        for (DataQueue.Entry entry = queue.firstEntry; entry != null; entry = entry.next) {
            if (entry.unread() > 0) {
                int value = entry.data[entry.position] & 0xFF;
                ProgramOperation write = writes[value / MAX_BYTES];
                run.require(value - write.firstValue == write.claimed && entry.unread() == write.accepted() - write.claimed, "the pipe holds %s bytes of %s",
                        entry.unread(), write);
            }
        }
    }

    /** All is over: what was claimed has arrived. */
    void end() {
        for (int value = 0; value < placeOf.length; value++) {
            run.require(placeOf[value] < 0 || delivered[value], "byte %s was claimed, and no read has got it", value);
        }
    }

    // ---------------------------------------------------------------- what the kernel should not have to say

    private void wrong(String what, Object which) {
        run.require(false, "%s: %s", what, which);
    }

    @Override
    public void badHandle(String function, Handle handle, int closedAt, @Nullable Object object) {
        wrong(function + " was judged", handle);
    }

    @Override
    public void closedUsed(String function, Object object, int closedAt) {
        wrong(function + " was judged", object);
    }

    @Override
    public void left(Object object, int madeAt) {
        wrong("left", object);
    }

    @Override
    public void memoryLeft(Object memory, int madeAt) {
        wrong("left", memory);
    }

    @Override
    public void allocated(Object memory, int bytes) {
        wrong("judged", memory);
    }

    @Override
    public void freed(Object memory, int bytes) {
        wrong("judged", memory);
    }

    @Override
    public void borrowedTouched(String access, Object memory, Object operation) {
        wrong("touched while lent", memory);
    }

    @Override
    public void borrowedFreed(Object memory, Object operation) {
        wrong("still lent to " + operation, memory);
    }

    @Override
    public void unobservedFreed(Object memory) {
        wrong("judged", memory);
    }

    @Override
    public void freedTouched(String access, Object memory, int freedAt) {
        wrong("touched after it was freed", memory);
    }

    @Override
    public void exceeded(String access, Object memory, long offset, long length, int size) {
        wrong("exceeded", memory);
    }

    @Override
    public void memoryUnordered(String access, Object memory, boolean byKernel, String other) {
        // The program looks at memory whenever it likes.
    }

    @Override
    public void messageEnded(int stream, boolean withBytes) {
        // Each read's own status says it.
    }

    @Override
    public void ended(int stream) {
        // As its answer says.
    }

    @Override
    public void failed(int stream, String function, int win32Error, boolean ends) {
        // As its answer says.
    }

    @Override
    public void forgiven(int stream, int win32Error) {
        // Nobody minds.
    }

    @Override
    public void contractBroken(String function, String rule) {
        wrong(function + " was judged", rule);
    }
}
