package dev.overlap.win32;

/** A DWORD that a function writes: Java has no out parameters. Local to one call, never shared between threads. */
public final class DwordReference {
    public int value;

    public DwordReference() {}

    public DwordReference(int value) {
        this.value = value;
    }
}
