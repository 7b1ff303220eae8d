package dev.overlap.real.jna;

import static dev.overlap.win32.MemoryFunctions.MEM_COMMIT;
import static dev.overlap.win32.MemoryFunctions.MEM_RESERVE;
import static dev.overlap.win32.MemoryFunctions.PAGE_NOACCESS;
import static dev.overlap.win32.MemoryFunctions.PAGE_READWRITE;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** All page runs of the process, those in use and those that wait to be used again, the one that has waited longest first. Any thread. */
final class PageRuns {

    private static final long CHUNK = 1L << 20;
    private static final int EXACT_PAGES = 4;

    private static final Map<Integer, ArrayDeque<PageRun>> WAITING = new HashMap<>();
    private static long next;
    private static long end;

    private PageRuns() {}

    /** Pages for so many bytes, with whatever is in them; null when there are none. */
    static synchronized @Nullable PageRun take(int bytes) {
        int runBytes = runBytes(bytes);
        if (runBytes < 0) {
            return null;
        }
        ArrayDeque<PageRun> waiting = WAITING.get(runBytes);
        PageRun run = waiting == null ? null : waiting.pollFirst();
        return run != null ? run : carve(runBytes);
    }

    static synchronized void give(PageRun run) {
        WAITING.computeIfAbsent(run.bytes, bytes -> new ArrayDeque<>()).addLast(run);
    }

    /** Whole pages; of many only powers of two, so that runs are used again. Negative when that is more than an int can say. */
    private static int runBytes(int bytes) {
        long pages = ((long) bytes + PageRun.PAGE - 1) / PageRun.PAGE;
        if (pages > EXACT_PAGES && Long.bitCount(pages) != 1) {
            pages = Long.highestOneBit(pages) << 1;
        }
        long rounded = pages * PageRun.PAGE;
        return rounded > Integer.MAX_VALUE ? -1 : (int) rounded;
    }

    private static @Nullable PageRun carve(int bytes) {
        // The page before a run is the last one's guard, or the first of the chunk.
        if (end - next < (long) bytes + PageRun.PAGE) {
            long chunk = Math.max(CHUNK, (long) bytes + 2 * PageRun.PAGE);
            long begin = Kernel32.VirtualAlloc(0, chunk, MEM_RESERVE, PAGE_NOACCESS);
            if (begin == 0) {
                return null;
            }
            next = begin + PageRun.PAGE;
            end = begin + chunk;
        }
        if (Kernel32.VirtualAlloc(next, bytes, MEM_COMMIT, PAGE_READWRITE) == 0) {
            return null;
        }
        PageRun run = new PageRun(next, bytes);
        next += (long) bytes + PageRun.PAGE;
        return run;
    }
}
