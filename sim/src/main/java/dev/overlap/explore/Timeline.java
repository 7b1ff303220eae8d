package dev.overlap.explore;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.overlap.finding.Finding;
import dev.overlap.schedule.Task;
import org.jspecify.annotations.Nullable;

/** What happens in an execution, for a person: a column for each task and one for the kernel, a row for each step, the last row marked. */
final class Timeline {

    private static final String KERNEL = "kernel";
    /** Rows that repeat themselves so often, in groups of so many, are shown once. */
    private static final int FOLDED_REPETITIONS = 6;
    private static final int LONGEST_PERIOD = 8;

    /** One row: who, and what. */
    private static final class Row {
        final int step;
        final String column;
        String text;
        boolean answered;

        Row(int step, String column, String text) {
            this.step = step;
            this.column = column;
            this.text = text;
        }
    }

    private final List<Row> rows = new ArrayList<>();
    private final Map<String, Integer> columns = new LinkedHashMap<>();
    private final Map<String, Row> lastOf = new LinkedHashMap<>();
    private int step;

    /** A task does something visible. It is written down when it is about to, and shown where it is done. */
    void act(Task task, String label) {
        step++;
        Row row = new Row(step, task.name(), label);
        lastOf.put(task.name(), row);
        columns.merge(task.name(), 1, Integer::sum);
        rows.add(row);
    }

    /** A call returns. */
    void answered(Task task, String answer) {
        Row row = lastOf.get(task.name());
        if (row == null || row.answered) {
            return;
        }
        row.answered = true;
        if (rows.get(rows.size() - 1) == row || !answer.equals("TRUE")) {
            if (rows.get(rows.size() - 1) == row) {
                row.text += " = " + answer;
            } else {
                rows.add(new Row(step, task.name(), "  = " + answer));
            }
        }
    }

    /** A choice was made that is worth a row. */
    void note(@Nullable Task task, String text) {
        happened(task, "(" + text + ")");
    }

    /** Something happened, in the kernel when {@code task} is null. */
    void happened(@Nullable Task task, String text) {
        String column = task == null ? KERNEL : task.name();
        columns.merge(column, 1, Integer::sum);
        rows.add(new Row(step, column, text));
    }

    /**
     * The timeline as text.
     *
     * @param width how many columns of characters there are, 40 or more
     * @param ascii whether to keep to ASCII
     */
    String render(@Nullable Finding finding, int width, boolean ascii) {
        List<String> names = new ArrayList<>(columns.keySet());
        if (names.remove(KERNEL)) {
            names.add(KERNEL);
        }
        int room = Math.max(12, (width - 8) / Math.max(1, names.size()) - 2);
        Map<String, Integer> widths = new LinkedHashMap<>();
        for (String name : names) {
            int widest = name.length();
            for (Row row : rows) {
                if (row.column.equals(name)) {
                    widest = Math.max(widest, row.text.length());
                }
            }
            widths.put(name, Math.min(widest, room));
        }
        StringBuilder text = new StringBuilder("  step");
        for (String name : names) {
            text.append("  ").append(pad(name, widths.getOrDefault(name, room)));
        }
        stripAndEnd(text);
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            boolean decisive = finding != null && i == rows.size() - 1;
            render(text, row, names, widths, decisive ? ascii ? "> " : "\u25ba " : "  ", room);
            int period = i >= 2 ? repeatedPeriod(i + 1) : 0;
            if (period > 0) {
                int times = repetitions(i + 1, period) - 1;
                text.append("        ").append(ascii ? "... " : "\u2026 ").append(period == 1 ? "the same" : "the same " + period + " rows").append(' ')
                        .append(String.format(Locale.ROOT, "%,d", times)).append(" times more\n");
                i += period * times;
            }
        }
        if (finding != null) {
            String arrow = ascii ? "=> " : "\u21d2 ";
            text.append(arrow).append(finding.kind()).append(": ").append(finding.message()).append('\n');
        }
        return text.toString();
    }

    /** After how many rows those that begin here repeat themselves, again and again; 0 when they do not. */
    private int repeatedPeriod(int from) {
        for (int period = 1; period <= LONGEST_PERIOD; period++) {
            if (repeats(from - period, from, period) && repetitions(from, period) >= FOLDED_REPETITIONS) {
                return period;
            }
        }
        return 0;
    }

    private int repetitions(int from, int period) {
        int times = 0;
        while (repeats(from - period, from + times * period, period)) {
            times++;
        }
        return times;
    }

    private boolean repeats(int first, int second, int length) {
        if (first < 0 || second + length > rows.size()) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            Row one = rows.get(first + i);
            Row other = rows.get(second + i);
            if (!one.column.equals(other.column) || !one.text.equals(other.text)) {
                return false;
            }
        }
        return true;
    }

    private static void render(StringBuilder text, Row row, List<String> names, Map<String, Integer> widths, String mark, int room) {
        List<String> lines = wrap(row.text, widths.getOrDefault(row.column, room));
        for (int line = 0; line < lines.size(); line++) {
            text.append(line == 0 ? mark : "  ").append(line == 0 ? String.format("%4d", row.step) : "    ");
            for (String name : names) {
                int columnWidth = widths.getOrDefault(name, room);
                text.append("  ").append(pad(name.equals(row.column) ? lines.get(line) : "", columnWidth));
                if (name.equals(row.column)) {
                    break;
                }
            }
            stripAndEnd(text);
        }
    }

    private static void stripAndEnd(StringBuilder text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == ' ') {
            end--;
        }
        text.setLength(end);
        text.append('\n');
    }

    private static String pad(String text, int width) {
        return text.length() >= width ? text : text + " ".repeat(width - text.length());
    }

    /** Breaks a text into lines, between words where possible. */
    private static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        String rest = text;
        while (rest.length() > width) {
            int at = rest.lastIndexOf(' ', width);
            if (at <= 2) {
                at = width;
            }
            lines.add(rest.substring(0, at));
            rest = "  " + rest.substring(at).strip();
        }
        lines.add(rest);
        return lines;
    }
}
