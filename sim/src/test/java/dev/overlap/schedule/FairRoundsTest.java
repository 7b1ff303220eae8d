package dev.overlap.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How many rounds without a change are a live-lock. */
class FairRoundsTest {

    private static final int MOST = FairRounds.MOST_WITHOUT_CHANGE;
    private static final long HERE = 0x1234_5670L;
    private static final long THERE = 0x5678_1230L;

    private final FairRounds rounds = new FairRounds();

    @BeforeEach
    void begin() {
        rounds.begin();
    }

    @Test
    void oneTaskAloneHasSoManyPoints() {
        assertThat(pointsIn(1, HERE)).isEqualTo(1 + MOST);
    }

    @Test
    void eachOfSeveralTasksHasAsMany() {
        assertThat(pointsIn(3, HERE)).isEqualTo(1 + 3 * MOST);
    }

    @Test
    void goingToAndFroIsNoChange() {
        assertThat(pointsIn(1, HERE, THERE)).isEqualTo(2 + MOST);
    }

    @Test
    void aStateThatWasNotThereBeforeIsAChange() {
        pass(1, MOST, HERE);
        assertThat(rounds.goesOn(THERE, 1)).isTrue();
        assertThat(pointsIn(1, HERE)).isEqualTo(MOST);
    }

    @Test
    void soIsProgressThatTheStateDoesNotShow() {
        pass(1, MOST, HERE);
        rounds.progressed();
        assertThat(pointsIn(1, HERE)).isEqualTo(MOST);
    }

    @Test
    void statesWithoutEndAreAlwaysAChange() {
        for (long state = 0; state < 100_000; state += 2) {
            assertThat(rounds.goesOn(state, 1)).isTrue();
        }
    }

    @Test
    void anExecutionKnowsNothingOfTheOneBefore() {
        pass(1, MOST, HERE);
        rounds.begin();
        assertThat(pointsIn(1, HERE)).isEqualTo(1 + MOST);
    }

    private void pass(int tasks, int points, long state) {
        for (int i = 0; i < points; i++) {
            assertThat(rounds.goesOn(state, tasks)).isTrue();
        }
    }

    /** After how many points in these states, one after the other again and again, it is enough. */
    private int pointsIn(int tasks, long... states) {
        for (int points = 0;; points++) {
            if (!rounds.goesOn(states[points % states.length], tasks)) {
                return points + 1;
            }
        }
    }
}
