package dev.overlap.command;

import java.nio.file.Path;
import java.util.List;

import dev.overlap.script.Script;
import dev.overlap.script.ScriptFormat;
import dev.overlap.script.ScriptSyntaxException;

/**
 * A file that holds a script.
 *
 * @param file as the user named it
 * @param text what is in it
 */
record ScriptFile(Path file, String text, Script script) {

    /**
     * Reads a script.
     *
     * @throws BadInput when there is none, and why
     */
    static ScriptFile read(Path file) {
        String text = TextFile.read(file, "script");
        try {
            return new ScriptFile(file, text, ScriptFormat.parse(text));
        } catch (ScriptSyntaxException e) {
            throw new BadInput(file, e.getMessage());
        }
    }

    /** The scripts of a folder and of those below it, by name; a file stands for itself, whether it exists or not. */
    static List<Path> find(Path place) {
        return TextFile.find(place, ".script");
    }
}
