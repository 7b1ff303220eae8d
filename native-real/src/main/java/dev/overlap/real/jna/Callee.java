package dev.overlap.real.jna;

import java.util.ArrayDeque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

/**
 * Something that the kernel was given to call back. What it gets in truth is one of the {@link Trampolines}, which are there for ever, and this one's number as the
 * context; a number is never used twice, so whatever the kernel calls, and however late, finds the right one or none.
 *
 * <p>A callee is reachable from here until its kind knows that it cannot be called any more, or, where nothing tells ({@link #retire()}), until
 * {@value #RETIRED} others have retired after it.
 */
abstract class Callee {

    private static final int RETIRED = 1024;

    private static final AtomicLong NUMBERS = new AtomicLong();
    private static final Map<Long, Callee> ALL = new ConcurrentHashMap<>();
    private static final ArrayDeque<Callee> LEAVING = new ArrayDeque<>();

    final Callbacks callbacks;
    private final long number = NUMBERS.incrementAndGet();

    Callee(Callbacks callbacks) {
        this.callbacks = callbacks;
        ALL.put(number, this);
    }

    static @Nullable Callee of(long number) {
        return ALL.get(number);
    }

    final long number() {
        return number;
    }

    /** It cannot be called any more, or never could. */
    final void forget() {
        ALL.remove(number);
    }

    /** The kernel has taken the wait or object back, yet may still call once or twice: it stays for some time. */
    final void retire() {
        synchronized (LEAVING) {
            LEAVING.addLast(this);
            if (LEAVING.size() > RETIRED) {
                LEAVING.removeFirst().forget();
            }
        }
    }

    /** How many there are; for tests. */
    static int count() {
        return ALL.size();
    }
}
