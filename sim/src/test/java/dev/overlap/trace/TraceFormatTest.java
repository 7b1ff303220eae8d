package dev.overlap.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The text of a trace: what it looks like, and what is said of a text that is none. */
class TraceFormatTest {

    private static final Trace TRACE = new Trace("stop-races-completion", "canary/late-callback",
            new TreeMap<>(Map.of("windows", "10", "safety", "400", "bound", "20000", "surprises", "2")),
            "LATE_CALLBACK  a callback used reader: small reader closed at step 31", "documented",
            List.of(new TraceEntry("-", 0, 0, "begin", "run peer", "task"),
                    new TraceEntry("owner", 5, 0, "ReadFile server1", "says pending, is complete", "pends"),
                    new TraceEntry("owner", 5, 1, "ReadFile server1", "step by step", "delivery"),
                    new TraceEntry("owner", 9, 0, "CancelIoEx server1", "TRUE, cancelled later unless it completes first", "cancel-when"),
                    new TraceEntry("peer", 3, 0, "WriteFile client1 #2", "let time pass", "task"),
                    new TraceEntry("pool-1", 1, 0, "start", "1", "scenario")));

    // ---------------------------------------------------------------- what is written

    @Test
    void versionOneIsReadForEver() throws Exception {
        assertThat(TraceFormat.parse(golden())).isEqualTo(TRACE);
    }

    @Test
    void versionOneIsWrittenAsItAlwaysWas() throws IOException {
        assertThat(TraceFormat.print(TRACE)).isEqualTo(golden());
    }

    @Test
    void aTraceWithoutChoicesIsATrace() throws Exception {
        Trace none = new Trace("steady-stream", "pipe-reader/registered-wait", new TreeMap<>(), null, "npfs", List.of());
        String text = TraceFormat.print(none);
        assertThat(text).contains("expect    clean\n").endsWith("\n#task  point  at  choice  kind\nend  0 choices\n");
        assertThat(TraceFormat.parse(text)).isEqualTo(none);
    }

    @Test
    void aMessageOfSeveralLinesBecomesOne() throws Exception {
        Trace crashed = TRACE.expecting("CRASH  java.lang.IllegalStateException: first\n\tsecond  and third at Reader.java:1");
        assertThat(crashed.expect()).isEqualTo("CRASH  java.lang.IllegalStateException: first second and third at Reader.java:1");
        assertThat(crashed.expectedKind()).isEqualTo("CRASH");
        assertThat(TraceFormat.parse(TraceFormat.print(crashed))).isEqualTo(crashed);
    }

    @Test
    void aTaskWhoseNameWouldMakeItsLineACommentIsKept() throws Exception {
        Trace odd = new Trace("s", "r", new TreeMap<>(), null, "npfs", List.of(new TraceEntry("#1", 1, 0, "", "run  #2", "task")));
        assertThat(TraceFormat.parse(TraceFormat.print(odd))).isEqualTo(odd);
        assertThat(odd.entries().get(0).at()).isEqualTo("-");
    }

    @Test
    void whatCannotBeWrittenIsNotATrace() {
        assertThatIllegalArgumentException().isThrownBy(() -> with("two words", "1")).withMessageContaining("two words=1");
        assertThatIllegalArgumentException().isThrownBy(() -> with("a=b", "1")).withMessageContaining("a=b=1");
        assertThatIllegalArgumentException().isThrownBy(() -> with("", "1"));
        assertThatIllegalArgumentException().isThrownBy(() -> with("a", "1\n2"));
        assertThatIllegalArgumentException().isThrownBy(() -> TRACE.expecting("late callback")).withMessageContaining("late  callback");
        assertThatIllegalArgumentException().isThrownBy(() -> new Trace("s", "r", new TreeMap<>(), null, "luck", List.of())).withMessageContaining("luck");
    }

    private static Trace with(String option, String value) {
        return new Trace("s", "r", new TreeMap<>(Map.of(option, value)), null, "npfs", List.of());
    }

    // ---------------------------------------------------------------- what is also read

    @Test
    void whatEditorsAndPeopleDoToATextIsForgiven() throws Exception {
        String text = golden();
        assertThat(TraceFormat.parse(text.replace("\n", "\r\n"))).as("CRLF").isEqualTo(TRACE);
        assertThat(TraceFormat.parse(text.stripTrailing())).as("no line end at the end").isEqualTo(TRACE);
        assertThat(TraceFormat.parse(text.replace("\n", "   \n"))).as("blanks at the ends of lines").isEqualTo(TRACE);
        assertThat(TraceFormat.parse(text.replace("\nend", "\n\n# a note, with a \t tab\n\nend"))).as("comments").isEqualTo(TRACE);
        assertThat(TraceFormat.parse(text.replaceAll("(?m)(?<=\\S) {2,}(?=\\S)", "  "))).as("columns not aligned").isEqualTo(TRACE);
        String[] lines = text.split("\n", -1);
        String swapped = lines[1];
        lines[1] = lines[5];
        lines[5] = swapped;
        assertThat(TraceFormat.parse(String.join("\n", lines))).as("headers in another order").isEqualTo(TRACE);
    }

