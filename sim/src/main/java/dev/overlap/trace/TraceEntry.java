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

    public TraceEntry {
        task = name(task);
        at = PlainText.of(at);
        choice = PlainText.of(choice);
        kind = PlainText.of(kind);
    }

    /** The name of a task in the form in which traces state it: a line that begins with "#" would be a comment. */
    public static String name(String task) {
        String plain = PlainText.of(task);
        return plain.startsWith("#") ? "'" + plain : plain;
    }

    /** Which question it answers, in an execution of the code that has not moved: no other entry answers the same. */
    public String question() {
        return task + '|' + point + '|' + nth + '|' + kind;
    }
}
