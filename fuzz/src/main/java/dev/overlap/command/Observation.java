package dev.overlap.command;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import dev.overlap.explore.WholeFile;
import dev.overlap.script.Check;
import dev.overlap.script.Observed;
import dev.overlap.script.Variant;

/**
 * What a kernel was seen to do: the scripts, with its answers filled in. Nothing in it differs from one run to the next unless the kernel does.
 *
 * @param kernel its title
 * @param version of Windows that it is, or says that it is
 * @param windows the same as scripts tell versions apart
 * @param parts in the order in which they were played
 */
record Observation(String kernel, String version, int windows, List<Part> parts) {

    private static final String MAGIC = "overlap observation ";
    private static final int FORMAT = 1;
    private static final String KERNEL = "kernel   ";
    private static final String WINDOWS = "windows  ";
    private static final String SCRIPT = "script  ";
    private static final String NOT_PLAYED = "not-played  ";

    Observation {
        parts = List.copyOf(parts);
    }

    /**
     * One variant of a script.
     *
     * @param script its file's name, and behind a comma the words of the variant if it has any
     * @param notPlayed why it was not; empty when it was
     * @param lines that were played
     */
    record Part(String script, String notPlayed, List<String> lines) {

        Part {
            lines = List.copyOf(lines);
        }

        static Part of(ScriptFile script, Variant variant, List<Check> checks) {
            String name = name(script, variant);
            List<String> lines = new ArrayList<>();
            for (Check check : checks) {
                if (check.verdict() != Check.Verdict.NOT_APPLICABLE) {
                    lines.add(Observed.line(script.script(), variant, check));
                }
            }
            return new Part(name, lines.isEmpty() && !checks.isEmpty() ? checks.getFirst().actual() : "", lines);
        }

        static String name(ScriptFile script, Variant variant) {
            return script.file().getFileName() + (variant.words().isEmpty() ? "" : ", " + variant);
        }
    }

    String print() {
        StringBuilder text = new StringBuilder(MAGIC + FORMAT + "\n" + KERNEL + kernel + "\n" + WINDOWS + windows + " (" + version + ")\n");
        for (Part part : parts) {
            text.append('\n').append(SCRIPT).append(part.script()).append('\n');
            if (!part.notPlayed().isEmpty()) {
                text.append(NOT_PLAYED).append(part.notPlayed()).append('\n');
            }
            part.lines().forEach(line -> text.append(line).append('\n'));
        }
        return text.toString();
    }

    /**
     * Writes it into a folder, under a name that says what kernel it is of; whole, or not at all.
     *
     * @return the file
     * @throws BadInput when it cannot be written
     */
    Path write(Path folder, String label) {
        Path file = folder.resolve(label + ".txt");
        try {
            WholeFile.write(file, print());
        } catch (UncheckedIOException e) {
            throw BadInput.cannot("write", file, e);
        }
        return file;
    }

    /**
     * Reads what was written.
     *
     * @throws BadInput when it is something else, and where
     */
    static Observation read(Path file) {
        String[] lines = TextFile.read(file, "observation").split("\\R", -1);
        if (!lines[0].equals(MAGIC + FORMAT)) {
            throw new BadInput(file, "line 1: expected \"" + MAGIC + FORMAT + '"');
        }
        if (lines.length < 3 || !lines[1].startsWith(KERNEL) || !lines[2].matches(WINDOWS + "\\d{1,2} \\(.*\\)")) {
            throw new BadInput(file, "line 2: expected \"kernel\", and below it \"windows\" with its number and version");
        }
        String version = lines[2].substring(WINDOWS.length());
        int space = version.indexOf(' ');
        Observation read = new Observation(lines[1].substring(KERNEL.length()), version.substring(space + 2, version.length() - 1),
                Integer.parseInt(version.substring(0, space)), List.of());
        List<Part> parts = new ArrayList<>();
        int at = 3;
        while (at < lines.length) {
            if (lines[at].isBlank()) {
                at++;
                continue;
            }
            if (!lines[at].startsWith(SCRIPT)) {
                throw new BadInput(file, "line " + (at + 1) + ": expected \"script\" and its name");
            }
            at = part(lines, at, parts);
        }
        return new Observation(read.kernel, read.version, read.windows, parts);
    }

    /** Reads a part, which ends at a blank line; gives the line below it. */
    private static int part(String[] lines, int from, List<Part> parts) {
        int at = from + 1;
        String notPlayed = "";
        List<String> played = new ArrayList<>();
        for (; at < lines.length && !lines[at].isBlank(); at++) {
            if (lines[at].startsWith(NOT_PLAYED)) {
                notPlayed = lines[at].substring(NOT_PLAYED.length());
            } else {
                played.add(lines[at]);
            }
        }
        parts.add(new Part(lines[from].substring(SCRIPT.length()), notPlayed, played));
        return at;
    }
}
