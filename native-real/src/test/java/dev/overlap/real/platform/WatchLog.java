package dev.overlap.real.platform;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import dev.overlap.win32.Handle;

/** Writes down what a platform tells. */
final class WatchLog implements PlatformWatch {

    private final Queue<String> told = new ConcurrentLinkedQueue<>();
    final Queue<Handle> opened = new ConcurrentLinkedQueue<>();
    final Queue<Handle> bad = new ConcurrentLinkedQueue<>();
    volatile int mostEvents;

    /** What was told, and has not been asked for yet. */
    List<String> take() {
        List<String> all = List.copyOf(told);
        told.clear();
        return all;
    }

    @Override
    public void usedAfterDestroy(String use, String name) {
        told.add(use + " after destroy: " + name);
    }

    @Override
    public void relocked(String lock) {
        told.add("relocked: " + lock);
    }

    @Override
    public void unguarded(String name) {
        told.add("unguarded: " + name);
    }

    @Override
    public void crashed(Throwable thrown) {
        told.add("crashed: " + thrown);
    }

    @Override
    public void warned(String function, int error) {
        told.add("warned: " + function + " " + error);
    }

    @Override
    public synchronized void posted(Object loop, int events) {
        mostEvents = Math.max(mostEvents, events);
    }

    @Override
    public void opened(Handle handle, String object) {
        opened.add(handle);
    }

    @Override
    public void badHandle(String function, Handle handle) {
        bad.add(handle);
    }
}
