package dev.overlap.target;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;

import dev.overlap.finding.HarnessError;
import dev.overlap.schedule.Observer;
import dev.overlap.schedule.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Tells Jazzer which transitions of kernel and reader an execution has gone through, as it is told which edges of the code: one counter each, by hash, in one
 * range of {@link #COUNTERS}. So an input that leads through a new one is kept, though it runs no new code.
 *
 * <p>Without Jazzer, or with {@code -Doverlap.feedback=off}, nobody is told. Hot; not thread-safe.
 */
final class StateFeedback implements Observer {

    /** Each costs time in every execution, whether touched or not; a second range would cost Jazzer one of its few tables. */
    static final int COUNTERS = Integer.getInteger("overlap.feedback.counters", 1 << 14);

    private static final int ID = 0;
    private static final String TRACKER = "com.code_intelligence.jazzer.runtime.ExtraCountersTracker";
    private static final int SPREAD = 0x9E3779B1;

    private final MethodHandle setCounter;
    private final boolean[] touched = new boolean[COUNTERS];
    private int[] slots = new int[256];
    private int size;
    private int guarded;
    private int before;

    private StateFeedback(MethodHandle setCounter) {
        this.setCounter = setCounter;
    }

    /** The feedback to the Jazzer of this JVM, or null when there is none, or it is not wanted. */
    static @Nullable StateFeedback ofThisJvm() {
        if ("off".equals(System.getProperty("overlap.feedback"))) {
            return null;
        }
        try {
            Class<?> tracker = Class.forName(TRACKER);
            MethodHandles.Lookup lookup = MethodHandles.publicLookup();
            lookup.findStatic(tracker, "ensureCountersAllocated", MethodType.methodType(void.class, int.class, int.class)).invoke(ID, COUNTERS);
            return new StateFeedback(lookup.findStatic(tracker, "setCounter", MethodType.methodType(void.class, int.class, int.class, byte.class)));
        } catch (ClassNotFoundException e) {
            return null;
        } catch (Throwable e) {
            throw new HarnessError("this version of Jazzer has other counters than expected", e);
        }
    }

    @Override
    public void point(Operation operation, boolean callback, int inFlight, int steps) {
        int state = guarded;
        state = (state ^ operation.ordinal() << 8 ^ (callback ? 128 : 0) ^ Math.min(inFlight, 3) << 2 ^ Math.min(steps, 3)) * SPREAD;
        state ^= state >>> 15;
        int transition = (state ^ Integer.rotateLeft(before, 7)) * SPREAD;
        before = state;
        visit(transition >>> 32 - Integer.numberOfTrailingZeros(COUNTERS));
    }

    @Override
    public void guarded(int state) {
        guarded = state;
    }

    private void visit(int slot) {
        if (!touched[slot]) {
            touched[slot] = true;
            if (size == slots.length) {
                slots = Arrays.copyOf(slots, 2 * size);
            }
            slots[size++] = slot;
        }
    }

    /** An execution is over: tells Jazzer, and forgets it. */
    void flush() {
        try {
            for (int i = 0; i < size; i++) {
                setCounter.invokeExact(ID, slots[i], (byte) 1);
                touched[slots[i]] = false;
            }
        } catch (Throwable e) {
            throw new HarnessError("a counter cannot be set", e);
        }
        size = 0;
        before = 0;
        guarded = 0;
    }
}
