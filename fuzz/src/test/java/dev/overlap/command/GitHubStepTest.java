package dev.overlap.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import dev.overlap.report.Sources;
import dev.overlap.report.Summary;
import dev.overlap.report.SummaryJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitHubStepTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void elsewhereThereIsNoStep() {
        assertThat(GitHubStep.of(Map.of())).isEmpty();
        assertThat(GitHubStep.of(Map.of("GITHUB_ACTIONS", "false", "GITHUB_STEP_SUMMARY", "file"))).isEmpty();
    }

    @Test
    void aStepGetsAnnotationsAndASummaryBehindWhatOthersWrote() throws Exception {
        String out = folder.resolve("c").toString();
        Ran.overlap("campaign", "--reader", "canary/late-callback", "--scenario", "steady-stream", "--engines", "explore", "--executions", "12k",
                "--no-learning",
                "--no-canaries", "--seed", "1", "--out", out);
        Summary summary = SummaryJson.read(folder.resolve("c/summary.json"));
        Path file = Files.writeString(folder.resolve("step.md"), "before\n");
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream stream = new PrintStream(printed, true, StandardCharsets.UTF_8);

        GitHubStep.of(Map.of("GITHUB_ACTIONS", "true", "GITHUB_STEP_SUMMARY", file.toString())).orElseThrow()
                .tell(new Terminal(stream, stream, false, false, false, 120), summary, Sources.NONE);

        assertThat(printed.toString(StandardCharsets.UTF_8)).startsWith("::error title=LATE_CALLBACK in steady-stream::");
        assertThat(Files.readString(file)).startsWith("before\n## Overlap: 1 finding");
    }
}
