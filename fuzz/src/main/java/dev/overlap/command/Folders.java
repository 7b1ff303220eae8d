package dev.overlap.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import dev.overlap.explore.WholeFile;

/** What the command asks of folders and files before it writes to them, and how it removes folders that were made for a while. */
final class Folders {

    /** As much as a disk that is full has no room for. */
    private static final int PROBE_BYTES = 8192;

    private Folders() {
    }

    /**
     * Refuses to write over what was read.
     *
     * @param option names the file that is to be written
     * @throws BadInput when it is one of the files that are read, whatever names and links lead there
     */
    static void spare(String option, Path written, List<Path> read) {
        for (Path file : read) {
            if (isSame(written, file)) {
                throw new BadInput(option + ": " + written + " is read as well, and would be written over: name another file");
            }
        }
    }

    private static boolean isSame(Path written, Path read) {
        try {
            return Files.isSameFile(written, read);
        } catch (IOException e) {
            // One of them does not exist, so nothing can be written over.
            return false;
        }
    }

    /** Why nothing can be written to a folder, or to one that would have to be created; empty when it can. */
    static String problemWith(Path place) {
        Path folder = place.toAbsolutePath();
        while (folder.getParent() != null && !Files.exists(folder)) {
            folder = folder.getParent();
        }
        if (!Files.isDirectory(folder)) {
            return folder + " is a file, not a directory";
        }
        try {
            WholeFile.probe(folder, PROBE_BYTES);
            return "";
        } catch (IOException e) {
            return BadInput.reason(e);
        }
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
