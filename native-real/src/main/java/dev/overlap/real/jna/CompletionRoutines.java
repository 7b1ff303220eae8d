package dev.overlap.real.jna;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;

import dev.overlap.win32.CompletionRoutine;
import dev.overlap.win32.Overlapped;
import org.jspecify.annotations.Nullable;

/**
 * Which routines of ReadFileEx and WriteFileEx a thread still has to run. A routine runs on the thread that issued the operation, in an alertable wait, and never when
 * that thread has ended (A04): so its own thread keeps it, from the issue until it begins.
 */
final class CompletionRoutines {

    private static final ThreadLocal<Map<Long, ArrayDeque<Expected>>> EXPECTED = ThreadLocal.withInitial(HashMap::new);

    private CompletionRoutines() {}

    /** A routine, and the OVERLAPPED that it is to get. */
    record Expected(CompletionRoutine routine, Overlapped overlapped, Callbacks callbacks) {}

    /** The calling thread has issued an operation. */
    static void expect(CompletionRoutine routine, Overlapped overlapped, Callbacks callbacks) {
        EXPECTED.get().computeIfAbsent(overlapped.address(), address -> new ArrayDeque<>()).addLast(new Expected(routine, overlapped, callbacks));
    }

    /** The kernel calls a routine on the calling thread: of two operations with one OVERLAPPED, the one that was issued first. */
    static @Nullable Expected take(long overlapped) {
        ArrayDeque<Expected> expected = EXPECTED.get().get(overlapped);
        if (expected == null) {
            return null;
        }
        Expected first = expected.pollFirst();
        if (expected.isEmpty()) {
            EXPECTED.get().remove(overlapped);
        }
        return first;
    }
}
