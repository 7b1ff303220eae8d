package dev.overlap.schedule;

import static dev.overlap.simulation.ExecutionAssert.assertThat;
import static dev.overlap.win32.Win32Error.ERROR_IO_PENDING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import dev.overlap.choice.ChoiceKind;
import dev.overlap.platform.Platform;
import dev.overlap.simulation.Ends;
import dev.overlap.simulation.Play;
import dev.overlap.simulation.Transfer;
import org.junit.jupiter.api.Test;

/** The bounds of an execution: its adversarial phase, its surprises, its end. */
class BoundsTest {

    @Test
    void inTheLivenessPhaseATaskThatSpinsLetsTheOthersRun() {
        Play.of(stage -> {
            var flag = stage.platform().volatileInt(stage.platform().process(), "flag", 0);
            stage.task("spinner", () -> {
                while (flag.get() == 0) {
                    flag.get();
                }
            });
            stage.task("other", () -> flag.set(1));
        }).within(new Limits(100, 1000, 0)).randomly(100, new Pct(1)).areClean();
    }

    @Test
    void inTheLivenessPhaseTimePassesOnlyWhenNothingElseCanHappen() {
        Play.of(stage -> {
            List<String> order = new ArrayList<>();
            stage.task("sleeper", () -> {
                sleep(stage.platform(), 1);
                order.add("time out");
            });
            stage.task("worker", () -> {
                new Steps(stage).take(50);
                order.add("work");
            });
            stage.task("judge", () -> {
                sleep(stage.platform(), 10);
                assertThat(order).containsExactly("work", "time out");
            });
        }).within(new Limits(1, 1000, 0)).randomly(50).areClean();
    }

    @Test
    void anExecutionEndsAtTheBoundOfItsSteps() {
        assertThat(Play.ofTask(stage -> new Steps(stage).take(Integer.MAX_VALUE)).within(new Limits(10, 20, 0)).once().points()).isEqualTo(20);
    }

    @Test
    void inTheLivenessPhaseNothingIsChosen() {
        Play.ofTask(stage -> {
            new Steps(stage).take(20);
            assertThat(stage.choose(100, "anything")).isZero();
        }).within(new Limits(20, 1000, 0)).randomly(50).areClean();
    }

    @Test
    void thereAreNoMoreSurprisesThanAllowed() {
        int[] surprises = {0};
        assertThat(Play.ofPeer(stage -> {
            Ends ends = new Ends(stage, 10);
            for (int i = 0; i < 10; i++) {
                ends.write(ends.client, "x");
                if (new Transfer(stage).read(ends.server, 1) == ERROR_IO_PENDING) {
                    surprises[0]++;
                }
            }
        }).answering(ChoiceKind.PENDS, 1).within(new Limits(1000, 1000, 3)).once()).isClean();
        assertThat(surprises[0]).isEqualTo(3);
    }

    private static void sleep(Platform platform, long millis) {
        platform.eventLoop().runOnce(millis);
    }
}
