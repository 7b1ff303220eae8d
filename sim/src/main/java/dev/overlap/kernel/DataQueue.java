package dev.overlap.kernel;

import static dev.overlap.win32.NtStatus.STATUS_BUFFER_OVERFLOW;
import static dev.overlap.win32.NtStatus.STATUS_SUCCESS;

import dev.overlap.finding.HarnessError;
import org.jspecify.annotations.Nullable;

/**
 * One direction of a pipe: either reads wait for bytes, or bytes wait for reads, never both.
 *
 * <p>A write's bytes can be read as soon as it is issued, whether it pends or not; it completes when what is unread of it is covered by quota (K88 to
 * K103). On a message pipe each write is a message, an empty one too. Invariants: {@code quotaUsed} is the sum of what the entries are charged, and at
 * most {@code quotaBytes}; a flush is never the first entry, as it ends when all that was written before it has been read.
 */
final class DataQueue {

    private static final byte[] NOTHING = {};

    private final SimKernel kernel;
    /** The number under which the witness hears of the bytes; 0 when nobody wants to. */
    int stream;
    private final boolean ofMessages;
    final int quotaBytes;
    int quotaUsed;
    /** Whether some entry may not be covered by quota. */
    private boolean stalled;
    private int bytesInQueue;
    @Nullable IoRequest firstRead;
    @Nullable Entry firstEntry;
    private @Nullable Entry lastEntry;
    /** Whether the message that was read last goes on. */
    private boolean messageGoesOn;

    /** The bytes of one write that have not been read; or a flush, which waits for the entries before it. */
    static final class Entry {
        final byte[] data;
        final int @Nullable [] writerClock;
        /** How many writes had left something in a pipe before it was appended. */
        long number;
        int position;
        int end;
        int charged;
        /** Whether it needs no quota: the request of a transaction. */
        boolean free;
        @Nullable IoRequest write;
        @Nullable IoRequest flush;
        @Nullable Entry next;

        Entry(byte[] data, int position, int end, int @Nullable [] writerClock) {
            this.data = data;
            this.position = position;
            this.end = end;
            this.writerClock = writerClock;
        }

        int unread() {
            return end - position;
        }

        /** How many bytes wait for quota. */
        int uncovered() {
            return free ? 0 : end - position - charged;
        }
    }

    DataQueue(SimKernel kernel, boolean ofMessages, int quotaBytes) {
        this.kernel = kernel;
        this.ofMessages = ofMessages;
        this.quotaBytes = quotaBytes;
    }

    /** Whether a read finds something: bytes, or an empty message. */
    boolean hasData() {
        return firstEntry != null;
    }

    /** Whether bytes are there that were written when fewer than so many writes had left something in a pipe. */
    boolean holdsFrom(long mark) {
        for (Entry entry = firstEntry; entry != null && entry.number < mark; entry = entry.next) {
            if (entry.unread() > 0) {
                return true;
            }
        }
        return false;
    }

    boolean hasWaitingReads() {
        return firstRead != null;
    }

    int bytesInQueue() {
        return bytesInQueue;
    }

    long awaitedBytes() {
        long bytes = 0;
        for (IoRequest read = firstRead; read != null; read = read.nextInQueue) {
            bytes += read.length;
        }
        return bytes;
    }

    /** How much more can be written without waiting: reads that wait have reserved their size (R5), as far as there is quota. */
    int quotaAvailable() {
        int available = quotaBytes - quotaUsed;
        for (IoRequest read = firstRead; read != null; read = read.nextInQueue) {
            available -= Math.min(available, read.length);
        }
        return available;
    }

    // ---------------------------------------------------------------- reading

    /** Queues a read that found nothing. */
    void queueRead(IoRequest read) {
        kernel.require(firstEntry == null, "reads wait only while there is nothing to read");
        read.nextInQueue = null;
        if (firstRead == null) {
            firstRead = read;
        } else {
            IoRequest last = firstRead;
            while (last.nextInQueue != null) {
                last = last.nextInQueue;
            }
            last.nextInQueue = read;
        }
    }

    /**
     * Takes up to {@code length} bytes out of the queue, in byte-read mode: over the ends of messages, with the empty ones that are met before the last
     * byte, and after it if fewer than {@code length} were there (R05, R15).
     *
     * @param target room for what is in the queue, or for {@code length} bytes
     * @param writers learns what the writers of these bytes had seen
     * @param reader for whom, as the witness knows it; 0 for nobody it cares for
     * @return how many
     */
    int consume(byte[] target, int length, int[] writers, int reader) {
        int taken = 0;
        while (firstEntry != null && taken < length) {
            Entry entry = firstEntry;
            taken += take(entry, target, taken, length - taken, writers);
            if (entry.unread() == 0) {
                removeFirst(entry);
                if (ofMessages && firstEntry != null && taken < length) {
                    kernel.mark(KernelMark.WALKED_OVER_BOUNDARY);
                }
            }
        }
        setBytesInQueue(bytesInQueue - taken);
        if (stalled) {
            handOutQuota();
        }
        kernel.told(reader, target, taken);
        return taken;
    }

