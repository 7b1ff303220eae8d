package dev.overlap.schedule;

/** Why a task cannot run. */
public enum Blocking {
    /** It can. */
    NOTHING("nothing"),
    /** Another task holds the lock. */
    LOCK("the lock"),
    /** Nobody has signalled the condition. */
    CONDITION("the condition"),
    /** Its event loop has nothing to do. */
    EVENT_LOOP("its event loop"),
    /** The object is not signalled. */
    OBJECT("the object"),
    /** The other task has not ended. */
    JOIN("the end of"),
    /** Callbacks are queued or running, and it asked to be told when none is left. */
    CALLBACKS("callbacks of"),
    /** Synchronous input or output has not completed. */
    INPUT_OUTPUT("the completion of"),
    /** A rule of the execution holds it. */
    RULE("a rule"),
    /** Time has not come. */
    TIME("time");

    private final String title;

    Blocking(String title) {
        this.title = title;
    }

    /** In words, to be followed by the object's name. */
    public String title() {
        return title;
    }
}
