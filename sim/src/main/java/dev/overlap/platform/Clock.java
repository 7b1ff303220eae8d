package dev.overlap.platform;

/** Monotonic time. */
public interface Clock {

    /** Milliseconds since some fixed moment; never goes back. In a simulation, virtual time. */
    long millis();
}
