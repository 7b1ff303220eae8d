package dev.overlap.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.overlap.explore.Repertoire;
import dev.overlap.trace.Trace;
import dev.overlap.trace.TraceFormat;
import dev.overlap.trace.TraceSyntaxException;

/**
 * A file that holds a trace of a scenario and a reader that exist.
 *
 * @param file as the user named it
 */
record TraceFile(Path file, Trace trace) {

    /** What a trace file is called in a folder; a file that is named itself may be called anything. */
    private static final String EXTENSION = ".trace";
    private static final long MAX_BYTES = 1 << 20;

    /**
     * Reads a trace.
     *
     * @throws BadInput when there is none, and why
     */
    static TraceFile read(Path file, Repertoire repertoire) {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new BadInput(file + ": not a file");
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new BadInput(file + ": not a trace: larger than 1 MB");
            }
            Trace trace = TraceFormat.parse(Files.readString(file));
            checkNames(file, trace, repertoire);
            return new TraceFile(file, trace);
        } catch (TraceSyntaxException e) {
            throw new BadInput(file + ": " + e.getMessage());
        } catch (CharacterCodingException e) {
            throw new BadInput(file + ": not a trace: not a text in UTF-8");
        } catch (IOException e) {
            throw new BadInput(file + ": " + BadInput.reason(e));
        }
    }

    private static void checkNames(Path file, Trace trace, Repertoire repertoire) {
        if (repertoire.scenario(trace.scenario()).isEmpty()) {
            throw new BadInput(file + ": " + Names.unknown("scenario", trace.scenario(), repertoire.scenarioNames()));
        }
        if (repertoire.reader(trace.reader()).isEmpty()) {
            List<String> exact = repertoire.readerIds().stream().filter(id -> repertoire.reader(id).isPresent()).toList();
            throw new BadInput(file + ": " + Names.unknown("reader", trace.reader(), exact));
        }
    }

    /** The traces of a folder and of those below it, by name; a file stands for itself, whether it exists or not. */
    static List<Path> find(Path place) {
        if (!Files.isDirectory(place)) {
            return List.of(place);
        }
        try (Stream<Path> files = Files.walk(place)) {
            List<Path> found = files.filter(file -> file.toString().endsWith(EXTENSION)).sorted().toList();
            if (found.isEmpty()) {
                throw new BadInput(place + ": no file in it is called *" + EXTENSION);
            }
            return found;
        } catch (UncheckedIOException e) {
            throw BadInput.cannot("read", place, e);
        } catch (IOException e) {
            throw BadInput.cannot("read", place, e);
        }
    }
}
