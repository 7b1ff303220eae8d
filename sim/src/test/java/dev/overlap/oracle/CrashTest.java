package dev.overlap.oracle;

import static dev.overlap.finding.Kind.CRASH;
import static dev.overlap.finding.Kind.LIVELOCK;
import static dev.overlap.simulation.ExecutionAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.overlap.finding.HarnessError;
import dev.overlap.platform.EventLoop;
import dev.overlap.platform.IntCell;
import dev.overlap.platform.Lock;
import dev.overlap.schedule.Limits;
import dev.overlap.schedule.Verdict;
import dev.overlap.simulation.Play;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.Win32;
import org.junit.jupiter.api.Test;

/** CRASH: an exception leaves a task. LIVELOCK: there is no end. And what is no defect of the program but of the harness. */
class CrashTest {

    @Test
    void anExceptionThatLeavesATaskIsACrash() {
        assertThat(Play.ofTask(stage -> {
            throw new IllegalStateException("out of order");
        }).once()).isFinding(CRASH).says("out of order").says("at dev.overlap.oracle.CrashTest");
    }

    @Test
    void anExceptionInACallbackIsACrash() {
        assertThat(Play.ofTask(stage -> {
            Win32 win32 = stage.win32();
            Handle event = win32.createEvent(null, false, true, null);
            win32.registerWaitForSingleObject(new HandleReference(), event, (context, timedOut) -> {
                throw new IllegalStateException("in the callback");
            }, null, Win32.INFINITE, Win32.WT_EXECUTEONLYONCE);
        }).once()).isFinding(CRASH).says("in the callback");
    }

    @Test
    void anExceptionThatTheTaskCatchesIsNone() {
        assertThat(Play.ofTask(stage -> {
            EventLoop loop = stage.platform().eventLoop();
            loop.post(stage.platform().process(), () -> {
                throw new IllegalStateException("out of order");
            });
            try {
                loop.runOnce(0);
            } catch (IllegalStateException e) {
                loop.post(stage.platform().process(), () -> {});
            }
        }).once()).isClean();
    }

    @Test
    void givingBackALockThatOneDoesNotHoldIsACrash() {
        assertThat(Play.ofTask(stage -> stage.platform().lock(stage.platform().process(), "lock").unlock()).once()).isFinding(CRASH)
                .says("lock is not held by owner");
    }

    @Test
    void aConditionWithoutItsLockIsACrash() {
        assertThat(Play.ofTask(stage -> {
            Lock lock = stage.platform().lock(stage.platform().process(), "lock");
            lock.condition("ready").signal();
        }).once()).isFinding(CRASH).says("ready used without lock");
    }

    @Test
    void spinningForEverIsALivelock() {
        assertThat(Play.ofTask(stage -> {
            IntCell flag = stage.platform().volatileInt(stage.platform().process(), "flag", 0);
            while (flag.get() == 0) {
                flag.get();
            }
        }).within(new Limits(100, 500, 0)).once()).isFinding(LIVELOCK).says("500 scheduling points").ends(Verdict.STEP_BOUND);
    }

    @Test
    void spinningUntilSomebodyElseHasActedIsNone() {
        Play.of(stage -> {
            IntCell flag = stage.platform().volatileInt(stage.platform().process(), "flag", 0);
            stage.task("spinner", () -> {
                while (flag.get() == 0) {
                    flag.get();
                }
            });
            stage.task("other", () -> flag.set(1));
        }).within(new Limits(100, 500, 0)).randomly(100).areClean();
    }

    @Test
    void aFunctionThatIsNotSimulatedIsNobodysDefect() {
        assertThatExceptionOfType(HarnessError.class).isThrownBy(() -> Play.ofTask(stage -> stage.win32().createSemaphore(null, 0, 1, "named")).once())
                .withMessageStartingWith("not simulated: CreateSemaphore");
    }

    @Test
    void theWorldCanBePlayedAgainAfterADefectOfTheHarness() {
        boolean[] broken = {true};
        Play play = Play.ofTask(stage -> {
            if (broken[0]) {
                throw new HarnessError("broken");
            }
        });
        assertThatExceptionOfType(HarnessError.class).isThrownBy(play::once).withMessage("broken");
        broken[0] = false;
        assertThat(play.once()).isClean();
    }
}
