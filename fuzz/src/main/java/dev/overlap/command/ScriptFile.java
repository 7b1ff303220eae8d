package dev.overlap.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.overlap.script.Script;
import dev.overlap.script.ScriptFormat;
import dev.overlap.script.ScriptSyntaxException;

/**
 * A file that holds a script.
 *
 * @param file as the user named it
 */
record ScriptFile(Path file, Script script) {

    private static final String EXTENSION = ".script";
    private static final long MAX_BYTES = 1 << 20;

    /**
     * Reads a script.
     *
     * @throws BadInput when there is none, and why
     */
    static ScriptFile read(Path file) {
        try {
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                throw new BadInput(file + ": not a file");
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new BadInput(file + ": not a script: larger than 1 MB");
            }
            return new ScriptFile(file, ScriptFormat.parse(Files.readString(file)));
        } catch (ScriptSyntaxException e) {
            throw new BadInput(file + ": " + e.getMessage());
        } catch (CharacterCodingException e) {
            throw new BadInput(file + ": not a script: not a text in UTF-8");
        } catch (IOException e) {
            throw new BadInput(file + ": " + BadInput.reason(e));
        }
    }

    /** The scripts of a folder and of those below it, by name; a file stands for itself, whether it exists or not. */
    static List<Path> find(Path place) {
        if (!Files.isDirectory(place)) {
            return List.of(place);
        }
        try (Stream<Path> files = Files.walk(place)) {
            List<Path> found = files.filter(file -> file.toString().endsWith(EXTENSION)).sorted().toList();
            if (found.isEmpty()) {
                throw new BadInput(place + ": no file in it is called *" + EXTENSION);
            }
            return found;
        } catch (UncheckedIOException e) {
            throw BadInput.cannot("read", place, e);
        } catch (IOException e) {
            throw BadInput.cannot("read", place, e);
        }
    }
}
