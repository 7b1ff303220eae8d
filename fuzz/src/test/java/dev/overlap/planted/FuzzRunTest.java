package dev.overlap.planted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a target finds, and what it does not, is told from how the command ends. That one finds what was planted, {@link PlantedDefectsTest} shows. */
class FuzzRunTest {

    private static final Duration TIME = Duration.ofSeconds(2);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void withoutADefectTheTimePasses() throws Exception {
        FuzzRun run = FuzzRun.of(List.of(), "ReadBufferFuzzer", TIME, 1, folder);

        assertThat(run.found()).as(run.thrown()).isFalse();
        assertThat(run.executions()).isGreaterThan(100);
        assertThat(run.seconds()).isGreaterThan(2);
    }

    @Test
    void aTargetThatDoesNotRunIsNoFinding() {
        assertThatThrownBy(() -> FuzzRun.of(List.of(), "NoSuchFuzzer", TIME, 1, folder)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("unknown target 'NoSuchFuzzer'");
    }
}
