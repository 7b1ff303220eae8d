package dev.overlap.command;

import static dev.overlap.command.Ran.overlap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the README shows is what the command prints. */
class ReadmeTest {

    private static final Path README = Path.of("../README.md");
    private static final String INDENT = "    ";
    private static final String PROMPT = INDENT + "$ fuzz/overlap ";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void theFindingIsFoundAndRepeatedJustSo() throws IOException {
        Ran explored = overlap((typed("explore --reader") + " --threads 2 --out " + folder).split(" ", -1));
        assertThat(explored.exitCode()).isEqualTo(1);
        assertThat(asInTheReadme(explored)).isEqualTo(shown("explore --reader"));

        Ran replayed = overlap(typed("replay").replace("findings", folder.toString()).split(" ", -1));
        assertThat(replayed.exitCode()).isZero();
        assertThat(asInTheReadme(replayed)).isEqualTo(shown("replay"));
    }

    /** The figures are those of a day, the claims those of every day. */
    @Test
    void theClaimsAreThoseThatACampaignJudges() throws IOException {
        JsonNode claims = overlap("campaign", "--executions", "100", "--no-learning", "--no-canaries", "--engines", "explore", "--scenario", "silent-peer",
                "--out", folder.toString(), "--json").json().get("claims");

        List<String> rows = Files.readAllLines(README).stream().filter(line -> line.matches("\\| \\d \\| .* \\|")).toList();
        assertThat(rows).hasSameSizeAs(claims);
        for (int i = 0; i < rows.size(); i++) {
            List<String> oracles = new ArrayList<>();
            claims.get(i).get("oracles").forEach(oracle -> oracles.add('`' + oracle.asText() + '`'));
            assertThat(rows.get(i)).startsWith("| " + claims.get(i).get("number").asInt() + " | " + claims.get(i).get("claim").asText() + " | "
                    + (oracles.isEmpty() ? "a row that is answered otherwise" : String.join(", ", oracles)) + " | ").endsWith(" | held |");
        }
    }

    private String asInTheReadme(Ran ran) {
        return ran.out().replace(folder.toString(), "findings").replaceAll("replay  \\S*overlap replay", "replay  fuzz/overlap replay").strip();
    }

    /** The words after the name of the command. */
    private static String typed(String begin) throws IOException {
        return Files.readAllLines(README).get(call(begin)).substring(PROMPT.length());
    }

    /** What stands below a call. */
    private static String shown(String begin) throws IOException {
        return Files.readAllLines(README).stream().skip(call(begin) + 1L).takeWhile(line -> line.isEmpty() || line.startsWith(INDENT))
                .map(line -> line.replaceFirst(INDENT, "")).collect(Collectors.joining("\n")).strip();
    }

    private static int call(String begin) throws IOException {
        List<String> lines = Files.readAllLines(README);
        return lines.indexOf(lines.stream().filter(line -> line.startsWith(PROMPT + begin)).findFirst().orElseThrow());
    }
}
