package dev.overlap.report;

import java.util.ArrayList;
import java.util.List;

import dev.overlap.explore.Timeline;
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

    /** What is shown of a timeline. */
    static List<Step> of(Timeline timeline) {
        List<Step> steps = new ArrayList<>();
        for (Timeline.Shown shown : timeline.shown()) {
            Timeline.Row row = shown.row();
            StackTraceElement frame = row.frame();
            steps.add(new Step(row.step(), row.column(), row.text(), frame == null ? null : Frame.of(frame), shown.period(), shown.times()));
        }
        return steps;
    }
}
