package dev.overlap.real.platform;

/**
 * A thread takes a lock that it holds: where the lock of a real program would hang, this ends what the thread was doing. The {@link PlatformWatch} has been
 * told by then, so whoever meets this at the end of a callback need not report it again.
 */
public final class RelockedException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    RelockedException(String lock) {
        super(Thread.currentThread().getName() + " takes " + lock + ", which it holds");
    }
}
