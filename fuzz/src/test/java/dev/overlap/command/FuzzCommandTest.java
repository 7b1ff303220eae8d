package dev.overlap.command;

import static dev.overlap.command.Ran.overlap;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import dev.overlap.report.ExitCode;
import dev.overlap.target.Targets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FuzzCommandTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void theTargetsAreListed() {
        Ran ran = overlap("fuzz", "--list");

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out().lines().map(line -> line.split(" ", 2)[0])).isEqualTo(Targets.names());
    }

    @Test
    void theTargetsAreListedAsJson() {
        JsonNode targets = overlap("fuzz", "--list", "--json").json().get("targets");

        assertThat(targets.findValuesAsText("name")).isEqualTo(Targets.names());
    }

    @Test
    void theNearestNameIsSaidOfATargetThatIsNotKnown() {
        Ran ran = overlap("fuzz", "ReadBuferFuzzer");

        assertThat(ran.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(ran.err()).isEqualTo("overlap fuzz: unknown target 'ReadBuferFuzzer'; did you mean ReadBufferFuzzer or ReaderProgramFuzzer?\n");
    }

    @Test
    void aTargetIsFuzzedAndItsCorpusGrows() throws Exception {
        Path corpus = folder.resolve("corpus");

        Ran ran = overlap("fuzz", "ReadBufferFuzzer", "--executions", "3000", "--seed", "1", "--corpus", corpus.toString(), "--json");

        JsonNode object = ran.json();
        assertThat(ran.exitCode()).isZero();
        assertThat(object.get("target").asText()).isEqualTo("ReadBufferFuzzer");
        assertThat(object.get("executions").asLong()).isBetween(3000L, 3100L);
        assertThat(object.get("executionsPerSecond").asLong()).isPositive();
        assertThat(object.get("corpusEntries").asInt()).isGreaterThan(10);
        assertThat(object.get("findings")).isEmpty();
        try (Stream<Path> files = Files.list(corpus)) {
            assertThat(files).hasSizeGreaterThan(5);
        }
    }

    @Test
    void aSecondRunGoesOnWithTheCorpusOfTheFirst() throws Exception {
        Path corpus = folder.resolve("corpus");
        overlap("fuzz", "ReadBufferFuzzer", "--executions", "5000", "--seed", "1", "--corpus", corpus.toString(), "--json");
        long first;
        try (Stream<Path> files = Files.list(corpus)) {
            first = files.count();
        }

        JsonNode second = overlap("fuzz", "ReadBufferFuzzer", "--executions", "1", "--seed", "2", "--corpus", corpus.toString(), "--json").json();

        assertThat(second.get("executions").asLong()).isGreaterThanOrEqualTo(first);
        assertThat(second.get("corpusEntries").asInt()).isGreaterThan(10);
    }

    @Test
    void whatIsFoundInAReaderBecomesATraceThatIsReplayed() throws Exception {
        Path out = folder.resolve("findings");

        Ran ran = overlap("fuzz", "ReaderProgramFuzzer", "--reader", "canary/late-callback", "--time", "5m", "--seed", "1", "--corpus",
                folder.resolve("corpus").toString(), "--out", out.toString(), "--json");

        JsonNode found = ran.json().get("findings").get(0);
        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(ExitCode.FINDINGS);
        assertThat(found.get("kind").asText()).isEqualTo("LATE_CALLBACK");
        assertThat(found.get("reader").asText()).isEqualTo("canary/late-callback");
        Ran replayed = overlap("replay", found.get("trace").asText());
        assertThat(replayed.exitCode()).isZero();
        assertThat(replayed.out()).startsWith("reproduced");
        Ran again = overlap("fuzz", "ReaderProgramFuzzer", "--reader", "canary/late-callback", "--input", found.get("input").asText(), "--out", out.toString());
        assertThat(again.exitCode()).isEqualTo(ExitCode.FINDINGS);
        assertThat(again.out()).contains("LATE_CALLBACK", "trace   " + found.get("trace").asText(), "UnregisterWaitEx").endsWith("1 input \u00b7 1 finding\n");
        try (Stream<Path> files = Files.list(out)) {
            assertThat(files.map(Path::toString)).containsExactlyInAnyOrder(found.get("trace").asText(), found.get("input").asText());
        }
    }

    @Test
    void aReaderThatIsNotKnownIsBadInput() {
        Ran ran = overlap("fuzz", "ScheduleFuzzer", "--reader", "canary/late-calback");

        assertThat(ran.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(ran.err()).startsWith("overlap fuzz: --reader: unknown reader 'canary/late-calback'; did you mean canary/late-callback");
    }

    @Test
    void aTargetWithoutAReaderTakesNone() {
        assertThat(overlap("fuzz", "ReadBufferFuzzer", "--reader", "pipe-reader").err())
                .isEqualTo("overlap fuzz: --reader: ReadBufferFuzzer plays no reader; ReaderProgramFuzzer and ScheduleFuzzer do\n");
    }

    @Test
    void whereNothingCanBeWrittenNothingBegins() throws Exception {
        Path file = Files.createFile(folder.resolve("file"));

        Ran ran = overlap("fuzz", "ReadBufferFuzzer", "--out", file.resolve("findings").toString());

        assertThat(ran.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(ran.err()).startsWith("overlap fuzz: --out: cannot write to ").endsWith("file is a file, not a directory\n");
    }

    @Test
    void inputsAreReplayed() throws Exception {
        for (String name : List.of("a", "b")) {
            Files.write(folder.resolve(name), new byte[] {1, 7, 0x2f});
        }
        Files.writeString(folder.resolve("c.overlap-part"), "left behind");

        Ran ran = overlap("fuzz", "ReadBufferFuzzer", "--input", folder.toString());

        assertThat(ran.exitCode()).isZero();
        assertThat(ran.out()).isEqualTo("2 inputs \u00b7 no finding\n");
    }

    @Test
    void anInputThatIsNotThereIsBadInput() {
        Ran ran = overlap("fuzz", "ReadBufferFuzzer", "--input", folder.resolve("none").toString());

        assertThat(ran.exitCode()).isEqualTo(ExitCode.BAD_INPUT);
        assertThat(ran.err()).contains("no such file");
    }
}
