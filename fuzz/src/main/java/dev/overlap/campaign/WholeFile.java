package dev.overlap.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/** Writes files that are seen whole or not at all, by readers, after a crash, and after power was lost: a temporary name in the same folder, forced to disk, moved. */
public final class WholeFile {

    private static final String PART = ".part";

    private WholeFile() {
    }

    /**
     * Writes a text, in UTF-8, replacing what was there.
     *
     * @throws IOException when it cannot be written; what was there before is still there then
     */
    public static void write(Path file, String text) throws IOException {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes bytes, replacing what was there.
     *
     * @throws IOException when they cannot be written; what was there before is still there then
     */
    public static void write(Path file, byte[] bytes) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path part = file.resolveSibling("." + file.getFileName() + "." + ProcessHandle.current().pid() + PART);
        try {
            try (FileChannel channel = FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
                ByteBuffer buffer = ByteBuffer.wrap(bytes);
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
                channel.force(true);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            try {
                Files.deleteIfExists(part);
            } catch (IOException ignored) {
                e.addSuppressed(ignored);
            }
            throw e;
        }
    }

    /** Whether a file is what a writer left that was ended before it could move it. */
    public static boolean isLeftOver(Path file) {
        return file.getFileName().toString().endsWith(PART);
    }

    /** Deletes what writers left behind in a folder and those below it. */
    public static void clean(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> parts = files.filter(WholeFile::isLeftOver).toList();
            for (Path part : parts) {
                Files.deleteIfExists(part);
            }
        } catch (IOException | UncheckedIOException e) {
            // They do no harm: nobody takes them for anything else.
            return;
        }
    }
}
