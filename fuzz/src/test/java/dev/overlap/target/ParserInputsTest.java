package dev.overlap.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

import com.sun.management.ThreadMXBean;
import dev.overlap.choice.SplitMix;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Parsers throw nothing but their own exception, however a text was changed, and need no more memory than its length warrants. */
class ParserInputsTest {

    private static final int INPUTS = Boolean.getBoolean("overlap.acceptance") ? 10_000_000 : 50_000;
    private static final int LARGE = 1_000_000;
    /** Bytes allocated for each byte of a large text, most of them garbage soon: a line becomes several objects, and is printed and read again. */
    private static final long MOST_PER_BYTE = 1_000;
    private static final int MOST_CHANGES = 4;

    private static Stream<Arguments> parsers() {
        Consumer<byte[]> script = ScriptParserFuzzer::fuzzerTestOneInput;
        Consumer<byte[]> trace = TraceParserFuzzer::fuzzerTestOneInput;
        return Stream.of(Arguments.of(Named.of("script", script), "ScriptParserFuzzer"), Arguments.of(Named.of("trace", trace), "TraceParserFuzzer"));
    }

    private static List<byte[]> seeds(String target) {
        return Inputs.files(Inputs.CORPUS.resolve("inputs").resolve(target)).map(arguments -> (byte[]) ((Named<?>) arguments.get()[0]).getPayload()).toList();
    }

    @ParameterizedTest
    @MethodSource("parsers")
    void aChangedTextIsReadOrRefused(Consumer<byte[]> parser, String target) {
        List<byte[]> seeds = seeds(target);
        SplitMix random = new SplitMix(1);
        for (int i = 0; i < INPUTS; i++) {
            byte[] input = changed(seeds.get(random.below(seeds.size())), seeds.get(random.below(seeds.size())), random);
            try {
                parser.accept(input);
            } catch (RuntimeException | Error e) {
                throw new AssertionError("input " + i + ": " + new String(input, StandardCharsets.UTF_8), e);
            }
        }
    }

    /** A few changes: a byte becomes another, a part goes, is doubled, or comes from another text. */
    private static byte[] changed(byte[] text, byte[] other, SplitMix random) {
        byte[] bytes = text.clone();
        for (int i = 1 + random.below(MOST_CHANGES); i > 0 && bytes.length > 1; i--) {
            int at = random.below(bytes.length);
            int end = Math.min(bytes.length, at + 1 + random.below(16));
            switch (random.below(5)) {
                case 0 -> bytes[at] = (byte) (32 + random.below(95));
                case 1 -> bytes[at] = (byte) random.below(256);
                case 2 -> bytes = joined(Arrays.copyOf(bytes, at), new byte[0], Arrays.copyOfRange(bytes, end, bytes.length));
                case 3 -> bytes = joined(Arrays.copyOf(bytes, end), Arrays.copyOfRange(bytes, at, end), Arrays.copyOfRange(bytes, end, bytes.length));
                default -> {
                    int from = random.below(other.length);
                    byte[] part = Arrays.copyOfRange(other, from, Math.min(other.length, from + 1 + random.below(40)));
                    bytes = joined(Arrays.copyOf(bytes, at), part, Arrays.copyOfRange(bytes, at, bytes.length));
                }
            }
        }
        return bytes;
    }

    private static byte[] joined(byte[] first, byte[] second, byte[] third) {
        byte[] all = Arrays.copyOf(first, first.length + second.length + third.length);
        System.arraycopy(second, 0, all, first.length, second.length);
        System.arraycopy(third, 0, all, first.length + second.length, third.length);
        return all;
    }

    private static Stream<Arguments> largeTexts() {
        List<Arguments> texts = new ArrayList<>();
        String script = "overlap script 1\ntitle  Large\n";
        for (String line : List.of("", "#", "main  e = CreateEvent manual -> handle\n", "variant  a\n", "either  a or b\n",
                "fail ReadFile #1 with ERROR_NOACCESS\n",
                "main  SetEvent e -> TRUE\n")) {
            texts.add(Arguments.of(Named.of("script of lines " + line.strip(), script + "main  e = CreateEvent manual -> handle\n" + repeated(line + "\n"))));
            texts.add(Arguments.of(Named.of("script beginning with lines " + line.strip(), script + repeated(line + "\n"))));
            texts.add(Arguments.of(Named.of("script with one line of " + line.strip(), script + repeated(line.strip() + " "))));
        }
        for (String start : List.of("either  ", "variant  ", "main  SetEvent e -> ", "main  expect ", "process  p with ", "when ")) {
            texts.add(Arguments.of(Named.of("script with a long " + start, script + start + repeated("a or "))));
        }
        StringBuilder eithers = new StringBuilder(script);
        for (int i = 0; i < 1000; i++) {
            eithers.append("either  a").append(i).append(" or b").append(i).append('\n');
        }
        texts.add(Arguments.of(Named.of("script with a thousand alternatives", eithers + "when a1: main  e = CreateEvent manual -> handle\n")));
        String trace = "overlap trace 1\nscenario  x\nreader    y\n";
        String rest = "options   windows=10\nneeds     npfs\nexpect    clean\n\n";
        texts.add(Arguments.of(Named.of("trace of rules", trace + repeated("rule  x\n") + rest + "end  0 choices\n")));
        texts.add(Arguments.of(Named.of("trace of comments", trace + rest + repeated("#\n") + "end  0 choices\n")));
        texts.add(Arguments.of(Named.of("trace of one choice", trace + rest + repeated("peer  1  a  b  task\n"))));
        texts.add(Arguments.of(Named.of("trace of columns", trace + rest + repeated("a  "))));
        texts.add(Arguments.of(Named.of("trace of options", trace + "options   " + repeated("a=b "))));
        texts.add(Arguments.of(Named.of("trace with a wide column", trace + rest + repeated("a") + "  1  a  b  task\nend  1 choice\n")));
        StringBuilder choices = new StringBuilder(trace + rest);
        for (int i = 0; i < LARGE / 20; i++) {
            choices.append("peer  ").append(i).append("  a  b  task\n");
        }
        texts.add(Arguments.of(Named.of("trace of choices", choices + "end  " + LARGE / 20 + " choices\n")));
        return texts.stream();
    }

    private static String repeated(String part) {
        return part.repeat(Math.max(1, LARGE / part.length()));
    }

    @ParameterizedTest
    @MethodSource("largeTexts")
    void aLargeTextTakesMemoryInProportion(String text) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        byte[] input = text.getBytes(StandardCharsets.UTF_8);
        long before = threads.getCurrentThreadAllocatedBytes();

        ScriptParserFuzzer.fuzzerTestOneInput(input);
        TraceParserFuzzer.fuzzerTestOneInput(input);

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(MOST_PER_BYTE * input.length + 1_000_000);
    }
}
