package dev.overlap.trace;

/**
 * One choice that was not the default, and where it was made.
 *
 * @param task the task at whose scheduling point it was made; "-" before any task has run
 * @param point that task's own count of points
 * @param nth which of several questions of its kind at that point, from 0
 * @param at what the task is about to do there, "CancelIoEx server1", followed by " #2" the second time it does the same
 * @param choice what was chosen, in words: "run peer", "step by step"
 * @param kind "task" for who runs next, otherwise the kind of the question in lower case
 */
public record TraceEntry(String task, int point, int nth, String at, String choice, String kind) {

    /** The kind of entries that say who runs next. */
    public static final String TASK = "task";

    /** Where the question is found when the code has not moved. */
    public String strictKey() {
        return strictKey(task, point, nth, kind);
    }

    /** Where the question is found by what the task is doing, when the code has moved. */
    public String guidedKey() {
        return guidedKey(task, at, nth, kind);
    }

    /** The key of a question by position. */
    public static String strictKey(String task, int point, int nth, String kind) {
        return task + '|' + point + '|' + nth + '|' + kind;
    }

    /** The key of a question by label. */
    public static String guidedKey(String task, String at, int nth, String kind) {
        return task + '|' + at + '|' + nth + '|' + kind;
    }
}
