package dev.overlap.kernel;

import static dev.overlap.kernel.Rows.row;
import static dev.overlap.simulation.ExecutionAssert.assertThat;
import static dev.overlap.win32.Win32.INFINITE;
import static dev.overlap.win32.Win32.WAIT_FAILED;
import static dev.overlap.win32.Win32.WAIT_OBJECT_0;
import static dev.overlap.win32.Win32.WAIT_TIMEOUT;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_HANDLE;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_PARAMETER;
import static dev.overlap.win32.Win32Error.ERROR_TOO_MANY_POSTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.overlap.finding.Kind;
import dev.overlap.scenario.Stage;
import dev.overlap.simulation.Play;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.Win32;
import org.junit.jupiter.api.Test;

/** Semaphores. */
class SemaphoreRowsTest {

    @Test
    void eachWaitLowersTheCount() {
        row(stage -> {
            Handle semaphore = stage.win32().createSemaphore(null, 1, 3, null);
            DwordReference previous = new DwordReference();
            assertThat(stage.win32().releaseSemaphore(semaphore, 2, previous)).isTrue();
            assertThat(previous.value).isEqualTo(1);
            for (int i = 0; i < 3; i++) {
                assertThat(stage.win32().waitForSingleObject(semaphore, INFINITE)).isEqualTo(WAIT_OBJECT_0);
            }
            assertThat(stage.win32().waitForSingleObject(semaphore, 0)).isEqualTo(WAIT_TIMEOUT);
        });
    }

    @Test
    void aReleaseIsAllOrNothing() {
        row(stage -> { // S10
            Handle semaphore = stage.win32().createSemaphore(null, 1, 2, null);
            DwordReference previous = new DwordReference(-1);
            assertThat(stage.win32().releaseSemaphore(semaphore, 2, previous)).isFalse();
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_TOO_MANY_POSTS);
            assertThat(previous.value).isEqualTo(-1);
            assertThat(stage.win32().releaseSemaphore(semaphore, 0, null)).isFalse();
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_INVALID_PARAMETER);
            assertThat(stage.win32().signalObjectAndWait(semaphore, semaphore, 0, false)).isEqualTo(WAIT_OBJECT_0);
            stage.win32().releaseSemaphore(semaphore, 1, null);
            assertThat(stage.win32().signalObjectAndWait(semaphore, semaphore, 0, false)).isEqualTo(WAIT_FAILED);
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_TOO_MANY_POSTS);
        });
    }

    @Test
    void whatIsNoSemaphoreCannotBeReleased() {
        row(stage -> {
            assertThat(stage.win32().createSemaphore(null, 2, 1, null)).isEqualTo(Handle.NULL);
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_INVALID_PARAMETER);
            assertThat(stage.win32().releaseSemaphore(stage.win32().createEvent(null, true, true, null), 1, null)).isFalse();
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_INVALID_HANDLE);
        });
        assertThat(Play.ofTask(stage -> stage.win32().createSemaphore(null, 0, 1, null)).once()).isFinding(Kind.HANDLE_LEAK).says("sem1");
    }

    @Test
    void aReleaseOfTwoLetsTwoThrough() {
        Play.ofTask(stage -> {
            Handle semaphore = stage.win32().createSemaphore(null, 0, 2, null);
            var first = stage.platform().startThread("first", () -> stage.win32().waitForSingleObject(semaphore, INFINITE));
            var second = stage.platform().startThread("second", () -> stage.win32().waitForSingleObject(semaphore, INFINITE));
            stage.win32().releaseSemaphore(semaphore, 2, null);
            first.join();
            second.join();
            assertThat(stage.win32().waitForSingleObject(semaphore, 0)).isEqualTo(WAIT_TIMEOUT);
            stage.win32().closeHandle(semaphore);
        }).randomly(300).areClean();
    }

    @Test
    void oneReleaseIsOneCallback() {
        Play.ofTask(SemaphoreRowsTest::released).randomly(300).areClean();
    }

    private static void released(Stage stage) { // T2, T47
        Handle semaphore = stage.win32().createSemaphore(null, 0, 2, null);
        int[] callbacks = new int[1];
        HandleReference wait = new HandleReference();
        stage.win32().registerWaitForSingleObject(wait, semaphore, (context, timedOut) -> callbacks[0]++, null, INFINITE, Win32.WT_EXECUTEDEFAULT);
        stage.win32().releaseSemaphore(semaphore, 2, null);
        while (callbacks[0] < 2) {
            stage.platform().eventLoop().runOnce(1);
        }
        stage.win32().unregisterWaitEx(wait.value, Handle.INVALID_HANDLE_VALUE);
        assertThat(callbacks[0]).isEqualTo(2);
        stage.win32().closeHandle(semaphore);
    }

    @Test
    void theLimitsThemselvesAreGood() {
        row(stage -> {
            for (int[] counts : new int[][] {{0, 1}, {1, 1}, {0, 2}}) {
                Handle semaphore = stage.win32().createSemaphore(null, counts[0], counts[1], null);
                assertThat(semaphore.isNull()).isFalse();
                assertThat(stage.win32().releaseSemaphore(semaphore, counts[1] - counts[0] + 1, null)).as("too many").isFalse();
                assertThat(counts[0] == counts[1] || stage.win32().releaseSemaphore(semaphore, counts[1] - counts[0], null)).isTrue();
                for (int i = 0; i < counts[1]; i++) {
                    assertThat(stage.win32().waitForSingleObject(semaphore, 0)).isEqualTo(Win32.WAIT_OBJECT_0);
                }
                assertThat(stage.win32().waitForSingleObject(semaphore, 0)).isEqualTo(WAIT_TIMEOUT);
            }
        });
    }
}
