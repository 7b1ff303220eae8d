package dev.overlap.command;

import java.nio.file.Path;
import java.util.List;

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

    /**
     * Reads a trace.
     *
     * @throws BadInput when there is none, and why
     */
    static TraceFile read(Path file, Repertoire repertoire) {
        try {
            Trace trace = TraceFormat.parse(TextFile.read(file, "trace"));
            checkNames(file, trace, repertoire);
            return new TraceFile(file, trace);
        } catch (TraceSyntaxException e) {
            throw new BadInput(file, e.getMessage());
        }
    }

    private static void checkNames(Path file, Trace trace, Repertoire repertoire) {
        if (!hasScenario(file, trace, repertoire)) {
            throw new BadInput(file, Names.unknown("scenario", trace.scenario(), repertoire.scenarioNames()));
        }
        if (repertoire.reader(trace.reader()).isEmpty()) {
            List<String> exact = repertoire.readerIds().stream().filter(id -> repertoire.reader(id).isPresent()).toList();
            throw new BadInput(file, Names.unknown("reader", trace.reader(), exact));
        }
    }

    private static boolean hasScenario(Path file, Trace trace, Repertoire repertoire) {
        try {
            return repertoire.scenario(trace).isPresent();
        } catch (IllegalArgumentException e) {
            throw new BadInput(file, e.getMessage());
        }
    }

    /** The traces of a folder and of those below it, by name; a file stands for itself, whether it exists or not. */
    static List<Path> find(Path place) {
        // In a folder; a file that is named itself may be called anything.
        return TextFile.find(place, ".trace");
    }
}
