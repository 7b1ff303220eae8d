package dev.overlap.planted;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import dev.overlap.fault.Rule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Jazzer finds, and what it does not, is told from how it ends. */
class FuzzingTest {

    private static final PlantedDefect SEVENTY_SEVEN = new PlantedDefect("seventy-seven", "The 77th cancel cannot be late.", "fault/Rule.java",
            List.of("return new LateCancelRule(nth);"), List.of("if (nth == 77) throw new IllegalStateException(\"77\");", "return new LateCancelRule(nth);"));

    @TempDir
    private Path folder = Path.of("");

    /** Finds {@link #SEVENTY_SEVEN}. */
    public static final class CancelFuzzer {
        public static void fuzzerTestOneInput(byte[] input) {
            if (input.length > 1 && input[0] == 'c' && input[1] > 0) {
                Rule.cancelLate(input[1]);
            }
        }
    }

    private static Fuzzing fuzzing(String target, int seconds) {
        return new Fuzzing(target, Duration.ofSeconds(seconds), 1, List.of(), List.of("-max_len=8"));
    }

    @Test
    void whatIsThrownIsFoundInTheDefectiveClasses() throws Exception {
        FuzzRun run = fuzzing(CancelFuzzer.class.getName(), 60).run(List.of(DefectiveClasses.compile(SEVENTY_SEVEN, folder.resolve("planted"))), folder);

        assertThat(run.thrown()).isEqualTo("java.lang.IllegalStateException: 77");
        assertThat(run.executions()).isPositive();
        assertThat(run.seconds()).isBetween(0.1, 60.0);
        assertThat(run.output()).contains("INFO: Instrumented dev.overlap.fault.Rule ");
    }

    @Test
    void withoutTheDefectTheTimePasses() throws Exception {
        FuzzRun run = fuzzing(CancelFuzzer.class.getName(), 2).run(List.of(), folder);

        assertThat(run.found()).isFalse();
        assertThat(run.executions()).isGreaterThan(1000);
        assertThat(run.seconds()).isGreaterThan(2);
    }

    @Test
    void aTargetThatDoesNotRunIsNoFinding() {
        assertThatThrownBy(() -> fuzzing("dev.overlap.planted.NoSuchTarget", 2).run(List.of(), folder)).hasMessageContaining("Jazzer has ended with exit code");
    }
}
