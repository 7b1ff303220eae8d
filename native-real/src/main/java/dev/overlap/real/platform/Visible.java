package dev.overlap.real.platform;

/** Hears of each operation that other threads can see, on the thread that is about to do it: the place for noise. */
@FunctionalInterface
public interface Visible {

    /** Nobody is there. */
    Visible NOTHING = operation -> {};

    /**
     * Called before the operation; what it does to the thread delays it.
     *
     * @param operation a constant: Windows' name of the function, "lock", "cell", "post"
     */
    void before(String operation);
}
