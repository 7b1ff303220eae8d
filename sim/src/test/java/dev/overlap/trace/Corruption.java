package dev.overlap.trace;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** What can happen to a text that lies in a file. Where it happens is given as a part of the text, from 0 to 1. */
public sealed interface Corruption {

    /** Some characters are replaced by others. */
    record Replaced(double at, int length, String by) implements Corruption {
        @Override
        public String applyTo(String text) {
            int from = position(at, text.length());
            return text.substring(0, from) + by + text.substring(Math.min(text.length(), from + length));
        }
    }

    /** One bit of one character is another. */
    record Flipped(double at, int bit) implements Corruption {
        @Override
        public String applyTo(String text) {
            if (text.isEmpty()) {
                return text;
            }
            int from = Math.min(position(at, text.length()), text.length() - 1);
            return text.substring(0, from) + (char) (text.charAt(from) ^ 1 << bit) + text.substring(from + 1);
        }
    }

    /** A number is another one. */
    record Renumbered(double at, String by) implements Corruption {
        @Override
        public String applyTo(String text) {
            int from = position(at, text.length());
            while (from < text.length() && !Character.isDigit(text.charAt(from))) {
                from++;
            }
            int to = from;
            while (to < text.length() && Character.isDigit(text.charAt(to))) {
                to++;
            }
            return text.substring(0, from) + by + text.substring(to);
        }
    }

    /** A word stands there twice. */
    record Doubled(double at) implements Corruption {
        @Override
        public String applyTo(String text) {
            int from = text.lastIndexOf(' ', position(at, text.length())) + 1;
            int to = from;
            while (to < text.length() && text.charAt(to) != ' ' && text.charAt(to) != '\n') {
                to++;
            }
            return text.substring(0, to) + ' ' + text.substring(from);
        }
    }

    /** The text ends early; exactly behind the end of a line, or before it, where that is wanted. */
    record Cut(double at, boolean atLineEnd, boolean behindIt) implements Corruption {
        @Override
        public String applyTo(String text) {
            int to = position(at, text.length());
            int end = text.indexOf('\n', to);
            return text.substring(0, !atLineEnd || end < 0 ? to : behindIt ? end + 1 : end);
        }
    }

    /** A line is gone, or is there twice, or two of them have changed places, or two of them are one. */
    record Lines(double one, double other, int how) implements Corruption {
        @Override
        public String applyTo(String text) {
            List<String> lines = new ArrayList<>(List.of(text.split("\n", -1)));
            int first = position(one, lines.size() - 1);
            int second = position(other, lines.size() - 1);
            switch (how) {
                case 0 -> lines.remove(first);
                case 1 -> lines.add(second, lines.get(first));
                case 2 -> Collections.swap(lines, first, second);
                default -> {
                    if (first + 1 < lines.size()) {
                        lines.set(first, lines.get(first) + lines.remove(first + 1));
                    }
                }
            }
            return String.join("\n", lines);
        }
    }

    /** The columns of one line are one, or all blanks of it are tabs. */
    record Columns(double line, String by) implements Corruption {
        @Override
        public String applyTo(String text) {
            String[] lines = text.split("\n", -1);
            int at = position(line, lines.length - 1);
            lines[at] = lines[at].replaceAll(" {2,}", by);
            return String.join("\n", lines);
        }
    }

    /** The same, very often, one behind the other. */
    record Repeated(double at, String what, int characters) implements Corruption {
        @Override
        public String applyTo(String text) {
            int from = position(at, text.length());
            StringBuilder much = new StringBuilder(text).delete(from, text.length());
            for (int i = 0; much.length() < from + characters; i++) {
                much.append(what.replace("%", Integer.toString(i)));
            }
            return much.append(text, from, text.length()).toString();
        }
    }

    /** Ends of lines as Windows has them. */
    record CarriageReturns() implements Corruption {
        @Override
        public String applyTo(String text) {
            return text.replace("\n", "\r\n");
        }
    }

    /** The text after that. */
    String applyTo(String text);

    private static int position(double at, int length) {
        return Math.clamp((long) (at * (length + 1)), 0, Math.max(0, length));
    }

    /** Whether a place is in a text: in one of its lines, or directly behind it; or at the beginning of the line that is missing below them. */
    static boolean isInside(String text, int line, int column) {
        String[] lines = text.replace("\r\n", "\n").split("\n", -1);
        return line >= 1 && column >= 1 && (line <= lines.length ? column <= lines[line - 1].length() + 1 : line == lines.length + 1 && column == 1);
    }

    /** Some of them. */
    static Arbitrary<List<Corruption>> some(Arbitrary<String> texts) {
        Arbitrary<Double> places = Arbitraries.doubles().between(0, 1);
        Arbitrary<String> usual = Arbitraries.of("", " ", "  ", "\n", "\r", "\0", "\t", ":", "\"", "#", ",", "[", "]", "+", "=", "-", "$", "|", "or", "not",
                "end  1 choice", "clean", "99999999999", "2147483648", "4294967296", "00000000000000000001", "9".repeat(400), "\u2028", "\uFEFF", "\uD83D");
        Arbitrary<Corruption> replaced = Combinators.combine(places, Arbitraries.integers().between(0, 12), Arbitraries.oneOf(texts, usual))
                .as(Replaced::new);
        Arbitrary<Corruption> flipped = Combinators.combine(places, Arbitraries.integers().between(0, 15)).as(Flipped::new);
        Arbitrary<Boolean> any = Arbitraries.of(true, false);
        Arbitrary<Corruption> cut = Combinators.combine(places, any, any).as(Cut::new);
        Arbitrary<Corruption> lines = Combinators.combine(places, places, Arbitraries.integers().between(0, 3)).as(Lines::new);
        Arbitrary<Corruption> columns = Combinators.combine(places, Arbitraries.of(" ", "", "\t", "   ")).as(Columns::new);
        Arbitrary<Corruption> returns = Arbitraries.just(new CarriageReturns());
        Arbitrary<Corruption> number = Combinators.combine(places, Arbitraries.of("0", "1", "00", "-1", "999999", "1000000", "999999999", "1000000000",
                "2147483647", "2147483648", "4294967295", "4294967296", "9999999999", "9223372036854775808", "9".repeat(400))).as(Renumbered::new);
        return Arbitraries.frequencyOf(Tuple.of(3, number), Tuple.of(2, places.map(Doubled::new)), Tuple.of(5, replaced), Tuple.of(3, flipped),
                Tuple.of(2, cut), Tuple.of(4, lines), Tuple.of(2, columns),
                Tuple.of(1, returns)).list().ofMinSize(1).ofMaxSize(4);
    }

    /** A megabyte of the same. */
    static Arbitrary<Corruption> much(String... pieces) {
        return Combinators.combine(Arbitraries.doubles().between(0, 1), Arbitraries.of(pieces)).as((at, what) -> new Repeated(at, what, 1_000_000));
    }
}
