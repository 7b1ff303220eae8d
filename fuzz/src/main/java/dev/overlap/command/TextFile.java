package dev.overlap.command;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** How the command reads its text files: each is small, in UTF-8, and has an extension of its own. */
final class TextFile {

    private static final long MAX_BYTES = 1 << 20;

    private TextFile() {
    }

    /**
     * Reads the text of a file.
     *
     * @param what it should be: "trace"
     * @throws BadInput when it is not, and why
     */
    static String read(Path file, String what) {
        try {
            if (Files.isDirectory(file) && !Files.isReadable(file)) {
                throw new AccessDeniedException(file.toString());
            }
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new BadInput(file, "not a file");
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new BadInput(file, "not a " + what + ": larger than 1 MB");
            }
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new BadInput(file, "not a " + what + ": not a text in UTF-8");
        } catch (IOException e) {
            throw new BadInput(file, BadInput.reason(e));
        }
    }

    /**
     * The files of a folder and of those below it that have an extension, by name; a file stands for itself, whether it exists or not. What is in a folder below it
     * that cannot be read nobody knows, so that folder is one of them.
     */
    static List<Path> find(Path place, String extension) {
        if (place.toString().isEmpty()) {
            throw new BadInput("an empty name is neither a file nor a folder");
        }
        if (!Files.isDirectory(place)) {
            return List.of(place);
        }
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(place, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (file.toString().endsWith(extension)) {
                        found.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException why) throws IOException {
                    if (file.equals(place)) {
                        throw why;
                    }
                    found.add(file);
                    return FileVisitResult.CONTINUE;
                }
            });
            if (found.isEmpty()) {
                throw new BadInput(place, "no file in it is called *" + extension);
            }
            return found.stream().sorted().toList();
        } catch (IOException e) {
            throw BadInput.cannot("read", place, e);
        }
    }
}
