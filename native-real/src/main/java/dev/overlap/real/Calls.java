package dev.overlap.real;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** The calls of Windows that threads are in, and whether anything moves at all: what a watchdog looks at. Any thread. */
final class Calls {

    private final Map<Thread, String> inside = new ConcurrentHashMap<>();
    private final AtomicLong movement = new AtomicLong();

    /** The calling thread enters a function; callbacks may enter others within it. */
    String entered(String function) {
        movement.incrementAndGet();
        String outer = inside.put(Thread.currentThread(), function);
        return outer == null ? "" : outer;
    }

    /** The calling thread has come back to where it was. */
    void left(String outer) {
        movement.incrementAndGet();
        if (outer.isEmpty()) {
            inside.remove(Thread.currentThread());
        } else {
            inside.put(Thread.currentThread(), outer);
        }
    }

    /** Something has happened. */
    void moved() {
        movement.incrementAndGet();
    }

    /** Grows whenever something happens. */
    long movement() {
        return movement.get();
    }

    /** What a thread is in, or an empty string. */
    String functionOf(Thread thread) {
        return inside.getOrDefault(thread, "");
    }

    /** The threads that are in a call, with its function. */
    Map<String, String> all() {
        Map<String, String> all = new TreeMap<>();
        inside.forEach((thread, function) -> all.put(thread.getName(), function));
        return all;
    }
}
