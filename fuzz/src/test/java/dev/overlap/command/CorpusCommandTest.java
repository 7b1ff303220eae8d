package dev.overlap.command;

import static dev.overlap.command.Ran.overlap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.overlap.explore.Repertoire;
import dev.overlap.report.ExitCode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verbs of {@code overlap corpus}, on a corpus of a few entries of the project's own. */
class CorpusCommandTest {

    private static final Path OWN = Path.of(System.getProperty("basedir", "")).resolve("../corpus").normalize();
    private static final String CANARY = "traces/canary/data-race.trace";
    private static final String CLEAN = "traces/pipe-reader/apc-ended-a-wait.trace";
    private static final String SCRIPT = "scripts/create-pipe.script";

    @TempDir
    private Path folder = Path.of("");
    private Path corpus = Path.of("");

    @BeforeEach
    void copyAFew() {
        corpus = folder.resolve("corpus");
        for (String entry : new String[] {CANARY, CLEAN, SCRIPT}) {
            copy(entry, entry);
        }
    }

    private void copy(String entry, String as) {
        try {
            Path target = corpus.resolve(as);
            Files.createDirectories(target.getParent());
            Files.copy(OWN.resolve(entry), target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Ran corpus(String... arguments) {
        return overlap(
                Stream.concat(Stream.of("corpus"), Stream.concat(Stream.of(arguments), Stream.of("--corpus", corpus.toString()))).toArray(String[]::new));
    }

    private Path write(String name, String text) throws IOException {
        Path file = corpus.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> files = Files.walk(corpus)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(corpus.relativize(file).toString(), Files.readString(file));
            }
        }
        return contents;
    }

    private String moved() throws IOException {
        // What the owner does at a point it does at a later one now: the same finding, so the entry has moved.
        return Files.readString(corpus.resolve(CANARY)).replaceFirst("(?m)^owner  2 ", "owner  1 ");
    }

    // ---------------------------------------------------------------- list and verify

    @Test
    void anEmptyFolderIsNotSaidToBeAsExpected() throws IOException {
        corpus = Files.createDirectories(folder.resolve("none"));
        Ran ran = corpus("verify");
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).contains("nothing to verify").doesNotContain("all as expected");
    }

