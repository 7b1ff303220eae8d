package dev.overlap.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;

import dev.overlap.explore.WholeFile;
import org.jspecify.annotations.Nullable;

/** What was typed, or a file that it names, cannot be used. The message is the one line that the user sees. */
final class BadInput extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient @Nullable Path file;
    private final String problem;

    BadInput(String message) {
        super(message);
        this.file = null;
        this.problem = message;
    }

    /** What is wrong with a file, or in it, as exceptions say it. */
    BadInput(Path file, @Nullable String problem) {
        super(file + ": " + problem);
        this.file = file;
        this.problem = String.valueOf(problem);
    }

    private BadInput(String message, Throwable cause) {
        super(message, cause);
        this.file = null;
        this.problem = message;
    }

    /** A file or folder could not be read or written. */
    static BadInput cannot(String verb, Path path, IOException why) {
        return new BadInput("cannot " + verb + " " + path + ": " + reason(why), why);
    }

    /** The same, where the reason came through code that may not say so. */
    static BadInput cannot(String verb, Path path, UncheckedIOException why) {
        return cannot(verb, path, Objects.requireNonNull(why.getCause()));
    }

    /** The message without the name of the file that it is about, for whoever is told that anyway. */
    String problemIn(Path told) {
        return told.equals(file) ? problem : String.valueOf(getMessage());
    }

    /** As {@link WholeFile#reason}. */
    static String reason(IOException why) {
        return WholeFile.reason(why);
    }
}
