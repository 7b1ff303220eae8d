package dev.overlap.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;

import dev.overlap.finding.Kind;
import dev.overlap.platform.IntCell;
import dev.overlap.platform.Lock;
import dev.overlap.simulation.Play;
import dev.overlap.simulation.Schedules;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Depth-first search takes every schedule, and each of them once. A task with {@code points} scheduling points runs in {@code m = points + 1} segments; two of
 * them can be ordered in C(2m, m) ways.
 */
class DepthFirstTest {

    private static final int UNBOUNDED = 100;

    @ParameterizedTest
    @CsvSource({"0, 2", "1, 6", "2, 20", "3, 70", "4, 252", "5, 924"})
    void twoTasksHaveAsManySchedulesAsThereAreWaysToMergeTheirSegments(int points, int schedules) {
        assertThat(Steps.tasks(2, points).everywhere(UNBOUNDED).count()).isEqualTo(schedules);
    }

    @ParameterizedTest
    @CsvSource({"0, 6", "1, 90", "2, 1680"})
    void threeTasksHaveTheMultinomialNumber(int points, int schedules) {
        // (3m)! / (m!)^3
        assertThat(Steps.tasks(3, points).everywhere(UNBOUNDED).count()).isEqualTo(schedules);
    }

    @Test
    void noScheduleIsTakenTwice() {
        Schedules schedules = Steps.tasks(2, 5).everywhere(UNBOUNDED);

        assertThat(schedules.hashes()).hasSize(schedules.count());
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "2", "3", "4"})
    void aBoundLeavesTheSchedulesWithSoManyPreemptions(int bound) {
        int cuts = 4; // places in each of two tasks of five segments at which it can be preempted
        long expected = 0;
        for (int preemptions = 0; preemptions <= bound; preemptions++) {
            // The task that begins is cut as often as the other one, or once more.
            expected += 2 * choose(cuts, (preemptions + 1) / 2) * choose(cuts, preemptions / 2);
        }
        assertThat(Steps.tasks(2, cuts).everywhere(bound).count()).isEqualTo((int) expected);
    }

    private static long choose(int n, int k) {
        long ways = 1;
        for (int i = 0; i < k; i++) {
            ways = ways * (n - i) / (i + 1);
        }
        return ways;
    }

    @Test
    void leavingATaskThatIsBlockedIsNoPreemption() {
        Play play = Play.of(stage -> {
            Lock lock = stage.platform().lock(stage.platform().process(), "lock");
            stage.task("owner", () -> {
                lock.lock();
                stage.platform().startThread("worker", () -> {}).join();
                lock.unlock();
            });
        });
        // At the start of the thread the owner goes on, or not; at the join there is no choice.
        assertThat(play.everywhere(0).count()).isEqualTo(1);
        assertThat(play.everywhere(1).count()).isEqualTo(2);
    }

    @Test
    void choicesOfDataAreTakenInEveryCombination() {
        Set<String> seen = new TreeSet<>();
        Schedules schedules = Play.ofTask(stage -> seen.add(stage.choose(2, "first") + " " + stage.choose(3, "second"))).everywhere(0);

        assertThat(seen).containsExactly("0 0", "0 1", "0 2", "1 0", "1 1", "1 2");
        assertThat(schedules.count()).isEqualTo(6);
    }

    @Test
    void theFirstExecutionIsTheDefaultOne() {
        Play play = Steps.tasks(3, 2);

        assertThat(play.everywhere(1).executions().getFirst()).isEqualTo(play.once());
    }

    @Test
    void aDefectThatOnePreemptionShowsIsFoundWithThatBoundAndNotBelow() {
        Play play = Play.of(stage -> {
            IntCell balance = stage.platform().volatileInt(stage.platform().process(), "balance", 0);
            Runnable deposit = () -> balance.set(balance.get() + 1);
            stage.task("owner", () -> {
                var other = stage.platform().startThread("other", deposit);
                deposit.run();
                other.join();
                if (balance.get() != 2) {
                    throw new IllegalStateException("a deposit is lost");
                }
            });
        });
        play.everywhere(0).areClean();
        play.everywhere(1).areSometimes(Kind.CRASH).says("a deposit is lost");
    }
}
