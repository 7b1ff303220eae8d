package dev.overlap.kernel;

/** Whoever memory was allocated for. */
public interface MemoryOwner {

    /** Memory of nobody in particular, which lasts as long as the execution. */
    MemoryOwner WORLD = what -> {
        // It does not end.
    };

    /** The owner's {@code what} is about to be used by the program; if the owner has ended, the defect is told. */
    void check(String what);
}
