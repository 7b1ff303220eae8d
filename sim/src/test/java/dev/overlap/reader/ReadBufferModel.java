package dev.overlap.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A buffer, and beside it what it must hold: the bytes of a stream from one position to another. Each operation is done to both, and everything that can be seen
 * of the buffer is predicted: what it answers, what it gives out, when it allocates, what it frees.
 */
final class ReadBufferModel {

    /** Up to so many bytes are compared one by one. */
    private static final int LOOKED_AT = 4096;
    private static final int MARGIN = 3;

    final ReadBuffer buffer;
    /** How many allocations succeed from here on. */
    int allocationsLeft = Integer.MAX_VALUE;
    private final int chunkBytes;
    /** The memory that was made and was not freed. */
    private final List<StreamMemory> held = new ArrayList<>();
    private int made;
    private long begin;
    private long end;
    /** The chunk of which a part was given out last, and behind what of it the next part begins. */
    private @Nullable StreamMemory last;
    private int lastEnd;
    private boolean givenOut;
    private int givenBytes;
    private boolean thrifty;
    private int attempts;

    ReadBufferModel(int chunkBytes) {
        this.chunkBytes = chunkBytes;
        this.buffer = new ReadBuffer(this::allocate, chunkBytes);
    }

    private @Nullable StreamMemory allocate(int bytes) {
        attempts++;
        if (allocationsLeft == 0) {
            return null;
        }
        allocationsLeft--;
        StreamMemory memory = new StreamMemory(bytes);
        held.add(memory);
        made++;
        return memory;
    }

    long size() {
        return end - begin;
    }

    boolean isGivenOut() {
        return givenOut;
    }

    int givenBytes() {
        return givenBytes;
    }

    /** How much memory it holds. */
    long heldBytes() {
        return held.stream().mapToLong(StreamMemory::size).sum();
    }

    int heldChunks() {
        return held.size();
    }

    private int freed() {
        return made - held.size();
    }

    // ---------------------------------------------------------------- filling

    void reserve(long maxBytes) {
        int attemptsBefore = attempts;
        if (givenOut || maxBytes < 1) {
            refused(() -> buffer.reserve(maxBytes));
            assertThat(attempts).isEqualTo(attemptsBefore);
            check();
            return;
        }
        StreamMemory spare = spare();
        boolean wantsChunk = last == null || lastEnd == last.size();
        boolean allocates = wantsChunk && spare == null;
        boolean possible = !allocates || allocationsLeft > 0;

        require(buffer.reserve(maxBytes) == possible, "whether it gives something out");

        require(attempts - attemptsBefore == (allocates ? 1 : 0), "how often it allocates");
        if (possible) {
            StreamMemory chunk = allocates ? held.getLast() : wantsChunk ? spare : last;
            assertThat(chunk).isNotNull();
            if (allocates) {
                assertThat(chunk.size()).as("the size of a new chunk").isEqualTo(thrifty ? (int) Math.min(maxBytes, chunkBytes) : chunkBytes);
            }
            lastEnd = wantsChunk ? 0 : lastEnd;
            last = chunk;
            givenOut = true;
            givenBytes = (int) Math.min(maxBytes, chunk.size() - (long) lastEnd);
        }
        check();
    }

    /** The operation ends with so many bytes, and something else in the rest of what it had borrowed. */
    void commit(int bytes) {
        if (!givenOut || bytes < 0 || bytes > givenBytes) {
            refused(() -> buffer.commit(bytes));
            check();
            return;
        }
        StreamMemory chunk = given();
        chunk.arrive(lastEnd, givenBytes, bytes, end);
        buffer.commit(bytes);
        givenOut = false;
        end += bytes;
        lastEnd += bytes;
        check();
        checkNothingIsGivenOut();
    }

    private StreamMemory given() {
        assertThat(last).isNotNull();
        return last;
    }

    // ---------------------------------------------------------------- emptying

