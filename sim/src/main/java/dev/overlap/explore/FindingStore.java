package dev.overlap.explore;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Locale;

import dev.overlap.finding.Finding;
import dev.overlap.trace.Trace;
import dev.overlap.trace.TraceFormat;

/** Keeps the traces of findings as files: written under a temporary name and moved, so that whoever looks sees all of it or nothing. */
public final class FindingStore {

    private final Path directory;

    public FindingStore(Path directory) {
        this.directory = directory;
    }

    /** The name under which a finding is stored: the same for the same defect in the same scenario and reader. */
    static String fileName(Trace trace, Finding finding) {
        String defect = trace.scenario() + ' ' + trace.reader() + ' ' + Finding.withoutNumbers(finding.headline());
        String hash = String.format(Locale.ROOT, "%08x", defect.hashCode());
        return word(trace.scenario()) + '.' + word(trace.reader()) + '.' + word(finding.kind().name()) + '.' + hash + ".trace";
    }

    /** A name as every file system takes it. */
    public static String word(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
    }

    /**
     * Stores a trace, replacing an earlier one of the same defect.
     *
     * @throws UncheckedIOException when it cannot be written; nothing is lost then
     */
    public Path store(Trace trace, Finding finding) {
        Path file = directory.resolve(fileName(trace, finding));
        write(file, trace);
        return file;
    }

    /** Takes back what was stored. */
    void remove(Path file) {
        WholeFile.delete(file);
    }

    /** Writes a trace to a file, which appears whole or not at all. */
    public static void write(Path file, Trace trace) {
        WholeFile.write(file, TraceFormat.print(trace));
    }
}
