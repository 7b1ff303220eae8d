package dev.overlap.schedule;

/**
 * Sees through which states an execution goes, in a form that is coarse on purpose: it is to tell a fuzzer that an execution has done something new, not what.
 * Hot, where there is one.
 */
public interface Observer {

    /**
     * The running task is about to do something.
     *
     * @param operation what
     * @param task its number
     * @param callback whether it is a callback's task
     */
    void point(Operation operation, int task, boolean callback);

    /** What a lock guards is in this state, as a hash of what matters of it; told when it is looked at. */
    void guarded(int state);
}
