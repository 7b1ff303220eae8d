package dev.overlap.kernel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One way in which the kernel could be wrong: some lines of one file replaced by others. The list is mutations.txt, which says how it is written.
 *
 * @param wrong what is wrong then, in a sentence
 * @param file the name of a file of this package
 * @param was the lines that are replaced, without their indentation
 * @param becomes what stands there instead
 */
record Mutation(String name, String wrong, String file, List<String> was, List<String> becomes) {

    private static final String LIST = "mutations.txt";
    private static final Path SOURCES = Path.of(System.getProperty("basedir", "")).resolve("src/main/java/dev/overlap/kernel");

    Mutation {
        was = List.copyOf(was);
        becomes = List.copyOf(becomes);
    }

    /** The whole list. */
    static List<Mutation> all() {
        List<Mutation> mutations = new ArrayList<>();
        List<String> entry = new ArrayList<>();
        for (String line : lines()) {
            boolean begins = !line.isEmpty() && !line.startsWith(" ") && !line.startsWith("#");
            if (begins && !entry.isEmpty()) {
                mutations.add(parse(entry));
                entry.clear();
            }
            if (begins || line.startsWith(" ")) {
                entry.add(line.strip());
            }
        }
        mutations.add(parse(entry));
        return mutations;
    }

    private static List<String> lines() {
        try (InputStream in = Mutation.class.getResourceAsStream(LIST)) {
            if (in == null) {
                throw new IllegalStateException("there is no " + LIST);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Mutation parse(List<String> entry) {
        if (entry.size() < 5) {
            throw new IllegalStateException(LIST + ": " + entry + " lacks a sentence, a file, or lines before and after");
        }
        List<String> changes = entry.subList(3, entry.size());
        return new Mutation(entry.get(0), entry.get(1), entry.get(2), marked(changes, "-"), marked(changes, "+"));
    }

    private static List<String> marked(List<String> lines, String mark) {
        return lines.stream().filter(line -> line.startsWith(mark)).map(line -> line.substring(mark.length()).strip()).toList();
    }

    /** The text of the file with the error in it. */
    String apply() throws IOException {
        String source = Files.readString(SOURCES.resolve(file));
        Matcher found = Pattern.compile(was.stream().map(Pattern::quote).collect(Collectors.joining("\\s*\\n\\s*"))).matcher(source);
        if (!found.find()) {
            throw new IllegalStateException(name + ": " + file + " has no such lines: " + was);
        }
        int begin = found.start();
        int end = found.end();
        if (found.find()) {
            throw new IllegalStateException(name + ": " + file + " has these lines more than once: " + was);
        }
        return source.substring(0, begin) + String.join("\n", becomes) + source.substring(end);
    }

    @Override
    public String toString() {
        return name;
    }
}
