package dev.overlap.schedule;

/** What the kernel does by itself: steps that are scheduled like tasks, but carried out in place, on whatever stack is there. */
public interface KernelSteps {

    /**
     * Carries out the next step of {@code slot}, which is enabled, and enables or disables it for what follows.
     *
     * <p>A defect found here is recorded, which ends the execution; it is not thrown, because the stack is some unrelated task's.
     */
    void step(int slot);

    /**
     * Lets go of what rules of the execution hold, because nothing else can go on.
     *
     * @param forGood whether nothing is to be held from now on, because the liveness phase begins
     * @return whether there was anything
     */
    boolean letGo(boolean forGood);

    /** The step's name for people: "r1 copies". Only called while somebody narrates. */
    String describeStep(int slot);

    /** A timer of {@code slot} has expired; see {@link Scheduler#startTimer}. */
    void timerExpired(int slot);
}
