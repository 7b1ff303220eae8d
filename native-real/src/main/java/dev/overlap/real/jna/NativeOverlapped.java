package dev.overlap.real.jna;

import dev.overlap.win32.Handle;
import dev.overlap.win32.Overlapped;

/**
 * An OVERLAPPED of 64-bit Windows: Internal at 0, InternalHigh at 8, Offset and OffsetHigh at 16 and 20, hEvent at 24. The watch hears of a look at Internal, which
 * is allowed at any time, as of a read of 4 bytes at 0.
 */
final class NativeOverlapped implements Overlapped {

    private static final int INTERNAL = 0;
    private static final int INTERNAL_HIGH = 8;
    private static final int OFFSET = 16;
    private static final int OFFSET_HIGH = 20;
    private static final int EVENT = 24;

    final NativeMemory home;
    private final int base;
    private final String name;
    private final boolean alone;

    /** An OVERLAPPED in some memory; {@code alone} if it is all that the memory is there for. */
    NativeOverlapped(NativeMemory home, int base, String name, boolean alone) {
        this.home = home;
        this.base = base;
        this.name = name;
        this.alone = alone;
    }

    @Override
    public int internal() {
        return home.getInt(this, base, INTERNAL);
    }

    @Override
    public long internalHigh() {
        return home.getLong(this, base, INTERNAL_HIGH);
    }

    @Override
    public void setResult(int internal, long internalHigh) {
        home.setLong(this, base, INTERNAL_HIGH, internalHigh);
        home.setLong(this, base, INTERNAL, Integer.toUnsignedLong(internal));
    }

    @Override
    public int offset() {
        return home.getInt(this, base, OFFSET);
    }

    @Override
    public int offsetHigh() {
        return home.getInt(this, base, OFFSET_HIGH);
    }

    @Override
    public void setOffset(int low, int high) {
        home.setInt(this, base, OFFSET, low);
        home.setInt(this, base, OFFSET_HIGH, high);
    }

    @Override
    public Handle event() {
        return new Handle(home.getLong(this, base, EVENT));
    }

    @Override
    public void setEvent(Handle event) {
        home.setLong(this, base, EVENT, event.value());
    }

    @Override
    public void clear() {
        for (int offset = 0; offset < EVENT + Long.BYTES; offset += Long.BYTES) {
            home.setLong(this, base, offset, 0);
        }
    }

    @Override
    public long address() {
        return home.address() + base;
    }

    @Override
    public void free() {
        if (alone) {
            home.free();
        }
    }

    /** Its address for a function that reads or writes it in the program's own name; throws where that cannot be. */
    long lend(String function, String access) {
        long address = home.lend(function, base, Heap.OVERLAPPED_BYTES);
        home.reach(access, base, Heap.OVERLAPPED_BYTES);
        return address;
    }

    @Override
    public String toString() {
        return name;
    }
}
