package dev.overlap.platform;

/**
 * A variable of type {@code int}: plain (its accesses are checked for data races) or volatile (its accesses order other accesses, and are points at
 * which threads may be switched).
 */
public interface IntCell {

    /** Returns the value. Any thread, within the owner's life. */
    int get();

    /** Sets the value. Any thread, within the owner's life. */
    void set(int value);
}
