package dev.overlap.trace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads one text as a trace, and says of anything else where it goes wrong and what was expected there. */
final class TraceParser {

    private static final Pattern POINT = Pattern.compile("(\\d{1,9})(?:\\+(\\d{1,6}))?");
    private static final Pattern END = Pattern.compile("end {2,}(\\d{1,9}) choices?");
    private static final Pattern OPTION = Pattern.compile("[^\\s=]+=\\S*");
    private static final List<String> HEADERS = List.of("scenario", "reader", "options", "needs", "expect");
    private static final int EXCERPT = 40;

    /** A word, or several one space apart, and the column where it begins, from 0. */
    private record Column(String text, int at) {
    }

    private final String[] lines;
    private final List<String> program = new ArrayList<>();
    private final List<String> rules = new ArrayList<>();
    /** The line that is looked at, from 0. */
    private int line;

    TraceParser(String text) {
        lines = text.replace("\r\n", "\n").split("\n", -1);
    }

    Trace parse() throws TraceSyntaxException {
        version();
        line++;
        Map<String, String> headers = new HashMap<>();
        SortedMap<String, String> options = new TreeMap<>();
        for (; line < lines.length && !lines[line].isBlank(); line++) {
            header(headers, options);
        }
        for (String name : HEADERS) {
            if (!headers.containsKey(name)) {
                throw wrong(0, "expected the header line \"" + name + "\"");
            }
        }
        List<TraceEntry> entries = entries();
        return new Trace(headers.getOrDefault("scenario", ""), program, headers.getOrDefault("reader", ""), options, rules, headers.get("expect"),
                headers.getOrDefault("needs", ""), entries);
    }

    private TraceSyntaxException wrong(int column, String what) {
        return new TraceSyntaxException(line + 1, column + 1, what);
    }

    /** Where the first word of a line begins, from 0. */
    private static int indent(String content) {
        return content.length() - content.stripLeading().length();
    }

    private static String excerpt(String text) {
        String plain = PlainText.of(text);
        return plain.length() <= EXCERPT ? '"' + plain + '"' : '"' + plain.substring(0, EXCERPT) + "...\"";
    }

    // ---------------------------------------------------------------- the header

    private void version() throws TraceSyntaxException {
        if (!lines[0].startsWith(TraceFormat.MAGIC)) {
            throw wrong(0, "not a trace: expected \"" + TraceFormat.MAGIC + TraceFormat.VERSION + "\"");
        }
        String version = lines[0].substring(TraceFormat.MAGIC.length()).stripTrailing();
        if (!version.equals(Integer.toString(TraceFormat.VERSION))) {
            throw wrong(TraceFormat.MAGIC.length(), "version " + excerpt(version) + " is not known, expected " + TraceFormat.VERSION);
        }
    }

    private void header(Map<String, String> headers, SortedMap<String, String> options) throws TraceSyntaxException {
        checkCharacters();
        String content = lines[line].stripTrailing();
        int space = content.indexOf("  ");
        String name = space < 0 ? content : content.substring(0, space);
        if ((name.equals(TraceFormat.RULE) || name.equals(TraceFormat.PROGRAM)) && space >= 0) {
            (name.equals(TraceFormat.RULE) ? rules : program).add(content.substring(space).strip());
            return;
        }
        if (!HEADERS.contains(name)) {
            throw wrong(indent(content), "expected one of " + String.join(", ", HEADERS) + " and its value, two spaces between them, found "
                    + excerpt(name.isEmpty() ? content.strip() : name));
        }
        if (headers.containsKey(name)) {
            throw wrong(0, name + " is given twice");
        }
        String value = space < 0 ? "" : content.substring(space).strip();
        int at = content.length() - value.length();
        switch (name) {
            case "options" -> options(value, at, options);
            case "needs" -> oneOf(value, Trace.LEVELS, at);
            case "expect" -> {
                if (!value.equals(Trace.CLEAN) && !Trace.KINDS.contains(Trace.kindOf(value))) {
                    throw wrong(at, "expected \"" + Trace.CLEAN + "\" or a kind of finding such as LATE_CALLBACK, found " + excerpt(Trace.kindOf(value)));
                }
            }
            default -> {
                if (value.isEmpty()) {
                    throw wrong(at, "expected a " + name);
                }
            }
        }
        headers.put(name, value);
    }

