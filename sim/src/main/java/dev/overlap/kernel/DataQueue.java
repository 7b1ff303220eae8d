package dev.overlap.kernel;

import static dev.overlap.win32.NtStatus.STATUS_SUCCESS;

import org.jspecify.annotations.Nullable;

/**
 * One direction of a pipe: either reads wait for bytes, or bytes wait for reads, never both.
 *
 * <p>A write's bytes can be read as soon as it is issued, whether it pends or not; it completes when what is unread of it is covered by quota (K88 to
 * K103). Invariant: {@code quotaUsed} is the sum of what the entries are charged, and at most {@code quotaBytes}.
 */
final class DataQueue {

    private final SimKernel kernel;
    /** The number under which the witness hears of the bytes; 0 when nobody wants to. */
    int stream;
    private final int quotaBytes;
    private int quotaUsed;
    /** Whether some entry may not be covered by quota. */
    private boolean stalled;
    private int bytesInQueue;
    private @Nullable IoRequest firstRead;
    private @Nullable Entry firstEntry;
    private @Nullable Entry lastEntry;

    /** The bytes of one write that have not been read. */
    private static final class Entry {
        final byte[] data;
        final int @Nullable [] writerClock;
        int position;
        int end;
        int charged;
        @Nullable IoRequest write;
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
    }

    DataQueue(SimKernel kernel, int quotaBytes) {
        this.kernel = kernel;
        this.quotaBytes = quotaBytes;
    }

    boolean hasData() {
        return firstEntry != null;
    }

    int bytesInQueue() {
        return bytesInQueue;
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
     * Takes up to {@code length} bytes out of the queue.
     *
     * @param writers learns what the writers of these bytes had seen
     * @return how many
     */
    int consume(byte[] target, int length, int[] writers) {
        int taken = 0;
        while (firstEntry != null && taken < length) {
            Entry entry = firstEntry;
            int bytes = Math.min(entry.unread(), length - taken);
            System.arraycopy(entry.data, entry.position, target, taken, bytes);
            if (entry.writerClock != null) {
                kernel.join(writers, entry.writerClock);
            }
            entry.position += bytes;
            taken += bytes;
            int freed = Math.min(bytes, entry.charged);
            entry.charged -= freed;
            quotaUsed -= freed;
            if (entry.unread() == 0) {
                firstEntry = entry.next;
                if (entry.write != null) {
                    complete(entry);
                }
            }
        }
        setBytesInQueue(bytesInQueue - taken);
        if (stalled) {
            handOutQuota();
        }
        kernel.told(stream, target, taken);
        return taken;
    }

    /** Copies up to {@code length} bytes and leaves them there. */
    int peek(byte[] target, int length) {
        int copied = 0;
        for (Entry entry = firstEntry; entry != null && copied < length; entry = entry.next) {
            int bytes = Math.min(entry.unread(), length - copied);
            System.arraycopy(entry.data, entry.position, target, copied, bytes);
            copied += bytes;
        }
        return copied;
    }

    /** Grants freed quota to writes that wait for it, in order. */
    private void handOutQuota() {
        stalled = false;
        for (Entry entry = firstEntry; entry != null; entry = entry.next) {
            int granted = Math.min(entry.unread() - entry.charged, quotaBytes - quotaUsed);
            entry.charged += granted;
            quotaUsed += granted;
            stalled |= entry.charged < entry.unread();
            if (entry.write != null && entry.charged == entry.unread()) {
                complete(entry);
            }
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
        int left = length;
        for (IoRequest read = firstRead; read != null && left > 0; read = read.nextInQueue) {
            left -= Math.min(left, read.length);
        }
        return left > quotaBytes - quotaUsed;
    }

    /**
     * Serves waiting reads, first come first served, and queues the rest.
     *
     * @param write the operation that completes when quota covers the rest, or null when {@link #mustWait} says that it need not wait
     */
    void write(byte[] data, int length, int @Nullable [] writerClock, @Nullable IoRequest write) {
        int position = 0;
        while (firstRead != null && position < length) {
            IoRequest read = firstRead;
            int bytes = Math.min(read.length, length - position);
            firstRead = read.nextInQueue;
            read.take(data, position, bytes, writerClock);
            kernel.witness.claimed(stream, data, position, bytes);
            position += bytes;
            read.claim(STATUS_SUCCESS, bytes);
        }
        if (position < length) {
            Entry entry = new Entry(data, position, length, writerClock);
            entry.write = write;
            Entry last = lastEntry;
            if (last == null || firstEntry == null) {
                firstEntry = entry;
            } else {
                last.next = entry;
            }
            lastEntry = entry;
            setBytesInQueue(bytesInQueue + length - position);
            // Whoever is before it in the queue has been served, or the quota is used up.
            int granted = Math.min(entry.unread(), quotaBytes - quotaUsed);
            entry.charged = granted;
            quotaUsed += granted;
            stalled |= granted < entry.unread();
            if (entry.write != null && granted == entry.unread()) {
                complete(entry);
            }
        }
    }

    // ---------------------------------------------------------------- the end

    /** Takes a read or write that was cancelled out of the queue; what is unread of a write goes with it (C08). */
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
            if (entry.write == request) {
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
                handOutQuota();
                return;
            }
            before = entry;
        }
        kernel.require(false, "a pending operation is in its queue");
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

    /** Ends waiting writes; their bytes stay. */
    void failWrites(int status) {
        for (Entry entry = firstEntry; entry != null; entry = entry.next) {
            if (entry.write != null) {
                IoRequest write = entry.write;
                entry.write = null;
                write.claim(status, 0);
            }
        }
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
