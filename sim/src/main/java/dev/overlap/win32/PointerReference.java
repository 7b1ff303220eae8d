package dev.overlap.win32;

/** A ULONG_PTR that a function writes: Java has no out parameters. Local to one call, never shared between threads. */
public final class PointerReference {
    public long value;

    public PointerReference() {}

    public PointerReference(long value) {
        this.value = value;
    }
}
