package dev.overlap.oracle;

import static dev.overlap.finding.Kind.UNBOUNDED;
import static dev.overlap.simulation.ExecutionAssert.assertThat;
import static java.util.Objects.requireNonNull;

import java.util.function.Consumer;

import dev.overlap.platform.EventLoop;
import dev.overlap.platform.Lifetime;
import dev.overlap.scenario.Stage;
import dev.overlap.simulation.ExecutionAssert;
import dev.overlap.simulation.Play;
import dev.overlap.win32.Memory;
import org.junit.jupiter.api.Test;

/** UNBOUNDED: memory beyond what the scenario states and one read, and events that wait without end. */
class BoundTest {

    private static final int BOUND = 100;
    private static final int ONE_READ = 16;
    private static final int MOST_EVENTS = 64;

    private interface Allocator {
        Memory allocate(int bytes);
    }

    @Test
    void memoryBeyondTheBoundAndOneReadIsTooMuch() {
        within(BOUND, allocate -> {
            allocate.allocate(ONE_READ);
            allocate.allocate(BOUND + 1);
        }).isFinding(UNBOUNDED).says("117 bytes of memory are allocated with m2, at most 100 and one read of 16 are allowed");
    }

    @Test
    void memoryUpToTheBoundAndOneReadIsNot() {
        within(BOUND, allocate -> {
            allocate.allocate(ONE_READ);
            allocate.allocate(BOUND);
        }).isClean();
    }

    @Test
    void aFirstReadThatIsSmallIsNotTheMeasure() {
        within(BOUND, allocate -> {
            allocate.allocate(1).free();
            for (int i = 0; i <= BOUND / ONE_READ; i++) {
                allocate.allocate(ONE_READ);
            }
        }).isClean();
    }

    @Test
    void aPieceIsNoMeasureForItself() {
        within(BOUND, allocate -> {
            allocate.allocate(1).free();
            allocate.allocate(BOUND + 2);
        }).isFinding(UNBOUNDED).says("102 bytes of memory are allocated with m2, at most 100 and one read of 1 are allowed");
    }

    @Test
    void manySmallPiecesAreTooMuchAsWell() {
        within(BOUND, allocate -> {
            for (int i = 0; i <= (BOUND + ONE_READ) / ONE_READ; i++) {
                allocate.allocate(ONE_READ);
            }
        }).isFinding(UNBOUNDED).says("128 bytes of memory");
    }

    @Test
    void memoryThatWasGivenBackDoesNotCount() {
        within(BOUND, allocate -> {
            for (int i = 0; i < 10; i++) {
                Memory read = allocate.allocate(ONE_READ);
                allocate.allocate(BOUND).free();
                read.free();
            }
        }).isClean();
    }

    @Test
    void whereNoBoundIsStatedThereIsNone() {
        assertThat(Play.ofTask(stage -> allocating(stage, allocate -> allocate.allocate(1 << 20))).once()).isClean();
    }

    @Test
    void aBoundEndsWithItsExecution() {
        Consumer<Allocator> much = allocate -> {
            allocate.allocate(ONE_READ);
            allocate.allocate(10 * BOUND);
        };
        boolean[] bounded = {true};
        Play play = Play.of(stage -> {
            if (bounded[0]) {
                stage.boundMemory(BOUND);
            }
            stage.task("owner", () -> allocating(stage, much));
        });
        assertThat(play.once()).isFinding(UNBOUNDED);
        bounded[0] = false;
        assertThat(play.once()).isClean();
    }

    @Test
    void whatStaysInThePipeIsThePeersMemory() {
        assertThat(Play.played(stage -> {
            stage.boundMemory(1);
            var pipe = stage.bytePipe(10_000);
            stage.peer("peer", () -> pipe.peer().write(5_000));
        })).isClean();
    }

    @Test
    void eventsThatNobodyFetchesAreTooMany() {
        posting(MOST_EVENTS + 1).isFinding(UNBOUNDED).says("65 events wait in loop of owner");
    }

    @Test
    void someEventsMayWait() {
        posting(MOST_EVENTS).isClean();
    }

    @Test
    void eventsThatAreFetchedMayComeForEver() {
        assertThat(Play.ofTask(stage -> {
            EventLoop loop = stage.platform().eventLoop();
            for (int i = 0; i < 10 * MOST_EVENTS; i++) {
                loop.post(stage.platform().process(), () -> {});
                loop.runOnce(0);
            }
        }).once()).isClean();
    }

    private static ExecutionAssert posting(int events) {
        return assertThat(Play.ofTask(stage -> {
            for (int i = 0; i < events; i++) {
                stage.platform().eventLoop().post(stage.platform().process(), () -> {});
            }
        }).once());
    }

    private static ExecutionAssert within(long bound, Consumer<Allocator> task) {
        return assertThat(Play.of(stage -> {
            stage.boundMemory(bound);
            stage.task("owner", () -> allocating(stage, task));
        }).once());
    }

    private static void allocating(Stage stage, Consumer<Allocator> task) {
        // The process's own, which is no leak; it counts all the same.
        Lifetime process = stage.platform().process();
        task.accept(bytes -> requireNonNull(stage.platform().allocate(process, bytes)));
    }
}
