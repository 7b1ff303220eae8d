package dev.overlap.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import dev.overlap.finding.Finding;
import dev.overlap.finding.Kind;
import dev.overlap.trace.Trace;
import dev.overlap.trace.TraceEntry;
import dev.overlap.trace.TraceFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Findings on disk: whole or not at all. */
class FindingStoreTest {

    private static final Finding FINDING = new Finding(Kind.LATE_CALLBACK, "a callback used reader: closed at step 31", "pool-1", 33);

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    private static Trace trace(String reader, Finding finding, int choices) {
        List<TraceEntry> entries = Stream.iterate(1, i -> i + 1).limit(choices).map(i -> new TraceEntry("owner", i, 0, "post", "run peer", "task")).toList();
        return new Trace("steady-stream", reader, new TreeMap<>(), finding.headline(), "npfs", entries);
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aFindingIsStoredUnderANameThatTellsWhatItIs() throws Exception {
        Trace trace = trace("canary/late-callback", FINDING, 2);
        Path file = new FindingStore(directory.resolve("made/when/needed")).store(trace, FINDING);
        assertThat(file.getFileName().toString()).matches("steady-stream\\.canary-late-callback\\.late-callback\\.[0-9a-f]{8}\\.trace");
        assertThat(TraceFormat.parse(Files.readString(file))).isEqualTo(trace);
        assertThat(Files.readString(file)).isEqualTo(TraceFormat.print(trace));
        assertThat(names(directory.resolve("made/when/needed"))).containsExactly(file.getFileName().toString());
    }

    @Test
    void theSameDefectReplacesItsFileAndAnotherOneDoesNot() throws Exception {
        FindingStore store = new FindingStore(directory);
        Path first = store.store(trace("r", FINDING, 5), FINDING);
        Finding later = new Finding(FINDING.kind(), FINDING.message().replace("31", "7"), "pool-2", 8);
        Path second = store.store(trace("r", later, 1), later);
        assertThat(second).isEqualTo(first);
        assertThat(TraceFormat.parse(Files.readString(first)).entries()).hasSize(1);
        Finding other = new Finding(FINDING.kind(), "readyRead after close", "owner", 8);
        assertThat(store.store(trace("r", other, 1), other)).isNotEqualTo(first);
        assertThat(store.store(trace("s", FINDING, 1), FINDING)).isNotEqualTo(first);
        assertThat(names(directory)).hasSize(3);
    }

    @Test
    void namesOfReadersDoNotLeaveTheDirectory() throws Exception {
        new FindingStore(directory).store(trace("../../x:\\y*<z>", FINDING, 1), FINDING);
        assertThat(names(directory)).hasSize(1).first().asString().matches("[a-z0-9.-]+");
    }

    /** Somebody who looks all the time never sees half a trace, nor none once there was one. */
    @Test
    void whoeverLooksSeesAllOfItOrNothing() throws Exception {
        Path file = directory.resolve("seen.trace");
        FindingStore.write(file, trace("r", FINDING, 1));
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger looks = new AtomicInteger();
        AtomicInteger broken = new AtomicInteger();
        Thread looker = new Thread(() -> {
            while (!over.get()) {
                try {
                    TraceFormat.parse(Files.readString(file));
                } catch (Exception e) {
                    broken.incrementAndGet();
                }
                looks.incrementAndGet();
            }
        }, "looker");
        looker.start();
        for (int i = 0; i < 300 || looks.get() < 100; i++) {
            FindingStore.write(file, trace("r", FINDING, i % 300));
        }
        over.set(true);
        looker.join();
        assertThat(broken).hasValue(0);
        assertThat(names(directory)).containsExactly("seen.trace");
    }

    @Test
    void aHalfWrittenFileOfAnEarlierRunIsInNobodysWay() throws Exception {
        Files.writeString(directory.resolve("a.trace.overlap-part"), "overlap tr");
        FindingStore.write(directory.resolve("a.trace"), trace("r", FINDING, 3));
        assertThat(names(directory)).containsExactly("a.trace");
    }

    @Test
    void aDirectoryThatIsAFileIsOneClearLine() throws Exception {
        Path file = Files.writeString(directory.resolve("findings"), "mine");
        refused(file.resolve("a.trace"), file + " is a file, not a directory");
        refused(file.resolve("deeper/a.trace"), "Not a directory");
        assertThat(Files.readString(file)).isEqualTo("mine");
        assertThat(names(directory)).containsExactly("findings");
    }

    @Test
    void aDirectoryThatCannotBeWrittenIsOneClearLine() throws Exception {
        Path locked = Files.createDirectory(directory.resolve("locked"));
        assumeThat(locked.toFile().setWritable(false) && !Files.isWritable(locked)).as("this user may write everywhere").isTrue();
        refused(locked.resolve("a.trace"), "permission denied");
        assertThat(names(locked)).isEmpty();
    }

    @Test
    void aTraceThatIsADirectoryKeepsWhatIsInIt() throws Exception {
        Path taken = Files.createDirectories(directory.resolve("a.trace/with"));
        refused(directory.resolve("a.trace"), "a.trace");
        assertThat(taken).exists();
        assertThat(names(directory)).containsExactly("a.trace");
    }

    private static void refused(Path file, String why) {
        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> FindingStore.write(file, trace("r", FINDING, 1)))
                .withMessageStartingWith("cannot write " + file + ": ").withMessageContaining(why)
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }

    /** What a run does when it cannot write: it ends, with the same line. */
    @Test
    void aRunThatCannotWriteEndsWithThatLine() throws Exception {
        Path file = Files.writeString(directory.resolve("findings"), "mine");
        assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> Runs.run(Runs.options(1, Runs.canaries(), 100_000, file)))
                .withMessageStartingWith("cannot write ").withMessageEndingWith(file + " is a file, not a directory");
        assertThat(names(directory)).containsExactly("findings");
    }
}
