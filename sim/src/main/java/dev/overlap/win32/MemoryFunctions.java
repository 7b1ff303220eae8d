package dev.overlap.win32;

import org.jspecify.annotations.Nullable;

/**
 * Pages: memory that can be made inaccessible while the kernel works with it, and memory that tells which of its pages were written.
 *
 * <p>What becomes of an operation depends on when a page is inaccessible. <b>At issue</b> the kernel probes the whole buffer, and a page that it could not use
 * makes the call fail with 998, before any byte is taken (R14, M08). <b>At completion</b> only the bytes that have arrived are copied: where they cannot be,
 * the operation ends with 998, they are lost, and pages beyond them do not matter. An OVERLAPPED that cannot be written then stays as it is; its event is
 * set all the same (M09). A program that touches such a page itself meets an {@link AccessViolation}.
 */
public interface MemoryFunctions {
    /** How many bytes a page has. */
    int PAGE_BYTES = 4096;

    // virtualAlloc, allocationType
    int MEM_COMMIT = 0x1000;
    int MEM_RESERVE = 0x2000;
    int MEM_WRITE_WATCH = 0x20_0000;

    // virtualAlloc and virtualProtect, protection
    int PAGE_NOACCESS = 0x1;
    int PAGE_READONLY = 0x2;
    int PAGE_READWRITE = 0x4;
    /** Beside one of the other two that can be read: the first access fails, and takes this away. */
    int PAGE_GUARD = 0x100;

    // getWriteWatch, flags
    int WRITE_WATCH_FLAG_RESET = 0x1;

    /**
     * Allocates whole pages, all bytes zero. They belong to the process, and go with {@link Memory#free()} (VirtualFree).
     *
     * <p>Last errors: 87 no size, or another type or protection than the constants say, 8 there is none.
     *
     * <p>Source: Microsoft: VirtualAlloc (memoryapi.h), Memory Protection Constants.
     *
     * @param bytes 1 or more, taken up to whole pages
     * @param allocationType MEM_COMMIT and MEM_RESERVE, with MEM_WRITE_WATCH or without
     * @return null when there is none
     */
    @Nullable Memory virtualAlloc(int bytes, int allocationType, int protection);

    /**
     * Changes what may be done with all pages of which a part is in the range, for the kernel and for every thread.
     *
     * <p>Last errors: 487 the range is not within the memory, 87 another protection than the constants say.
     *
     * <p>Source: Microsoft: VirtualProtect (memoryapi.h), Creating Guard Pages.
     *
     * @param memory what virtualAlloc has given
     * @param oldProtection gets what the first of the pages had
     */
    boolean virtualProtect(Memory memory, int offset, int bytes, int newProtection, DwordReference oldProtection);

    /**
     * Tells which pages were written since they were allocated or last reset, by the program or by the kernel, whose probe of a buffer counts (V1).
     *
     * <p>Source: Microsoft: GetWriteWatch (memoryapi.h); V1 to V5.
     *
     * @param flags WRITE_WATCH_FLAG_RESET, or 0
     * @param memory what virtualAlloc has given, with MEM_WRITE_WATCH
     * @param addresses gets where the written pages begin, in order
     * @param count how many addresses there is room for; gets how many there are
     * @return 0; anything else for memory that is not watched
     */
    int getWriteWatch(int flags, Memory memory, int offset, int bytes, long[] addresses, DwordReference count);

    /**
     * Forgets which pages were written.
     *
     * <p>Source: Microsoft: ResetWriteWatch (memoryapi.h).
     *
     * @return 0; anything else for memory that is not watched
     */
    int resetWriteWatch(Memory memory, int offset, int bytes);

    /**
     * An OVERLAPPED in memory of one's own, all members zero: a cast, in C. It is accessible as its page is, and goes with the memory, not by itself.
     *
     * @param memory what virtualAlloc has given
     * @param offset where it begins, with {@link #OVERLAPPED_BYTES} to the end of the memory
     */
    Overlapped overlappedAt(Memory memory, int offset);

    /** How many bytes an OVERLAPPED has, on 64-bit Windows. */
    int OVERLAPPED_BYTES = 32;
}
