package dev.overlap.trace;

import static org.assertj.core.api.Assertions.assertThat;

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

    /** Some characters of a text, from here to there, are replaced. */
    record Change(double at, int length, String by) {

        String applyTo(String text) {
            int from = (int) (at * text.length());
            int to = Math.min(text.length(), from + length);
            return text.substring(0, from) + by + text.substring(to);
        }
    }

    @Property(tries = 2_000, edgeCases = EdgeCasesMode.NONE)
    void aChangedTextIsATraceOrRefused(@ForAll("traces") Trace trace, @ForAll("changes") List<Change> changes) {
        String text = TraceFormat.print(trace);
        for (Change change : changes) {
            text = change.applyTo(text);
        }
        try {
            Trace read = TraceFormat.parse(text);
            assertThat(TraceFormat.parse(TraceFormat.print(read))).isEqualTo(read);
        } catch (TraceSyntaxException e) {
            assertThat(e.line()).isBetween(1, text.split("\n", -1).length + 1);
            assertThat(e.column()).isBetween(1, text.length() + 1);
            assertThat(e.getMessage()).doesNotContain("\n", "\r").hasSizeLessThan(250);
        }
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
        return Arbitraries.oneOf(Arbitraries.strings().withChars(ALPHABET).ofMaxLength(12), Arbitraries.strings().ofMaxLength(6));
    }

    @Provide
    Arbitrary<Trace> traces() {
        Arbitrary<String> text = texts();
        Arbitrary<String> expected = Combinators.combine(Arbitraries.of(Kind.class), text).as((kind, message) -> kind + "  " + message);
        return Combinators.combine(text, text, options(), expected.injectNull(0.2), Arbitraries.of("npfs", "documented", "contested"), entries())
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
    Arbitrary<List<Change>> changes() {
        Arbitrary<String> by = Arbitraries.oneOf(texts(), Arbitraries.of("", " ", "  ", "\n", "end  1 choice", "clean", "#", "99999999999", "+", "="));
        return Combinators.combine(Arbitraries.doubles().between(0, 1), Arbitraries.integers().between(0, 12), by).as(Change::new).list().ofMinSize(1)
                .ofMaxSize(4);
    }
}
