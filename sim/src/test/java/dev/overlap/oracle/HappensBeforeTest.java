package dev.overlap.oracle;

import static dev.overlap.finding.Kind.DATA_RACE;

import java.util.function.BiConsumer;

import dev.overlap.platform.AtomicIntCell;
import dev.overlap.platform.EventLoop;
import dev.overlap.platform.IntCell;
import dev.overlap.platform.Lock;
import dev.overlap.scenario.OtherProcess;
import dev.overlap.scenario.Stage;
import dev.overlap.simulation.Play;
import dev.overlap.simulation.Schedules;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Win32;
import org.junit.jupiter.api.Test;

/** What orders two tasks and what does not: SEMANTICS.md 2. */
class HappensBeforeTest {

    @Test
    void anUnlockOrdersWithTheNextLock() {
        playing((stage, count) -> {
            Lock lock = lock(stage);
            for (String task : new String[] {"one", "other"}) {
                stage.task(task, () -> {
                    lock.lock();
                    count.set(count.get() + 1);
                    lock.unlock();
                });
            }
        }).areClean();
    }

    @Test
    void aSuccessfulTryLockOrdersLikeALock() {
        playing((stage, count) -> {
            Lock lock = lock(stage);
            for (String task : new String[] {"one", "other"}) {
                stage.task(task, () -> {
                    if (lock.tryLock()) {
                        count.set(count.get() + 1);
                        lock.unlock();
                    }
                });
            }
        }).areClean();
    }

    @Test
    void twoDifferentLocksOrderNothing() {
        playing((stage, count) -> {
            for (String task : new String[] {"one", "other"}) {
                Lock lock = lock(stage);
                stage.task(task, () -> {
                    lock.lock();
                    count.set(count.get() + 1);
                    lock.unlock();
                });
            }
        }).areAll(DATA_RACE);
    }

    @Test
    void aVolatileWriteOrdersWithTheReadThatSeesIt() {
        published(false).areClean();
    }

    @Test
    void aVolatileReadThatDoesNotSeeTheWriteOrdersNothing() {
        published(true).areSometimes(DATA_RACE);
    }

    private static Schedules published(boolean evenIfUnseen) {
        return playing((stage, count) -> {
            IntCell ready = stage.platform().volatileInt(stage.platform().process(), "ready", 0);
            stage.task("writer", () -> {
                count.set(1);
                ready.set(1);
            });
            stage.task("reader", () -> {
                if (ready.get() == 1 || evenIfUnseen) {
                    count.get();
                }
            });
        });
    }

    @Test
    void aFailedCompareAndSetPublishesNothing() {
        playing((stage, count) -> {
            AtomicIntCell state = stage.platform().atomicInt(stage.platform().process(), "state", 0);
            stage.task("writer", () -> {
                count.set(1);
                state.compareAndSet(7, 8);
            });
            stage.task("reader", () -> {
                state.get();
                count.get();
            });
        }).areAll(DATA_RACE);
    }

    @Test
    void startingAThreadAndJoiningItOrdersBoth() {
        playing((stage, count) -> stage.task("owner", () -> {
            count.set(1);
            var thread = stage.platform().startThread("worker", () -> count.set(2));
            thread.join();
            count.set(3);
        })).areClean();
    }

    @Test
    void aThreadThatIsNotJoinedIsNotOrdered() {
        playing((stage, count) -> stage.task("owner", () -> {
            stage.platform().startThread("worker", () -> count.set(2));
            count.set(3);
        })).areAll(DATA_RACE);
    }

    @Test
    void anEventThatIsSetOrdersWithTheWaitThatItSatisfies() {
        signalled(true).areClean();
    }

    @Test
    void aWaitThatTimesOutOrdersNothing() {
        signalled(false).areSometimes(DATA_RACE);
    }

    private static Schedules signalled(boolean forSure) {
        return playing((stage, count) -> stage.task("owner", () -> {
            Handle event = stage.win32().createEvent(null, false, false, null);
            var thread = stage.platform().startThread("worker", () -> {
                stage.win32().waitForSingleObject(event, forSure ? -1 : 10);
                count.get();
            });
            count.set(1);
            stage.win32().setEvent(event);
            thread.join();
            stage.win32().closeHandle(event);
        }));
    }

    @Test
    void resettingAnEventOrdersNothing() {
        playing((stage, count) -> stage.task("owner", () -> {
            Handle event = stage.win32().createEvent(null, true, true, null);
            var thread = stage.platform().startThread("worker", () -> {
                stage.win32().waitForSingleObject(event, 0);
                count.get();
            });
            count.set(1);
            stage.win32().resetEvent(event);
            thread.join();
            stage.win32().closeHandle(event);
        })).areAll(DATA_RACE);
    }

    @Test
    void postingOrdersWithTheEventThatRuns() {
        playing((stage, count) -> stage.task("owner", () -> {
            EventLoop loop = stage.platform().eventLoop();
            stage.platform().startThread("worker", () -> {
                count.set(1);
                loop.post(stage.platform().process(), () -> {
                    count.set(2);
                    loop.quit();
                });
            });
            loop.run();
        })).areClean();
    }

    @Test
    void quittingALoopOrdersWithWhatFollowsItsRun() {
        quitting((count, loop) -> {
            count.set(1);
            loop.quit();
        }).areClean();
    }

    @Test
    void whatFollowsTheQuittingOfALoopIsNotOrderedWithWhatFollowsItsRun() {
        quitting((count, loop) -> {
            loop.quit();
            count.set(1);
        }).areAll(DATA_RACE);
    }

    private static Schedules quitting(BiConsumer<IntCell, EventLoop> deed) {
        return playing((stage, count) -> stage.task("owner", () -> {
            EventLoop loop = stage.platform().eventLoop();
            stage.platform().startThread("worker", () -> deed.accept(count, loop));
            loop.run();
            count.set(2);
        }));
    }

    @Test
    void waitingForAThreadOrdersWithItsEndWheneverItsHandleWasOpened() {
        opening(true).areClean();
    }

    @Test
    void openingAHandleOfAThreadThatHasEndedOrdersNothing() {
        opening(false).areAll(DATA_RACE);
    }

    private static Schedules opening(boolean waits) {
        return playing((stage, count) -> stage.task("owner", () -> {
            var thread = stage.platform().startThread("worker", () -> count.set(1));
            stage.platform().eventLoop().runOnce(1);
            Handle handle = thread.openHandle();
            if (waits) {
                stage.win32().waitForSingleObject(handle, Win32.INFINITE);
            }
            count.set(2);
            stage.win32().closeHandle(handle);
        }));
    }

    @Test
    void waitingForAProcessOrdersWithItsEndWheneverItsHandleWasOpened() {
        playing((stage, count) -> {
            OtherProcess child = stage.process("child");
            child.start("child", () -> {
                count.set(1);
                stage.exitProcess();
            });
            stage.task("owner", () -> {
                stage.platform().eventLoop().runOnce(1);
                Handle handle = child.open();
                stage.win32().waitForSingleObject(handle, Win32.INFINITE);
                count.set(2);
                stage.win32().closeHandle(handle);
            });
        }).areClean();
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
