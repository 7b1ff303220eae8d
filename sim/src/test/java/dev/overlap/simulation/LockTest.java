package dev.overlap.simulation;

import static dev.overlap.simulation.ExecutionAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import dev.overlap.platform.Condition;
import dev.overlap.platform.Guarded;
import dev.overlap.platform.Lock;
import dev.overlap.platform.PlatformThread;
import dev.overlap.scenario.Stage;
import org.junit.jupiter.api.Test;

class LockTest {

    @Test
    void oneTaskIsInsideAtATimeInEverySchedule() {
        Play.of(stage -> {
            Lock lock = lock(stage);
            int[] inside = {0};
            for (int i = 0; i < 3; i++) {
                stage.task("task " + i, () -> {
                    lock.lock();
                    assertThat(++inside[0]).isEqualTo(1);
                    stage.platform().lock(stage.platform().process(), "point").tryLock();
                    inside[0]--;
                    lock.unlock();
                });
            }
        }).everywhere(2).areClean();
    }

    @Test
    void tryLockSaysWhetherTheLockWasFree() {
        Set<Boolean> answers = new TreeSet<>();
        Play.of(stage -> {
            Lock lock = lock(stage);
            stage.task("holder", () -> {
                lock.lock();
                stage.platform().lock(stage.platform().process(), "point").tryLock();
                lock.unlock();
            });
            stage.task("other", () -> {
                boolean free = lock.tryLock();
                answers.add(free);
                if (free) {
                    lock.unlock();
                }
            });
        }).everywhere(2).areClean();
        assertThat(answers).containsExactly(false, true);
    }

    @Test
    void aGuardedObjectIsWhatItWas() {
        assertThat(Play.ofTask(stage -> {
            Lock lock = lock(stage);
            Guarded<List<String>> names = stage.platform().guarded(lock, "names", new ArrayList<>());
            lock.lock();
            names.get().add("x");
            assertThat(names.get()).containsExactly("x");
            lock.unlock();
        }).once()).isClean();
    }

    @Test
    void aSignalWakesOneWaiterAndSignalAllWakesAll() {
        assertThat(Play.ofTask(stage -> {
            Lock lock = lock(stage);
            Condition ready = lock.condition("ready");
            int[] woken = {0};
            List<PlatformThread> waiters = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                waiters.add(stage.platform().startThread("waiter", () -> {
                    lock.lock();
                    ready.await();
                    woken[0]++;
                    lock.unlock();
                }));
            }
            pause(stage);
            lock.lock();
            ready.signal();
            lock.unlock();
            pause(stage);
            assertThat(woken[0]).isEqualTo(1);
            lock.lock();
            ready.signalAll();
            lock.unlock();
            waiters.forEach(PlatformThread::join);
        }).once()).isClean();
    }

    @Test
    void awaitGivesTheLockBackAndTakesItAgain() {
        Play.ofTask(stage -> {
            Lock lock = lock(stage);
            Condition ready = lock.condition("ready");
            List<String> log = new ArrayList<>();
            lock.lock();
            PlatformThread other = stage.platform().startThread("other", () -> {
                lock.lock();
                log.add("inside");
                ready.signal();
                log.add("still inside");
                lock.unlock();
            });
            ready.await();
            assertThat(log).containsExactly("inside", "still inside");
            lock.unlock();
            other.join();
        }).everywhere(2).areClean();
    }

    @Test
    void awaitingForNoTimeIsGivingOthersAChance() {
        assertThat(Play.ofTask(stage -> {
            Lock lock = lock(stage);
            Condition ready = lock.condition("ready");
            lock.lock();
            assertThat(ready.await(0)).isFalse();
            assertThat(stage.platform().clock().millis()).isZero();
            lock.unlock();
        }).once()).isClean();
    }

    private static Lock lock(Stage stage) {
        return stage.platform().lock(stage.platform().process(), "lock");
    }

    private static void pause(Stage stage) {
        stage.platform().eventLoop().runOnce(1);
    }
}
