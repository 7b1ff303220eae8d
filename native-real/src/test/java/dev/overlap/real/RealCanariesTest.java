package dev.overlap.real;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overlap.canary.Canaries;
import dev.overlap.canary.Canary;
import dev.overlap.reader.Capability;
import dev.overlap.scenario.Scenario;
import dev.overlap.scenario.Scenarios;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small wrong readers are found out on a real kernel too, as what they are. */
@EnabledOnOs(OS.WINDOWS)
class RealCanariesTest {

    /** The rarest is a race of real threads: it needs a few hundred on a busy machine, and has taken more than three thousand on an idle one. */
    private static final int MOST_EXECUTIONS = 10_000;

    private final RealWorld world = new RealWorld();

    @AfterEach void giveBack() {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"write-after-free", "leak-on-failure", "late-callback", "lost-on-cancel", "swallowed-error", "unbounded", "broken-contract"})
    void isFound(String name) {
        Canary canary = Canaries.all().stream().filter(each -> each.id().equals("canary/" + name)).findFirst().orElseThrow();
        Scenario scenario = Scenarios.named(canary.scenario()).orElseThrow();
        int faults = canary.capabilities().contains(Capability.FAULTS) ? scenario.faults() : 0;
        for (int i = 0; i < MOST_EXECUTIONS; i++) {
            RealExecution execution = world.play(scenario, canary.factory(), new RealSetting(i, Noise.Level.HIGH, faults));
            if (!execution.findings().isEmpty()) {
                assertThat(execution.findings().get(0).kind().name()).as(execution.findings().toString()).isEqualTo(canary.kind());
                return;
            }
        }
        throw new AssertionError(canary.id() + " was not found in " + MOST_EXECUTIONS + " executions");
    }
}
