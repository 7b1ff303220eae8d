package dev.overlap.real.jna;

import java.nio.ByteBuffer;

import com.sun.jna.Pointer;
import dev.overlap.win32.MemoryFunctions;

/**
 * Pages that can be used, between two that cannot be touched. Runs are carved out of address space that is never given back, so that a program that goes wrong can
 * meet memory that is somebody else's by now, but never none at all, which would end the Java machine.
 */
final class PageRun {

    static final int PAGE = MemoryFunctions.PAGE_BYTES;

    final long begin;
    final int bytes;
    /** All of it, as Java sees it. */
    final ByteBuffer view;
    private final Pointer pointer;

    PageRun(long begin, int bytes) {
        this.begin = begin;
        this.bytes = bytes;
        this.pointer = new Pointer(begin);
        this.view = pointer.getByteBuffer(0, bytes);
    }

    void fill(int offset, int length, byte value) {
        pointer.setMemory(offset, length, value);
    }
}
