package dev.overlap.kernel;

import dev.overlap.choice.ChoiceKind;
import dev.overlap.win32.MemoryFunctions;
import org.jspecify.annotations.Nullable;

/** All memory of both processes, and the ledger of what the process under test must give back. */
public final class Heap {

    private static final int OVERLAPPED_BYTES = 32;
    private static final long FIRST_OVERLAPPED = 0x20_0000L;

    private final SimKernel kernel;
    private final Arena arena;
    private @Nullable SimMemory lastMemory;
    private @Nullable SimOverlapped lastOverlapped;
    private int memories;
    private int overlappeds;
    private int addresses;
    private long freedAddress;

    Heap(SimKernel kernel, Arena arena) {
        this.kernel = kernel;
        this.arena = arena;
        arena.reset();
    }

    /** Allocates memory; null when there is none. */
    public @Nullable SimMemory allocate(int bytes, MemoryOwner owner) {
        int begin = arena.take(bytes, (byte) 0xCD);
        if (begin < 0) {
            return null;
        }
        return add(new SimMemory(kernel, arena, begin, bytes, ++memories, owner, null), bytes, owner);
    }

    /** Allocates whole pages, all bytes zero; null when there are none. */
    @Nullable SimMemory allocatePages(Pages pages, int bytes, MemoryOwner owner) {
        arena.align(MemoryFunctions.PAGE_BYTES);
        int begin = arena.take(bytes, (byte) 0);
        return begin < 0 ? null : add(new SimMemory(kernel, arena, begin, bytes, ++memories, owner, pages), bytes, owner);
    }

    private SimMemory add(SimMemory memory, int bytes, MemoryOwner owner) {
        if (owner.isUnderTest()) {
            if (owner.mustFree()) {
                memory.madeBefore = lastMemory;
                lastMemory = memory;
            }
            kernel.witness.allocated(memory, bytes);
        }
        return memory;
    }

    /** Allocates an OVERLAPPED; one of the process under test gets, by choice, the address that was freed last. */
    public SimOverlapped allocateOverlapped(MemoryOwner owner) {
        long address = 0;
        if (freedAddress != 0 && owner.isUnderTest() && kernel.scheduler.choose(2, ChoiceKind.ADDRESS, "OVERLAPPED") == 1) {
            kernel.mark(KernelMark.ADDRESS_RECYCLED);
            address = freedAddress;
            freedAddress = 0;
        }
        if (address == 0) {
            address = FIRST_OVERLAPPED + (long) OVERLAPPED_BYTES * ++addresses;
        }
        SimOverlapped overlapped = new SimOverlapped(kernel, address, ++overlappeds, owner, null, 0);
        if (owner.mustFree()) {
            overlapped.madeBefore = lastOverlapped;
            lastOverlapped = overlapped;
        }
        return overlapped;
    }

    /** An OVERLAPPED in a part of some memory. */
    SimOverlapped overlappedAt(SimMemory memory, int offset) {
        return new SimOverlapped(kernel, memory.address() + offset, ++overlappeds, memory.owner(), memory, offset);
    }

    void forget(SimOverlapped overlapped) {
        freedAddress = overlapped.address;
    }

    /** All is over: the witness is told of what was not given back. */
    void tellLeft() {
        for (SimMemory memory = lastMemory; memory != null; memory = memory.madeBefore) {
            if (!memory.isFreed()) {
                kernel.witness.memoryLeft(memory, memory.madeAt());
            }
        }
        for (SimOverlapped overlapped = lastOverlapped; overlapped != null; overlapped = overlapped.madeBefore) {
            if (!overlapped.isFreed()) {
                kernel.witness.memoryLeft(overlapped, overlapped.madeAt());
            }
        }
    }
}
