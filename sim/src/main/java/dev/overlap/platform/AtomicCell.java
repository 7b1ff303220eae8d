package dev.overlap.platform;

import org.jspecify.annotations.Nullable;

/**
 * A volatile reference with atomic read-modify-write operations.
 *
 * @param <T> as for {@link Cell}
 */
public interface AtomicCell<T extends @Nullable Object> extends Cell<T> {

    /** Sets the value and returns the one it replaces. */
    T exchange(T value);

    /** Sets the value if it is the very object {@code expected} and says whether it was. Never fails spuriously. */
    boolean compareAndSet(T expected, T value);
}
