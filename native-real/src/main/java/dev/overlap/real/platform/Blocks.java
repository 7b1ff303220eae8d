package dev.overlap.real.platform;

import dev.overlap.win32.Memory;
import dev.overlap.win32.Overlapped;
import org.jspecify.annotations.Nullable;

/** Where memory outside the Java heap comes from. Any thread, several at a time. */
public interface Blocks {

    /**
     * Allocates memory, filled with arbitrary bytes.
     *
     * @param name what reports call it
     * @param bytes 1 or more
     * @return null when there is none
     */
    @Nullable Memory allocate(String name, int bytes);

    /** Allocates an OVERLAPPED, all members zero; null when there is no memory. */
    @Nullable Overlapped allocateOverlapped();
}
