package dev.overlap.explore;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes files that appear whole or not at all, also after a crash or a loss of power: under a temporary name beside them, forced to disk, then moved. Any thread,
 * but one for each file.
 *
 * <p>A symbolic link stays, and what it leads to is written. What is there and no regular file, such as a device or a named pipe, gets the bytes itself: nothing
 * could take its place.
 */
public final class WholeFile {

    /** Such that nobody takes it for a file of somebody else's: left-overs are deleted. */
    private static final String PART = ".overlap-part";

    /** As many as Linux follows. */
    private static final int MAX_LINKS = 40;

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
        try {
            if (Files.isDirectory(file)) {
                throw new FileSystemException(file.toString(), null, "it is a directory");
            } else if (Files.exists(file) && !Files.isRegularFile(file)) {
                Files.write(file, bytes, StandardOpenOption.WRITE);
            } else {
                replace(linked(file), bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + reason(e), e);
        }
    }

    /** What a symbolic link leads to in the end, whether there is a file or not; what is no link, itself. */
    private static Path linked(Path file) throws IOException {
        Path target = file;
        for (int i = 0; i < MAX_LINKS; i++) {
            if (!Files.isSymbolicLink(target)) {
                return target;
            }
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        throw new FileSystemLoopException(file.toString());
    }

    private static void replace(Path file, byte[] bytes) throws IOException {
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
            throw e;
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

    /**
     * Tries whether files can be written to a folder, and leaves none there.
     *
     * @param bytes how large
     * @throws IOException when they cannot; {@link #reason} tells why
     */
    public static void probe(Path folder, int bytes) throws IOException {
        Path file = Files.createTempFile(folder, "probe", PART);
        try {
            Files.write(file, new byte[bytes]);
        } finally {
            Files.delete(file);
        }
    }

    /** Whether a file is what a writer left that was ended before it could move it. */
    public static boolean isLeftOver(Path file) {
        return file.getFileName().toString().endsWith(PART);
    }

    /** The files in a folder, not in those below it, by name; without what such writers left. */
    public static List<Path> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).filter(file -> !isLeftOver(file)).sorted().toList();
        }
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

    /**
     * Deletes a file, if it is there.
     *
     * @throws UncheckedIOException when that is not possible; the message says why in one line
     */
    public static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + file + ": " + reason(e), e);
        }
    }

    /** Why an operation on a file failed, in words, one line; Java's message is often no more than the file's name. */
    public static String reason(IOException why) {
        if (why instanceof NoSuchFileException) {
            return "no such file";
        } else if (why instanceof AccessDeniedException) {
            return "permission denied";
        } else if (why instanceof FileAlreadyExistsException exists) {
            return exists.getFile() + " is a file, not a directory";
        } else if (why instanceof NotDirectoryException) {
            return "it is no directory";
        } else if (why instanceof DirectoryNotEmptyException) {
            return "the directory is not empty";
        } else if (why instanceof FileSystemLoopException) {
            return "its symbolic links lead nowhere";
        } else if (why instanceof CharacterCodingException) {
            return "it is no text in UTF-8";
        }
        String message = why instanceof FileSystemException problem ? problem.getReason() : why.getMessage();
        return message == null || message.isBlank() ? why.getClass().getSimpleName() : message.lines().findFirst().orElse("");
    }
}
