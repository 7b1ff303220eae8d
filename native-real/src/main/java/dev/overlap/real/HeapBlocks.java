package dev.overlap.real;

import dev.overlap.real.jna.Heap;
import dev.overlap.real.platform.Blocks;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Overlapped;
import org.jspecify.annotations.Nullable;

/** A platform's memory is that of a heap. */
record HeapBlocks(Heap heap) implements Blocks {
    @Override
    public @Nullable Memory allocate(String name, int bytes) {
        return heap.allocate(name, bytes);
    }

    @Override
    public @Nullable Overlapped allocateOverlapped() {
        return heap.allocateOverlapped();
    }
}
