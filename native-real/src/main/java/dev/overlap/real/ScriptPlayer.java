package dev.overlap.real;

import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import dev.overlap.finding.HarnessError;
import dev.overlap.platform.MarkCounts;
import dev.overlap.real.jna.Heap;
import dev.overlap.real.jna.JnaWin32;
import dev.overlap.real.jna.MemoryWatch;
import dev.overlap.real.platform.PlatformWatch;
import dev.overlap.real.platform.RealPlatform;
import dev.overlap.real.platform.Visible;
import dev.overlap.script.Check;
import dev.overlap.script.Performance;
import dev.overlap.script.Readings;
import dev.overlap.script.Script;
import dev.overlap.script.Variant;

/** Plays scripts on the kernel of this machine, one after the other. One thread. */
public final class ScriptPlayer {

    /** Longer than any story takes, even one that waits in vain in most of its lines. */
    private static final long STORY_MILLIS = 240_000;
    private static final long RELEASE_MILLIS = 5_000;
    /** The kernel may still write where a story has just ended. */
    private static final int HEAPS_KEPT = 4;

    private final int windows;
    private final Deque<Heap> heaps = new ArrayDeque<>();

    /**
     * For the kernel of this machine, where {@link JnaWin32#isThere()}.
     *
     * @param windows the version that it is, or says that it is: 7, 8, 10 or 11
     */
    public ScriptPlayer(int windows) {
        this.windows = windows;
    }

    /**
     * What has come of the lines of one variant. Where the kernel cannot be made to do what the script wants, none of its lines is applicable.
     *
     * @throws HungStoryException when it does not end, or one of its threads does not: the process has to end, too
     * @throws HarnessError when something else than a call of the script went wrong
     */
    public List<Check> play(Script script, Variant variant) {
        return Readings.play(script, variant, reading -> playOnce(script, reading));
    }

    private List<Check> playOnce(Script script, Variant variant) {
        Heap heap = new Heap(MemoryWatch.NOBODY);
        JnaWin32 win32 = new JnaWin32(heap);
        Queue<Throwable> crashes = new ConcurrentLinkedQueue<>();
        try (RealPlatform platform =
                new RealPlatform(win32, ProcessOfScript.blocks(new HeapBlocks(heap)), Visible.NOTHING, crashesInto(crashes), new MarkCounts())) {
            LeftOpen open = new LeftOpen(win32);
            ScriptStage stage = new ScriptStage(win32, open, platform);
            Performance performance = new Performance(script, variant, windows, Performance.Patience.REAL);
            try {
                performance.play(stage);
            } catch (NotExpressibleException e) {
                stage.endProcesses();
                return Performance.notApplicable(script, variant, String.valueOf(e.getMessage()));
            }
            if (!stage.runUntilEndOf(performance.name(), STORY_MILLIS)) {
                throw new HungStoryException("the story does not end");
            }
            stage.endProcesses();
            boolean allEnded = release(stage, performance);
            open.closeAll();
            crashes.addAll(stage.crashes());
            if (!performance.isComplete() || !crashes.isEmpty()) {
                throw new HarnessError("a script was not played to its end", crashes.peek());
            }
            if (allEnded) {
                retire(heap);
            }
            return performance.checks();
        }
    }

    /** Whether all threads have ended; one that has not was to return by now, and the checks say so, or everything that follows would be in doubt. */
    private static boolean release(ScriptStage stage, Performance performance) {
        List<String> left = stage.release(RELEASE_MILLIS);
        if (!left.isEmpty() && performance.checks().stream().noneMatch(Check::hasFailed)) {
            throw new HungStoryException("a call does not return: " + String.join(", ", left));
        }
        return left.isEmpty();
    }

    private void retire(Heap heap) {
        heaps.add(heap);
        if (heaps.size() > HEAPS_KEPT) {
            heaps.remove().close();
        }
    }

    /** Nobody judges a script; but that something was thrown must not be overlooked. */
    private static PlatformWatch crashesInto(Collection<Throwable> crashes) {
        return (PlatformWatch) Proxy.newProxyInstance(PlatformWatch.class.getClassLoader(), new Class<?>[] {PlatformWatch.class}, (proxy, method, told) -> {
            if (method.getName().equals("crashed")) {
                crashes.add((Throwable) told[0]);
            }
            return null;
        });
    }
}
