package dev.overlap.win32;

/** A HANDLE that a function writes: Java has no out parameters. Local to one call, never shared between threads. */
public final class HandleReference {
    public Handle value;

    public HandleReference() {
        this(Handle.NULL);
    }

    public HandleReference(Handle value) {
        this.value = value;
    }
}
