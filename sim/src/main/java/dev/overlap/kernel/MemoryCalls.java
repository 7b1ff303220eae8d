package dev.overlap.kernel;

import static dev.overlap.win32.Win32Error.ERROR_INVALID_ADDRESS;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_PARAMETER;
import static dev.overlap.win32.Win32Error.ERROR_NOT_ENOUGH_MEMORY;

import dev.overlap.fault.FallibleCall;
import dev.overlap.schedule.Operation;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Overlapped;
import org.jspecify.annotations.Nullable;

/** Whole pages of memory: their protection, and which were written. */
abstract class MemoryCalls extends ProcessCalls {

    MemoryCalls(SimKernel kernel, int reader) {
        super(kernel, reader);
    }

    @Override
    public @Nullable Memory virtualAlloc(int bytes, int allocationType, int protection) {
        SimThread thread = enter(Operation.VIRTUAL_ALLOC, 0);
        if (bytes < 1 || bytes > Integer.MAX_VALUE - PAGE_BYTES || (allocationType & ~MEM_WRITE_WATCH) != (MEM_COMMIT | MEM_RESERVE)
                || !isProtection(protection)) {
            fail(thread, ERROR_INVALID_PARAMETER);
            return null;
        }
        int fault = faultOf(thread, FallibleCall.ALLOCATE, 0);
        int pages = (bytes + PAGE_BYTES - 1) / PAGE_BYTES;
        Memory memory = fault != 0 ? null
                : kernel.heap().allocatePages(new Pages(pages, protection, (allocationType & MEM_WRITE_WATCH) != 0), pages * PAGE_BYTES,
                        thread.process.underTest ? MemoryOwner.PROCESS : MemoryOwner.WORLD);
        answer(thread, fault != 0 ? fault : memory == null ? ERROR_NOT_ENOUGH_MEMORY : 0);
        return memory;
    }

    private static boolean isProtection(int protection) {
        return switch (protection) {
            case PAGE_NOACCESS, PAGE_READONLY, PAGE_READWRITE, PAGE_READONLY | PAGE_GUARD, PAGE_READWRITE | PAGE_GUARD -> true;
            default -> false;
        };
    }

    @Override
    public boolean virtualProtect(Memory memory, int offset, int bytes, int newProtection, DwordReference oldProtection) {
        SimThread thread = enter(Operation.VIRTUAL_PROTECT, 0);
        Pages pages = pagesOf(memory, "VirtualProtect");
        if (isOutside(memory, offset, bytes) || !isProtection(newProtection)) {
            return fail(thread, isProtection(newProtection) ? ERROR_INVALID_ADDRESS : ERROR_INVALID_PARAMETER);
        }
        oldProtection.value = pages.protect(offset, bytes, newProtection);
        return succeed(thread);
    }

    private static boolean isOutside(Memory memory, int offset, int bytes) {
        return offset < 0 || bytes < 1 || offset > memory.size() - bytes;
    }

    private static Pages pagesOf(Memory memory, String function) {
        Pages pages = ((SimMemory) memory).pages;
        if (pages == null) {
            throw new UnsupportedOperationException("not simulated: " + function + " of memory that VirtualAlloc has not given");
        }
        return pages;
    }

    @Override
    public int getWriteWatch(int flags, Memory memory, int offset, int bytes, long[] addresses, DwordReference count) {
        SimThread thread = enter(Operation.GET_WRITE_WATCH, 0);
        Pages pages = pagesOf(memory, "GetWriteWatch");
        if (!pages.areWatched() || isOutside(memory, offset, bytes) || count.value < 0 || count.value > addresses.length) {
            fail(thread, ERROR_INVALID_PARAMETER);
            return ERROR_INVALID_PARAMETER;
        }
        int[] written = new int[count.value];
        count.value = pages.written(offset, bytes, written, (flags & WRITE_WATCH_FLAG_RESET) != 0);
        for (int i = 0; i < count.value; i++) {
            addresses[i] = memory.address() + (long) written[i] * PAGE_BYTES;
        }
        succeed(thread);
        return 0;
    }

    @Override
    public int resetWriteWatch(Memory memory, int offset, int bytes) {
        SimThread thread = enter(Operation.RESET_WRITE_WATCH, 0);
        Pages pages = pagesOf(memory, "ResetWriteWatch");
        if (!pages.areWatched() || isOutside(memory, offset, bytes)) {
            fail(thread, ERROR_INVALID_PARAMETER);
            return ERROR_INVALID_PARAMETER;
        }
        pages.reset(offset, bytes);
        succeed(thread);
        return 0;
    }

    @Override
    public Overlapped overlappedAt(Memory memory, int offset) {
        pagesOf(memory, "an OVERLAPPED in a part");
        if (isOutside(memory, offset, OVERLAPPED_BYTES)) {
            throw new IllegalArgumentException("an OVERLAPPED has " + OVERLAPPED_BYTES + " bytes, and the memory only " + memory.size());
        }
        return kernel.heap().overlappedAt((SimMemory) memory, offset);
    }
}
