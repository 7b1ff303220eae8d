package dev.overlap.command;

import java.time.Duration;

/** Waits beside somebody who listens, and does something when nothing was heard for too long. The listener's thread, and one of its own. */
final class Silence implements AutoCloseable {

    private final Duration length;
    private final Runnable atLast;
    private final Thread watch = Thread.ofPlatform().daemon().name("silence").unstarted(this::watch);
    private volatile long heardAt = System.nanoTime();
    private volatile boolean over;

    /**
     * Begins to wait.
     *
     * @param length for how long nothing may be heard
     * @param atLast what is done then, once
     */
    Silence(Duration length, Runnable atLast) {
        this.length = length;
        this.atLast = atLast;
        watch.start();
    }

    /** Something was heard. */
    void broken() {
        heardAt = System.nanoTime();
    }

    /** Whether it has lasted too long. */
    boolean isOver() {
        return over;
    }

    /** For how long nothing may be heard. */
    Duration length() {
        return length;
    }

    private void watch() {
        try {
            for (long left = length.toNanos(); left > 0; left = length.toNanos() - (System.nanoTime() - heardAt)) {
                Thread.sleep(Duration.ofNanos(left));
            }
            over = true;
            atLast.run();
        } catch (InterruptedException e) {
            // Nobody listens any more.
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        watch.interrupt();
    }
}
