package dev.overlap.hostile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.sun.management.ThreadMXBean;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Long texts, of which nothing is right but their beginning, or everything: memory and time stay in proportion. */
class HostileSizesTest {

    /** About the length of each text: a megabyte, or without {@code -Doverlap.acceptance=true} a quarter of it. */
    private static final int CHARS = Boolean.getBoolean("overlap.acceptance") ? 1 << 20 : 1 << 18;
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String TRACE = "overlap trace 1\nscenario  s\nreader    r\noptions   windows=10\nneeds     npfs\nexpect    clean\n";
    private static final String SCRIPT = "overlap script 1\ntitle  t\n";

    private record Text(Language language, String name, String text) {
    }

    private static Stream<Text> texts() {
        List<Text> texts = new ArrayList<>();
        for (String unit : List.of("x", " ", "  ", "\t", "\n", "\r", "\r\n", "#", "0", "9", "\"", ",", "=", "x=1 ", "\u0000", "a  ", "#\n", "x\n", "\ud800")) {
            for (String start : List.of("", TRACE, TRACE + "\n", TRACE + "\na  ", TRACE + "\na  1", TRACE + "rule  ", TRACE + "\nend  ")) {
                texts.add(repeated(Language.TRACE, start, unit));
            }
            for (String start : List.of("", SCRIPT, SCRIPT + "main  ", SCRIPT + "main  ReadFile ", SCRIPT + "main  CloseHandle NULL -> TRUE ",
                    SCRIPT + "variant  ",
                    SCRIPT + "either  ", SCRIPT + "fail ReadFile #", SCRIPT + "when ", SCRIPT + "process  ")) {
                texts.add(repeated(Language.SCRIPT, start, unit));
            }
        }
        texts.add(new Text(Language.TRACE, "many choices", TRACE + "\n" + lines("a  %d  here  that  task\n", CHARS / 24)));
        texts.add(new Text(Language.TRACE, "many options", TRACE.replace("windows=10", lines("o%d=1 ", CHARS / 8))));
        texts.add(new Text(Language.TRACE, "one wide column among many", TRACE + "\n" + lines("a  %d  x  y  task\n", 1_000) + "a  5+5  " + "x".repeat(CHARS / 2)
                + "  y  task\nend  1001 choices\n"));
        texts.add(new Text(Language.TRACE, "many rules", TRACE.replace("options ", "rule  x\n".repeat(CHARS / 8) + "options ")));
        texts.add(new Text(Language.SCRIPT, "many rules", SCRIPT + "fail ReadFile #1 with ERROR_NOACCESS\n".repeat(CHARS / 36)));
        texts.add(new Text(Language.SCRIPT, "many conditions of two words each",
                SCRIPT + lines("either  a%1$d or b%1$d\n", 1_000) + "when a1: main  e = CreateEvent manual -> handle\n"));
        texts.add(new Text(Language.SCRIPT, "many words of a process", SCRIPT + "process  p with " + "a or ".repeat(CHARS / 5)));
        texts.add(new Text(Language.SCRIPT, "many threads", SCRIPT + lines("t%d  CloseHandle NULL -> FALSE\n", CHARS / 32)));
        texts.add(new Text(Language.SCRIPT, "many variants", SCRIPT + lines("variant  v%d x=1\n", CHARS / 32)));
        texts.add(new Text(Language.SCRIPT, "many variants and lines",
                SCRIPT + lines("variant  v%d x=1\n", 10_000) + "main  CloseHandle NULL -> FALSE\n".repeat(10_000)));
        texts.add(new Text(Language.SCRIPT, "many words of a variant", SCRIPT + "variant  " + lines("v%d ", CHARS / 16)));
        texts.add(new Text(Language.SCRIPT, "many settings", SCRIPT + "variant  v " + lines("x%d=1 ", CHARS / 16)));
        texts.add(new Text(Language.SCRIPT, "many words that exclude each other", SCRIPT + "either  e" + lines(" or w%d", CHARS / 16)));
        texts.add(new Text(Language.SCRIPT, "many choices of two words", SCRIPT + lines("either  a%1$d or b%1$d\n", 40) + "main  CloseHandle NULL -> FALSE\n"));
        texts.add(new Text(Language.SCRIPT, "many answers", SCRIPT + "main  CloseHandle NULL -> TRUE" + " or TRUE".repeat(CHARS / 8)));
        texts.add(new Text(Language.SCRIPT, "many conditions", SCRIPT + "when" + " windows>=8".repeat(CHARS / 12) + ": main  CloseHandle NULL -> TRUE\n"));
        texts.add(new Text(Language.SCRIPT, "many names", SCRIPT + "main  " + lines("a%d, ", CHARS / 8)));
        texts.add(new Text(Language.SCRIPT, "many handles to wait for", SCRIPT + "main  WaitForMultipleObjects FALSE 0 " + "NULL ".repeat(CHARS / 5)));
        return texts.stream();
    }

    private static Text repeated(Language language, String start, String unit) {
        String name = (start + unit).substring(Math.max(0, start.length() - 20));
        return new Text(language, "much of " + name.replace("\n", "\\n"), start + unit.repeat((CHARS - start.length()) / unit.length()));
    }

    private static String lines(String line, int count) {
        StringBuilder lines = new StringBuilder();
        IntStream.range(0, count).forEach(i -> lines.append(String.format(line, i)));
        return lines.toString();
    }

    @TestFactory
    Stream<DynamicTest> timeAndMemoryStayInProportion() {
        return texts().map(text -> DynamicTest.dynamicTest(text.language + ": " + text.name, () -> assertTimeoutPreemptively(LONG, () -> check(text))));
    }

    private static void check(Text text) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        text.language.accepts(text.text);
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        // A character that is a line, or a word, becomes a few small objects, which are made twice and printed once.
        assertThat(allocated).isLessThan(500L * CHARS);
    }
}
