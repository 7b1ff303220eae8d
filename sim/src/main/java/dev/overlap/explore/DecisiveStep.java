package dev.overlap.explore;

import dev.overlap.finding.Finding;
import org.jspecify.annotations.Nullable;

/**
 * Where a debugger stops: put a breakpoint on {@link #reached}.
 *
 * <p>{@code overlap replay --debug FILE} runs the tasks of an execution as threads of their own names. This method is called by the thread that shows the
 * finding, at the very step, while the other threads are still where they are.
 */
public final class DecisiveStep {

    /** So that the method below has something to do, and the JVM a reason to call it. */
    private static volatile @Nullable Finding last;

    private DecisiveStep() {
    }

    /**
     * The execution shows its finding here.
     *
     * @param finding what is wrong, in which task, and at which step
     */
    public static void reached(Finding finding) {
        last = finding;
    }

    /** The finding of the last call, or null. */
    public static @Nullable Finding last() {
        return last;
    }
}
