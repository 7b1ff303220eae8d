package dev.overlap.target;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.provider.Arguments;

/** The seeds of the repository. */
final class Inputs {

    /** The corpus of the repository. */
    static final Path CORPUS = Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolveSibling("corpus");

    private Inputs() {
    }

    /** Those of a target, each under the name of its file. */
    static Stream<Arguments> of(Class<?> target) {
        return files(CORPUS.resolve("inputs").resolve(target.getSimpleName()));
    }

    /** The files of a folder, at any depth. */
    static Stream<Arguments> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().map(Inputs::arguments).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Arguments arguments(Path file) {
        try {
            return Arguments.of(Named.of(file.getFileName().toString(), Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
