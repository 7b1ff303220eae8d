package dev.overlap.schedule;

/** Unwinds a thread whose execution is over. Not an exception, so that ordinary code does not catch it; without a stack trace, since nobody reads it. */
final class TaskAbandoned extends Error {

    private static final long serialVersionUID = 1L;
    static final TaskAbandoned INSTANCE = new TaskAbandoned();

    private TaskAbandoned() {
        super("the execution is over", null, false, false);
    }
}
