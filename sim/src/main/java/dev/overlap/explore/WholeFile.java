package dev.overlap.explore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/**
 * Writes files that appear whole or not at all, also after a crash or a loss of power: under a temporary name beside them, forced to disk, then moved. Any thread,
 * but one for each file.
 */
public final class WholeFile {

    /** Such that nobody takes it for a file of somebody else's: left-overs are deleted. */
    private static final String PART = ".overlap-part";

    private WholeFile() {
    }

    /** As {@link #write(Path, byte[])}, in UTF-8. */
    public static void write(Path file, String text) {
        write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Writes a file, and the folders above it where they are missing; replaces an earlier one.
     *
     * @throws UncheckedIOException when it cannot be written; an earlier one is as it was then, and the message says why in one line
     */
    public static void write(Path file, byte[] bytes) {
        Path temporary = file.resolveSibling(file.getFileName() + PART);
        try {
            Path parent = file.toAbsolutePath().getParent();
            if (parent != null) {
                createFolder(parent);
            }
            writeThrough(temporary, bytes);
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            try {
                Files.deleteIfExists(temporary);
            } catch (IOException ignored) {
                e.addSuppressed(ignored);
            }
            throw new UncheckedIOException("cannot write " + file + ": " + reason(e), e);
        }
    }

    private static void writeThrough(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    /** Makes a folder, and those above it, where they are missing; {@link #reason} tells why it cannot. */
    public static void createFolder(Path folder) throws IOException {
        try {
            Files.createDirectories(folder);
        } catch (NoSuchFileException e) {
            FileSystemException why = new FileSystemException(folder.toString(), null, "no folder can be made there");
            why.initCause(e);
            throw why;
        }
    }

    /** Whether a file is what a writer left that was ended before it could move it. */
    public static boolean isLeftOver(Path file) {
        return file.getFileName().toString().endsWith(PART);
    }

    /** Deletes what such writers left in a folder, not in those below it. Whoever calls knows that nobody writes there now. */
    public static void clean(Path folder) {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path part : files.filter(WholeFile::isLeftOver).filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)).toList()) {
                Files.deleteIfExists(part);
            }
        } catch (IOException | UncheckedIOException e) {
            // They do no harm: nobody takes them for anything else.
            return;
        }
    }

    /** What went wrong, in words: exceptions of the file system often say no more than a name. */
    public static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "no such file";
        }
        if (e instanceof AccessDeniedException) {
            return "access denied";
        }
        if (e instanceof FileAlreadyExistsException exists) {
            return exists.getFile() + " is not a directory";
        }
        if (e instanceof FileSystemException failure && failure.getReason() != null) {
            return failure.getReason();
        }
        return String.valueOf(e.getMessage());
    }
}
