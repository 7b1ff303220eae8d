package dev.overlap.kernel;

import java.util.Arrays;

/**
 * The bytes behind all simulated memory of a worker, with a shadow that remembers who touched each byte last; used again by the next execution.
 *
 * <p>Addresses are handed out upwards and never twice in an execution: freed memory stays in quarantine until the end.
 */
public final class Arena {

    private static final int MAX_BYTES = 1 << 26;

    byte[] bytes = new byte[1 << 14];
    /** The last write of each byte, as {@link dev.overlap.schedule.Clocks} packs it; 0 for none. */
    int[] writes = new int[1 << 14];
    /** The last read of each byte that no later write has covered; below 0 where there are several without an order, {@link #moments} of it. */
    int[] reads = new int[1 << 14];
    private int[][] several = new int[4][];
    private int usedSeveral;
    private int used;

    /** Begins an execution. */
    void reset() {
        used = 0;
        usedSeveral = 0;
    }

    /** The last reads of each component, for a byte that several have read without an order. Nobody changes them. */
    int[] moments(int reads) {
        return several[~reads];
    }

    /** Keeps the last reads of each component until the end of the execution, and returns what stands for them. */
    int keep(int[] moments) {
        if (usedSeveral == several.length) {
            several = Arrays.copyOf(several, 2 * usedSeveral);
        }
        several[usedSeveral] = moments;
        return ~usedSeveral++;
    }

    /** The next bytes begin at a multiple of {@code alignment}, a power of two. */
    void align(int alignment) {
        used = Math.min(used + alignment - 1 & -alignment, MAX_BYTES);
    }

    /** Takes {@code size} bytes, all of them {@code filler}, and returns where they begin; -1 when there are none left. */
    int take(int size, byte filler) {
        if (size > MAX_BYTES - used) {
            return -1;
        }
        int begin = used;
        int end = begin + size;
        if (end > bytes.length) {
            int grown = Math.max(end, 2 * bytes.length);
            bytes = Arrays.copyOf(bytes, grown);
            writes = Arrays.copyOf(writes, grown);
            reads = Arrays.copyOf(reads, grown);
        }
        Arrays.fill(bytes, begin, end, filler);
        Arrays.fill(writes, begin, end, 0);
        Arrays.fill(reads, begin, end, 0);
        used = end;
        return begin;
    }
}
