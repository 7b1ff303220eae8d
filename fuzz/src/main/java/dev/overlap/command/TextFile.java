package dev.overlap.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

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
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new BadInput(file + ": not a file");
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new BadInput(file + ": not a " + what + ": larger than 1 MB");
            }
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new BadInput(file + ": not a " + what + ": not a text in UTF-8");
        } catch (IOException e) {
            throw new BadInput(file + ": " + BadInput.reason(e));
        }
    }

    /** The files of a folder and of those below it that have an extension, by name; a file stands for itself, whether it exists or not. */
    static List<Path> find(Path place, String extension) {
        if (!Files.isDirectory(place)) {
            return List.of(place);
        }
        try (Stream<Path> files = Files.walk(place)) {
            List<Path> found = files.filter(file -> file.toString().endsWith(extension)).sorted().toList();
            if (found.isEmpty()) {
                throw new BadInput(place + ": no file in it is called *" + extension);
            }
            return found;
        } catch (UncheckedIOException e) {
            throw BadInput.cannot("read", place, e);
        } catch (IOException e) {
            throw BadInput.cannot("read", place, e);
        }
    }
}
