package dev.overlap.script;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The scripts of the corpus. */
final class ScriptFiles {

    private static final Path SCRIPTS = Path.of(System.getProperty("basedir", "")).resolve("../corpus/scripts").normalize();

    private ScriptFiles() {
    }

    static List<Path> all() throws IOException {
        try (Stream<Path> files = Files.walk(SCRIPTS)) {
            return files.filter(file -> file.toString().endsWith(".script")).sorted().toList();
        }
    }

    static Script parse(Path file) throws IOException, ScriptSyntaxException {
        return ScriptFormat.parse(Files.readString(file));
    }
}
