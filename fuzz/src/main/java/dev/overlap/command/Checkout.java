package dev.overlap.command;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;

import org.jspecify.annotations.Nullable;

/** The checkout that this command belongs to: where its corpus is, and how its launcher is called from here. */
final class Checkout {

    private static final String LAUNCHER = "fuzz/overlap";

    private Checkout() {
    }

    /** Its top folder, looked for from the jar upwards, then from the current folder; null when there is none. */
    static @Nullable Path root() {
        Path root = above(code());
        return root == null ? above(Path.of("").toAbsolutePath()) : root;
    }

    private static @Nullable Path above(@Nullable Path from) {
        for (Path folder = from; folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve(LAUNCHER)) && Files.isRegularFile(folder.resolve("pom.xml"))) {
                return folder;
            }
        }
        return null;
    }

    /** The jar of this command, or the folder of its classes; null when that cannot be told. */
    static @Nullable Path code() {
        CodeSource source = Checkout.class.getProtectionDomain().getCodeSource();
        try {
            return source == null ? null : Path.of(source.getLocation().toURI()).toAbsolutePath();
        } catch (URISyntaxException | IllegalArgumentException e) {
            return null;
        }
    }

    /** The traces that are replayed when no others are named; null when there are none. */
    static @Nullable Path traces() {
        return folder("corpus/traces");
    }

    /** The scripts that are played when no others are named; null when there are none. */
    static @Nullable Path scripts() {
        return folder("corpus/scripts");
    }

    /** Seeds and dictionaries of the fuzz targets; null when there are none. */
    static @Nullable Path inputs() {
        return folder("corpus/inputs");
    }

    private static @Nullable Path folder(String name) {
        Path root = root();
        Path folder = root == null ? null : root.resolve(name);
        return folder != null && Files.isDirectory(folder) ? folder : null;
    }

    /** The command as it is typed in the current folder. */
    static String command() {
        Path root = root();
        return root == null ? "overlap" : quoted(nearby(root.resolve(LAUNCHER)));
    }

    /** A path as a word of a command. */
    static String quoted(Path path) {
        return quoted(path.toString());
    }

    /** A text as a word of a command. */
    static String quoted(String text) {
        return text.matches("[\\w./:@%+,=\\\\-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    /** A path relative to the current folder when it is below it. */
    static Path nearby(Path path) {
        Path here = Path.of("").toAbsolutePath();
        return path.startsWith(here) ? here.relativize(path) : path;
    }
}
