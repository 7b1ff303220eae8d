package dev.overlap.explore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
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
        String defect = trace.scenario() + ' ' + trace.reader() + ' ' + Shrinker.withoutNumbers(finding.headline());
        String hash = String.format("%08x", defect.hashCode());
        return word(trace.scenario()) + '.' + word(trace.reader()) + '.' + word(finding.kind().name()) + '.' + hash + ".trace";
    }

    /** A name as every file system takes it. */
    private static String word(String name) {
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
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file + ": " + reason(e), e);
        }
    }

    /** Writes a trace to a file, which appears whole or not at all. */
    public static void write(Path file, Trace trace) {
        Path temporary = file.resolveSibling(file.getFileName() + ".part");
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                Files.createDirectories(parent);
            }
            Files.write(temporary, TraceFormat.print(trace).getBytes(StandardCharsets.UTF_8));
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException ignored) {
                e.addSuppressed(ignored);
            }
            throw new UncheckedIOException("cannot write " + file + ": " + reason(e), e);
        }
    }

    /** What went wrong, in words: exceptions of the file system often say no more than a name. */
    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return "access denied";
        }
        if (e instanceof FileAlreadyExistsException exists) {
            return exists.getFile() + " is not a directory";
        }
        if (e instanceof FileSystemException failure && failure.getReason() != null) {
            return failure.getReason();
        }
        return String.valueOf(e.getMessage());
    }
}
