package dev.overlap.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import dev.overlap.kernel.Difference;
import dev.overlap.kernel.Profile;
import dev.overlap.script.Check;

/**
 * What a kernel is known to do otherwise than the scripts say, which is no failure of it.
 *
 * @param all in the order of the file
 */
record KnownDifferences(List<Known> all) {

    /** Of a kernel that does as the scripts say, or of which nothing else is known. */
    static final KnownDifferences NONE = new KnownDifferences(List.of());

    private static final Pattern NAME = Pattern.compile("[a-z]+(-[a-z0-9]+)+");
    private static final Pattern ROW = Pattern.compile("[A-Z]{1,2}\\d{1,3}[a-z]?");

    /**
     * One difference.
     *
     * @param name by which lines of scripts refer to it
     * @param rows in which it is seen
     * @param does what the kernel does instead, in one sentence
     * @param source where that is known from
     */
    record Known(String name, List<String> rows, String does, String source) {
        Known {
            rows = List.copyOf(rows);
        }
    }

    KnownDifferences {
        all = List.copyOf(all);
    }

    /** Of a profile of the simulated kernel. */
    static KnownDifferences of(Profile profile) {
        return new KnownDifferences(Arrays.stream(Difference.values()).filter(difference -> difference.isShownBy(profile))
                .map(difference -> new Known(name(difference), difference.rows(), difference.sentence(), "")).toList());
    }

    /** The name of a difference in files: CANCEL_OF_NOTHING_SUCCEEDS is cancel-of-nothing-succeeds. */
    static String name(Difference difference) {
        return difference.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The file's name, in the folder of the scripts, for a kernel with this {@linkplain Kernel#label() label}. */
    static String file(String label) {
        return "known-differences-" + label + ".txt";
    }

    /**
     * Reads a file.
     *
     * @throws BadInput when it is none, and why
     */
    static KnownDifferences read(Path file) {
        return new Reader(file).read(TextFile.read(file, "list of known differences"));
    }

    /** Whether a row is known to be otherwise. */
    boolean isKnown(String row) {
        return all.stream().anyMatch(known -> known.rows().contains(row));
    }

    /** Whether a line is known to be otherwise, by one of its rows or by a difference that it names. */
    boolean isKnown(Check check) {
        return check.rows().stream().anyMatch(this::isKnown) || isNamed(check);
    }

    /** Whether a line names one of them. */
    boolean isNamed(Check check) {
        return all.stream().anyMatch(known -> check.differences().contains(known.name()));
    }

    /** Reads blocks of lines: the name, then rows, does, known. */
    private static final class Reader {

        private static final List<String> KEYS = List.of("difference", "rows", "does", "known");

        private final Path file;
        private final List<Known> all = new ArrayList<>();
        private final List<String> values = new ArrayList<>();
        private final Set<String> names = new HashSet<>();

        Reader(Path file) {
            this.file = file;
        }

        KnownDifferences read(String text) {
            String[] lines = text.split("\\R", -1);
            for (int i = 0; i < lines.length; i++) {
                if (!lines[i].isBlank() && !lines[i].startsWith("#")) {
                    line(lines[i].strip(), i + 1);
                }
            }
            if (!values.isEmpty()) {
                throw wrong(lines.length, "expected \"" + KEYS.get(values.size()) + "\", found the end of the file");
            }
            return new KnownDifferences(all);
        }

        private void line(String line, int number) {
            String key = KEYS.get(values.size());
            String[] parts = line.split("\\s+", 2);
            if (!parts[0].equals(key) || parts.length < 2) {
                throw wrong(number, "expected \"" + key + "\" and " + what(key) + ", found \"" + line + '"');
            }
            if (key.equals("difference") && (!NAME.matcher(parts[1]).matches() || !names.add(parts[1]))) {
                throw wrong(number, "expected a name of small letters and hyphens, each only once, found \"" + parts[1] + '"');
            }
            if (key.equals("rows") && !Arrays.stream(parts[1].split("\\s+")).allMatch(row -> ROW.matcher(row).matches())) {
                throw wrong(number, "expected rows such as K88, found \"" + parts[1] + '"');
            }
            values.add(parts[1]);
            if (values.size() == KEYS.size()) {
                all.add(new Known(values.get(0), List.of(values.get(1).split("\\s+")), values.get(2), values.get(3)));
                values.clear();
            }
        }

        private static String what(String key) {
            return switch (key) {
                case "difference" -> "its name";
                case "rows" -> "the rows in which it is seen";
                case "does" -> "what the kernel does instead";
                default -> "where that is known from";
            };
        }

        private BadInput wrong(int number, String what) {
            return new BadInput(file, "line " + number + ": " + what);
        }
    }
}
