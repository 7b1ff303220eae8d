package dev.overlap.explore;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.overlap.finding.Finding;
import dev.overlap.schedule.Task;
import org.jspecify.annotations.Nullable;

/** Writes down what happens while it happens: in the end, a {@link Timeline}. */
final class Chronicle {

    /** What oracles say of that which was left behind. */
    private static final Pattern MADE = Pattern.compile(", (?:made|allocated) at step (\\d{1,9}), ");

    /** One row: who, and what. */
    private static final class Row {
        final int step;
        final String column;
        final @Nullable StackTraceElement frame;
        String text;
        boolean answered;

        Row(int step, String column, String text, @Nullable StackTraceElement frame) {
            this.step = step;
            this.column = column;
            this.text = text;
            this.frame = frame;
        }
    }

    private final @Nullable ReaderFrames frames;
    private final List<Row> rows = new ArrayList<>();
    private final Set<String> columns = new LinkedHashSet<>();
    private final Map<String, Row> lastOf = new TreeMap<>();
    private List<StackTraceElement> decisive = List.of();
    private int step;

    /** Begins one without the places in the reader's code. */
    Chronicle() {
        this(null);
    }

    /** Begins one. */
    Chronicle(@Nullable ReaderFrames frames) {
        this.frames = frames;
    }

    /** A task does something visible. It is written down when it is about to, and shown where it is done. */
    void act(Task task, String label) {
        step++;
        Row row = new Row(step, task.name(), label, frames == null ? null : frames.innermost());
        lastOf.put(task.name(), row);
        columns.add(task.name());
        rows.add(row);
    }

    /** A call returns. */
    void answered(Task task, String answer) {
        Row row = lastOf.get(task.name());
        if (row == null || row.answered) {
            return;
        }
        row.answered = true;
        if (rows.get(rows.size() - 1) == row) {
            row.text += " = " + answer;
        } else if (!answer.equals("TRUE")) {
            rows.add(new Row(step, task.name(), "  = " + answer, row.frame));
        }
    }

    /** A choice was made that is worth a row. */
    void note(@Nullable Task task, String text) {
        happened(task, "(" + text + ")");
    }

    /** Something happened, in the kernel when {@code task} is null. */
    void happened(@Nullable Task task, String text) {
        String column = task == null ? Timeline.KERNEL : task.name();
        columns.add(column);
        rows.add(new Row(step, column, text, null));
    }

    /** A defect shows, on the stack of whoever showed it. */
    void found() {
        if (frames != null) {
            decisive = frames.all();
        }
    }

    /** What has happened, up to this finding if there is one. */
    Timeline timeline(@Nullable Finding finding) {
        List<String> names = new ArrayList<>(columns);
        if (names.remove(Timeline.KERNEL)) {
            names.add(Timeline.KERNEL);
        }
        List<Timeline.Row> written = rows.stream().map(row -> new Timeline.Row(row.step, row.column, row.text, row.frame)).toList();
        return new Timeline(names, written, finding == null ? -1 : rows.size() - 1, finding == null ? List.of() : place(finding, written));
    }

    /**
     * The reader's frames where the finding shows. What was left behind shows when all is over: it belongs to where it was made. What a step of the kernel
     * shows, or that nothing goes on, belongs to what the reader has done last.
     */
    private List<StackTraceElement> place(Finding finding, List<Timeline.Row> written) {
        Matcher made = MADE.matcher(finding.message());
        int madeAt = made.find() ? Integer.parseInt(made.group(1)) : -1;
        StackTraceElement last = null;
        for (Timeline.Row row : written) {
            if (row.frame() != null) {
                last = row.frame();
                if (row.step() == madeAt) {
                    return List.of(row.frame());
                }
            }
        }
        return !decisive.isEmpty() || last == null ? decisive : List.of(last);
    }
}
