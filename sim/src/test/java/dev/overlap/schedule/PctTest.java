package dev.overlap.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.overlap.finding.Finding;
import dev.overlap.finding.Kind;
import dev.overlap.platform.IntCell;
import dev.overlap.platform.Lock;
import dev.overlap.scenario.Stage;
import dev.overlap.simulation.Execution;
import dev.overlap.simulation.Play;
import org.junit.jupiter.api.Test;

/**
 * PCT's promise, on the examples of its paper (Burckhardt, Kothari, Musuvathi, Nagarakatte, ASPLOS 2010): an execution of n tasks and k steps shows a bug of
 * depth d with a probability of at least p = 1 / (n · k^(d-1)). So N executions miss it with a probability of at most (1 - p)^N; {@link #executions} is the N
 * for which that is below 1e-9.
 */
class PctTest {

    private static final double MISSED = 1e-9;

    /** Figure 1 (a), depth 1: the variable is used before it is made. n = 2: p = 1/2, N = 30. */
    @Test
    void anOrderingBug() {
        Play play = Play.of(stage -> {
            Steps steps = new Steps(stage);
            IntCell made = stage.platform().volatileInt(stage.platform().process(), "made", 0);
            stage.task("maker", () -> {
                steps.take(5);
                made.set(1);
                steps.take(5);
            });
            stage.task("user", () -> {
                steps.take(5);
                require(made.get() == 1, "used before it was made");
                steps.take(5);
            });
        });
        assertFound(play, 2, 24, 1, Kind.CRASH);
    }

    /** Figure 1 (b), depth 2: null is written between the check and the use. n = 2, k = 22: p = 1/44, N = 902. */
    @Test
    void anAtomicityViolation() {
        Play play = Play.of(stage -> atomicityViolation(stage, 0));

        assertFound(play, 2, 22, 2, Kind.CRASH);
        assertThat(count(play, new Pct(1), 22, 1000)).as("depth 1 is not enough").isZero();
    }

    /** The same among eight more tasks of three steps. n = 10, k = 54: p = 1/540, N = 11,181. */
    @Test
    void anAtomicityViolationAmongManyTasks() {
        assertFound(Play.of(stage -> atomicityViolation(stage, 8)), 10, 54, 2, Kind.CRASH);
    }

    private static void atomicityViolation(Stage stage, int others) {
        Steps steps = new Steps(stage);
        for (int i = 0; i < others; i++) {
            stage.task("other " + i, () -> steps.take(3));
        }
        IntCell present = stage.platform().volatileInt(stage.platform().process(), "present", 1);
        stage.task("remover", () -> {
            steps.take(5);
            present.set(0);
            steps.take(4);
        });
        stage.task("user", () -> {
            steps.take(4);
            if (present.get() == 1) {
                require(present.get() == 1, "removed between check and use");
            }
            steps.take(4);
        });
    }

    /** Figure 1 (c), depth 2: two locks in opposite orders. n = 2, k = 24: p = 1/48, N = 985. */
    @Test
    void aDeadlock() {
        Play play = Play.of(stage -> {
            Lock a = stage.platform().lock(stage.platform().process(), "a");
            Lock b = stage.platform().lock(stage.platform().process(), "b");
            Steps steps = new Steps(stage);
            stage.task("one", () -> takeBoth(steps, a, b));
            stage.task("other", () -> takeBoth(steps, b, a));
        });
        assertFound(play, 2, 24, 2, Kind.DEADLOCK);
        assertThat(count(play, new Pct(1), 24, 1000)).as("depth 1 is not enough").isZero();
    }

    private static void takeBoth(Steps steps, Lock first, Lock second) {
        steps.take(3);
        first.lock();
        steps.take(3);
        second.lock();
        second.unlock();
        first.unlock();
        steps.take(3);
    }

    /** Figure 5, depth 1: one task must stay behind for twenty steps, which a random walk lets it do once in 2^20 executions. n = 2: p = 1/2, N = 30. */
    @Test
    void aTaskThatMustStayBehindForLong() {
        Play play = Play.of(stage -> {
            Steps steps = new Steps(stage);
            IntCell done = stage.platform().volatileInt(stage.platform().process(), "done", 0);
            stage.task("slow", () -> {
                steps.take(20);
                done.set(1);
            });
            stage.task("quick", () -> require(done.get() == 0, "the slow one was quicker"));
        });
        assertFound(play, 2, 24, 1, Kind.CRASH);
        assertThat(count(play, new RandomWalk(), 24, 100)).as("a random walk").isZero();
    }

    /**
     * Depth 3: two tasks each stop in the middle, a third one runs, and of the two the one that began first ends last. The directive is: the third task last
     * of all by its priority, the second halves of the two delayed behind it, the later one to begin before the other. n = 3, k = 8: p = 1/192, N = 3969.
     */
    @Test
    void aBugOfDepthThree() {
        Play play = Play.of(stage -> {
            Steps steps = new Steps(stage);
            StringBuilder log = new StringBuilder();
            stage.task("a", () -> {
                steps.take(1);
                log.append('a');
                steps.take(1);
                log.append('A');
                check(log);
            });
            stage.task("b", () -> {
                steps.take(1);
                log.append('b');
                steps.take(1);
                log.append('B');
                check(log);
            });
            stage.task("c", () -> {
                steps.take(1);
                log.append('c');
                check(log);
            });
        });
        assertFound(play, 3, 8, 3, Kind.CRASH);
    }

    private static void check(StringBuilder log) {
        require(!"abcBA".contentEquals(log) && !"bacAB".contentEquals(log), "who began first ended last");
    }

    // ---------------------------------------------------------------- the tests' own words

    private static void require(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalStateException(otherwise);
        }
    }

    private static int executions(int tasks, int steps, int depth) {
        double probability = 1 / (tasks * Math.pow(steps, depth - 1));
        return (int) Math.ceil(Math.log(MISSED) / Math.log1p(-probability));
    }

    private static void assertFound(Play play, int tasks, int steps, int depth, Kind kind) {
        int executions = executions(tasks, steps, depth);
        Execution sample = play.randomly(0, new RandomWalk(), steps);
        assertThat(sample.picks()).as("steps of an execution").isLessThanOrEqualTo(steps);
        Pct strategy = new Pct(depth);
        for (int seed = 0; seed < executions; seed++) {
            Finding finding = play.randomly(seed, strategy, steps).finding();
            if (finding != null) {
                assertThat(finding.kind()).isEqualTo(kind);
                return;
            }
        }
        throw new AssertionError("not found in " + executions + " executions");
    }

    private static int count(Play play, Strategy strategy, int steps, int executions) {
        int found = 0;
        for (int seed = 0; seed < executions; seed++) {
            found += play.randomly(seed, strategy, steps).finding() == null ? 0 : 1;
        }
        return found;
    }
}
