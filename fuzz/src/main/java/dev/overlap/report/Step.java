package dev.overlap.report;

import org.jspecify.annotations.Nullable;

/**
 * One row of a finding's timeline.
 *
 * @param step how many scheduling points there were so far
 * @param column who: a task, or the kernel
 * @param text what
 * @param frame where in the reader's own code, or null
 * @param repeatedRows so many rows, this one the last of them, happened again and again; 0 when the next row is the next thing that happened
 * @param repeatedTimes how often more
 */
public record Step(int step, String column, String text, @Nullable Frame frame, int repeatedRows, int repeatedTimes) {
}
