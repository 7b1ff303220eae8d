package dev.overlap.trace;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

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
 * <p>Where no story says what is done, lines {@code program} below the scenario do. Where races were to end in one way, there is a line {@code rule} for each rule below the options. Columns are separated by two spaces or more. The last line counts the choices, so that a truncated file is recognised.
 */
public final class TraceFormat {

    static final String MAGIC = "overlap trace ";
    static final int VERSION = 1;
    static final String[] TITLES = {"#task", "point", "at", "choice", "kind"};

    static final String PROGRAM = "program";
    static final String RULE = "rule";

    private static final int HEADER_WIDTH = 10;
    /** Longer texts reach into the next columns, or one of them would make all lines long. */
    private static final int MOST_WIDTH = 200;

    private TraceFormat() {
    }

    /** The trace as text, with LF at the end of each line. */
    public static String print(Trace trace) {
        StringBuilder text = new StringBuilder(MAGIC).append(VERSION).append('\n');
        header(text, "scenario", trace.scenario());
        for (String line : trace.program()) {
            header(text, PROGRAM, line);
        }
        header(text, "reader", trace.reader());
        StringBuilder options = new StringBuilder();
        for (Map.Entry<String, String> option : trace.options().entrySet()) {
            options.append(options.isEmpty() ? "" : " ").append(option.getKey()).append('=').append(option.getValue());
        }
        header(text, "options", options.toString());
        for (String rule : trace.rules()) {
            header(text, RULE, rule);
        }
        header(text, "needs", trace.needs());
        String expect = trace.expect();
        header(text, "expect", expect == null ? Trace.CLEAN : expect);
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
        text.append(name).append(" ".repeat(HEADER_WIDTH - name.length())).append(value).append('\n');
    }

    private static void table(StringBuilder text, List<String[]> rows) {
        int[] widths = new int[TITLES.length];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], Math.min(MOST_WIDTH, row[i].length()));
            }
        }
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                text.append(row[i]);
                if (i < row.length - 1) {
                    text.append(" ".repeat(Math.max(0, widths[i] - row[i].length()) + 2));
                }
            }
            text.append('\n');
        }
    }

    /** Reads a trace of any version. */
    public static Trace parse(String text) throws TraceSyntaxException {
        return new TraceParser(text).parse();
    }
}
