package dev.overlap.schedule;

/**
 * A way of running several tasks by turns on what looks to them like threads of their own. Exactly one runs at any time.
 *
 * <p>Two implementations give the same executions: {@link ContinuationEngine}, fast, and {@link ThreadEngine}, for debuggers and for JVMs that do not
 * open the continuation class. An instance serves one execution after the other.
 */
interface Coroutines {

    /** No task. */
    int NONE = -1;

    /** Makes a coroutine for a task, which begins when control is first transferred to its slot. */
    void create(Task task);

    /** Runs tasks, beginning with {@code first}, until one of them ends or leaves with {@link #NONE} as its successor. Called by the driver. */
    void run(int first);

    /** Passes control from the running task {@code from} to {@code to}, and returns when control comes back. */
    void transfer(int from, int to);

    /** The last act of the body of a task: says who runs after it. */
    void ended(int slot, int successor);

    /** Ends the execution from within the task {@code from}: never returns. */
    RuntimeException leave(int from);
}