    private void oneOf(String value, List<String> known, int at) throws TraceSyntaxException {
        if (!known.contains(value)) {
            throw wrong(at, "expected one of " + String.join(", ", known) + ", found " + excerpt(value));
        }
    }

    private void options(String text, int from, SortedMap<String, String> options) throws TraceSyntaxException {
        int at = from;
        for (String option : text.split(" ", -1)) {
            if (!option.isEmpty()) {
                int equals = option.indexOf('=');
                if (!OPTION.matcher(option).matches()) {
                    throw wrong(at, "expected an option such as windows=10, found " + excerpt(option));
                }
                if (options.put(option.substring(0, equals), option.substring(equals + 1)) != null) {
                    throw wrong(at, "option " + excerpt(option.substring(0, equals)) + " is given twice");
                }
            }
            at += option.length() + 1;
        }
    }

    // ---------------------------------------------------------------- the choices

    private List<TraceEntry> entries() throws TraceSyntaxException {
        List<TraceEntry> entries = new ArrayList<>();
        Map<String, Integer> lineOf = new HashMap<>();
        boolean ended = false;
        for (line++; line < lines.length; line++) {
            String content = lines[line];
            if (content.isBlank() || content.startsWith("#")) {
                continue;
            }
            if (ended) {
                throw wrong(indent(content), "nothing is expected after the line \"end\", found " + excerpt(content));
            }
            checkCharacters();
            Matcher end = END.matcher(content.stripTrailing());
            if (end.matches()) {
                if (Integer.parseInt(end.group(1)) != entries.size()) {
                    throw wrong(end.start(1), "expected " + end.group(1) + " choices above, found " + entries.size());
                }
                ended = true;
            } else {
                TraceEntry entry = entry(content);
                Integer before = lineOf.put(entry.question(), line);
                if (before != null) {
                    throw wrong(0, "answers the same question as line " + (before + 1));
                }
                entries.add(entry);
            }
        }
        if (!ended) {
            line = lines.length - 1;
            throw wrong(0, "the trace is truncated: expected a last line \"end  " + entries.size() + " choices\"");
        }
        return entries;
    }

    private TraceEntry entry(String content) throws TraceSyntaxException {
        List<Column> columns = columns(content);
        int expected = TraceFormat.TITLES.length;
        if (columns.size() != expected) {
            int at = columns.size() > expected ? columns.get(expected).at() : content.length();
            throw wrong(at, "expected " + expected + " columns (task, point, at, choice, kind), two spaces between them, found " + columns.size());
        }
        Column where = columns.get(1);
        Matcher point = POINT.matcher(where.text());
        if (!point.matches()) {
            throw wrong(where.at(), "expected a point such as 12 or 12+1, found " + excerpt(where.text()));
        }
        int nth = point.group(2) == null ? 0 : Integer.parseInt(point.group(2));
        return new TraceEntry(columns.get(0).text(), Integer.parseInt(point.group(1)), nth, columns.get(2).text(), columns.get(3).text(),
                columns.get(4).text());
    }

    private static List<Column> columns(String content) {
        List<Column> columns = new ArrayList<>();
        String text = content.stripTrailing();
        int at = text.length() - text.stripLeading().length();
        while (at < text.length()) {
            int gap = text.indexOf("  ", at);
            int end = gap < 0 ? text.length() : gap;
            columns.add(new Column(text.substring(at, end), at));
            at = end;
            while (at < text.length() && text.charAt(at) == ' ') {
                at++;
            }
        }
        return columns;
    }

    private void checkCharacters() throws TraceSyntaxException {
        String content = lines[line];
        for (int i = 0; i < content.length(); i++) {
            if (PlainText.isForeign(content.charAt(i)) || PlainText.isHalf(content, i)) {
                throw wrong(i, String.format(Locale.ROOT, "a character U+%04X, expected plain text with spaces", (int) content.charAt(i)));
            }
        }
    }
}
