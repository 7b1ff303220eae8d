package dev.overlap.kernel;

/** Something in the kernel that goes on by itself, in steps that the scheduler orders. */
interface KernelActor {

    /** Carries out the next step. */
    void step();

    /** The next step in words. */
    String describeStep();

    /** The actor's timer has expired. */
    void timerExpired();
}
