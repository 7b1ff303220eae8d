package dev.overlap.oracle;

import static dev.overlap.finding.Kind.CONTRACT;
import static dev.overlap.finding.Kind.DEADLOCK;
import static dev.overlap.simulation.ExecutionAssert.assertThat;
import static java.util.Objects.requireNonNull;

import dev.overlap.platform.Lock;
import dev.overlap.platform.PlatformThread;
import dev.overlap.scenario.Stage;
import dev.overlap.simulation.Ends;
import dev.overlap.simulation.ExecutionAssert;
import dev.overlap.simulation.Play;
import dev.overlap.simulation.Schedules;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.Memory;
import dev.overlap.win32.ThreadpoolWait;
import dev.overlap.win32.Win32;
import org.junit.jupiter.api.Test;

/** DEADLOCK: a cycle over locks, joins, callbacks and full pipes. */
class DeadlockTest {

    private static final int SEEDS = 300;

    // ---------------------------------------------------------------- locks

    @Test
    void aLockTakenTwiceIsADeadlock() {
        assertThat(Play.ofTask(stage -> {
            Lock lock = lock(stage);
            lock.lock();
            lock.lock();
        }).once()).isFinding(DEADLOCK).says("owner waits for the lock");
    }

    @Test
    void twoLocksTakenInOppositeOrdersAreADeadlock() {
        Play.of(stage -> {
            Lock first = lock(stage);
            Lock second = lock(stage);
            stage.task("one", () -> both(first, second));
            stage.task("other", () -> both(second, first));
        }).everywhere(1).areSometimes(DEADLOCK).says("one waits for the lock").says("other waits for the lock");
    }

    @Test
    void threeLocksTakenRoundATableAreADeadlock() {
        Play.of(stage -> {
            Lock[] forks = {lock(stage), lock(stage), lock(stage)};
            for (int i = 0; i < 3; i++) {
                Lock left = forks[i];
                Lock right = forks[(i + 1) % 3];
                stage.task("philosopher " + i, () -> both(left, right));
            }
        }).everywhere(2).areSometimes(DEADLOCK);
    }

    @Test
    void twoLocksTakenInOneOrderAreNoDeadlock() {
        Play.of(stage -> {
            Lock first = lock(stage);
            Lock second = lock(stage);
            stage.task("one", () -> both(first, second));
            stage.task("other", () -> both(first, second));
        }).everywhere(3).areClean();
    }

    @Test
    void whoOnlyTriesTheSecondLockIsInNoDeadlock() {
        Play.of(stage -> {
            Lock first = lock(stage);
            Lock second = lock(stage);
            stage.task("one", () -> both(first, second));
            stage.task("other", () -> {
                second.lock();
                if (first.tryLock()) {
                    first.unlock();
                }
                second.unlock();
            });
        }).everywhere(3).areClean();
    }

    private static void both(Lock first, Lock second) {
        first.lock();
        second.lock();
        second.unlock();
        first.unlock();
    }

    // ---------------------------------------------------------------- joins

    @Test
    void joiningAThreadThatNeedsTheJoinersLockIsADeadlock() {
        joining(true).areSometimes(DEADLOCK).says("waits for the end of");
    }

    @Test
    void joiningItAfterGivingTheLockBackIsNone() {
        joining(false).areClean();
    }

    private static Schedules joining(boolean holdingTheLock) {
        return Play.ofTask(stage -> {
            Lock lock = lock(stage);
            lock.lock();
            PlatformThread worker = stage.platform().startThread("worker", () -> {
                lock.lock();
                lock.unlock();
            });
            if (!holdingTheLock) {
                lock.unlock();
            }
            worker.join();
            if (holdingTheLock) {
                lock.unlock();
            }
        }).everywhere(2);
    }

    // ---------------------------------------------------------------- callbacks

    @Test
    void unregisteringAWaitInItsOwnCallbackBreaksItsContract() {
        assertThat(Play.ofTask(stage -> {
            Win32 win32 = stage.win32();
            HandleReference wait = new HandleReference();
            win32.registerWaitForSingleObject(wait, win32.createEvent(null, false, true, null),
                    (context, timedOut) -> win32.unregisterWaitEx(wait.value, Handle.INVALID_HANDLE_VALUE), null, Win32.INFINITE, Win32.WT_EXECUTEONLYONCE);
        }).once()).isFinding(CONTRACT).says("UnregisterWaitEx: waits for the callbacks of wait1 inside one of them");
    }

