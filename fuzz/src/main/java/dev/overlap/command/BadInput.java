package dev.overlap.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;

import dev.overlap.explore.WholeFile;

/** What was typed, or a file that it names, cannot be used. The message is the one line that the user sees. */
final class BadInput extends RuntimeException {

    private static final long serialVersionUID = 1L;

    BadInput(String message) {
        super(message);
    }

    private BadInput(String message, Throwable cause) {
        super(message, cause);
    }

    /** A file or folder could not be read or written. */
    static BadInput cannot(String verb, Path path, IOException why) {
        return new BadInput("cannot " + verb + " " + path + ": " + reason(why), why);
    }

    /** The same, where the reason came through code that may not say so. */
    static BadInput cannot(String verb, Path path, UncheckedIOException why) {
        return cannot(verb, path, Objects.requireNonNull(why.getCause()));
    }

    /** As {@link WholeFile#reason}. */
    static String reason(IOException why) {
        return WholeFile.reason(why);
    }
}
