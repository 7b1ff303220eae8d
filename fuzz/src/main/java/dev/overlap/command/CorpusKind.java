package dev.overlap.command;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** What the entries of a corpus are; each kind has a folder of its own. */
enum CorpusKind {
    /** Recorded executions. */
    TRACES(".trace"),
    /** Stories of calls and their answers. */
    SCRIPTS(".script"),
    /** What fuzz targets begin with, in a folder for each target. */
    INPUTS(null);

    private final @Nullable String extension;

    CorpusKind(@Nullable String extension) {
        this.extension = extension;
    }

    /** The name of its folder, and of it in words. */
    String folder() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** One of them, in words. */
    String one() {
        String many = folder();
        return many.substring(0, many.length() - 1);
    }

    /** Whether a file of its folder is one of them, rather than something beside them. */
    boolean isNamed(Path file) {
        return extension == null || file.getFileName().toString().endsWith(extension);
    }

    /** What its files are called. */
    String pattern() {
        return extension == null ? "folders named after fuzz targets" : "*" + extension;
    }

    /** The kind whose folder has this name. */
    static Optional<CorpusKind> ofFolder(String name) {
        return Arrays.stream(values()).filter(kind -> kind.folder().equals(name)).findFirst();
    }

    /** The kind of a file that may lie anywhere, by its name; inputs have none. */
    static Optional<CorpusKind> ofFile(Path file) {
        return Arrays.stream(values()).filter(kind -> kind.extension != null && kind.isNamed(file)).findFirst();
    }
}
