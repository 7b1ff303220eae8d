package dev.overlap.real;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.overlap.finding.HarnessError;
import dev.overlap.finding.Kind;
import dev.overlap.platform.Lock;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.Win32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Where nothing moves any more somebody says so, and says who waits for what. What is blocked here stays so until the tests' process ends. */
@EnabledOnOs(OS.WINDOWS)
class WatchdogTest {

    private final Theatre theatre = new Theatre();

    @Test void whoWaitsForWhatNeverComesIsForgotten() {
        RealExecution execution = theatre.play(stage -> stage.task("owner", () -> {
            Handle event = stage.win32().createEvent(null, false, false, null);
            stage.win32().waitForSingleObject(event, Win32.INFINITE);
        }));
        assertThat(Theatre.kinds(execution)).containsExactly(Kind.LOST_WAKEUP);
        assertThat(execution.findings().get(0).message()).contains("owner in WaitForSingleObject");
        assertThat(execution.report()).anyMatch(line -> line.startsWith("thread") && line.contains("owner"));
        assertThat(execution.mustExit()).isTrue();
        assertThatThrownBy(() -> theatre.findings(stage -> {})).isInstanceOf(HarnessError.class).hasMessageContaining("blocked");
    }

    @Test void whoWaitsForACallbackThatWaitsForHimIsInACircle() {
        RealExecution execution = theatre.play(stage -> stage.task("owner", () -> {
            Win32 win32 = stage.win32();
            Lock lock = stage.platform().lock(stage.platform().process(), "lock");
            Handle event = win32.createEvent(null, false, false, null);
            Handle inside = win32.createEvent(null, false, false, null);
            HandleReference wait = new HandleReference();
            lock.lock();
            win32.registerWaitForSingleObject(wait, event, (context, timedOut) -> {
                win32.setEvent(inside);
                lock.lock();
            }, null, Win32.INFINITE, 0);
            win32.setEvent(event);
            win32.waitForSingleObject(inside, 10_000);
            win32.unregisterWaitEx(wait.value, Handle.INVALID_HANDLE_VALUE);
        }));
        assertThat(Theatre.kinds(execution)).containsExactly(Kind.DEADLOCK);
        assertThat(execution.findings().get(0).message()).contains("owner waits for the callbacks of w1 in UnregisterWaitEx").contains("held by owner");
        assertThat(execution.mustExit()).isTrue();
    }

    @Test void aTimeOutIsNoStandstill() {
        assertThat(theatre.findings(stage -> {
            Handle event = stage.win32().createEvent(null, false, false, null);
            stage.win32().waitForSingleObject(event, 500);
            stage.win32().closeHandle(event);
        })).isEmpty();
        theatre.close();
    }
}
