package dev.overlap.real.platform;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.jspecify.annotations.Nullable;

/** What each thread waits for on the platform, for whoever wants to know why nothing moves. A thread tells it only when it is about to block. */
final class Waits {

    /** A thread's wait; within an alertable one, an APC may begin another. */
    record Wait(Object object, String what, long sinceNanos) {
    }

    private final Map<Thread, Wait> waits = new ConcurrentHashMap<>();
    private final Queue<RealLock> locks = new ConcurrentLinkedQueue<>();

    /** A lock exists. */
    void know(RealLock lock) {
        locks.add(lock);
    }

    /**
     * The running thread is about to wait.
     *
     * @param object whose name is told, when somebody asks
     * @return what {@link #end} wants back
     */
    @Nullable Wait begin(String what, Object object) {
        return waits.put(Thread.currentThread(), new Wait(object, what, System.nanoTime()));
    }

    /** The running thread no longer waits, but for what it was waiting for before that. */
    void end(@Nullable Wait outer) {
        if (outer == null) {
            waits.remove(Thread.currentThread());
        } else {
            waits.put(Thread.currentThread(), outer);
        }
    }

    /** A line for each thread that waits and one for each lock that is held, in alphabetical order. Times are milliseconds. */
    List<String> describe() {
        long now = System.nanoTime();
        Collection<String> lines = new ArrayList<>();
        waits.forEach(
                (thread, wait) -> lines.add(thread.getName() + " waits for " + wait.what() + " " + wait.object() + " since " + millis(now, wait.sinceNanos())
                        + heldBy(wait.object())));
        for (RealLock lock : locks) {
            Thread holder = lock.holder();
            if (holder != null) {
                lines.add(holder.getName() + " holds " + lock + " since " + millis(now, lock.heldSinceNanos()));
            }
        }
        return lines.stream().sorted().toList();
    }

    private static String heldBy(Object object) {
        Thread holder = object instanceof RealLock lock ? lock.holder() : null;
        return holder == null ? "" : ", held by " + holder.getName();
    }

    private static String millis(long now, long since) {
        return (now - since) / 1_000_000 + " ms";
    }
}
