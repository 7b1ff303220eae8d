package dev.overlap.kernel;

import static dev.overlap.simulation.ExecutionAssert.assertThat;
import static dev.overlap.win32.Win32.INFINITE;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import dev.overlap.scenario.Stage;
import dev.overlap.simulation.Play;
import dev.overlap.win32.FileTime;
import dev.overlap.win32.Handle;
import dev.overlap.win32.ThreadpoolWait;
import dev.overlap.win32.Win32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Thread-pool waits, row by row; s1 of the rows is an auto-reset event here. */
class ThreadpoolWaitsTest {

    private static final FileTime IN_200_MS = FileTime.relativeMillis(200);

    @Test
    void aSignalIsOneCallbackAndIsTaken() {
        playing(wait -> { // T35, T01
            wait.set(null);
            wait.signal();
            wait.pause(1);
            assertThat(wait.log).containsExactly("signalled");
            assertThat(wait.isSet()).isFalse();
            wait.signal();
            wait.pause(1);
            assertThat(wait.log).as("once for each time it is set").hasSize(1);
            assertThat(wait.isSet()).isTrue();
        });
    }

    @Test
    void aWaitMayBeSetAgain() {
        playing(wait -> { // F19
            for (int i = 1; i <= 3; i++) {
                wait.set(null);
                wait.signal();
                wait.pause(1);
                assertThat(wait.log).hasSize(i);
            }
        });
    }

    @Test
    void aTimeOutIsACallbackAndLeavesTheObject() {
        playing(wait -> { // T36
            wait.set(IN_200_MS);
            wait.pause(100);
            assertThat(wait.log).isEmpty();
            wait.pause(200);
            assertThat(wait.log).containsExactly("timed out");
        });
    }

    @Test
    void waitingForCallbacksLeavesTheWaitArmed() {
        playing(wait -> { // T38, T02
            wait.set(IN_200_MS);
            wait.pause(100);
            wait.awaitCallbacks();
            assertThat(wait.log).isEmpty();
            wait.pause(200);
            assertThat(wait.log).containsExactly("timed out");
        });
        playing(wait -> { // T40
            wait.set(IN_200_MS);
            wait.awaitCallbacks();
            wait.signal();
            wait.pause(1);
            assertThat(wait.log).containsExactly("signalled");
        });
    }

    @Test
    void aSignalBeforeTheTimeOutIsTaken() {
        playing(wait -> { // T39
            wait.set(IN_200_MS);
            wait.pause(100);
            wait.signal();
            wait.pause(1000);
            assertThat(wait.log).containsExactly("signalled");
            assertThat(wait.isSet()).isFalse();
        });
    }

    @Test
    void aTimeOutOfZeroLeavesASignalledObject() {
        playing(wait -> { // T43, T01
            wait.signal();
            wait.set(FileTime.relativeMillis(0));
            wait.pause(1);
            assertThat(wait.log).containsExactly("timed out");
            assertThat(wait.isSet()).isTrue();
        });
    }

    @Test
    void aWaitThatIsSetToNothingLeavesTheSignal() {
        playing(wait -> { // T44, F19
            wait.set(FileTime.relativeMillis(250));
            wait.win32.setThreadpoolWait(wait.wait, Handle.NULL, null);
            wait.signal();
            wait.pause(1000);
            assertThat(wait.log).isEmpty();
            assertThat(wait.isSet()).isTrue();
        });
    }

    @Test
    void aWaitThatIsClosedLeavesTheSignal() {
        playing(wait -> { // T01, F20
            wait.set(null);
            wait.close();
            wait.signal();
            wait.pause(1);
            assertThat(wait.log).isEmpty();
            assertThat(wait.isSet()).isTrue();
        });
    }

