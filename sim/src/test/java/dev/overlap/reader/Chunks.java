package dev.overlap.reader;

import java.util.ArrayList;
import java.util.List;

import dev.overlap.win32.Memory;
import org.jspecify.annotations.Nullable;

/** Where a {@link ReadBuffer} under test gets its chunks, until there are no more. */
final class Chunks implements ReadBuffer.ChunkSource {

    final List<HeapMemory> all = new ArrayList<>();
    int left = Integer.MAX_VALUE;

    @Override
    public @Nullable Memory allocate(int bytes) {
        if (left == 0) {
            return null;
        }
        left--;
        HeapMemory memory = new HeapMemory(bytes);
        all.add(memory);
        return memory;
    }

    long liveBytes() {
        return all.stream().filter(memory -> !memory.isFreed()).mapToLong(HeapMemory::size).sum();
    }

    long live() {
        return all.stream().filter(memory -> !memory.isFreed()).count();
    }
}
