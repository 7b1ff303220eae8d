package dev.overlap.schedule;

import static dev.overlap.simulation.ExecutionAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import dev.overlap.platform.Condition;
import dev.overlap.platform.EventLoop;
import dev.overlap.platform.Lock;
import dev.overlap.platform.Platform;
import dev.overlap.simulation.Play;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Win32;
import org.junit.jupiter.api.Test;

/** Time passes when it is chosen to, or when nothing else can happen, and always up to the next deadline. */
class VirtualTimeTest {

    private static final long A_YEAR = 365L * 24 * 3600 * 1000;

    private final List<String> log = new ArrayList<>();

    @Test
    void timeBeginsAtZeroAndStandsStillWhileSomebodyRuns() {
        assertThat(Play.ofTask(stage -> {
            new Steps(stage).take(100);
            assertThat(stage.platform().clock().millis()).isZero();
        }).once()).isClean();
    }

    @Test
    void timeOutsFireInTheOrderOfTheirDeadlinesInEverySchedule() {
        Play.of(stage -> {
            List<Long> woken = new ArrayList<>();
            for (int i = 3; i >= 1; i--) {
                int timeout = 10 * i;
                stage.task("sleeper " + i, () -> {
                    sleep(stage.platform(), timeout);
                    long now = stage.platform().clock().millis();
                    assertThat(now).isGreaterThanOrEqualTo(timeout);
                    woken.add(now);
                    assertThat(woken).isSorted();
                });
            }
        }).everywhere(1).areClean();
    }

    @Test
    void everybodyWakesJustInTime() {
        assertThat(Play.of(stage -> {
            for (int timeout : new int[] {20, 30, 10}) {
                stage.task("sleeper " + timeout, () -> {
                    sleep(stage.platform(), timeout);
                    log.add(timeout + " at " + stage.platform().clock().millis());
                });
            }
        }).once()).isClean();
        assertThat(log).containsExactly("10 at 10", "20 at 20", "30 at 30");
    }

    @Test
    void twoTimeOutsAtOneMomentFireInAFixedOrder() {
        assertThat(Play.of(stage -> {
            for (String name : List.of("first", "second")) {
                stage.task(name, () -> {
                    sleep(stage.platform(), 10);
                    log.add(name);
                });
            }
        }).once()).isClean();
        assertThat(log).containsExactly("first", "second");
    }

    @Test
    void aYearIsNoLongerThanAMillisecond() {
        assertThat(Play.ofTask(stage -> {
            sleep(stage.platform(), A_YEAR);
            assertThat(stage.platform().clock().millis()).isEqualTo(A_YEAR);
        }).once()).isClean();
    }

    @Test
    void aTimeOutMayComeAlthoughTheSignalIsNear() {
        Set<Integer> answers = new TreeSet<>();
        Play.ofTask(stage -> {
            Handle event = stage.win32().createEvent(null, false, false, null);
            var setter = stage.platform().startThread("setter", () -> stage.win32().setEvent(event));
            answers.add(stage.win32().waitForSingleObject(event, 10));
            setter.join();
            stage.win32().closeHandle(event);
        }).everywhere(1).areClean();
        assertThat(answers).containsExactlyInAnyOrder(Win32.WAIT_OBJECT_0, Win32.WAIT_TIMEOUT);
    }

    @Test
    void aTimeOutNeverComesByDefaultWhileAnybodyCanRun() {
        assertThat(Play.ofTask(stage -> {
            Handle event = stage.win32().createEvent(null, false, false, null);
            var setter = stage.platform().startThread("setter", () -> {
                new Steps(stage).take(50);
                stage.win32().setEvent(event);
            });
            assertThat(stage.win32().waitForSingleObject(event, 1)).isEqualTo(Win32.WAIT_OBJECT_0);
            setter.join();
            stage.win32().closeHandle(event);
        }).once()).isClean();
    }

    @Test
    void aConditionSaysWhetherItWasSignalledOrTimedOut() {
        Set<Boolean> answers = new TreeSet<>();
        Play.ofTask(stage -> {
            Lock lock = stage.platform().lock(stage.platform().process(), "lock");
            Condition ready = lock.condition("ready");
            lock.lock();
            var signaller = stage.platform().startThread("signaller", () -> {
                lock.lock();
                ready.signal();
                lock.unlock();
            });
            long before = stage.platform().clock().millis();
            boolean signalled = ready.await(10);
            answers.add(signalled);
            assertThat(signalled || stage.platform().clock().millis() >= before + 10).isTrue();
            lock.unlock();
            signaller.join();
        }).everywhere(2).areClean();
        assertThat(answers).containsExactly(false, true);
    }

    @Test
    void aWaitThatIsOverLeavesNoTimerBehind() {
        assertThat(Play.ofTask(stage -> {
            Handle event = stage.win32().createEvent(null, true, false, null);
            var setter = stage.platform().startThread("setter", () -> stage.win32().setEvent(event));
            stage.win32().waitForSingleObject(event, 10);
            setter.join();
            sleep(stage.platform(), 1000);
            assertThat(stage.platform().clock().millis()).isEqualTo(1000);
            stage.win32().closeHandle(event);
        }).once()).isClean();
    }

    @Test
    void timersOfALoopRunInTheOrderOfTheirDeadlines() {
        assertThat(Play.ofTask(stage -> {
            EventLoop loop = stage.platform().eventLoop();
            loop.postDelayed(stage.platform().process(), 30, loop::quit);
            loop.postDelayed(stage.platform().process(), 20, () -> log.add("20"));
            loop.postDelayed(stage.platform().process(), 10, () -> log.add("10"));
            loop.post(stage.platform().process(), () -> log.add("at once"));
            loop.run();
        }).once()).isClean();
        assertThat(log).containsExactly("at once", "10", "20");
    }

    private static void sleep(Platform platform, long millis) {
        platform.eventLoop().runOnce(millis);
    }
}
