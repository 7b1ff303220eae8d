package dev.overlap.script;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What a script knows of a callback: each of its calls, whoever made them. Any thread. */
final class Callback {

    /**
     * One call of it.
     *
     * @param timedOut whether a time-out was the reason
     * @param error the Win32 error that it was given; 0 where it is given none
     * @param bytes that it was given; 0 where it is given none
     * @param operation the name of the operation that it was given, or NULL
     * @param thread the id of the thread that was in it
     */
    record Run(boolean timedOut, int error, long bytes, String operation, int thread) {
    }

    /** A call that tells of nothing but the fact. */
    static final int NO_ERROR = 0;

    private final List<Run> runs = new CopyOnWriteArrayList<>();
    private final Runnable lines;

    /**
     * A callback that was not called yet.
     *
     * @param lines what the script does inside of it; returns when it is to return
     */
    Callback(Runnable lines) {
        this.lines = lines;
    }

    /** It is called now, on this thread. */
    void run(Run run) {
        runs.add(run);
        lines.run();
    }

    /** How often it was called for a signal, a completion or a request. */
    int calls() {
        return (int) runs.stream().filter(run -> !run.timedOut()).count();
    }

    /** How often it was called because a time-out had passed. */
    int timeouts() {
        return (int) runs.stream().filter(Run::timedOut).count();
    }

    /** Its last call. */
    Run last() {
        if (runs.isEmpty()) {
            throw new IllegalStateException("it was never called");
        }
        return runs.getLast();
    }
}
