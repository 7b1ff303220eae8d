package dev.overlap.report;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import dev.overlap.finding.HarnessError;
import org.jspecify.annotations.Nullable;

/** Where the source files of a repository are, relative to its top folder: in {@code src/main/java} and the like, at most a few folders down. */
public final class Sources {

    /** Nobody knows where sources are. */
    public static final Sources NONE = new Sources(null, List.of());

    private static final int DEPTH = 8;
    private static final Set<String> BUILT = Set.of("target", "build", "out", "node_modules");
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
        try {
            Files.walkFileTree(top, EnumSet.noneOf(FileVisitOption.class), DEPTH, new Finder(top, roots));
        } catch (IOException e) {
            throw new HarnessError("a walk that goes on whatever happens has ended", e);
        }
        roots.sort(null);
        return new Sources(top, List.copyOf(roots));
    }

    /** Goes through the folders that may hold sources, and past those that cannot be read. */
    private static final class Finder extends SimpleFileVisitor<Path> {
        private final Path top;
        private final List<Path> roots;

        Finder(Path top, List<Path> roots) {
            this.top = top;
            this.roots = roots;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            if (ROOTS.stream().anyMatch(folder::endsWith)) {
                roots.add(folder);
                return FileVisitResult.SKIP_SUBTREE;
            }
            String name = String.valueOf(folder.getFileName());
            boolean strange = !folder.equals(top) && (name.startsWith(".") || BUILT.contains(name));
            return strange ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException why) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException why) {
            return FileVisitResult.CONTINUE;
        }
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
