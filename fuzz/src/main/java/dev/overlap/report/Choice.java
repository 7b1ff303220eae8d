package dev.overlap.report;

import dev.overlap.trace.TraceEntry;

/**
 * A choice that was not the default, in a shrunk execution.
 *
 * @param task at whose scheduling point it was made; "-" before any task has run
 * @param point that task's own count of points
 * @param at what the task was about to do
 * @param choice what was chosen, in words
 * @param kind "task" for who runs next, otherwise what was chosen among
 */
public record Choice(String task, int point, String at, String choice, String kind) {

    static Choice of(TraceEntry entry) {
        return new Choice(entry.task(), entry.point(), entry.at(), entry.choice(), entry.kind());
    }
}
