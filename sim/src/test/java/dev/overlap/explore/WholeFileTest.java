package dev.overlap.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What is there already: replaced where it is a file, and left what it is where it is something else. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "makes links and named pipes")
class WholeFileTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private static Path[] in(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toArray(Path[]::new);
        }
    }

    @Test
    void aLinkStaysAndWhatItLeadsToIsReplaced() throws IOException {
        Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
        Path target = Files.writeString(elsewhere.resolve("target"), "before");
        Path second = Files.createSymbolicLink(elsewhere.resolve("second"), Path.of("target"));
        Path first = Files.createSymbolicLink(folder.resolve("first"), Path.of("elsewhere/second"));

        WholeFile.write(first, "after");

        assertThat(target).hasContent("after").isRegularFile();
        assertThat(first).isSymbolicLink();
        assertThat(second).isSymbolicLink();
        assertThat(in(elsewhere)).containsExactly(second, target);
    }

    @Test
    void aLinkToNothingGetsItsFile() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("made/when/needed"));

        WholeFile.write(link, "text");

        assertThat(link).isSymbolicLink().hasContent("text");
    }

    @Test
    void linksInACircleAreOneLine() throws IOException {
        Path one = Files.createSymbolicLink(folder.resolve("one"), Path.of("other"));
        Path other = Files.createSymbolicLink(folder.resolve("other"), Path.of("one"));

        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> WholeFile.write(one, "text"))
                .withMessage("cannot write " + one + ": its symbolic links lead nowhere");
        assertThat(in(folder)).containsExactly(one, other);
    }

    @Test
    void aDirectoryIsNoFile() throws IOException {
        Path directory = Files.createDirectory(folder.resolve("empty"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), directory);

        for (Path file : new Path[] {directory, link}) {
            assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> WholeFile.write(file, "text"))
                    .withMessage("cannot write " + file + ": it is a directory");
        }
        assertThat(in(folder)).containsExactly(directory, link);
        assertThat(directory).isDirectory();
    }

    @Test
    void whatATrialLeavesWhenItIsEndedIsKnownAsALeftOver() throws Exception {
        try (WatchService watch = folder.getFileSystem().newWatchService()) {
            folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);

            WholeFile.probe(folder, 10);

            WatchKey made = watch.poll(10, TimeUnit.SECONDS);
            assertThat(made).isNotNull();
            assertThat(made.pollEvents()).hasSize(1).allSatisfy(event -> assertThat(WholeFile.isLeftOver((Path) event.context())).isTrue());
        }
        assertThat(in(folder)).isEmpty();
    }

    @Test
    void aNamedPipeGetsTheBytesAndStays() throws Exception {
        Path pipe = folder.resolve("pipe");
        assumeThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
        CompletableFuture<String> read = CompletableFuture.supplyAsync(() -> {
            try {
                return Files.readString(pipe);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });

        WholeFile.write(pipe, "through");

        assertThat(read.get(10, TimeUnit.SECONDS)).isEqualTo("through");
        assertThat(Files.readAttributes(pipe, "*").get("isOther")).isEqualTo(true);
        assertThat(in(folder)).containsExactly(pipe);
    }

    @Test
    void aDeviceStaysOne() throws IOException {
        Path full = Path.of("/dev/full");
        assumeThat(Files.isWritable(full)).isTrue();
        Path link = Files.createSymbolicLink(folder.resolve("link"), full);

        WholeFile.write(Path.of("/dev/null"), "text");
        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> WholeFile.write(link, "text"))
                .withMessage("cannot write " + link + ": No space left on device");
        assertThat(Files.isRegularFile(full)).isFalse();
        assertThat(link).isSymbolicLink();
        Files.delete(link);
    }

    @Test
    void whereNoFolderCanBeMadeThatIsSaid() {
        assumeThat(Path.of("/proc/self")).isDirectory();

        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> WholeFile.write(Path.of("/proc/self/x/y"), "text"))
                .withMessage("cannot write /proc/self/x/y: no folder can be made there");
    }
}