    @Test
    void unregisteringWithALockThatTheCallbackTakesIsADeadlock() {
        unregistering(true).areSometimes(DEADLOCK).says("owner waits for callbacks").says("waits for the lock");
    }

    @Test
    void unregisteringWithoutItIsNone() {
        unregistering(false).areClean();
    }

    private static Schedules unregistering(boolean holdingTheLock) {
        return Play.ofTask(stage -> {
            Win32 win32 = stage.win32();
            Lock lock = lock(stage);
            Handle event = win32.createEvent(null, false, true, null);
            HandleReference wait = new HandleReference();
            win32.registerWaitForSingleObject(wait, event, (context, timedOut) -> both(lock, lock(stage)), null, Win32.INFINITE, Win32.WT_EXECUTEDEFAULT);
            locked(lock, holdingTheLock, () -> win32.unregisterWaitEx(wait.value, Handle.INVALID_HANDLE_VALUE));
            win32.closeHandle(event);
        }).randomly(SEEDS);
    }

    @Test
    void waitingForCallbacksWithALockThatTheyTakeIsADeadlock() {
        Play.ofTask(stage -> {
            Lock lock = lock(stage);
            ThreadpoolWait wait = requireNonNull(stage.win32().createThreadpoolWait((instance, context, self, result) -> both(lock, lock(stage)), null));
            Handle event = stage.win32().createEvent(null, false, true, null);
            stage.win32().setThreadpoolWait(wait, event, null);
            locked(lock, true, () -> stage.win32().waitForThreadpoolWaitCallbacks(wait, false));
            stage.win32().setThreadpoolWait(wait, Handle.NULL, null);
            stage.win32().waitForThreadpoolWaitCallbacks(wait, true);
            stage.win32().closeThreadpoolWait(wait);
            stage.win32().closeHandle(event);
        }).randomly(SEEDS).areSometimes(DEADLOCK).says("waits for callbacks of").says("in WaitForThreadpoolWaitCallbacks");
    }

    @Test
    void aDeadlockWithOneOfTwoCallbacksIsADeadlockWhenTheOtherHasEnded() {
        Play.ofTask(stage -> {
            Win32 win32 = stage.win32();
            Lock lock = lock(stage);
            Handle event = win32.createEvent(null, false, false, null);
            HandleReference wait = new HandleReference();
            boolean[] second = {false};
            win32.registerWaitForSingleObject(wait, event, (context, timedOut) -> {
                if (!second[0]) {
                    second[0] = true;
                    both(lock, lock(stage));
                }
            }, null, Win32.INFINITE, Win32.WT_EXECUTEDEFAULT);
            win32.setEvent(event);
            win32.setEvent(event);
            locked(lock, true, () -> win32.unregisterWaitEx(wait.value, Handle.INVALID_HANDLE_VALUE));
            win32.closeHandle(event);
        }).randomly(SEEDS).areSometimes(DEADLOCK);
    }

    private static void locked(Lock lock, boolean really, Runnable deed) {
        if (really) {
            lock.lock();
        }
        deed.run();
        if (really) {
            lock.unlock();
        }
    }

    // ---------------------------------------------------------------- pipes

    @Test
    void twoEndsThatWaitForRoomInAFullPipeAreADeadlock() {
        bothWriting(false).isFinding(DEADLOCK);
    }

    @Test
    void anEndThatReadsFirstBreaksTheCircle() {
        bothWriting(true).isClean();
    }

    /** Each end writes twice what the pipe takes, and waits for room. */
    private static ExecutionAssert bothWriting(boolean clientReadsFirst) {
        return assertThat(Play.ofPeer(stage -> {
            Win32 win32 = stage.win32();
            Ends ends = new Ends(stage, 10);
            Memory bytes = requireNonNull(stage.platform().allocate(stage.platform().process(), 20));
            Memory room = requireNonNull(stage.platform().allocate(stage.platform().process(), 20));
            PlatformThread client = stage.platform().startThread("client", () -> {
                if (clientReadsFirst) {
                    win32.readFile(ends.client, room, 0, 20, null, null);
                }
                win32.writeFile(ends.client, bytes, 0, clientReadsFirst ? 10 : 20, null, null);
            });
            win32.writeFile(ends.server, bytes, 0, 20, null, null);
            client.join();
        }).once());
    }

    private static Lock lock(Stage stage) {
        return stage.platform().lock(stage.platform().process(), "lock");
    }
}
