package dev.overlap.platform;

import org.jspecify.annotations.Nullable;

/**
 * A variable that holds a reference to an immutable value: plain or volatile, like {@link IntCell}.
 *
 * @param <T> an immutable type, or one whose own state is visible to the harness
 */
public interface Cell<T extends @Nullable Object> {

    /** Returns the value. Any thread, within the owner's life. */
    T get();

    /** Sets the value. Any thread, within the owner's life. */
    void set(T value);
}
