package dev.overlap.real.jna;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import dev.overlap.win32.Memory;
import dev.overlap.win32.MemoryFunctions;
import dev.overlap.win32.Overlapped;
import org.jspecify.annotations.Nullable;

/**
 * Memory outside the Java heap, which the kernel may write. Each block has pages of its own and ends where they end; the next page cannot be touched by anybody, so
 * the kernel answers 998 instead of writing a byte too many.
 *
 * <p>What was freed is filled with a pattern and kept for a while, the last {@value #QUARANTINED_BLOCKS} blocks or {@value #QUARANTINED_BYTES} bytes; a write that
 * still arrives there is told when they are looked at: by {@link #check()}, or before the pages are used again. Any thread.
 */
public final class Heap {

    static final int OVERLAPPED_BYTES = MemoryFunctions.OVERLAPPED_BYTES;
    private static final int QUARANTINED_BLOCKS = 512;
    private static final long QUARANTINED_BYTES = 8L << 20;

    final MemoryWatch watch;
    private final Set<NativeMemory> living = new LinkedHashSet<>();
    private final ArrayDeque<NativeBlock> quarantine = new ArrayDeque<>();
    private final Map<Long, Overlapped> overlappeds = new ConcurrentHashMap<>();
    private long quarantinedBytes;
    private int overlappedsMade;
    private int pagesMade;
    private boolean closed;

    /** An empty heap, whose watch is told all that happens to its memory. Only where {@link JnaWin32#isThere()}. */
    public Heap(MemoryWatch watch) {
        JnaWin32.requireThere();
        this.watch = watch;
    }

    /**
     * Memory with arbitrary bytes in it.
     *
     * @param name what reports call it
     * @param bytes 1 or more
     * @return null when there is none
     */
    public @Nullable Memory allocate(String name, int bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException(name + " of " + bytes + " bytes: expected 1 or more");
        }
        PageRun run = take(bytes);
        if (run == null) {
            return null;
        }
        NativeBlock block = new NativeBlock(this, name, run, bytes);
        add(block);
        return block;
    }

    /** An OVERLAPPED, all members zero; null when there is no memory. */
    public @Nullable Overlapped allocateOverlapped() {
        String name;
        synchronized (this) {
            name = "ov" + ++overlappedsMade;
        }
        PageRun run = take(OVERLAPPED_BYTES);
        if (run == null) {
            return null;
        }
        NativeBlock block = new NativeBlock(this, name, run, OVERLAPPED_BYTES);
        NativeOverlapped overlapped = block.becomeOverlapped();
        know(overlapped);
        add(block);
        return overlapped;
    }

    private synchronized @Nullable PageRun take(int bytes) {
        if (closed) {
            throw new IllegalStateException("the heap is closed");
        }
        return PageRuns.take(bytes);
    }

    /** Memory that is now the program's. */
    void add(NativeMemory memory) {
        synchronized (this) {
            living.add(memory);
        }
        watch.allocated(memory.self(), memory.size());
    }

    /** What VirtualAlloc has given. */
    NativePages pages(long address, int bytes) {
        String name;
        synchronized (this) {
            name = "pages" + ++pagesMade;
        }
        NativePages pages = new NativePages(this, name, address, (int) Math.ceilDiv((long) bytes, PageRun.PAGE) * PageRun.PAGE);
        add(pages);
        return pages;
    }

    synchronized void remove(NativeMemory memory) {
        living.remove(memory);
    }

    /** A freed block waits; the oldest are looked at a last time and make room. */
    void quarantine(NativeBlock block) {
        List<NativeBlock> released = new ArrayList<>();
        synchronized (this) {
            living.remove(block);
            quarantine.addLast(block);
            quarantinedBytes += block.run.bytes;
            while (quarantine.size() > QUARANTINED_BLOCKS || quarantinedBytes > QUARANTINED_BYTES) {
                NativeBlock oldest = quarantine.removeFirst();
                quarantinedBytes -= oldest.run.bytes;
                released.add(oldest);
            }
        }
        for (NativeBlock oldest : released) {
            oldest.check();
            PageRuns.give(oldest.run);
        }
    }

    /** Looks at all that was freed and at the rims of all that was not, and tells the watch of each block where somebody has written, once. */
    public void check() {
        List<NativeMemory> all = new ArrayList<>();
        synchronized (this) {
            all.addAll(quarantine);
            all.addAll(living);
        }
        for (NativeMemory memory : all) {
            if (memory instanceof NativeBlock block) {
                block.check();
            }
        }
    }

    /** What was not given back, the oldest first. */
    public List<Object> living() {
        List<Object> all = new ArrayList<>();
        synchronized (this) {
            for (NativeMemory memory : living) {
                all.add(memory.self());
            }
        }
        return all;
    }

    /** Looks a last time, and gives all pages back, also those of blocks that were not freed: only when the kernel can write to none of them any more. */
    public void close() {
        check();
        List<NativeMemory> all = new ArrayList<>();
        synchronized (this) {
            closed = true;
            all.addAll(living);
            all.addAll(quarantine);
            living.clear();
            quarantine.clear();
            quarantinedBytes = 0;
        }
        overlappeds.clear();
        for (NativeMemory memory : all) {
            memory.forget();
            switch (memory) {
                case NativeBlock block -> PageRuns.give(block.run);
                case NativePages pages -> pages.release();
            }
        }
    }

    /** The OVERLAPPED at an address that a packet or a callback has brought: the last one that was made there, freed or not. */
    @Nullable Overlapped overlappedAt(long address) {
        return address == 0 ? null : overlappeds.computeIfAbsent(address, ForeignOverlapped::new);
    }

    /** An OVERLAPPED is lent to the kernel, which may bring it back. */
    void know(Overlapped overlapped) {
        overlappeds.put(overlapped.address(), overlapped);
    }
}