    @Test
    void entriesAreCountedByKind() {
        Ran ran = corpus("list");

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).isEqualTo("2 traces \u00b7 1 script \u00b7 no input\n");
        assertThat(corpus("list", "--json").json().get("entries").toString()).isEqualTo("{\"traces\":2,\"scripts\":1,\"inputs\":0}");
    }

    @Test
    void entriesThatDoAsTheyExpectAreVerified() {
        Ran ran = corpus("verify");

        assertThat(ran.err()).isEmpty();
        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).isEqualTo("2 traces \u00b7 1 script \u00b7 no input \u00b7 all as expected\n");
    }

    @Test
    void anEntryThatDoesSomethingElseFails() throws IOException {
        write(CANARY, Files.readString(corpus.resolve(CANARY)).replaceFirst("(?m)^expect .*", "expect    clean"));
        write(SCRIPT, Files.readString(corpus.resolve(SCRIPT)).replaceFirst("-> TRUE bytes 22", "-> TRUE bytes 21"));

        Ran ran = corpus("verify");

        assertThat(ran.exitCode()).isEqualTo(ExitCode.FINDINGS);
        assertThat(ran.out()).contains("failed  " + corpus.resolve(CANARY) + "  expected clean, was DATA_RACE")
                .contains("failed  " + corpus.resolve(SCRIPT) + "  expected line")
                .endsWith("2 not as expected\n");
    }

    @Test
    void afterCtrlCNothingMoreIsReplayed() throws IOException {
        write(SCRIPT, Files.readString(corpus.resolve(SCRIPT)).replaceFirst("-> TRUE bytes 22", "-> TRUE bytes 21"));
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        CorpusReplay replay = new CorpusReplay(new Terminal(nowhere, nowhere, false, false, false, Terminal.DEFAULT_COLUMNS), Repertoire.OF_THE_PROJECT);
        replay.interrupt();

        assertThat(replay.replay(CorpusFolder.read(corpus, Repertoire.OF_THE_PROJECT))).isEmpty();
        assertThat(replay.replayed()).isZero();
        assertThat(replay.isInterrupted()).isTrue();
    }

    @Test
    void everyHostileFileIsNamedAndTheRestIsReplayed() throws IOException {
        write("traces/a.trace", "not a trace");
        write("traces/empty.trace", "");
        write("traces/notes.txt", "hello");
        write("scripts/b.script", "\u0000\u0001");
        write("inputs/NoFuzzer/1", "x");
        write("inputs/ReadBufferFuzzer/empty", "");
        write("inputs/ReadBufferFuzzer/.seed.77.overlap-part", "left behind");
        write("stray", "x");
        write("inputs/ReadBufferFuzzer/fine", "\u0001\u0002");
        Path huge = write("traces/huge.trace", "");
        try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
            file.setLength(100L << 20);
        }

        Ran ran = corpus("verify", "--json");

        assertThat(ran.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        JsonNode json = ran.json();
        assertThat(json.get("asExpected").asInt()).isEqualTo(4);
        assertThat(json.get("unexpected")).isEmpty();
        Map<String, String> reasons = new TreeMap<>();
        json.get("broken").forEach(each -> reasons.put(corpus.relativize(Path.of(each.get("file").asText())).toString(), each.get("reason").asText()));
        assertThat(reasons).hasSize(9);
        assertThat(reasons.get("traces/huge.trace")).isEqualTo("not a trace: larger than 1 MB");
        assertThat(reasons.get("traces/notes.txt")).isEqualTo("not a trace: they are called *.trace");
        assertThat(reasons.get("traces/empty.trace")).isNotEmpty();
        assertThat(reasons.get("inputs/NoFuzzer/1")).startsWith("not an input").contains("unknown target 'NoFuzzer'");
        assertThat(reasons.get("inputs/ReadBufferFuzzer/empty")).contains("empty");
        assertThat(reasons.get("inputs/ReadBufferFuzzer/.seed.77.overlap-part")).contains("left behind");
        assertThat(reasons.get("stray")).startsWith("not an entry");
        assertThat(ran.err().lines()).hasSize(9).allMatch(line -> line.startsWith("overlap corpus verify: broken: " + corpus));
    }

    @Test
    void aFolderThatIsNotThereIsBadInput() {
        Ran ran = overlap("corpus", "list", "--corpus", folder.resolve("none").toString());

        assertThat(ran.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(ran.err()).isEqualTo("overlap corpus list: --corpus: " + folder.resolve("none") + ": no such directory\n");
    }

    // ---------------------------------------------------------------- refresh

    @Test
    void aMovedEntryIsRewrittenAsItIsNow() throws IOException {
        String before = Files.readString(corpus.resolve(CANARY));
        write(CANARY, moved());
        assertThat(Files.readString(corpus.resolve(CANARY))).isNotEqualTo(before);

        Ran dry = corpus("refresh", "--dry-run");
        assertThat(dry.out()).startsWith("would rewrite  " + corpus.resolve(CANARY));
        assertThat(Files.readString(corpus.resolve(CANARY))).contains("owner  1 ");
        Ran ran = corpus("refresh");

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).startsWith("rewritten  " + corpus.resolve(CANARY)).endsWith("1 rewritten\n");
        assertThat(Files.readString(corpus.resolve(CANARY))).isEqualTo(before);
        assertThat(contents()).hasSize(3);
    }

    @Test
    void whatHasNotMovedIsNotTouched() throws IOException {
        Map<String, String> before = contents();

        Ran ran = corpus("refresh");

        assertThat(ran.out()).endsWith("0 rewritten\n");
        assertThat(contents()).isEqualTo(before);
    }

    // ---------------------------------------------------------------- prune

    @Test
    void whatIsThereForAReasonStaysUnlessForced() throws IOException {
        copy(CANARY, "traces/canary/again.trace");
        copy(CLEAN, "traces/pipe-reader/again.trace");

        assertThat(corpus("prune", "--delete").out()).endsWith("0 deleted\n");
        assertThat(contents()).hasSize(5);

        Ran dry = corpus("prune", "--force");
        assertThat(dry.out().lines().filter(line -> line.startsWith("adds nothing"))).hasSize(2);
        assertThat(contents()).hasSize(5);

        assertThat(corpus("prune", "--force", "--delete").out()).endsWith("2 deleted\n");
        assertThat(contents()).hasSize(3);
        assertThat(corpus("verify").exitCode()).isZero();
    }

    @Test
    void inputsOfAFuzzerThatReachNothingOfTheirOwnAddNothing() throws IOException {
        String seed = "inputs/ReadBufferFuzzer";
        try (Stream<Path> files = Files.list(OWN.resolve(seed))) {
            Path one = files.sorted().findFirst().orElseThrow();
            copy(seed + "/" + one.getFileName(), seed + "/named");
            copy(seed + "/" + one.getFileName(), seed + "/" + "0123456789".repeat(4));
        }

        Ran ran = corpus("prune", "--json");

        JsonNode nothing = ran.json().get("addNothing");
        assertThat(nothing).hasSize(1);
        assertThat(nothing.get(0).get("file").asText()).endsWith("0123456789");
        assertThat(ran.json().get("deleted").asBoolean()).isFalse();
    }

    // ---------------------------------------------------------------- add

    @Test
    void aTraceIsAddedUnderAGoodNameOnce() throws IOException {
        Path found = Files.copy(OWN.resolve("traces/canary/late-callback.trace"), folder.resolve("Some Thing.trace"));

        Ran ran = corpus("add", found.toString());

        assertThat(ran.err()).isEmpty();
        assertThat(ran.exitCode()).isZero();
        String scenario = Files.readString(found).lines().filter(line -> line.startsWith("scenario")).findFirst().orElseThrow()
                .substring("scenario".length()).strip();
        Path entry = corpus.resolve("traces/canary/" + scenario + "-late-callback.trace");
        assertThat(ran.out()).isEqualTo("added  " + entry + "\n");
        assertThat(Files.readString(entry)).isEqualTo(Files.readString(found));

        Ran again = corpus("add", found.toString());
        assertThat(again.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(again.err()).isEqualTo("overlap corpus add: not added: " + found + ": the corpus has it already, as " + entry + "\n");
    }

    @Test
    void whatIsRefusedIsNamedAndTheRestIsAdded() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.trace"), "x");
        Path wrong =
                Files.writeString(folder.resolve("wrong.trace"), Files.readString(corpus.resolve(CANARY)).replaceFirst("(?m)^expect .*", "expect    clean"));
        Path picture = Files.writeString(folder.resolve("picture.png"), "x");
        Path fine = Files.copy(OWN.resolve("scripts/empty-read.script"), folder.resolve("Empty_Read.script"));

        Ran ran = corpus("add", broken.toString(), wrong.toString(), picture.toString(), folder.resolve("none.trace").toString(), fine.toString());

        assertThat(ran.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(ran.out()).isEqualTo("added  " + corpus.resolve("scripts/empty-read.script") + "\n");
        assertThat(ran.err().lines()).hasSize(4).allMatch(line -> line.startsWith("overlap corpus add: not added: " + folder));
    }

    @Test
    void anInputIsAddedToItsTarget() throws IOException {
        Path input = Files.write(folder.resolve("input"), new byte[] {1, 2, 3});

        Ran ran = corpus("add", "--target", "ReadBufferFuzzer", "--name", "three-bytes", input.toString());

        assertThat(ran.err()).isEmpty();
        assertThat(corpus.resolve("inputs/ReadBufferFuzzer/three-bytes")).hasBinaryContent(new byte[] {1, 2, 3});
    }
}