    // ---------------------------------------------------------------- what is refused

    @TestFactory
    Stream<DynamicTest> aTraceThatEndsAtAnyLineIsTruncated() throws IOException {
        String[] lines = golden().split("\n", -1);
        return IntStream.range(0, lines.length - 1).mapToObj(kept -> dynamicTest("after " + kept + " lines", () -> {
            for (String end : List.of("", "\n")) {
                String text = String.join("\n", Arrays.copyOf(lines, kept)) + (kept == 0 ? "" : end);
                TraceSyntaxException refused = refused(text);
                assertThat(refused.line()).as(refused.getMessage()).isBetween(1, kept + 2);
                assertThat(refused).hasMessageContaining("expected");
            }
        }));
    }

    @Test
    void aLineThatIsMissingInTheMiddleIsMissed() throws IOException {
        String[] lines = golden().split("\n", -1);
        for (int missing = 0; missing < lines.length - 1; missing++) {
            if (!lines[missing].startsWith("#task")) {
                List<String> rest = new ArrayList<>(Arrays.asList(lines));
                rest.remove(missing);
                refused(String.join("\n", rest));
            }
        }
    }

    /** A part of the golden text (a regular expression), what stands there instead, and where and how that is refused. */
    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "overlap trace 1           | overlap script 1          | 1 | 1  | not a trace: expected `overlap trace 1`",
        "overlap trace 1           | overlap trace 2           | 1 | 15 | version `2` is not known, expected 1",
        "overlap trace 1           | overlap trace one         | 1 | 15 | version `one` is not known, expected 1",
        "scenario                  | scene                     | 2 | 1  | expected one of scenario, reader, options, needs, expect and its value, two spaces between them, found `scene`",
        "scenario  stop-races-\\w+ | scenario                  | 2 | 9  | expected a scenario",
        "scenario  s               | scenario s                | 2 | 1  | found `scenario stop-races-completion`",
        "reader    \\S+            | scenario  steady-stream   | 3 | 1  | scenario is given twice",
        "bound=20000               | bound                     | 4 | 11 | expected an option such as windows=10, found `bound`",
        "safety=400                | =400                      | 4 | 23 | expected an option such as windows=10, found `=400`",
        "safety=400                | bound=1                   | 4 | 23 | option `bound` is given twice",
        "documented                | luck                      | 5 | 11 | expected one of npfs, documented, contested, found `luck`",
        "LATE_CALLBACK             | LATE_CALBACK              | 6 | 11 | expected `clean` or a kind of finding such as LATE_CALLBACK, found `LATE_CALBACK`",
        "expect    LATE.*          | `expect    `              | 6 | 7  | expected `clean` or a kind of finding such as LATE_CALLBACK, found `-`",
        "owner   5      R          | owner 5      R            | 10 | 90 | expected 5 columns (task, point, at, choice, kind), two spaces between them, found 4",
        "step by step              | step  by step             | 11 | 88 | expected 5 columns (task, point, at, choice, kind), two spaces between them, found 6",
        "5\\+1                     | five                      | 11 | 9  | expected a point such as 12 or 12+1, found `five`",
        "5\\+1                     | 5+                        | 11 | 9  | expected a point such as 12 or 12+1, found `5+`",
        "5\\+1                     | -1                        | 11 | 9  | expected a point such as 12 or 12+1, found `-1`",
        "5\\+1                     | 99999999999               | 11 | 9  | expected a point such as 12 or 12+1, found `99999999999`",
        "5\\+1  (.*)delivery       | 5    $1pends              | 11 | 1  | answers the same question as line 10",
        "end  6                    | end  7                    | 15 | 6  | expected 7 choices above, found 6",
        "end  6                    | end  5                    | 15 | 6  | expected 5 choices above, found 6",
        "end  6                    | end  99999999999999999999 | 15 | 34 | expected 5 columns",
        "choices                   | choices!                  | 15 | 16 | expected 5 columns"}) void whatIsBrokenIsNamedWithItsPlace(String what, String by,
                int line, int column, String message) throws IOException {
        TraceSyntaxException refused = refused(golden().replaceFirst(what, by));
        assertThat(refused).hasMessageContaining(message.replace('`', '"')).hasMessageStartingWith("line " + line + ", column " + column + ": ");
        assertThat(refused.line()).isEqualTo(line);
        assertThat(refused.column()).isEqualTo(column);
    }

    @Test
    void nothingMayFollowTheEnd() throws IOException {
        assertThat(refused(golden() + "owner  1  start  run peer  task\n")).hasMessage(
                "line 16, column 1: nothing is expected after the line \"end\", found \"owner 1 start run peer task\"");
    }

    @Test
    void twoTracesInOneFileAreNone() throws IOException {
        assertThat(refused(golden() + golden())).hasMessageStartingWith("line 16, column 1: nothing is expected after");
    }

    @Test
    void tabsAndControlCharactersAreNamed() throws IOException {
        assertThat(refused(golden().replaceFirst("owner   5", "owner\t5")))
                .hasMessage("line 10, column 6: a character U+0009, expected plain text with spaces");
        assertThat(refused(golden().replaceFirst("stop-races", "stop\u00A0races"))).hasMessageContaining("line 2, column 15: a character U+00A0");
        assertThat(refused(golden().replaceFirst("run peer", "run \uD800peer"))).hasMessageContaining("line 9, column 42: a character U+D800");
    }

    @Test
    void foreignAndBinaryTextIsNoTrace() {
        byte[] bytes = new byte[256];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) i;
        }
        String binary = new String(bytes, StandardCharsets.ISO_8859_1);
        for (String text : List.of("", "\n", "{\"schema\":1}", "<html>", "\uFEFFoverlap trace 1\n", " overlap trace 1\n", "OVERLAP TRACE 1\n", binary)) {
            assertThat(refused(text)).hasMessage("line 1, column 1: not a trace: expected \"overlap trace 1\"");
        }
        assertThat(refused("overlap trace 1\n" + binary).line()).isEqualTo(2);
    }

    @Test
    void aMessageIsOneLineHoweverLongTheTextIs() throws IOException {
        String word = "abc ".repeat(100_000);
        for (String text : List.of("overlap trace " + word, golden().replace("scenario", word), golden().replace("begin", word + " " + word),
                golden().replace("5+1", word), golden() + word)) {
            assertThat(refused(text)).message().hasSizeLessThan(250);
        }
    }

    @Test
    void oneLongTextDoesNotMakeAllLinesLong() throws Exception {
        List<TraceEntry> entries = new ArrayList<>();
        entries.add(new TraceEntry("owner", 0, 0, "a".repeat(10_000), "run peer", "task"));
        for (int i = 1; i < 100; i++) {
            entries.add(new TraceEntry("owner", i, 0, "ReadFile", "run peer", "task"));
        }
        Trace trace = new Trace("s", "r", new TreeMap<>(), null, "npfs", entries);
        assertThat(TraceFormat.print(trace)).hasSizeLessThan(40_000);
        assertThat(TraceFormat.parse(TraceFormat.print(trace))).isEqualTo(trace);
    }

    @Test
    void whatIsIndentedIsRefusedWhereItBegins() {
        assertThat(refused("overlap trace 1\n scenery  s\n")).hasMessageStartingWith("line 2, column 2: ").hasMessageContaining("\"scenery\"");
        assertThat(refused("overlap trace 1\n   scenario  s\n")).hasMessageStartingWith("line 2, column 4: ").hasMessageContaining("\"scenario s\"");
        assertThat(refused(TraceFormat.print(TRACE) + " more\n")).hasMessageContaining(", column 2: ").hasMessageContaining("\"more\"");
    }

    private static TraceSyntaxException refused(String text) {
        Throwable thrown = catchThrowable(() -> TraceFormat.parse(text));
        assertThat(thrown).as(text.length() > 2_000 ? "a long text" : text).isInstanceOf(TraceSyntaxException.class);
        TraceSyntaxException refused = Objects.requireNonNull(catchThrowableOfType(TraceSyntaxException.class, () -> TraceFormat.parse(text)));
        assertThat(refused).message().doesNotContain("\n", "\r").startsWith("line " + refused.line() + ", column " + refused.column() + ": ");
        return refused;
    }

    private static String golden() throws IOException {
        try (InputStream in = Objects.requireNonNull(TraceFormatTest.class.getResourceAsStream("version-1.trace"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
            value = {"npfs | nothing but what named pipes do", "documented | what Windows documents",
                "contested | contested behaviour of Windows"}) void whatATraceNeedsHasWords(String needs, String words) {
        assertThat(Trace.LEVELS).contains(needs);
        assertThat(Trace.needsInWords(needs)).isEqualTo(words);
    }
}