    /** Reads, for whatever length it is asked for, into an array with room for what is there. */
    void read(long length) {
        int asked = Math.clamp(length, 0, Integer.MAX_VALUE);
        int limit = size() > LOOKED_AT ? Math.min(asked, LOOKED_AT) : asked;
        int expected = (int) Math.min(limit, size());
        byte[] target = new byte[expected + 2 * MARGIN];
        int frees = freed();

        assertThat(buffer.read(target, MARGIN, limit)).isEqualTo(expected);

        for (int i = 0; i < target.length; i++) {
            boolean inside = i >= MARGIN && i < MARGIN + expected;
            byte wanted = inside ? StreamMemory.byteAt(begin + i - MARGIN) : 0;
            if (target[i] != wanted) {
                throw new AssertionError("byte " + (i - MARGIN) + " of " + expected + " is " + target[i] + ", not " + wanted);
            }
        }
        dropped(expected, frees);
    }

    void skip(long bytes) {
        long expected = Math.min(bytes, size());
        int frees = freed();
        assertThat(buffer.skip(bytes)).isEqualTo(expected);
        dropped(expected, frees);
    }

    void clear() {
        int frees = freed();
        buffer.clear();
        dropped(size(), frees);
    }

    private void dropped(long bytes, int freesBefore) {
        begin += bytes;
        check();
        if (!thrifty && freed() > freesBefore) {
            assertThat(spare()).as("the chunk that is kept while another one is freed").isNotNull();
        }
    }

    /** Looks for the value of the byte that so many others precede, or for one that need not be there. */
    void find(long preceding, byte otherwise) {
        byte value = preceding >= 0 && preceding < size() ? StreamMemory.byteAt(begin + preceding) : otherwise;
        long lookedAt = Math.min(size(), LOOKED_AT);
        for (long i = 0; i < lookedAt; i++) {
            if (StreamMemory.byteAt(begin + i) == value) {
                assertThat(buffer.indexOf(value)).isEqualTo(i);
                return;
            }
        }
        if (lookedAt == size()) {
            assertThat(buffer.indexOf(value)).isEqualTo(-1);
        }
    }

    // ---------------------------------------------------------------- memory

    void setThrifty(boolean wanted) {
        thrifty = wanted;
        buffer.setThrifty(wanted);
        check();
    }

    void free() {
        if (givenOut) {
            refused(buffer::free);
        } else {
            buffer.free();
            assertThat(held).as("what is left").allMatch(StreamMemory::isFreed);
            begin = end;
            last = null;
        }
        check();
    }

    /** The chunk that holds nothing, and is not the one that is filled. */
    private @Nullable StreamMemory spare() {
        StreamMemory spare = null;
        for (StreamMemory memory : held) {
            if (memory != last && !memory.holdsAnyFrom(begin)) {
                require(spare == null && !thrifty, "more is kept than is needed");
                spare = memory;
            }
        }
        return spare;
    }

    private static void refused(Runnable call) {
        try {
            call.run();
        } catch (IllegalStateException e) {
            return;
        }
        throw new AssertionError("a call was not refused that makes no sense");
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new AssertionError(what);
        }
    }

    private void check() {
        if (begin == end && !givenOut) {
            // What is empty is filled from its beginning again.
            lastEnd = 0;
        }
        held.removeIf(this::wasFreed);
        require(buffer.size() == size(), "it says that it has " + buffer.size() + " bytes, not " + size());
        require(last == null || !last.isFreed(), "the chunk that is filled was freed");
        spare();
        if (givenOut) {
            require(buffer.region() == last && buffer.regionOffset() == lastEnd && buffer.regionBytes() == givenBytes, "what is given out has changed");
        }
    }

    private boolean wasFreed(StreamMemory memory) {
        require(!memory.isFreed() || !memory.holdsAnyFrom(begin), "bytes were freed that were not read");
        return memory.isFreed();
    }

    private void checkNothingIsGivenOut() {
        refused(buffer::region);
        refused(buffer::regionOffset);
        refused(buffer::regionBytes);
    }
}
