package dev.overlap.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * A Wine prefix for one run: the registry and the drives of the template, copied, and its drive C itself. With a prefix of its own a run has a wineserver of its
 * own, and leaves no trace in the template.
 *
 * @param folder what WINEPREFIX is to be
 */
record WinePrefix(Path folder) implements AutoCloseable {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final String DRIVE_C = "drive_c";
    private static final String DRIVES = "dosdevices";

    /**
     * Makes one, and removes those of processes that have died without doing so, as far as nobody else is doing that just now and they can be removed.
     *
     * @throws BadInput when it cannot be written
     */
    static WinePrefix copyOf(Path template, Path runs) {
        Path folder = runs.resolve(ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet());
        try {
            Files.createDirectories(runs);
            removeLeftovers(runs);
            Folders.remove(folder);
            Files.createDirectories(folder.resolve(DRIVES));
            copyAll(template, folder);
            copyAll(template.resolve(DRIVES), folder.resolve(DRIVES));
            Files.createSymbolicLink(folder.resolve(DRIVE_C), template.resolve(DRIVE_C).toRealPath());
        } catch (IOException e) {
            throw BadInput.cannot("write", folder, e);
        } catch (UncheckedIOException e) {
            throw BadInput.cannot("write", folder, e);
        }
        return new WinePrefix(folder);
    }

    private static void copyAll(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.list(from)) {
            for (Path each : all.toList()) {
                if (Files.isSymbolicLink(each) || Files.isRegularFile(each)) {
                    Files.copy(each, to.resolve(each.getFileName()), LinkOption.NOFOLLOW_LINKS);
                }
            }
        }
    }

    private static void removeLeftovers(Path runs) throws IOException {
        try (Stream<Path> all = Files.list(runs)) {
            for (Path each : all.toList()) {
                String name = each.getFileName().toString();
                if (name.matches("\\d+-\\d+") && ProcessHandle.of(Long.parseLong(name.substring(0, name.indexOf('-')))).isEmpty()) {
                    Folders.removeIfPossible(each);
                }
            }
        }
    }

    /** Removes it. What cannot be removed now, because a process is still writing there, the next run removes. */
    @Override
    public void close() {
        Folders.removeIfPossible(folder);
    }
}
