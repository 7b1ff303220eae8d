package dev.overlap.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Removes folders that were made for a while. */
final class Folders {

    private Folders() {
    }

    /** Removes a folder and what is in it; links are removed, what they lead to stays. */
    static void remove(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> found;
        try (Stream<Path> all = Files.walk(folder)) {
            found = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : found) {
            Files.deleteIfExists(each);
        }
    }

    /** The same for a temporary folder: what cannot be removed is left to the system. */
    static void removeIfPossible(Path temporary) {
        try {
            remove(temporary);
        } catch (IOException | UncheckedIOException e) {
            return;
        }
    }
}
