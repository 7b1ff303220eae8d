package dev.overlap.reader;

import java.util.ArrayList;
import java.util.List;

import dev.overlap.win32.Memory;

/**
 * Memory of any size that takes none: what was put into it is kept as stretches of one endless stream of bytes, whose byte at each position is known.
 *
 * <p>Knows its bounds, and whether it was freed.
 */
final class StreamMemory implements Memory {

    /** The stream's bytes from a position on, which stand from an offset on. */
    private record Stretch(int offset, int bytes, long position) {
    }

    private static final long GARBAGE = 1L << 60;

    private final int size;
    private final List<Stretch> newestLast = new ArrayList<>();
    private boolean freed;
    /** Behind the last byte of the stream that has arrived here. */
    private long arrived;

    StreamMemory(int size) {
        this.size = size;
    }

    /** The stream's byte at a position. */
    static byte byteAt(long position) {
        return (byte) (position * 0x9E3779B97F4A7C15L >>> 56);
    }

    boolean isFreed() {
        return freed;
    }

    /** Whether some byte arrived here that stands at this position of the stream or behind it. */
    boolean holdsAnyFrom(long position) {
        return arrived > position;
    }

    /** So many bytes of the stream arrive, and something else in the rest of what was lent. */
    void arrive(int offset, int lent, int bytes, long position) {
        require(offset, lent);
        newestLast.add(new Stretch(offset, lent, GARBAGE));
        newestLast.add(new Stretch(offset, bytes, position));
        arrived = bytes > 0 ? position + bytes : arrived;
    }

    private void require(int offset, int bytes) {
        if (freed) {
            throw new AssertionError("used after it was freed");
        }
        if (offset < 0 || bytes < 0 || (long) offset + bytes > size) {
            throw new AssertionError(bytes + " bytes from " + offset + " on of " + size);
        }
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public long address() {
        return 0x1000;
    }

    @Override
    public byte get(int offset) {
        require(offset, 1);
        for (int i = newestLast.size() - 1; i >= 0; i--) {
            Stretch stretch = newestLast.get(i);
            if (offset >= stretch.offset && offset - stretch.offset < stretch.bytes) {
                return byteAt(stretch.position + offset - stretch.offset);
            }
        }
        throw new AssertionError("nothing has arrived at " + offset);
    }

    @Override
    public void put(int offset, byte value) {
        throw new AssertionError("a queue of bytes writes none of them");
    }

    @Override
    public void read(int offset, byte[] target, int targetOffset, int length) {
        require(offset, length);
        for (int i = 0; i < length; i++) {
            target[targetOffset + i] = get(offset + i);
        }
    }

    @Override
    public void write(int offset, byte[] source, int sourceOffset, int length) {
        throw new AssertionError("a queue of bytes writes none of them");
    }

    @Override
    public void free() {
        require(0, 0);
        freed = true;
    }
}
