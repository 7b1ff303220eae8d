package dev.overlap.target;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;
import java.util.Objects;

import dev.overlap.finding.HarnessError;
import dev.overlap.schedule.Observer;
import dev.overlap.schedule.Operation;
import org.jspecify.annotations.Nullable;

/**
 * Tells Jazzer which transitions of kernel and reader an execution has gone through, as it is told which edges of the code: one counter each, by hash, in one
 * range of {@link #COUNTERS}. So an input that leads through a new one is kept, though it runs no new code.
 *
 * <p>A transition is: the state of what the reader's lock guards has become another one; something is done in a state; one task goes on where another one was
 * about to do something. Few thousands can be reached in all: with more of them every second input would be new, and none would be worth more than another.
 *
 * <p>Without Jazzer, or with {@code -Doverlap.feedback=off}, nobody is told. Hot; not thread-safe.
 */
final class StateFeedback implements Observer {

    /** Each costs time in every execution, whether touched or not; a second range would cost Jazzer one of its few tables. */
    static final int COUNTERS = Integer.getInteger(TargetProperties.FEEDBACK + ".counters", 1 << 13);

    private static final int ID = 0;
    private static final String TRACKER = "com.code_intelligence.jazzer.runtime.ExtraCountersTracker";
    private static final int SPREAD = 0x9E3779B1;
    // Different kinds of counters.
    private static final int DONE = 0x100;
    private static final int SWITCHED = 0x200;
    private static final int CHANGED = 0x300;

    private final boolean[] touched = new boolean[COUNTERS];
    private int[] slots = new int[256];
    private int size;
    private int guarded;
    private int last;
    private int lastTask;

    /** Jazzer's way of setting a counter; a constant, so that it is compiled into {@link #flush()}. */
    private static final class Counters {

        static final @Nullable MethodHandle SET = find();

        private static @Nullable MethodHandle find() {
            try {
                Class<?> tracker = Class.forName(TRACKER);
                MethodHandles.Lookup lookup = MethodHandles.publicLookup();
                lookup.findStatic(tracker, "ensureCountersAllocated", MethodType.methodType(void.class, int.class, int.class)).invoke(ID, COUNTERS);
                return lookup.findStatic(tracker, "setCounter", MethodType.methodType(void.class, int.class, int.class, byte.class));
            } catch (ClassNotFoundException e) {
                return null;
            } catch (Throwable e) {
                throw new HarnessError("this version of Jazzer has other counters than expected", e);
            }
        }
    }

    /** The feedback to the Jazzer of this JVM, or null when there is none, or it is not wanted. */
    static @Nullable StateFeedback ofThisJvm() {
        return "off".equals(System.getProperty(TargetProperties.FEEDBACK)) || Counters.SET == null ? null : new StateFeedback();
    }

    @Override
    public void point(Operation operation, int task, boolean callback) {
        int now = operation.ordinal() << 1 | (callback ? 1 : 0);
        visit(DONE ^ now, guarded);
        if (task != lastTask) {
            visit(SWITCHED ^ now, last);
            lastTask = task;
        }
        last = now;
    }

    @Override
    public void guarded(int state) {
        if (state != guarded) {
            visit(CHANGED ^ state, guarded);
            guarded = state;
        }
    }

    private void visit(int to, int from) {
        int hash = (to * SPREAD ^ from) * SPREAD;
        hash = (hash ^ hash >>> 15) * SPREAD;
        touch(hash >>> 32 - Integer.numberOfTrailingZeros(COUNTERS));
    }

    private void touch(int slot) {
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
        MethodHandle setCounter = Objects.requireNonNull(Counters.SET);
        try {
            for (int i = 0; i < size; i++) {
                setCounter.invokeExact(ID, slots[i], (byte) 1);
                touched[slots[i]] = false;
            }
        } catch (Throwable e) {
            throw new HarnessError("a counter cannot be set", e);
        }
        size = 0;
        last = 0;
        lastTask = 0;
        guarded = 0;
    }
}
