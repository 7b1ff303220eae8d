package dev.overlap.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;

import dev.overlap.choice.ChoiceKind;
import dev.overlap.explore.Rehearsal.Take;
import dev.overlap.kernel.WindowsVersion;
import dev.overlap.platform.Lifetime;
import dev.overlap.platform.Lock;
import dev.overlap.scenario.Scenario;
import dev.overlap.scenario.Stage;
import dev.overlap.schedule.Limits;
import dev.overlap.schedule.Strategy;
import dev.overlap.simulation.Setting;
import dev.overlap.trace.TraceEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How traces call the places at which questions are asked, and the answers. Stored traces depend on it. */
class PlacesTest {

    private static final Setting SETTING = new Setting(WindowsVersion.WINDOWS_10, new Limits(400, 20_000, 3));

    /** Two tasks that take a lock twice each; one of them asks a question of the scenario's own, twice. */
    private static final class TwoTasks implements Scenario {
        @Override
        public String name() {
            return "two-tasks";
        }

        @Override
        public String summary() {
            return "two tasks take a lock twice each";
        }

        @Override
        public void play(Stage stage) {
            Lifetime process = stage.platform().process();
            Lock lock = stage.platform().lock(process, "the  lock\n");
            stage.task("#1", () -> twice(lock));
            stage.task("second one", () -> {
                int more = stage.choose(3, "how many") + stage.choose(3, "how many");
                twice(lock);
                if (more > 3) {
                    twice(lock);
                }
            });
        }

        private static void twice(Lock lock) {
            for (int i = 0; i < 2; i++) {
                lock.lock();
                lock.unlock();
            }
        }
    }

    private static Rehearsal rehearsal() {
        return new Rehearsal(Runs.ENGINE, new TwoTasks(), Subjects.pipeReaders().get(0), SETTING);
    }

    /** Never goes on with the task that could, and answers with the last answer. */
    private static final class Restless implements Answers {
        final List<Place> places = new ArrayList<>();

        @Override
        public int pick(Places names, Place place, long enabled, int current) {
            places.add(place);
            int first = Strategy.defaultPick(enabled, current);
            return Long.numberOfTrailingZeros(enabled & ~(1L << first));
        }

        @Override
        public int choose(Place place, int arity, ChoiceKind kind, ToIntFunction<String> valueOf) {
            places.add(place);
            return arity - 1;
        }
    }

    @Test
    void placesAreCalledByTaskAndByWhatItIsAboutToDo() {
        Take take = rehearsal().play(new Restless(), null);
        assertThat(take.entries()).containsExactly(new TraceEntry("-", 0, 0, "begin", "run second one", "task"),
                new TraceEntry("second one", 1, 0, "start", "2", "scenario"), new TraceEntry("second one", 1, 1, "start", "2", "scenario"),
                new TraceEntry("second one", 2, 0, "lock the lock", "run #1", "task"), new TraceEntry("#1", 2, 0, "lock the lock", "run second one", "task"),
                new TraceEntry("second one", 3, 0, "lock the lock #2", "run #1", "task"),
                new TraceEntry("#1", 3, 0, "lock the lock #2", "run second one", "task"),
                new TraceEntry("second one", 4, 0, "lock the lock #3", "run #1", "task"));
        assertThat(take.entries().get(4).task()).as("no comment").isEqualTo("'#1");
        assertThat(take.finding()).isNull();
    }

    @Test
    void theSameQuestionAtTheSamePlaceIsNumbered() {
        Restless restless = new Restless();
        rehearsal().play(restless, null);
        assertThat(restless.places).contains(new Place("second one", 1, 0, "start"), new Place("second one", 1, 1, "start"));
    }

    @Test
    void whatWasWrittenDownIsFoundAgainStrictlyAndGuided() {
        Rehearsal rehearsal = rehearsal();
        Take take = rehearsal.play(new Restless(), null);
        for (boolean strict : new boolean[] {true, false}) {
            TraceAnswers answers = new TraceAnswers(take.entries(), strict);
            assertThat(rehearsal.play(answers, null)).isEqualTo(take);
            assertThat(answers.isUsedUp()).isTrue();
            assertThat(answers.divergence()).isNull();
        }
    }

    /** On the real reader, in many executions: each entry answers a question of its own, by number and by label. */
    @Test
    void noTwoEntriesOfATraceAnswerTheSameQuestion(@TempDir Path directory) {
        ExploreSummary summary = Runs.run(Runs.options(5, Runs.canaries(), 20_000, directory));
        assertThat(summary.findings()).isNotEmpty();
        for (Reported found : summary.findings()) {
            Set<String> numbers = new HashSet<>();
            Set<String> labels = new HashSet<>();
            for (TraceEntry entry : found.trace().entries()) {
                assertThat(numbers.add(entry.question())).isTrue();
                assertThat(labels.add(entry.task() + '|' + entry.at() + '|' + entry.nth() + '|' + entry.kind())).isTrue();
            }
        }
    }
}
