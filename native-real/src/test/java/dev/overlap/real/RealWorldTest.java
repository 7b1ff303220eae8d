package dev.overlap.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.overlap.explore.Subjects;
import dev.overlap.reader.ReaderFactory;
import dev.overlap.scenario.Scenario;
import dev.overlap.scenario.Scenarios;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Stories are played on the kernel of this machine as they stand. */
@EnabledOnOs(OS.WINDOWS)
class RealWorldTest {

    private static final ReaderFactory READER = Subjects.exactly("pipe-reader/threadpool-wait").orElseThrow().factory();

    private final RealWorld world = new RealWorld();

    @AfterEach void giveBack() {
        world.close();
    }

    @Test void aCorrectReaderReadsAStreamToItsEnd() {
        for (int seed = 0; seed < 10; seed++) {
            RealExecution execution = world.play(named("steady-stream"), READER, new RealSetting(seed));
            assertThat(execution.findings()).isEmpty();
            assertThat(execution.mustExit()).isFalse();
            assertThat(execution.calls()).isGreaterThan(5);
        }
    }

    @Test void whatEndsAProcessIsNotExpressible() {
        assertThatThrownBy(() -> world.play(named("process-exit"), READER, new RealSetting(1))).isInstanceOf(NotExpressibleException.class)
                .hasMessageContaining("a process of its own");
    }

    private static Scenario named(String name) {
        return Scenarios.named(name).orElseThrow();
    }
}