    /**
     * Takes up to {@code length} bytes of the first message out of the queue, and the message with its last byte; {@link #messageGoesOn()} tells whether
     * there is more of it. The queue is not empty, nor is the read.
     */
    int consumeMessage(byte[] target, int length, int[] writers, int reader) {
        Entry entry = firstEntry;
        if (entry == null) {
            throw new HarnessError("no message is there to be read");
        }
        if (entry.unread() == 0) {
            kernel.mark(KernelMark.EMPTY_MESSAGE_READ);
        }
        int taken = take(entry, target, 0, length, writers);
        messageGoesOn = entry.unread() > 0;
        if (!messageGoesOn) {
            removeFirst(entry);
        }
        setBytesInQueue(bytesInQueue - taken);
        if (stalled) {
            handOutQuota();
        }
        kernel.told(reader, target, taken);
        tellEndOfMessage(!messageGoesOn, reader, taken > 0);
        return taken;
    }

    /** Whether {@link #consumeMessage} has left a part of its message. */
    boolean messageGoesOn() {
        return messageGoesOn;
    }

    private void tellEndOfMessage(boolean ended, int reader, boolean withBytes) {
        if (!ended) {
            kernel.mark(KernelMark.READ_ENDED_AT_MESSAGE_PART);
        } else if (reader != 0) {
            kernel.witness.messageEnded(reader, withBytes);
        }
    }

    /** Copies what fits of one entry. */
    private int take(Entry entry, byte[] target, int from, int length, int[] writers) {
        int bytes = Math.min(entry.unread(), length);
        System.arraycopy(entry.data, entry.position, target, from, bytes);
        if (entry.writerClock != null) {
            kernel.join(writers, entry.writerClock);
        }
        entry.position += bytes;
        int freed = Math.min(bytes, entry.charged);
        entry.charged -= freed;
        quotaUsed -= freed;
        return bytes;
    }

    /** The first entry has been read: its write is complete, and so are the flushes that waited for it. */
    private void removeFirst(Entry entry) {
        firstEntry = entry.next;
        if (entry.write != null) {
            complete(entry);
        }
        endFlushes();
    }

    private void endFlushes() {
        while (firstEntry != null && firstEntry.flush != null) {
            IoRequest flush = firstEntry.flush;
            firstEntry = firstEntry.next;
            flush.claim(STATUS_SUCCESS, 0);
        }
    }

    /** Copies up to {@code length} bytes, on a message pipe only of the first message, and leaves them there. */
    int peek(byte[] target, int length) {
        int copied = 0;
        for (Entry entry = firstEntry; entry != null && copied < length; entry = ofMessages ? null : entry.next) {
            int bytes = Math.min(entry.unread(), length - copied);
            System.arraycopy(entry.data, entry.position, target, copied, bytes);
            copied += bytes;
        }
        return copied;
    }

    /** What PeekNamedPipe says is left of the message of which it has copied so much; "of a byte pipe" that is 0 minus the copied, on Windows too (M06). */
    int leftOfMessage(int copied) {
        return (ofMessages && firstEntry != null ? firstEntry.unread() : 0) - copied;
    }

    /** Grants freed quota to writes that wait for it, in order. */
    private void handOutQuota() {
        stalled = false;
        for (Entry entry = firstEntry; entry != null; entry = entry.next) {
            charge(entry);
        }
    }

    private static void complete(Entry entry) {
        IoRequest write = entry.write;
        if (write != null) {
            entry.write = null;
            write.claim(STATUS_SUCCESS, write.length);
        }
    }

    // ---------------------------------------------------------------- writing

    /** What a write of {@code length} bytes would leave unread after the waiting reads were served, if it must wait for quota; 0 when it need not. */
    boolean mustWait(int length) {
        return length - takenByReads(length) > quotaBytes - quotaUsed;
    }

    /** How much of {@code length} bytes the waiting reads would take. */
    private int takenByReads(int length) {
        int left = length;
        for (IoRequest read = firstRead; read != null && left > 0; read = read.nextInQueue) {
            left -= Math.min(left, read.length);
        }
        return length - left;
    }

    /**
     * How much a write in PIPE_NOWAIT mode writes when it would have to wait: nothing of a message; of other bytes what the waiting reads take, and not what
     * there would be room for (test_nowait, K121 to K131).
     */
    int writtenWithoutWaiting(int length) {
        return ofMessages ? 0 : takenByReads(length);
    }

    /**
     * Serves waiting reads, first come first served, and queues the rest. What is left over ends a read in message-read mode with part of a message. An empty
     * message ends one read, or is queued (0.1.5).
     *
     * @param write the operation that completes when quota covers the rest, or null when {@link #mustWait} says that it need not wait
     */
    void write(byte[] data, int length, int @Nullable [] writerClock, @Nullable IoRequest write) {
        write(data, length, writerClock, write, false);
    }

    /** The same for the request of a transaction, for which nobody waits, and which needs no quota (the pipe driver of ReactOS). */
    void writeRequest(byte[] data, int length, int @Nullable [] writerClock) {
        write(data, length, writerClock, null, true);
    }

