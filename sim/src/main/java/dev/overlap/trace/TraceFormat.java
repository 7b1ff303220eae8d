package dev.overlap.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Traces as text: what {@link #print} writes {@link #parse} reads, and what anybody has changed by hand gets one clear line.
 *
 * <pre>
 * overlap trace 1
 * scenario  stop-races-completion
 * reader    canary/late-callback
 * options   bound=20000 safety=400 surprises=2 windows=10
 * needs     npfs
 * expect    LATE_CALLBACK  a callback used reader: small reader closed at step 31
 *
 * #task     point  at                      choice          kind
 * owner     7      SetThreadpoolWait w1    run peer        task
 * end       1 choice
 * </pre>
 *
 * <p>Columns are separated by two spaces or more. The last line counts the choices, so that a truncated file is recognised.
 */
public final class TraceFormat {

    private static final String MAGIC = "overlap trace ";
    private static final int VERSION = 1;
    private static final Pattern COLUMNS = Pattern.compile(" {2,}");
    private static final Pattern POINT = Pattern.compile("(\\d{1,9})(?:\\+(\\d{1,6}))?");
    private static final Pattern END = Pattern.compile("end {2,}(\\d{1,9}) choices?");
    private static final String[] TITLES = {"#task", "point", "at", "choice", "kind"};
    private static final List<String> HEADERS = List.of("scenario", "reader", "options", "needs", "expect");

    private TraceFormat() {
    }

    // ---------------------------------------------------------------- writing

    /** The trace as text, with LF at the end of each line. */
    public static String print(Trace trace) {
        StringBuilder text = new StringBuilder(MAGIC).append(VERSION).append('\n');
        header(text, "scenario", trace.scenario());
        header(text, "reader", trace.reader());
        StringBuilder options = new StringBuilder();
        for (Map.Entry<String, String> option : trace.options().entrySet()) {
            options.append(options.isEmpty() ? "" : " ").append(option.getKey()).append('=').append(option.getValue());
        }
        header(text, "options", options.toString());
        header(text, "needs", trace.needs());
        String expect = trace.expect();
        header(text, "expect", expect == null ? "clean" : expect);
        text.append('\n');
        List<String[]> rows = new ArrayList<>();
        rows.add(TITLES);
        for (TraceEntry entry : trace.entries()) {
            String point = entry.nth() == 0 ? Integer.toString(entry.point()) : entry.point() + "+" + entry.nth();
            rows.add(new String[] {entry.task(), point, entry.at(), entry.choice(), entry.kind()});
        }
        table(text, rows);
        int count = trace.entries().size();
        text.append("end  ").append(count).append(count == 1 ? " choice\n" : " choices\n");
        return text.toString();
    }

    private static void header(StringBuilder text, String name, String value) {
        text.append(String.format("%-10s%s%n", name, value).replace("\r\n", "\n"));
    }

    private static void table(StringBuilder text, List<String[]> rows) {
        int[] widths = new int[TITLES.length];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                text.append(row[i]);
                if (i < row.length - 1) {
                    text.append(" ".repeat(widths[i] - row[i].length() + 2));
                }
            }
            text.append('\n');
        }
    }

    // ---------------------------------------------------------------- reading

    /** Reads a trace of any version. */
    public static Trace parse(String text) throws TraceSyntaxException {
        String[] lines = text.replace("\r\n", "\n").split("\n", -1);
        if (!lines[0].startsWith(MAGIC)) {
            throw new TraceSyntaxException(1, 1, "not a trace: expected \"" + MAGIC + VERSION + "\"");
        }
        if (!lines[0].substring(MAGIC.length()).strip().equals(Integer.toString(VERSION))) {
            throw new TraceSyntaxException(1, MAGIC.length() + 1,
                    "version " + lines[0].substring(MAGIC.length()).strip() + " is not known, expected " + VERSION);
        }
        SortedMap<String, String> headers = new TreeMap<>();
        int line = 1;
        for (; line < lines.length && !lines[line].isBlank(); line++) {
            String[] columns = COLUMNS.split(lines[line], 2);
            if (columns.length != 2 || !HEADERS.contains(columns[0])) {
                throw new TraceSyntaxException(line + 1, 1, "expected one of " + String.join(", ", HEADERS) + " and its value, two spaces between them");
            }
            if (headers.put(columns[0], columns[1].strip()) != null) {
                throw new TraceSyntaxException(line + 1, 1, columns[0] + " is given twice");
            }
        }
        for (String name : HEADERS) {
            if (!headers.containsKey(name)) {
                throw new TraceSyntaxException(line + 1, 1, "expected the header line \"" + name + "\"");
            }
        }
        List<TraceEntry> entries = new ArrayList<>();
        boolean ended = false;
        for (line++; line < lines.length; line++) {
            String content = lines[line];
            if (content.isBlank() || content.startsWith("#")) {
                continue;
            }
            if (ended) {
                throw new TraceSyntaxException(line + 1, 1, "nothing is expected after the line \"end\"");
            }
            Matcher end = END.matcher(content.stripTrailing());
            if (end.matches()) {
                if (Integer.parseInt(end.group(1)) != entries.size()) {
                    throw new TraceSyntaxException(line + 1, 1, "there are " + entries.size() + " choices, expected " + end.group(1));
                }
                ended = true;
            } else {
                entries.add(entry(content, line + 1));
            }
        }
        if (!ended) {
            throw new TraceSyntaxException(lines.length, 1, "the trace is truncated: expected a line \"end  " + entries.size() + " choices\"");
        }
        String expect = headers.getOrDefault("expect", "");
        return new Trace(headers.getOrDefault("scenario", ""), headers.getOrDefault("reader", ""), options(headers.getOrDefault("options", "")),
                expect.equals("clean") ? null : expect, headers.getOrDefault("needs", ""), entries);
    }

    private static TraceEntry entry(String content, int line) throws TraceSyntaxException {
        String[] columns = COLUMNS.split(content.stripTrailing(), -1);
        if (columns.length != TITLES.length) {
            throw new TraceSyntaxException(line, 1, "expected " + TITLES.length + " columns (task, point, at, choice, kind), found " + columns.length);
        }
        Matcher point = POINT.matcher(columns[1]);
        if (!point.matches()) {
            throw new TraceSyntaxException(line, content.indexOf(columns[1], columns[0].length()) + 1,
                    "expected a point such as 12 or 12+1, found \"" + columns[1] + "\"");
        }
        int nth = point.group(2) == null ? 0 : Integer.parseInt(point.group(2));
        return new TraceEntry(columns[0], Integer.parseInt(point.group(1)), nth, columns[2], columns[3], columns[4]);
    }

    private static SortedMap<String, String> options(String text) throws TraceSyntaxException {
        SortedMap<String, String> options = new TreeMap<>();
        for (String option : text.split(" ", -1)) {
            int equals = option.indexOf('=');
            if (option.isEmpty()) {
                continue;
            }
            if (equals < 1) {
                throw new TraceSyntaxException(4, 1, "expected options such as windows=10, found \"" + option + "\"");
            }
            options.put(option.substring(0, equals), option.substring(equals + 1));
        }
        return options;
    }
}
