package dev.overlap.reader;

import java.util.Arrays;

import dev.overlap.win32.Memory;
import org.jspecify.annotations.Nullable;

/**
 * Operations on a {@link ReadBuffer}, and beside it the bytes that it must hold.
 *
 * <p>It stands in the buffer's own package, though in the module of the fuzz targets: so the buffer stays hidden, and the simulator ships no door to it that only a
 * fuzzer would use. Both modules are on the class path, where a package may be in two places.
 *
 * <p>Encoding: the version, 1; the size of a chunk less 1 in the low 4 bits of the next byte, whose highest bit makes the buffer thrifty; then a byte for each
 * operation, its kind in the low 3 bits and a number of 5 bits above them, of which the highest 8 values stand for sizes that are not small:
 *
 * <pre>
 * 0  an operation asks for n bytes, unless one is in flight
 * 1  the operation in flight ends with n bytes, or as many as it has room for
 * 2  n bytes are read
 * 3  n bytes are skipped
 * 4  byte n is looked for
 * 5  n = 0: the buffer is not thrifty, n = 1: thrifty, otherwise: cleared
 * 6  from here on there is memory for n more chunks; without end when n is not small
 * 7  0 and then 1
 * </pre>
 */
public final class ReadBufferProgram {

    private static final int VERSION = 1;
    private static final int THRIFTY = 0x80;
    private static final int KIND_BITS = 3;
    private static final int SMALL = 24;
    private static final long[] LARGE = {25, 33, 64, Integer.MAX_VALUE, 1L << 31, (1L << 32) + 1, (1L << 33) - 1, Long.MAX_VALUE};
    /** More than an input of a few hundred operations can make arrive. */
    private static final int MOST_READ = 1 << 14;
    /** Values repeat, so that a byte is looked for that occurs several times. */
    private static final int VALUES = 40;

    private final int chunkBytes;
    private final Chunks chunks = new Chunks();
    private final ReadBuffer buffer;
    private final byte[] bytes;
    private int first;
    private int last;
    private int value;
    private boolean thrifty;
    /** Where the operation in flight was told to write to when it began; null when there is none. */
    private @Nullable Memory region;
    private int offset;
    private int room;

    private ReadBufferProgram(int shape, int operations) {
        chunkBytes = (shape & 15) + 1;
        buffer = new ReadBuffer(chunks, chunkBytes);
        bytes = new byte[operations * 16];
        setThrifty((shape & THRIFTY) != 0);
    }

    /** Plays what these bytes encode, if they encode something; throws an {@link AssertionError} where the buffer is not as it should be. */
    public static void play(byte[] input) {
        if (input.length < 2 || input[0] != VERSION) {
            return;
        }
        ReadBufferProgram program = new ReadBufferProgram(input[1], input.length);
        for (int i = 2; i < input.length; i++) {
            int number = (input[i] & 0xFF) >>> KIND_BITS;
            program.operation(input[i] & 7, number < SMALL ? number : LARGE[number - SMALL]);
        }
        program.end();
    }

    private void operation(int kind, long n) {
        switch (kind) {
            case 0 -> reserve(n);
            case 1 -> arrive(n);
            case 2 -> read((int) Math.min(n, MOST_READ));
            case 3 -> skip(n);
            case 4 -> find((byte) n);
            case 5 -> {
                if (n < 2) {
                    setThrifty(n == 1);
                } else {
                    buffer.clear();
                    first = last;
                }
            }
            case 6 -> chunks.left = n < SMALL ? (int) n : Integer.MAX_VALUE;
            default -> {
                reserve(n);
                arrive(n);
            }
        }
        check();
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    private void check() {
        require(buffer.size() == last - first, "the size is not the number of bytes");
        // What is there, what was read of the first chunk, what is free in the last, and one to be filled again.
        require(chunks.bytes <= last - first + 3L * chunkBytes, "memory is kept that nobody needs");
    }

    private void setThrifty(boolean wanted) {
        thrifty = wanted;
        buffer.setThrifty(wanted);
    }

    private void reserve(long wanted) {
        if (region != null || wanted < 1) {
            return;
        }
        chunks.largest = thrifty ? Math.min(wanted, chunkBytes) : chunkBytes;
        boolean could = chunks.left > 0;
        if (buffer.reserve(wanted)) {
            region = buffer.region();
            offset = buffer.regionOffset();
            room = buffer.regionBytes();
            require(room >= 1 && room <= wanted && offset >= 0 && offset + room <= region.size(), "what is given out is no part of its memory");
        } else {
            require(!could, "nothing is given out although there is memory");
        }
    }

    private void arrive(long wanted) {
        Memory memory = region;
        if (memory == null) {
            return;
        }
        int arrived = (int) Math.min(wanted, room);
        for (int i = 0; i < arrived; i++) {
            byte next = (byte) (value++ % VALUES);
            memory.put(offset + i, next);
            bytes[last++] = next;
        }
        buffer.commit(arrived);
        region = null;
    }

    private void read(int wanted) {
        byte[] target = new byte[wanted + 2];
        int expected = Math.min(wanted, last - first);
        require(buffer.read(target, 1, wanted) == expected, "another number of bytes is read");
        require(Arrays.equals(target, 1, 1 + expected, bytes, first, first + expected), "other bytes are read");
        require(target[0] == 0 && target[1 + expected] == 0, "bytes are read to another place");
        first += expected;
    }

    private void skip(long wanted) {
        int expected = (int) Math.min(wanted, last - first);
        require(buffer.skip(wanted) == expected, "another number of bytes is skipped");
        first += expected;
    }

    private void find(byte wanted) {
        int expected = -1;
        for (int i = last - 1; i >= first; i--) {
            expected = bytes[i] == wanted ? i - first : expected;
        }
        require(buffer.indexOf(wanted) == expected, "a byte is found elsewhere");
    }

    private void end() {
        arrive(0);
        read(last - first);
        check();
        buffer.free();
        require(chunks.bytes == 0, "memory is not given back");
        require(buffer.size() == 0, "bytes are left in no memory");
    }

    /** Gives out memory, and knows how much of it is out. */
    private static final class Chunks implements ReadBuffer.ChunkSource {

        int left = Integer.MAX_VALUE;
        long bytes;
        long largest;
        private int made;

        @Override
        public @Nullable Memory allocate(int size) {
            require(size >= 1 && size <= largest, "a chunk has another size");
            if (left == 0) {
                return null;
            }
            left--;
            bytes += size;
            CheckedMemory memory = new CheckedMemory(this, size, ++made);
            return memory;
        }
    }

    /** Memory that knows its bounds, and whether it was given back. */
    private static final class CheckedMemory implements Memory {

        private final Chunks source;
        private final byte[] content;
        private final int number;
        private boolean freed;

        CheckedMemory(Chunks source, int size, int number) {
            this.source = source;
            this.content = new byte[size];
            this.number = number;
        }

        private byte[] live() {
            require(!freed, "memory is used after it was freed");
            return content;
        }

        @Override
        public int size() {
            return content.length;
        }

        @Override
        public long address() {
            return (long) number << 16;
        }

        @Override
        public byte get(int at) {
            return live()[at];
        }

        @Override
        public void put(int at, byte what) {
            live()[at] = what;
        }

        @Override
        public void read(int at, byte[] target, int targetOffset, int length) {
            System.arraycopy(live(), at, target, targetOffset, length);
        }

        @Override
        public void write(int at, byte[] source, int sourceOffset, int length) {
            System.arraycopy(source, sourceOffset, live(), at, length);
        }

        @Override
        public void free() {
            live();
            freed = true;
            source.bytes -= content.length;
        }
    }
}
