package dev.overlap.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overlap.simulation.Play;
import dev.overlap.simulation.Schedules;
import org.junit.jupiter.api.Test;

class RandomWalkTest {

    /**
     * Two tasks of three segments have 20 schedules. Each is taken with a probability of at least 1/32, as there are at most five decisions between two
     * candidates, so that 1000 walks miss one of them with a probability of at most 20 · (31/32)^1000 &lt; 4e-13.
     */
    @Test
    void everyInterleavingOfATinyProgramIsReached() {
        assertThat(Steps.tasks(2, 2).randomly(1000).hashes()).hasSize(20);
    }

    @Test
    void theSameSeedGivesTheSameWalk() {
        Schedules once = Steps.tasks(3, 5).randomly(50);
        Schedules again = Steps.tasks(3, 5).randomly(50);

        assertThat(again).isEqualTo(once);
    }

    @Test
    void differentSeedsGiveDifferentWalks() {
        // Three tasks of eleven segments have 33! / (11!)^3 > 10^14 schedules.
        assertThat(Steps.tasks(3, 10).randomly(50).hashes()).hasSize(50);
    }

    @Test
    void whoSpinsIsLeftSoonerOrLater() {
        Play.of(stage -> {
            var flag = stage.platform().volatileInt(stage.platform().process(), "flag", 0);
            stage.task("spinner", () -> {
                while (flag.get() == 0) {
                    flag.get();
                }
            });
            stage.task("other", () -> flag.set(1));
        }).within(new Limits(10_000, 10_000, 0)).randomly(200).areClean();
    }
}