    private void write(byte[] data, int length, int @Nullable [] writerClock, @Nullable IoRequest write, boolean free) {
        int position = 0;
        boolean emptyMessage = length == 0 && ofMessages;
        while (firstRead != null && (position < length || emptyMessage)) {
            IoRequest read = firstRead;
            int bytes = Math.min(read.length, length - position);
            firstRead = read.nextInQueue;
            read.take(data, position, bytes, writerClock);
            int reader = read.stream();
            kernel.witness.claimed(reader, data, position, bytes);
            position += bytes;
            boolean partOfMessage = position < length && read.file.messageRead;
            if (read.file.messageRead) {
                tellEndOfMessage(!partOfMessage, reader, bytes > 0);
            }
            if (emptyMessage) {
                emptyMessage = false;
                kernel.mark(KernelMark.EMPTY_MESSAGE_WOKE_READ);
            }
            read.claim(partOfMessage ? STATUS_BUFFER_OVERFLOW : STATUS_SUCCESS, bytes);
        }
        if (position < length || emptyMessage) {
            Entry entry = new Entry(data, position, length, writerClock);
            entry.write = write;
            entry.free = free;
            entry.number = kernel.countWritten();
            append(entry);
            setBytesInQueue(bytesInQueue + length - position);
            // Whoever is before it in the queue has been served, or the quota is used up.
            charge(entry);
        }
    }

    /** Charges what is left of the quota to an entry, as far as it needs it; its write is complete when all is covered. */
    private void charge(Entry entry) {
        int granted = Math.min(entry.uncovered(), quotaBytes - quotaUsed);
        entry.charged += granted;
        quotaUsed += granted;
        stalled |= entry.uncovered() > 0;
        if (entry.write != null && entry.uncovered() == 0) {
            complete(entry);
        }
    }

    private void append(Entry entry) {
        Entry last = lastEntry;
        if (last == null || firstEntry == null) {
            firstEntry = entry;
        } else {
            last.next = entry;
        }
        lastEntry = entry;
    }

    /** Queues a flush, which ends when everything that is there now has been read (K91, K95). */
    void flush(IoRequest flush) {
        kernel.require(firstEntry != null, "a flush waits for something");
        Entry entry = new Entry(NOTHING, 0, 0, null);
        entry.flush = flush;
        entry.number = kernel.writtenSoFar();
        append(entry);
    }

    // ---------------------------------------------------------------- the end

    /** Takes an operation that was cancelled out of the queue; what is unread of a write goes with it (C08). */
    void remove(IoRequest request) {
        IoRequest readBefore = null;
        for (IoRequest read = firstRead; read != null; read = read.nextInQueue) {
            if (read == request) {
                if (readBefore == null) {
                    firstRead = read.nextInQueue;
                } else {
                    readBefore.nextInQueue = read.nextInQueue;
                }
                return;
            }
            readBefore = read;
        }
        Entry before = null;
        for (Entry entry = firstEntry; entry != null; entry = entry.next) {
            if (entry.write == request || entry.flush == request) {
                unlink(before, entry);
                endFlushes();
                handOutQuota();
                return;
            }
            before = entry;
        }
        kernel.require(false, "a pending operation is in its queue");
    }

    private void unlink(@Nullable Entry before, Entry entry) {
        if (before == null) {
            firstEntry = entry.next;
        } else {
            before.next = entry.next;
        }
        if (entry == lastEntry) {
            lastEntry = before;
        }
        quotaUsed -= entry.charged;
        setBytesInQueue(bytesInQueue - entry.unread());
    }

    /** Ends all waiting reads, and says whether there were any. */
    boolean failReads(int status) {
        boolean any = firstRead != null;
        while (firstRead != null) {
            IoRequest read = firstRead;
            firstRead = read.nextInQueue;
            read.claim(status, 0);
        }
        return any;
    }

    /** Ends waiting writes and flushes; their bytes stay. */
    void failWrites(int status) {
        for (Entry entry = firstEntry; entry != null; entry = entry.next) {
            if (entry.write != null) {
                IoRequest write = entry.write;
                entry.write = null;
                write.claim(status, 0);
            }
            if (entry.flush != null) {
                entry.flush.claim(status, 0);
            }
        }
    }

    /** Ends waiting writes, and drops what is unread of them. */
    void dropWaitingWrites(int status) {
        Entry before = null;
        for (Entry entry = firstEntry; entry != null; entry = entry.next) {
            IoRequest write = entry.write;
            if (write == null) {
                before = entry;
            } else {
                unlink(before, entry);
                write.claim(status, 0);
            }
        }
        endFlushes();
    }

    /** Drops all that is unread. */
    void discard() {
        kernel.require(firstRead == null, "reads have been ended before data are discarded");
        firstEntry = null;
        quotaUsed = 0;
        setBytesInQueue(0);
    }

    private void setBytesInQueue(int bytes) {
        kernel.scheduler.stateChanged((bytesInQueue ^ bytes) * 0x8CB92BA72F3D8DD7L);
        bytesInQueue = bytes;
    }
}
