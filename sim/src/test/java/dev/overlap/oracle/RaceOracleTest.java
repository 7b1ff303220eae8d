package dev.overlap.oracle;

import static dev.overlap.finding.Kind.DATA_RACE;
import static dev.overlap.simulation.ExecutionAssert.assertThat;
import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.function.Consumer;

import dev.overlap.platform.AtomicIntCell;
import dev.overlap.platform.Cell;
import dev.overlap.platform.Guarded;
import dev.overlap.platform.IntCell;
import dev.overlap.platform.Lock;
import dev.overlap.platform.Platform;
import dev.overlap.platform.PlatformThread;
import dev.overlap.scenario.Stage;
import dev.overlap.simulation.Play;
import dev.overlap.simulation.Schedules;
import dev.overlap.win32.Memory;
import org.junit.jupiter.api.Test;

/** DATA_RACE between tasks. What orders them is in {@link HappensBeforeTest}, what orders callbacks in {@link HappensBeforeCallbacksTest}. */
class RaceOracleTest {

    // ---------------------------------------------------------------- races

    @Test
    void twoWritesWithoutAnOrderRace() {
        assertThat(Play.played(stage -> {
            IntCell count = count(stage);
            stage.task("one", () -> count.set(1));
            stage.task("other", () -> count.set(2));
        })).isFinding(DATA_RACE).says("count written without an order to its use by one").in("other");
    }

    @Test
    void aReadAndAWriteWithoutAnOrderRace() {
        playing((stage, count) -> {
            stage.task("writer", () -> count.set(1));
            stage.task("reader", count::get);
        }).areAll(DATA_RACE);
    }

    @Test
    void aReferenceRacesLikeANumber() {
        assertThat(Play.played(stage -> {
            Cell<String> name = stage.platform().plain(stage.platform().process(), "name", "x");
            stage.task("reader", name::get);
            stage.task("writer", () -> name.set("y"));
        })).isFinding(DATA_RACE).says("name written");
    }

    @Test
    void aGuardedObjectWithoutItsLockRacesWithNobodyNear() {
        assertThat(Play.ofTask(stage -> {
            Guarded<String> state = stage.platform().guarded(lock(stage), "state", "x");
            state.get();
        }).once()).isFinding(DATA_RACE).says("state used without holding lock");
    }

    @Test
    void aFlagCheckedTwiceButOutsideTheLockFirstRacesWhenItIsPlain() {
        Play.of(stage -> checkingTwice(stage, count(stage))).everywhere(2).areSometimes(DATA_RACE);
    }

    @Test
    void aWriteToMemoryRacesWithEachOfItsReaders() {
        for (int joined : new int[] {0, 1}) {
            readAndWritten(threads -> threads.get(joined).join()).areAll(DATA_RACE);
        }
    }

    @Test
    void aWriteToMemoryThatFollowsAllItsReadersDoesNotRace() {
        readAndWritten(threads -> threads.forEach(PlatformThread::join)).areClean();
    }

    /** Two threads read some memory, one of them twice, and it is written after this. */
    private static Schedules readAndWritten(Consumer<List<PlatformThread>> before) {
        return Play.ofTask(stage -> {
            Platform platform = stage.platform();
            Memory memory = requireNonNull(platform.allocate(platform.process(), 4));
            memory.put(1, (byte) 1);
            List<PlatformThread> threads = List.of(platform.startThread("one", () -> memory.read(0, new byte[4], 0, 4)), platform.startThread("other", () -> {
                memory.get(1);
                memory.read(0, new byte[3], 0, 3);
            }));
            before.accept(threads);
            memory.put(1, (byte) 2);
            threads.forEach(PlatformThread::join);
        }).everywhere(2);
    }

    // ---------------------------------------------------------------- no races

    @Test
    void twoReadsDoNotRace() {
        playing((stage, count) -> {
            stage.task("one", count::get);
            stage.task("other", count::get);
        }).areClean();
    }

    @Test
    void volatileAndAtomicCellsDoNotRace() {
        Play.of(stage -> {
            Platform platform = stage.platform();
            IntCell flag = platform.volatileInt(platform.process(), "flag", 0);
            Cell<String> name = platform.volatileCell(platform.process(), "name", "x");
            AtomicIntCell state = platform.atomicInt(platform.process(), "state", 0);
            for (String task : new String[] {"one", "other"}) {
                stage.task(task, () -> {
                    flag.set(1);
                    name.set(task);
                    state.addAndGet(1);
                });
            }
        }).everywhere(2).areClean();
    }

    @Test
    void aFlagCheckedTwiceDoesNotRaceWhenItIsVolatile() {
        Play.of(stage -> checkingTwice(stage, stage.platform().volatileInt(stage.platform().process(), "made", 0))).everywhere(2).areClean();
    }

    /** Double-checked locking: whoever comes first makes the thing, and who sees that it is made uses it without the lock. */
    private static void checkingTwice(Stage stage, IntCell made) {
        Lock lock = lock(stage);
        IntCell thing = count(stage);
        for (String task : new String[] {"one", "other"}) {
            stage.task(task, () -> {
                if (made.get() == 0) {
                    lock.lock();
                    if (made.get() == 0) {
                        thing.set(42);
                        made.set(1);
                    }
                    lock.unlock();
                }
                thing.get();
            });
        }
    }

    // ---------------------------------------------------------------- the tests' own words

    private interface Story {
        void play(Stage stage, IntCell count);
    }

    private static Schedules playing(Story story) {
        return Play.of(stage -> story.play(stage, count(stage))).everywhere(2);
    }

    private static IntCell count(Stage stage) {
        return stage.platform().plainInt(stage.platform().process(), "count", 0);
    }

    private static Lock lock(Stage stage) {
        return stage.platform().lock(stage.platform().process(), "lock");
    }
}
