package dev.overlap.trace;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.overlap.choice.ChoiceKind;
import dev.overlap.finding.Kind;
import org.jspecify.annotations.Nullable;

/**
 * An execution that can be repeated. Texts are kept as {@link PlainText}, so that a trace is the same after it was written and read.
 *
 * @param scenario the scenario's name
 * @param program what is done in it, a line each, where no story says that; {@code program.ProgramFormat} reads them
 * @param reader the reader's id
 * @param options what the execution was given beside decisions, by name; neither names nor values contain blanks
 * @param rules what was to happen in it whatever chance would have decided, a line each; {@code fault.Rule} reads them
 * @param expect the finding's headline, {@code KIND  message}, or null when it is expected to be clean
 * @param needs the weakest behaviour of Windows without which it cannot happen: npfs, documented or contested
 * @param entries the choices that were not the default, in order
 */
public record Trace(String scenario, List<String> program, String reader, SortedMap<String, String> options, List<String> rules, @Nullable String expect,
        String needs,
        List<TraceEntry> entries) {

    /** What a trace expects when it expects no finding. */
    public static final String CLEAN = "clean";
    /** The kinds of finding that it may expect. */
    static final List<String> KINDS = Arrays.stream(Kind.values()).map(Kind::name).toList();
    /** What {@code needs} may say, from certain to contested. */
    static final List<String> LEVELS = Arrays.stream(ChoiceKind.Level.values()).map(level -> level.name().toLowerCase(Locale.ROOT)).toList();

    /** A trace of a story. */
    public Trace(String scenario, String reader, SortedMap<String, String> options, List<String> rules, @Nullable String expect, String needs,
            List<TraceEntry> entries) {
        this(scenario, List.of(), reader, options, rules, expect, needs, entries);
    }

    /** A trace of a story, without rules. */
    public Trace(String scenario, String reader, SortedMap<String, String> options, @Nullable String expect, String needs, List<TraceEntry> entries) {
        this(scenario, reader, options, List.of(), expect, needs, entries);
    }

    /**
     * Makes a trace.
     *
     * @throws IllegalArgumentException when an option, what is expected, or what it needs, cannot be written
     */
    public Trace {
        scenario = PlainText.of(scenario);
        reader = PlainText.of(reader);
        options = Collections.unmodifiableSortedMap(new TreeMap<>(options));
        expect = expect == null || expect.equals(CLEAN) ? null : headline(expect);
        program = program.stream().map(PlainText::of).toList();
        rules = rules.stream().map(PlainText::of).toList();
        entries = List.copyOf(entries);
        for (Map.Entry<String, String> option : options.entrySet()) {
            String text = option.getKey() + "=" + option.getValue();
            if (text.indexOf('=') < 1 || text.indexOf('=') != option.getKey().length() || text.indexOf(' ') >= 0 || !text.equals(PlainText.of(text))) {
                throw new IllegalArgumentException("option \"" + text + "\" cannot be written");
            }
        }
        if (expect != null && !KINDS.contains(kindOf(expect))) {
            throw new IllegalArgumentException("a trace expects \"" + CLEAN + "\" or a kind of finding, not \"" + expect + "\"");
        }
        if (!LEVELS.contains(needs)) {
            throw new IllegalArgumentException("a trace needs one of " + LEVELS + " of Windows, not \"" + needs + "\"");
        }
    }

    /** What a trace {@code needs} of Windows, in words that go on after "needs". */
    public static String needsInWords(String needs) {
        return switch (needs) {
            case "npfs" -> "nothing but what named pipes do";
            case "documented" -> "what Windows documents";
            default -> needs + " behaviour of Windows";
        };
    }

    /** A finding's headline in the form in which traces state it: kind, two spaces, message. */
    public static String headline(String headline) {
        String plain = PlainText.of(headline);
        int space = plain.indexOf(' ');
        return space < 0 ? plain : plain.substring(0, space) + ' ' + plain.substring(space);
    }

    /** The finding's kind, or "clean". */
    public String expectedKind() {
        return expect == null ? CLEAN : kindOf(expect);
    }

    static String kindOf(String headline) {
        int space = headline.indexOf(' ');
        return space < 0 ? headline : headline.substring(0, space);
    }

    /** The same with another expectation. */
    public Trace expecting(@Nullable String headline) {
        return new Trace(scenario, program, reader, options, rules, headline, needs, entries);
    }
}
