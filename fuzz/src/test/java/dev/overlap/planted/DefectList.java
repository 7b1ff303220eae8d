package dev.overlap.planted;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A text file of defects, which says at its top how it is written. */
final class DefectList {

    /** Of the reader's buffer, the pipe's queues, and the parsers. */
    static final String BUFFERS_QUEUES_PARSERS = "buffers-queues-parsers.txt";

    /** Of the pipe reader. */
    static final String PIPE_READER = "pipe-reader.txt";

    private static final int FIRST_CHANGE = 3;

    private DefectList() {
    }

    /**
     * The defects of a file beside this class, in order.
     *
     * @throws IllegalStateException when it is not there, or an entry lacks something
     */
    static List<PlantedDefect> read(String name) {
        try (InputStream in = DefectList.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("there is no " + name);
            }
            return parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<PlantedDefect> parse(String name, String text) {
        List<List<String>> entries = new ArrayList<>();
        for (String line : text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList()) {
            if (!line.startsWith(" ")) {
                entries.add(new ArrayList<>());
            } else if (entries.isEmpty()) {
                throw new IllegalStateException(name + ": expected the name of a defect before \"" + line.strip() + '"');
            }
            entries.getLast().add(line.strip());
        }
        return entries.stream().map(entry -> defect(name, entry)).toList();
    }

    private static PlantedDefect defect(String name, List<String> entry) {
        List<String> changes = entry.subList(Math.min(FIRST_CHANGE, entry.size()), entry.size());
        List<String> was = marked(changes, "-");
        List<String> becomes = marked(changes, "+");
        if (was.isEmpty() || was.size() + becomes.size() != changes.size()) {
            throw new IllegalStateException(name + ": expected a name, a sentence, a file, and lines after \"-\" and \"+\", found " + entry);
        }
        return new PlantedDefect(entry.get(0), entry.get(1), entry.get(2), was, becomes);
    }

    private static List<String> marked(List<String> lines, String mark) {
        return lines.stream().filter(line -> line.startsWith(mark)).map(line -> line.substring(mark.length()).strip()).toList();
    }
}
