package dev.overlap.kernel;

import static dev.overlap.win32.Handle.INVALID_HANDLE_VALUE;
import static dev.overlap.win32.Win32.INFINITE;
import static dev.overlap.win32.Win32.WT_EXECUTEDEFAULT;
import static dev.overlap.win32.Win32.WT_EXECUTEINWAITTHREAD;
import static dev.overlap.win32.Win32.WT_EXECUTEONLYONCE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import dev.overlap.scenario.Stage;
import dev.overlap.simulation.Play;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.Win32;
import org.junit.jupiter.api.Test;

/** Callbacks on the thread that waits for all the others. */
class WaitThreadTest {

    private static final int ONCE_IN_WAIT_THREAD = WT_EXECUTEONLYONCE | WT_EXECUTEINWAITTHREAD;

    private final List<String> log = new ArrayList<>();

    private static HandleReference register(Stage stage, Handle event, int flags, Runnable callback) {
        HandleReference wait = new HandleReference();
        assertThat(stage.win32().registerWaitForSingleObject(wait, event, (context, timedOut) -> callback.run(), null, INFINITE, flags)).isTrue();
        return wait;
    }

    private void spend(Stage stage, String name) {
        log.add(name + " begins");
        stage.platform().eventLoop().runOnce(1);
        log.add(name + " ends");
    }

    private void twoAtOnce(Stage stage, int flags) {
        log.clear();
        Handle event = stage.win32().createEvent(null, true, true, null);
        HandleReference first = register(stage, event, flags, () -> spend(stage, "a"));
        HandleReference second = register(stage, event, flags, () -> spend(stage, "b"));
        while (log.size() < 4) {
            stage.platform().eventLoop().runOnce(1);
        }
        stage.win32().unregisterWaitEx(first.value, INVALID_HANDLE_VALUE);
        stage.win32().unregisterWaitEx(second.value, INVALID_HANDLE_VALUE);
        stage.win32().closeHandle(event);
    }

    @Test
    void noneBeginsBeforeTheOtherHasEnded() { // TH8
        Play.ofTask(stage -> {
            twoAtOnce(stage, ONCE_IN_WAIT_THREAD);
            assertThat(log).isIn(List.of("a begins", "a ends", "b begins", "b ends"), List.of("b begins", "b ends", "a begins", "a ends"));
        }).randomly(300).areClean();
    }

    @Test
    void elsewhereTheyOverlap() {
        boolean[] overlapped = new boolean[1];
        Play.ofTask(stage -> {
            twoAtOnce(stage, WT_EXECUTEONLYONCE | WT_EXECUTEDEFAULT);
            overlapped[0] |= log.get(1).endsWith("begins");
        }).randomly(300).areClean();
        assertThat(overlapped[0]).isTrue();
    }

    @Test
    void oneThatUnregistersItselfIsToldThatAllIsOver() { // TH6
        Play.ofTask(stage -> {
            log.clear();
            Handle event = stage.win32().createEvent(null, true, true, null);
            HandleReference wait = new HandleReference();
            stage.win32().registerWaitForSingleObject(wait, event, (context, timedOut) -> log.add("" + stage.win32().unregisterWait(wait.value)), null,
                    INFINITE,
                    ONCE_IN_WAIT_THREAD);
            while (log.isEmpty()) {
                stage.platform().eventLoop().runOnce(1);
            }
            assertThat(log).containsExactly("true");
            stage.win32().closeHandle(event);
        }).randomly(300).areClean();
    }

    @Test
    void oneThatIsUnregisteredWhileItIsQueuedMayNotBegin() {
        int[] begun = new int[2];
        Play.ofTask(stage -> {
            log.clear();
            Handle event = stage.win32().createEvent(null, true, true, null);
            HandleReference first = register(stage, event, ONCE_IN_WAIT_THREAD, () -> spend(stage, "a"));
            HandleReference second = register(stage, event, ONCE_IN_WAIT_THREAD, () -> spend(stage, "b"));
            stage.win32().unregisterWaitEx(second.value, INVALID_HANDLE_VALUE);
            int seen = log.contains("b begins") ? 1 : 0;
            begun[seen]++;
            stage.win32().unregisterWaitEx(first.value, INVALID_HANDLE_VALUE);
            assertThat(log.contains("b begins") ? 1 : 0).as("none begins afterwards").isEqualTo(seen);
            stage.win32().closeHandle(event);
        }).randomly(300).areClean();
        assertThat(begun).doesNotContain(0);
    }

    @Test
    void anApcForAThreadOfThePoolRunsWhereverThatThreadIs() { // T10, T11
        for (int flags : new int[] {WT_EXECUTEONLYONCE, ONCE_IN_WAIT_THREAD}) {
            Play.ofTask(stage -> {
                log.clear();
                Handle gate = stage.win32().createEvent(null, true, false, null);
                Handle event = stage.win32().createEvent(null, true, true, null);
                HandleReference own = new HandleReference();
                int[] ids = new int[3];
                HandleReference wait = register(stage, event, flags, () -> {
                    ids[0] = stage.win32().getCurrentThreadId();
                    assertThat(stage.win32().duplicateHandle(INVALID_HANDLE_VALUE, Win32.CURRENT_THREAD, INVALID_HANDLE_VALUE, own, 0, false,
                            Win32.DUPLICATE_SAME_ACCESS)).isTrue();
                    stage.win32().waitForSingleObject(gate, INFINITE);
                    log.add("callback");
                });
                while (own.value == null || own.value.isNull()) {
                    stage.platform().eventLoop().runOnce(1);
                }
                assertThat(stage.win32().queueUserAPC(context -> {
                    ids[1] = stage.win32().getCurrentThreadId();
                    log.add("first APC");
                }, own.value, null)).isTrue();
                stage.win32().setEvent(gate);
                while (log.size() < 2) {
                    stage.platform().eventLoop().runOnce(1);
                }
                assertThat(stage.win32().queueUserAPC(context -> {
                    ids[2] = stage.win32().getCurrentThreadId();
                    log.add("second APC");
                }, own.value, null)).isTrue();
                while (log.size() < 3) {
                    stage.platform().eventLoop().runOnce(1);
                }
                assertThat(log).as("the wait for the gate is not alertable").containsExactly("callback", "first APC", "second APC");
                assertThat(ids).containsOnly(ids[0]);
                stage.win32().unregisterWaitEx(wait.value, INVALID_HANDLE_VALUE);
                stage.win32().closeHandle(own.value);
                stage.win32().closeHandle(event);
                stage.win32().closeHandle(gate);
            }).randomly(100).areClean();
        }
    }
}