    @Test
    void closingAWaitDoesNotWaitForItsCallback() {
        playing(wait -> { // T02
            wait.win32.resetEvent(wait.gate);
            wait.set(null);
            wait.signal();
            wait.pause(1);
            wait.close();
            wait.log.add("closed");
            wait.win32.setEvent(wait.gate);
            wait.pause(1);
            assertThat(wait.log).containsExactly("signalled", "closed");
            assertThat(wait.ended).isEqualTo(1);
        });
    }

    @Test
    void waitingForCallbacksWaitsForTheOneThatRuns() {
        playing(wait -> { // T02
            wait.win32.resetEvent(wait.gate);
            wait.set(null);
            wait.signal();
            wait.pause(1);
            var other = wait.stage.platform().startThread("other", () -> {
                wait.pause(100);
                wait.win32.setEvent(wait.gate);
            });
            wait.awaitCallbacks();
            assertThat(wait.ended).isEqualTo(1);
            other.join();
        });
    }

    @Test
    void oneSignalOfTwoWaitsIsOneCallback() {
        playing(wait -> { // T47, T48
            Wait other = new Wait(wait.stage);
            wait.set(null);
            other.win32.setThreadpoolWait(other.wait, wait.event, null);
            wait.signal();
            wait.pause(1);
            assertThat(wait.log.size() + other.log.size()).isEqualTo(1);
            wait.signal();
            wait.pause(1);
            assertThat(wait.log).containsExactly("signalled");
            assertThat(other.log).containsExactly("signalled");
            other.end();
        });
    }

    // ---------------------------------------------------------------- the tests' own words

    private static void playing(Consumer<Wait> row) {
        assertThat(Play.ofTask(stage -> {
            Wait wait = new Wait(stage);
            row.accept(wait);
            wait.end();
        }).once()).isClean();
    }

    /** A wait on an event, whose callbacks write down why they came. */
    private static final class Wait {
        final Stage stage;
        final Win32 win32;
        final Handle event;
        final Handle gate;
        final ThreadpoolWait wait;
        final List<String> log = new ArrayList<>();
        int ended;
        private boolean closed;

        Wait(Stage stage) {
            this.stage = stage;
            win32 = stage.win32();
            event = win32.createEvent(null, false, false, null);
            gate = win32.createEvent(null, true, true, null);
            wait = requireNonNull(win32.createThreadpoolWait((instance, context, self, result) -> {
                log.add(result == Win32.WAIT_OBJECT_0 ? "signalled" : "timed out");
                win32.waitForSingleObject(gate, INFINITE);
                ended++;
            }, null));
        }

        void set(@Nullable FileTime timeout) {
            win32.setThreadpoolWait(wait, event, timeout);
        }

        void signal() {
            win32.setEvent(event);
        }

        boolean isSet() {
            return win32.waitForSingleObject(event, 0) == Win32.WAIT_OBJECT_0;
        }

        void pause(long millis) {
            stage.platform().eventLoop().runOnce(millis);
        }

        void awaitCallbacks() {
            win32.waitForThreadpoolWaitCallbacks(wait, false);
        }

        void close() {
            win32.closeThreadpoolWait(wait);
            closed = true;
        }

        void end() {
            if (!closed) {
                close();
            }
            win32.closeHandle(event);
            win32.closeHandle(gate);
        }
    }

    @Test
    void aWaitThatIsSetAgainForgetsItsTimeOut() {
        playing(wait -> { // F19
            wait.set(IN_200_MS);
            wait.set(null);
            wait.pause(1000);
            assertThat(wait.log).isEmpty();
            wait.signal();
            wait.pause(1);
            assertThat(wait.log).containsExactly("signalled");
        });
    }

    @Test
    void whatIsQueuedCanBeDropped() {
        playing(wait -> { // F20
            wait.set(null);
            wait.signal();
            wait.win32.waitForThreadpoolWaitCallbacks(wait.wait, true);
            wait.pause(10);
            assertThat(wait.log).isEmpty();
            assertThat(wait.isSet()).as("it was taken all the same").isFalse();
        });
    }
}
