package dev.overlap.real.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import dev.overlap.kernel.WindowsVersion;
import dev.overlap.scenario.Scenario;
import dev.overlap.scenario.Stage;
import dev.overlap.schedule.Bench;
import dev.overlap.schedule.Limits;
import dev.overlap.schedule.Replay;
import dev.overlap.simulation.Execution;
import dev.overlap.simulation.Setting;
import dev.overlap.simulation.SimWorld;
import org.junit.jupiter.api.Test;

/** The event loop of the real platform does the same things in the same order as the one of the simulation. */
class SameOrderTest extends OnAPlatform {

    private static final int SEEDS = 300;
    private static final int POINTS = 100_000;

    private final SimWorld simulation = new SimWorld(Bench.bestEngine());

    @Test
    void programsOfOneThreadLogTheSame() {
        int entries = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            List<String> real = inALoopOfItsOwn(seed);
            assertThat(real).as("the program of seed %d", seed).isEqualTo(simulated(seed));
            entries += real.size();
        }
        assertThat(entries).as("enough has happened to tell").isGreaterThan(10 * SEEDS);
    }

    private List<String> inALoopOfItsOwn(long seed) {
        List<String> log = new ArrayList<>();
        elsewhere(() -> log.addAll(LoopProgram.run(seed, platform, win32)));
        assertThat(watch.take()).isEmpty();
        return log;
    }

    private List<String> simulated(long seed) {
        List<String> log = new ArrayList<>();
        Replay defaults = new Replay(new int[0]);
        Scenario scenario = new Scenario() {
            @Override
            public String name() {
                return "loop-program";
            }

            @Override
            public String summary() {
                return "a program of one thread";
            }

            @Override
            public void play(Stage stage) {
                stage.task("owner", () -> log.addAll(LoopProgram.run(seed, stage.platform(), stage.win32())));
            }
        };
        Execution execution = simulation.play(scenario, (kernel, any, pipe, listener) -> {
            throw new AssertionError("no reader here");
        }, new Setting(WindowsVersion.WINDOWS_10, new Limits(POINTS, POINTS, 0)), defaults, defaults, 0, 1, null);
        assertThat(execution.finding()).isNull();
        return log;
    }
}
