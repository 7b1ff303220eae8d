package dev.overlap.win32;

import org.jspecify.annotations.Nullable;

/** An LPOVERLAPPED that a function writes, null for NULL: Java has no out parameters. Local to one call, never shared between threads. */
public final class OverlappedReference {
    public @Nullable Overlapped value;

    public OverlappedReference() {}

    public OverlappedReference(@Nullable Overlapped value) {
        this.value = value;
    }
}
