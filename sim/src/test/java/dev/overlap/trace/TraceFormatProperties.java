package dev.overlap.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.overlap.finding.Kind;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

/** Every trace is the same after it was written and read, and whatever is done to its text, it is a trace or refused with a line. */
class TraceFormatProperties {

    private static final String ALPHABET = "ab #-+=/:,0159 \t\n\r\"'\u00A0\u2028\u00E9\uD83D\uDE00";

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void whatIsWrittenIsRead(@ForAll("traces") Trace trace) throws Exception {
        String text = TraceFormat.print(trace);
        assertThat(TraceFormat.parse(text)).isEqualTo(trace);
        assertThat(TraceFormat.parse(text.replace("\n", "\r\n"))).isEqualTo(trace);
        assertThat(TraceFormat.print(TraceFormat.parse(text))).isEqualTo(text);
    }

    @Property(tries = 500)
    void aPlainTextStaysAsItIs(@ForAll("texts") String text) {
        String plain = PlainText.of(text);
        assertThat(PlainText.of(plain)).isEqualTo(plain);
        assertThat(plain).isNotBlank().doesNotContain("  ", "\n", "\t");
    }

    @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
    void aCorruptTextIsATraceOrRefused(@ForAll("traces") Trace trace, @ForAll("corruptions") List<Corruption> corruptions) throws Exception {
        String text = TraceFormat.print(trace);
        for (Corruption corruption : corruptions) {
            text = corruption.applyTo(text);
        }
        isATraceOrRefused(text);
    }

    /** The last line says how many choices there are: a text without it may be a part of one. */
    @Property(tries = 20, edgeCases = EdgeCasesMode.NONE)
    void aTextThatIsCutBeforeItsEndIsRefused(@ForAll("traces") Trace trace) throws Exception {
        String text = TraceFormat.print(trace);
        int end = text.lastIndexOf("\nend  ") + 1;
        for (int i = 0; i < text.length(); i++) {
            String cut = text.substring(0, i);
            if (isATraceOrRefused(cut) && i <= end) {
                throw new AssertionError("taken for a whole trace: " + cut);
            }
        }
    }

    @Property(tries = 40, edgeCases = EdgeCasesMode.NONE)
    void aMegabyteTakesNoLongerThanItsLengthAllows(@ForAll("traces") Trace trace, @ForAll("much") Corruption much) {
        String text = much.applyTo(TraceFormat.print(trace));
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> isATraceOrRefused(text));
    }

    /** Whether it is a trace; throws an {@link AssertionError} when it is refused in another way than it should be. */
    private static boolean isATraceOrRefused(String text) throws Exception {
        Trace read;
        try {
            read = TraceFormat.parse(text);
        } catch (TraceSyntaxException e) {
            if (!Corruption.isInside(text, e.line(), e.column())) {
                throw new AssertionError("not inside the text: " + e.getMessage(), e);
            }
            assertThat(e.getMessage()).doesNotContain("\n", "\r").hasSizeLessThan(250);
            return false;
        }
        String printed = TraceFormat.print(read);
        Trace again = TraceFormat.parse(printed);
        if (!again.equals(read) || !TraceFormat.print(again).equals(printed)) {
            assertThat(again).isEqualTo(read);
        }
        return true;
    }

    @Property(tries = 500)
    void anythingIsATraceOrRefused(@ForAll String text) {
        for (String start : List.of("", "overlap trace 1\n", "overlap trace 1\nscenario  s\nreader    r\noptions   \nneeds     npfs\nexpect    clean\n\n")) {
            try {
                assertThat(TraceFormat.parse(start + text)).isNotNull();
            } catch (TraceSyntaxException e) {
                assertThat(e.getMessage()).hasSizeLessThan(250);
            }
        }
    }

    // ---------------------------------------------------------------- what is tried

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.frequencyOf(Tuple.of(6, Arbitraries.strings().withChars(ALPHABET).ofMaxLength(12)),
                Tuple.of(6, Arbitraries.strings().ofMaxLength(6)),
                Tuple.of(2, Arbitraries.of("-", "#", "end", "rule", "expect", "clean", "end 1 choice")),
                Tuple.of(1, Arbitraries.strings().withChars("ab 0").ofMinLength(180).ofMaxLength(420)));
    }

    @Provide
    Arbitrary<Trace> traces() {
        Arbitrary<String> text = texts();
        Arbitrary<String> expected = Combinators.combine(Arbitraries.of(Kind.class), text).as((kind, message) -> kind + "  " + message);
        return Combinators
                .combine(text, text, options(), text.list().ofMaxSize(3), expected.injectNull(0.2), Arbitraries.of("npfs", "documented", "contested"),
                        entries())
                .as(Trace::new);
    }

    private static Arbitrary<SortedMap<String, String>> options() {
        Arbitrary<String> word = Arbitraries.strings().withChars("ab019_#.:").ofMaxLength(5);
        return Arbitraries.maps(word.filter(key -> !key.isEmpty()), word.map(value -> value + "=")).ofMaxSize(4).map(TreeMap::new);
    }

    /** Each answers a question of its own. */
    private Arbitrary<List<TraceEntry>> entries() {
        Arbitrary<Integer> points = Arbitraries.integers().between(0, 999_999_999);
        Arbitrary<Integer> nths = Arbitraries.integers().between(0, 999_999);
        Arbitrary<TraceEntry> entry = Combinators.combine(texts(), points, nths, texts(), texts(), texts()).as(TraceEntry::new);
        return entry.list().ofMaxSize(6).map(list -> {
            Map<String, TraceEntry> unique = new LinkedHashMap<>();
            list.forEach(one -> unique.put(one.question(), one));
            return List.copyOf(unique.values());
        });
    }

    @Provide
    Arbitrary<List<Corruption>> corruptions() {
        return Corruption.some(texts());
    }

    @Provide
    Arbitrary<Corruption> much() {
        return Corruption.much("a", " ", "  ", "\n", "\r\n", "#\n", "0", "9", "+1", "a=b ", "a%=% ", "rule  x\n", "t  %  at  choice  kind\n", "end  1 choice\n",
                "\t", "\0",
                "\u00A0", "\uD83D", "a b  ");
    }
}
