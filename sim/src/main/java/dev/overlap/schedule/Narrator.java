package dev.overlap.schedule;

import org.jspecify.annotations.Nullable;

/** Hears what happens in an execution, in words and with the decisions. Present only when a timeline or a trace is written: nothing here is hot. */
public interface Narrator {

    /** A task has come to a scheduling point. */
    void point(Task task);

    /**
     * Somebody was picked among several.
     *
     * @param current the task at whose point the decision was made, or null before any task has run
     */
    void picked(@Nullable Task current, long enabled, int picked);

    /**
     * A question about data was answered.
     *
     * @param answer in words
     * @param value its number, 0 for the default
     */
    void chosen(@Nullable Task current, String label, String answer, int value);

    /** Something happened in the kernel, by a task or by itself. */
    void happened(int slot, String text);

    /** A call of a task returns, with this answer. */
    void answered(Task task, String answer);
}
