package dev.overlap.platform;

/**
 * A mutable object that may be touched only by the thread that holds one certain lock.
 *
 * <p>Take it after the lock, and let go of it before the unlock: {@link #get()} is checked, what is done with a reference kept longer is not.
 *
 * @param <T> any type; its own state need not be visible to the harness
 */
public interface Guarded<T> {

    /** Returns the object. Without the lock this is a DATA_RACE, whoever else is near; with it, it counts as a write for the race detector. */
    T get();
}
