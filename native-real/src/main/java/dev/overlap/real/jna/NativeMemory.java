package dev.overlap.real.jna;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import dev.overlap.win32.AccessViolation;
import dev.overlap.win32.Memory;
import dev.overlap.win32.NtStatus;

/**
 * Memory outside the Java heap. Whoever touches it is first checked against its life and its bounds, and the watch is told; an access that fails the check does
 * not happen, and ends in an {@link AccessViolation}.
 */
abstract sealed class NativeMemory implements Memory permits NativeBlock, NativePages {

    private static final VarHandle INTS = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    static final String READ = "read";
    static final String WRITE = "write";

    final Heap heap;
    private final String name;
    private final long address;
    private final int size;
    /** From the first byte to the last. */
    private final ByteBuffer view;
    private volatile boolean freed;

    NativeMemory(Heap heap, String name, long address, int size, ByteBuffer view) {
        this.heap = heap;
        this.name = name;
        this.address = address;
        this.size = size;
        this.view = view;
    }

    @Override
    public final int size() {
        return size;
    }

    @Override
    public final long address() {
        return address;
    }

    @Override
    public final byte get(int offset) {
        touch(READ, self(), 0, offset, 1);
        return view.get(offset);
    }

    @Override
    public final void put(int offset, byte value) {
        touch(WRITE, self(), 0, offset, 1);
        view.put(offset, value);
    }

    @Override
    public final void read(int offset, byte[] target, int targetOffset, int length) {
        touch(READ, self(), 0, offset, length);
        view.get(offset, target, targetOffset, length);
    }

    @Override
    public final void write(int offset, byte[] source, int sourceOffset, int length) {
        touch(WRITE, self(), 0, offset, length);
        view.put(offset, source, sourceOffset, length);
    }

    @Override
    public final void free() {
        if (!markFreed()) {
            heap.watch.touchedAfterFree("free", self());
            return;
        }
        try {
            heap.watch.freeing(self(), size);
        } finally {
            giveBack();
        }
    }

    private synchronized boolean markFreed() {
        boolean first = !freed;
        freed = true;
        return first;
    }

    /** What the watch is told that this is: an OVERLAPPED is known by its own name. */
    Object self() {
        return this;
    }

    /** It was freed. Called once. */
    abstract void giveBack();

    /** Its pages are about to be touched; throws where they cannot be. */
    void reach(String access, int offset, int length) {}

    final boolean isFreed() {
        return freed;
    }

    /** The heap is closed: whatever still refers to this finds it freed. */
    final void forget() {
        freed = true;
    }

    // ---------------------------------------------------------------- what an OVERLAPPED in it needs

    final int getInt(Object told, int base, int offset) {
        touch(READ, told, base, offset, Integer.BYTES);
        return (int) INTS.getAcquire(view, base + offset);
    }

    final long getLong(Object told, int base, int offset) {
        touch(READ, told, base, offset, Long.BYTES);
        return (long) LONGS.getAcquire(view, base + offset);
    }

    final void setInt(Object told, int base, int offset, int value) {
        touch(WRITE, told, base, offset, Integer.BYTES);
        INTS.setRelease(view, base + offset, value);
    }

    final void setLong(Object told, int base, int offset, long value) {
        touch(WRITE, told, base, offset, Long.BYTES);
        LONGS.setRelease(view, base + offset, value);
    }

    /**
     * The program touches a part.
     *
     * @param told what the watch is told that it is part of
     * @param base where {@code told} begins
     * @param offset from there
     */
    private void touch(String access, Object told, int base, int offset, int length) {
        if (freed) {
            heap.watch.touchedAfterFree(access, told);
            throw violation(access + " of " + told + " after it was freed");
        }
        if (offset < 0 || length < 0 || base + offset > size - length) {
            heap.watch.exceeded(access, told, offset, length, size);
            throw violation(access + " of " + length + " bytes at " + offset + " of " + told + ", which has " + size);
        }
        heap.watch.touching(access, told, offset, length);
        reach(access, base + offset, length);
    }

    /**
     * The address of a part that a function is to be given; throws, after the watch was told, when there is no such part.
     *
     * @param bytes as a bit pattern
     */
    final long lend(String function, int offset, int bytes) {
        long length = Integer.toUnsignedLong(bytes);
        if (freed) {
            heap.watch.touchedAfterFree("lend to " + function, self());
            throw violation(function + " is given " + self() + " after it was freed");
        }
        if (offset < 0 || offset + length > size) {
            heap.watch.exceeded("lend to " + function, self(), offset, length, size);
            throw violation(function + " is given " + length + " bytes at " + offset + " of " + self() + ", which has " + size);
        }
        return address + offset;
    }

    static AccessViolation violation(String what) {
        return new AccessViolation(what, NtStatus.STATUS_ACCESS_VIOLATION);
    }

    @Override
    public String toString() {
        return name;
    }
}
