package dev.overlap.command;

/** What is still to be done should this process be told to end. */
final class AtExit {

    private final Thread hook;

    private AtExit(String name, Runnable what) {
        this.hook = new Thread(what, name);
    }

    /** From now on it is done then; {@code name} is that of its thread. */
    static AtExit run(String name, Runnable what) {
        AtExit atExit = new AtExit(name, what);
        Runtime.getRuntime().addShutdownHook(atExit.hook);
        return atExit;
    }

    /** It has been done. */
    void cancel() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // This process is ending, and the hook has nothing left to do.
            return;
        }
    }
}
