package dev.overlap.reader;

import dev.overlap.win32.Memory;
import org.jspecify.annotations.Nullable;

/**
 * The bytes that have arrived and were not read yet: a queue of chunks, filled at its tail by one operation at a time, emptied at its head.
 *
 * <p>The operation fills memory of the queue itself, the part that {@link #reserve} gave out. Invariants: a chunk never moves, and while a part of it is
 * given out it is not freed or filled from its beginning again (F1); every chunk but the last one is filled to its end; the last one may be empty. A chunk
 * that was read to its end is freed, but one is kept to be filled again. Bytes are counted in {@code long}, so that no sum overflows.
 *
 * <p>A <em>thrifty</em> buffer, which is what a limit makes of it, keeps none, and makes chunks no larger than there is room for: its memory is at most the limit
 * and one chunk.
 *
 * <p>Not safe for threads: its reader's lock guards it.
 */
final class ReadBuffer {

    /** Where chunks come from. */
    @FunctionalInterface
    interface ChunkSource {

        /** Returns so much memory, or null when there is none. */
        @Nullable Memory allocate(int bytes);
    }

    private static final class Chunk {
        final Memory memory;
        /** The first byte that was not read yet. */
        int start;
        /** Behind the last byte that has arrived. */
        int end;
        @Nullable Chunk next;

        Chunk(Memory memory) {
            this.memory = memory;
        }

        int capacity() {
            return memory.size();
        }
    }

    private static final int NOTHING = -1;

    private final ChunkSource source;
    private final int chunkBytes;
    private @Nullable Chunk head;
    private @Nullable Chunk tail;
    private @Nullable Chunk spare;
    private long size;
    private int reserved = NOTHING;
    private boolean thrifty;

    ReadBuffer(ChunkSource source, int chunkBytes) {
        if (chunkBytes < 1) {
            throw new IllegalArgumentException("chunks of " + chunkBytes + " bytes: expected 1 or more");
        }
        this.source = source;
        this.chunkBytes = chunkBytes;
    }

    /** How many bytes can be read. */
    long size() {
        return size;
    }

    /** Keeps no more memory than there may be bytes, and one chunk; or as much as is fastest again. */
    void setThrifty(boolean wanted) {
        thrifty = wanted;
        Chunk kept = spare;
        if (wanted && kept != null) {
            spare = null;
            kept.memory.free();
        }
    }

    // ---------------------------------------------------------------- filling

    /**
     * Gives out memory for the next operation: {@link #region()}, as much as the last chunk still has.
     *
     * @param maxBytes 1 or more
     * @return false when there is no memory, and nothing was given out
     */
    boolean reserve(long maxBytes) {
        if (reserved != NOTHING || maxBytes < 1) {
            throw new IllegalStateException("asked for " + maxBytes + " bytes while " + reserved + " are given out");
        }
        Chunk last = tail;
        if (last == null || last.end == last.capacity()) {
            last = append(thrifty ? (int) Math.min(maxBytes, chunkBytes) : chunkBytes);
            if (last == null) {
                return false;
            }
        }
        reserved = (int) Math.min(maxBytes, last.capacity() - last.end);
        return true;
    }

    private @Nullable Chunk append(int bytes) {
        Chunk chunk = spare;
        if (chunk != null) {
            spare = null;
        } else {
            Memory memory = source.allocate(bytes);
            if (memory == null) {
                return null;
            }
            chunk = new Chunk(memory);
        }
        if (tail == null) {
            head = chunk;
        } else {
            tail.next = chunk;
        }
        tail = chunk;
        return chunk;
    }

    /** The memory that was given out last. */
    Memory region() {
        return given().memory;
    }

    /** Where in {@link #region()} it begins. */
    int regionOffset() {
        return given().end;
    }

    /** How many bytes of {@link #region()} it has. */
    int regionBytes() {
        given();
        return reserved;
    }

    private Chunk given() {
        if (reserved == NOTHING || tail == null) {
            throw new IllegalStateException("nothing is given out");
        }
        return tail;
    }

    /**
     * Takes back what was given out, with what has arrived in it.
     *
     * @param bytes 0 or more, at most {@link #regionBytes()}
     */
    void commit(int bytes) {
        Chunk last = given();
        if (bytes < 0 || bytes > reserved) {
            throw new IllegalStateException(bytes + " bytes arrived where " + reserved + " were given out");
        }
        last.end += bytes;
        size += bytes;
        reserved = NOTHING;
        rewindIfEmpty(last);
    }

    // ---------------------------------------------------------------- emptying

    /** Copies up to {@code length} bytes and drops them; returns how many. */
    int read(byte[] target, int offset, int length) {
        int done = 0;
        while (done < length && size > 0) {
            Chunk first = first();
            int bytes = Math.min(length - done, first.end - first.start);
            first.memory.read(first.start, target, offset + done, bytes);
            drop(first, bytes);
            done += bytes;
        }
        return done;
    }

    /** Drops up to {@code bytes} bytes; returns how many. */
    long skip(long bytes) {
        long left = Math.min(bytes, size);
        long done = left;
        while (left > 0) {
            Chunk first = first();
            int part = (int) Math.min(left, first.end - first.start);
            drop(first, part);
            left -= part;
        }
        return done;
    }

    /** How many bytes precede the first one of this value; -1 when there is none. */
    long indexOf(byte value) {
        long before = 0;
        for (Chunk chunk = head; chunk != null; chunk = chunk.next) {
            for (int i = chunk.start; i < chunk.end; i++) {
                if (chunk.memory.get(i) == value) {
                    return before + i - chunk.start;
                }
            }
            before += chunk.end - chunk.start;
        }
        return -1;
    }

    private Chunk first() {
        if (head == null) {
            throw new IllegalStateException(size + " bytes and no chunk");
        }
        return head;
    }

    private void drop(Chunk first, int bytes) {
        first.start += bytes;
        size -= bytes;
        if (first.start == first.end && first != tail) {
            head = first.next;
            first.next = null;
            recycle(first);
        } else {
            rewindIfEmpty(first);
        }
    }

    private void rewindIfEmpty(Chunk chunk) {
        if (chunk.start == chunk.end && reserved == NOTHING) {
            chunk.start = 0;
            chunk.end = 0;
        }
    }

    private void recycle(Chunk chunk) {
        if (spare == null && !thrifty) {
            chunk.start = 0;
            chunk.end = 0;
            spare = chunk;
        } else {
            chunk.memory.free();
        }
    }

    // ---------------------------------------------------------------- the end

    /** Drops everything. */
    void clear() {
        skip(size);
    }

    /** Drops everything and gives all memory back. Not while something is given out: the kernel may still write there. */
    void free() {
        if (reserved != NOTHING) {
            throw new IllegalStateException("memory is given out to an operation");
        }
        if (spare != null) {
            spare.memory.free();
        }
        for (Chunk chunk = head; chunk != null; chunk = chunk.next) {
            chunk.memory.free();
        }
        head = null;
        tail = null;
        spare = null;
        size = 0;
    }
}
