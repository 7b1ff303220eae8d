package dev.overlap.reader;

import dev.overlap.win32.Memory;

/** Memory on the Java heap that knows its bounds and whether it was freed. */
final class HeapMemory implements Memory {

    private final byte[] bytes;
    private boolean freed;

    HeapMemory(int size) {
        this.bytes = new byte[size];
    }

    boolean isFreed() {
        return freed;
    }

    private byte[] live() {
        if (freed) {
            throw new IllegalStateException("used after it was freed");
        }
        return bytes;
    }

    @Override
    public int size() {
        return bytes.length;
    }

    @Override
    public long address() {
        return 0x1000;
    }

    @Override
    public byte get(int offset) {
        return live()[offset];
    }

    @Override
    public void put(int offset, byte value) {
        live()[offset] = value;
    }

    @Override
    public void read(int offset, byte[] target, int targetOffset, int length) {
        System.arraycopy(live(), offset, target, targetOffset, length);
    }

    @Override
    public void write(int offset, byte[] source, int sourceOffset, int length) {
        System.arraycopy(source, sourceOffset, live(), offset, length);
    }

    @Override
    public void free() {
        live();
        freed = true;
    }
}
