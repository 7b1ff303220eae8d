package dev.overlap.command;

import static dev.overlap.command.Ran.overlap;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
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
    void inputsAreReplayed() throws Exception {
        for (String name : List.of("a", "b")) {
            Files.write(folder.resolve(name), new byte[] {1, 7, 0x2f});
        }

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
