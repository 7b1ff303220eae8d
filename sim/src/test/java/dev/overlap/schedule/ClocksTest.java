package dev.overlap.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

@SuppressWarnings("static") // whether a method needs the instance is for the hot path to say
class ClocksTest {

    private final Clocks clocks = new Clocks();
    private final int[] one = clocks.take();
    private final int[] other = clocks.take();

    @Test
    void aClockBeginsWithNothingSeen() {
        assertThat(one).containsOnly(0);
        assertThat(Clocks.isBefore(clocks.tick(one, 0), other)).isFalse();
    }

    @Test
    void noMomentIsBeforeEverything() {
        assertThat(Clocks.isBefore(0, other)).isTrue();
    }

    @Test
    void aMomentIsNeverZeroAndKnowsItsComponent() {
        for (int component = 0; component < Clocks.WIDTH; component++) {
            int moment = clocks.tick(one, component);
            assertThat(moment).isNotZero();
            assertThat(Clocks.component(moment)).isEqualTo(component);
        }
    }

    @Test
    void whoHasJoinedAClockHasSeenItsMoments() {
        int seen = clocks.tick(one, 0);
        clocks.join(other, one);
        int unseen = clocks.tick(one, 0);

        assertThat(Clocks.isBefore(seen, other)).isTrue();
        assertThat(Clocks.isBefore(unseen, other)).isFalse();
    }

    @Test
    void joiningForgetsNothing() {
        int mine = clocks.tick(one, 0);
        int yours = clocks.tick(other, 1);
        clocks.join(one, other);

        assertThat(Clocks.isBefore(mine, one)).isTrue();
        assertThat(Clocks.isBefore(yours, one)).isTrue();
        assertThat(Clocks.isBefore(mine, other)).isFalse();
    }

    @Test
    void aCopyHasSeenTheSameAndGoesItsOwnWay() {
        clocks.tick(one, 0);
        clocks.copy(other, one);
        int later = clocks.tick(one, 0);

        assertThat(other).isNotEqualTo(one);
        assertThat(Clocks.isBefore(later, other)).isFalse();
    }

    @Test
    void operationsHaveComponentsApartFromTasks() {
        for (int operation = 0; operation < 20; operation++) {
            int moment = clocks.tick(one, Clocks.ofOperation(operation));
            assertThat(Clocks.isOperation(moment)).isTrue();
            assertThat(Clocks.component(moment)).isLessThan(Clocks.WIDTH);
        }
        assertThat(Clocks.isOperation(new Accesses(new Bench(Bench.bestEngine())).epoch(0))).isFalse();
        assertThat(Clocks.isOperation(0)).as("no moment at all").isFalse();
    }

    @Test
    void aNewExecutionGetsTheRowsAgainEmpty() {
        clocks.tick(one, 0);
        clocks.reset();

        assertThat(clocks.take()).containsOnly(0);
    }

    @Test
    void thereAreAsManyClocksAsAreAskedFor() {
        for (int i = 0; i < 1000; i++) {
            assertThat(clocks.take()).isNotSameAs(one).isNotSameAs(other);
        }
    }
}
