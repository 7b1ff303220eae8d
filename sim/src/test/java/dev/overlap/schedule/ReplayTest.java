package dev.overlap.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overlap.choice.ChoiceKind;
import dev.overlap.reader.PipeReader;
import dev.overlap.reader.SignalKind;
import dev.overlap.scenario.Scenario;
import dev.overlap.scenario.Scenarios;
import dev.overlap.simulation.Execution;
import dev.overlap.simulation.Play;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What was recorded happens again, and NONDETERMINISM, which is when it does not, is noticed at the first decision that differs. */
class ReplayTest {

    private static final int SEEDS = 100;
    private static final int EXPECTED_POINTS = 50;

    @ParameterizedTest
    @EnumSource
    void aRecordingGivesTheSameExecutionAgain(SignalKind signal) {
        for (Scenario scenario : Scenarios.all()) {
            Play play = Play.of(scenario::play).with(PipeReader.factory(signal, 8));
            for (int seed = 0; seed < SEEDS; seed++) {
                Execution recorded = random(play, seed);
                Replay replay = new Replay(play.recording());

                assertThat(replayed(play, replay)).isEqualTo(recorded);
                assertThat(replay.divergedAt()).isEqualTo(-1);
                assertThat(replay.isUsedUp()).isTrue();
            }
        }
    }

    @Test
    void anExecutionThatEndsInADefectIsRepeatedToo() {
        Play play = Play.of(stage -> {
            var count = stage.platform().plainInt(stage.platform().process(), "count", 0);
            var steps = new Steps(stage);
            for (String name : new String[] {"one", "other"}) {
                stage.task(name, () -> {
                    steps.take(2);
                    count.set(1);
                    steps.take(2);
                });
            }
        });
        for (int seed = 0; seed < SEEDS; seed++) {
            Execution recorded = random(play, seed);
            assertThat(recorded.finding()).isNotNull();
            assertThat(replayed(play, new Replay(play.recording()))).isEqualTo(recorded);
        }
    }

    @Test
    void aRecordingThatWasTamperedWithDivergesWhereItWas() {
        Play play = Steps.tasks(3, 4);
        random(play, 1);
        int[] decisions = play.recording();
        decisions[3] = Scheduler.FIRST_STEP;

        Replay replay = new Replay(decisions);
        replayed(play, replay);

        assertThat(replay.divergedAt()).isEqualTo(3);
    }

    @Test
    void aRecordingOfAnotherProgramDivergesOrIsNotUsedUp() {
        Play long_ = Steps.tasks(2, 10);
        random(long_, 1);
        Replay replay = new Replay(long_.recording());

        replayed(Steps.tasks(2, 1), replay);

        assertThat(replay.divergedAt() >= 0 || !replay.isUsedUp()).isTrue();
    }

    @Test
    void aProgramThatDependsOnSomethingElseDiverges() {
        int[] executions = {0};
        Play play = Play.of(stage -> {
            Steps steps = new Steps(stage);
            int tasks = executions[0]++ == 0 ? 3 : 2;
            for (int i = 0; i < tasks; i++) {
                stage.task("task " + i, () -> steps.take(5));
            }
        });
        long hash = random(play, 2).hash();
        Replay replay = new Replay(play.recording());

        assertThat(replayed(play, replay).hash()).isNotEqualTo(hash);
        assertThat(replay.divergedAt()).isNotNegative();
    }

    @Test
    void anAnswerThatIsNotPossibleDivergesAndIsTheDefault() {
        Replay replay = new Replay(new int[] {1, 5, 1});
        replay.begin(0, 1);

        assertThat(replay.choose(2, ChoiceKind.SCENARIO, "pieces")).isEqualTo(1);
        assertThat(replay.choose(2, ChoiceKind.SCENARIO, "pieces")).isZero();
        assertThat(replay.choose(2, ChoiceKind.SCENARIO, "pieces")).isZero();
        assertThat(replay.divergedAt()).isEqualTo(1);
    }

    @Test
    void afterTheEndOfARecordingFollowDefaults() {
        Play play = Steps.tasks(3, 4);

        assertThat(replayed(play, new Replay(new int[] {2}))).isEqualTo(replayed(play, new Replay(new int[] {2, 2, 2, 2, 2, 0, 0, 0, 0, 0})));
    }

    private static Execution random(Play play, int seed) {
        return play.randomly(seed, new RandomWalk(), EXPECTED_POINTS);
    }

    private static Execution replayed(Play play, Replay replay) {
        return play.by(replay, replay, 0, EXPECTED_POINTS);
    }
}
