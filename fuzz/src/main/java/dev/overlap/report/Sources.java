package dev.overlap.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** Where the source files of a repository are, relative to its top folder: in {@code src/main/java} and the like, at most a few folders down. */
public final class Sources {

    /** Nobody knows where sources are. */
    public static final Sources NONE = new Sources(null, List.of());

    private static final int DEPTH = 5;
    private static final List<String> ROOTS = List.of("src/main/java", "src/test/java");

    private final @Nullable Path top;
    private final List<Path> roots;

    private Sources(@Nullable Path top, List<Path> roots) {
        this.top = top;
        this.roots = roots;
    }

    /** Those of the repository with this top folder. */
    public static Sources below(Path top) {
        List<Path> roots = new ArrayList<>();
        try (Stream<Path> folders = Files.find(top, DEPTH + 2, (path, attributes) -> attributes.isDirectory() && ROOTS.stream().anyMatch(path::endsWith))) {
            folders.sorted().forEach(roots::add);
        } catch (IOException | UncheckedIOException e) {
            // What cannot be listed has no sources for us.
            return NONE;
        }
        return new Sources(top, List.copyOf(roots));
    }

    /** The source file of a frame, relative to the top folder, with slashes; null when it is not there. */
    @Nullable String file(Frame frame) {
        String below = frame.sourcePath();
        if (below == null || top == null) {
            return null;
        }
        try {
            for (Path root : roots) {
                Path file = root.resolve(below);
                if (Files.isRegularFile(file)) {
                    return top.relativize(file).toString().replace('\\', '/');
                }
            }
        } catch (InvalidPathException e) {
            // A class can have a name that no file can have.
            return null;
        }
        return null;
    }
}
