package dev.overlap.explore;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.overlap.finding.Finding;
import org.jspecify.annotations.Nullable;

/**
 * What happens in an execution, for a person: a column for each task and one for the kernel, a row for each step, the decisive one marked. Immutable.
 *
 * @param columns the names of the tasks in order of their first step, then {@link #KERNEL} if it does anything
 * @param rows in order
 * @param decisive the position of the row at which the finding shows, from 0; -1 when nothing is found
 * @param frames where the finding shows in the reader's own code, the innermost first; empty when it was not asked for, and when that code was not reached
 */
public record Timeline(List<String> columns, List<Row> rows, int decisive, List<StackTraceElement> frames) {

    /** The column of what happens in no task. */
    public static final String KERNEL = "kernel";
    /** How many characters a line has when nobody says so. */
    static final int DEFAULT_WIDTH = 120;
    /** Rows that repeat themselves so often, in groups of so many, are shown once. */
    private static final int FOLDED_REPETITIONS = 6;
    private static final int LONGEST_PERIOD = 8;

    /**
     * One row.
     *
     * @param step how many scheduling points there were so far; rows that are no point have that of the one before
     * @param column who: one of the columns
     * @param text what
     * @param frame where in the reader's own code, or null
     */
    public record Row(int step, String column, String text, @Nullable StackTraceElement frame) {
    }

    /**
     * A row that is shown, and how many after it are told of in one line.
     *
     * @param decisive whether the finding shows here
     * @param period so many rows, this one the last of them, repeat themselves; 0 when the next row is shown
     * @param times how often more
     */
    public record Shown(Row row, boolean decisive, int period, int times) {
    }

    public Timeline {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        frames = List.copyOf(frames);
    }

    /**
     * The timeline as text.
     *
     * @param width how many columns of characters there are, 40 or more
     * @param ascii whether to keep to ASCII
     */
    public String render(@Nullable Finding finding, int width, boolean ascii) {
        List<String> names = columns;
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
        for (Shown shown : shown()) {
            boolean decisive = finding != null && shown.decisive();
            render(text, shown.row(), names, widths, decisive ? ascii ? "> " : "\u25ba " : "  ", room);
            if (shown.period() > 0) {
                text.append("        ").append(ascii ? "... " : "\u2026 ").append(repetition(shown)).append('\n');
            }
        }
        if (finding != null) {
            String arrow = ascii ? "=> " : "\u21d2 ";
            text.append(arrow).append(finding.kind()).append(": ").append(finding.message()).append('\n');
        }
        return text.toString();
    }

    /** What is shown of the rows: what repeats itself again and again is told in one line, the last row never. */
    public List<Shown> shown() {
        List<Shown> shown = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            int period = i >= 2 ? repeatedPeriod(i + 1) : 0;
            int times = period == 0 ? 0 : repetitions(i + 1, period) - 1;
            shown.add(new Shown(rows.get(i), i == decisive, period, times));
            i += period * times;
        }
        return shown;
    }

    /** That line: "the same 3 rows 1,200 times more". */
    public static String repetition(Shown shown) {
        return (shown.period() == 1 ? "the same" : "the same " + shown.period() + " rows") + ' ' + String.format(Locale.ROOT, "%,d", shown.times())
                + " times more";
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
            text.append(line == 0 ? mark : "  ").append(line == 0 ? String.format(Locale.ROOT, "%4d", row.step) : "    ");
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
