package dev.overlap.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

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

    /** Why an operation on a file failed, in words; Java's message is often no more than the file's name. */
    static String reason(IOException why) {
        if (why instanceof NoSuchFileException) {
            return "no such file";
        } else if (why instanceof AccessDeniedException) {
            return "permission denied";
        } else if (why instanceof FileAlreadyExistsException exists) {
            return exists.getFile() + " is a file, not a directory";
        } else if (why instanceof FileSystemException problem && problem.getReason() != null) {
            return String.valueOf(problem.getReason());
        }
        return String.valueOf(why.getMessage());
    }
}
