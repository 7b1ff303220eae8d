package dev.overlap.real.jna;

import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Overlapped;
import org.jspecify.annotations.Nullable;

/** Whole pages: their protection, and which were written. */
abstract class PageCalls extends PortCalls {

    PageCalls(Heap heap, Callbacks callbacks) {
        super(heap, callbacks);
    }

    @Override
    public final @Nullable Memory virtualAlloc(int bytes, int allocationType, int protection) {
        enter();
        if (bytes < 0) {
            throw new IllegalArgumentException(Integer.toUnsignedString(bytes) + " bytes are more than a Memory can have");
        }
        long address = Kernel32.VirtualAlloc(0, bytes, allocationType, protection);
        if (address == 0) {
            keepLastError();
            return null;
        }
        return heap.pages(address, bytes);
    }

    @Override
    public final boolean virtualProtect(Memory memory, int offset, int bytes, int newProtection, DwordReference oldProtection) {
        enter();
        int[] old = Cells.ofDword(oldProtection);
        boolean done = answer(Kernel32.VirtualProtect(place("VirtualProtect", memory, offset), Integer.toUnsignedLong(bytes), newProtection, old));
        Cells.back(old, oldProtection);
        return done;
    }

    @Override
    public final int getWriteWatch(int flags, Memory memory, int offset, int bytes, long[] addresses, DwordReference count) {
        enter();
        if (Integer.compareUnsigned(count.value, addresses.length) > 0) {
            throw new IllegalArgumentException("room for " + addresses.length + " addresses, not for " + Integer.toUnsignedString(count.value));
        }
        long[] written = {count.value};
        int result = Kernel32.GetWriteWatch(flags, place("GetWriteWatch", memory, offset), Integer.toUnsignedLong(bytes), addresses, written, new int[1]);
        if (result == 0) {
            count.value = (int) written[0];
        } else {
            keepLastError();
        }
        return result;
    }

    @Override
    public final int resetWriteWatch(Memory memory, int offset, int bytes) {
        enter();
        int result = Kernel32.ResetWriteWatch(place("ResetWriteWatch", memory, offset), Integer.toUnsignedLong(bytes));
        if (result != 0) {
            keepLastError();
        }
        return result;
    }

    @Override
    public final Overlapped overlappedAt(Memory memory, int offset) {
        NativePages pages = pages("an OVERLAPPED in a part", memory);
        if (offset < 0 || offset > pages.size() - OVERLAPPED_BYTES || offset % Long.BYTES != 0) {
            throw new IllegalArgumentException("an OVERLAPPED has " + OVERLAPPED_BYTES + " bytes and begins at a multiple of 8: not at " + offset + " of "
                    + pages.size() + " bytes");
        }
        NativeOverlapped overlapped = new NativeOverlapped(pages, offset, "the OVERLAPPED at " + offset + " of " + pages, false);
        if (pages.isWritable(offset, OVERLAPPED_BYTES)) {
            overlapped.clear();
        }
        heap.know(overlapped);
        return overlapped;
    }

    /** Where a part begins. Its end is the system's to judge, which knows what it has given; another one's memory is not. */
    private static long place(String function, Memory memory, int offset) {
        return pages(function, memory).lend(function, offset, 0);
    }

    private static NativePages pages(String function, Memory memory) {
        if (memory instanceof NativePages pages) {
            return pages;
        }
        throw new IllegalArgumentException(function + " of " + memory + ", which VirtualAlloc has not given");
    }
}
