package dev.overlap.schedule;

import static dev.overlap.simulation.ExecutionAssert.assertThat;
import static dev.overlap.simulation.Play.played;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import dev.overlap.platform.IntCell;
import dev.overlap.platform.Lock;
import dev.overlap.scenario.Stage;
import dev.overlap.simulation.Execution;
import org.junit.jupiter.api.Test;

/** A sequence of zeros is the plain sequential run. */
class DefaultScheduleTest {

    private final List<String> log = new ArrayList<>();

    @Test
    void tasksRunOneAfterTheOtherInTheOrderInWhichTheyWereMade() {
        assertThat(played(stage -> {
            for (String name : List.of("first", "second", "third")) {
                stage.task(name, () -> steps(stage, name, 3));
            }
        })).isClean();
        assertThat(log).containsExactly("first 0", "first 1", "first 2", "second 0", "second 1", "second 2", "third 0", "third 1", "third 2");
    }

    @Test
    void aTaskThatBlocksIsLeftForTheFirstThatCanRun() {
        assertThat(played(stage -> {
            Lock lock = stage.platform().lock(stage.platform().process(), "lock");
            stage.task("first", () -> {
                lock.lock();
                stage.platform().startThread("thread", () -> steps(stage, "thread", 1)).join();
                log.add("first goes on");
                lock.unlock();
            });
            stage.task("second", () -> {
                lock.lock();
                log.add("second has the lock");
                lock.unlock();
            });
        })).isClean();
        assertThat(log).containsExactly("thread 0", "first goes on", "second has the lock");
    }

    @Test
    void timePassesOnlyWhenNothingElseCanHappen() {
        assertThat(played(stage -> {
            stage.task("sleeper", () -> {
                stage.platform().eventLoop().runOnce(10);
                log.add("time is " + stage.platform().clock().millis());
            });
            stage.task("worker", () -> steps(stage, "worker", 2));
        })).isClean();
        assertThat(log).containsExactly("worker 0", "worker 1", "time is 10");
    }

    @Test
    void nothingOutOfTheOrdinaryHappens() {
        Execution execution = played(stage -> stage.task("owner", () -> steps(stage, "owner", 3)));

        assertThat(execution.surprised()).isFalse();
        assertThat(execution.picks()).isZero();
        assertThat(execution.points()).isEqualTo(3);
    }

    private void steps(Stage stage, String name, int count) {
        IntCell cell = stage.platform().volatileInt(stage.platform().process(), "cell", 0);
        for (int i = 0; i < count; i++) {
            cell.get();
            log.add(name + " " + i);
        }
    }
}
