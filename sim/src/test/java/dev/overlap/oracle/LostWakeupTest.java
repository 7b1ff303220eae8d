package dev.overlap.oracle;

import static dev.overlap.finding.Kind.LOST_WAKEUP;
import static dev.overlap.simulation.ExecutionAssert.assertThat;
import static dev.overlap.win32.Win32.INFINITE;
import static dev.overlap.win32.Win32Error.ERROR_OPERATION_ABORTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.overlap.platform.Condition;
import dev.overlap.platform.EventLoop;
import dev.overlap.platform.IntCell;
import dev.overlap.platform.Lock;
import dev.overlap.platform.PlatformThread;
import dev.overlap.simulation.Ends;
import dev.overlap.simulation.Play;
import dev.overlap.simulation.Schedules;
import dev.overlap.simulation.Transfer;
import dev.overlap.win32.Handle;
import org.junit.jupiter.api.Test;

/** LOST_WAKEUP: nothing can run any more, and somebody waits for what has happened already or nobody will tell. */
class LostWakeupTest {

    private static final long AN_HOUR = 3_600_000;

    @Test
    void aSignalThatComesBeforeTheWaitIsLost() {
        signalling(false).areSometimes(LOST_WAKEUP).says("consumer waits for the condition");
    }

    @Test
    void aWaitThatLooksUnderTheLockFirstLosesNothing() {
        signalling(true).areClean();
    }

    private static Schedules signalling(boolean lookingFirst) {
        return Play.of(stage -> {
            Lock lock = stage.platform().lock(stage.platform().process(), "lock");
            Condition ready = lock.condition("ready");
            IntCell done = stage.platform().plainInt(stage.platform().process(), "done", 0);
            stage.task("producer", () -> {
                lock.lock();
                done.set(1);
                ready.signal();
                lock.unlock();
            });
            stage.task("consumer", () -> {
                lock.lock();
                if (!lookingFirst || done.get() == 0) {
                    ready.await();
                }
                lock.unlock();
            });
        }).everywhere(2);
    }

    @Test
    void oneSignalForTwoWaitersLeavesOneWaiting() {
        Play.ofTask(stage -> {
            Handle event = stage.win32().createEvent(null, false, false, null);
            for (int i = 0; i < 2; i++) {
                stage.platform().startThread("waiter", () -> stage.win32().waitForSingleObject(event, INFINITE));
            }
            stage.win32().setEvent(event);
        }).everywhere(1).areAll(LOST_WAKEUP);
    }

    @Test
    void aSignalThatIsResetBeforeAnybodySawItIsLost() {
        resetting(true).areSometimes(LOST_WAKEUP).says("waits for the object").says("in WaitForSingleObject");
    }

    @Test
    void aSignalThatStaysIsNotLost() {
        resetting(false).areClean();
    }

    private static Schedules resetting(boolean reset) {
        return Play.ofTask(stage -> {
            Handle event = stage.win32().createEvent(null, true, false, null);
            PlatformThread waiter = stage.platform().startThread("waiter", () -> stage.win32().waitForSingleObject(event, INFINITE));
            stage.win32().setEvent(event);
            if (reset) {
                stage.win32().resetEvent(event);
            }
            waiter.join();
            stage.win32().closeHandle(event);
        }).everywhere(2);
    }

    @Test
    void aReadThatNobodyServesOrEndsKeepsItsWaiterForEver() {
        assertThat(Play.ofTask(stage -> {
            Ends ends = new Ends(stage, 10);
            ends.reading(ends.server, 1).await(ends.server);
        }).once()).isFinding(LOST_WAKEUP).says("owner waits for the object").says("in GetOverlappedResult");
    }

    @Test
    void aLoopThatNobodyQuitsIsNotedByItsName() {
        assertThat(Play.ofTask(stage -> stage.platform().eventLoop().run()).once()).isFinding(LOST_WAKEUP).says("owner waits for its event loop");
    }

    @Test
    void aLoopThatIsIdleForALongTimeHasLostNothing() {
        assertThat(Play.ofTask(stage -> {
            EventLoop loop = stage.platform().eventLoop();
            loop.postDelayed(stage.platform().process(), AN_HOUR, loop::quit);
            loop.run();
        }).once()).isClean();
    }

    @Test
    void aReadThatPendsOnASilentPeerHasLostNothing() {
        assertThat(Play.ofTask(stage -> {
            Ends ends = new Ends(stage, 10);
            Transfer read = ends.reading(ends.server, 1);
            stage.platform().eventLoop().runOnce(AN_HOUR);
            read.cancel(ends.server);
            assertThat(read.await(ends.server)).isEqualTo(ERROR_OPERATION_ABORTED);
            read.close();
            ends.close();
        }).once()).isClean();
    }
}
