package dev.overlap.kernel;

import static dev.overlap.kernel.WatchedWait.playing;
import static dev.overlap.win32.Handle.INVALID_HANDLE_VALUE;
import static dev.overlap.win32.Win32.INFINITE;
import static dev.overlap.win32.Win32.WT_EXECUTEDEFAULT;
import static dev.overlap.win32.Win32.WT_EXECUTEONLYONCE;
import static dev.overlap.win32.Win32Error.ERROR_IO_PENDING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import org.junit.jupiter.api.Test;

/** UnregisterWait and UnregisterWaitEx, row by row. */
class UnregisterRowsTest {

    @Test
    void aWaitThatIsEndedBeforeItsSignalLeavesTheSignal() {
        for (Handle how : new Handle[] {Handle.NULL, INVALID_HANDLE_VALUE}) { // T1, T14, T15, TH2, W05
            playing(wait -> {
                wait.register(INFINITE, WT_EXECUTEDEFAULT);
                assertThat(wait.win32.unregisterWaitEx(wait.handle.value, how)).isTrue();
                wait.signal();
                wait.pause(1);
                assertThat(wait.log).isEmpty();
                assertThat(wait.isSet(wait.event)).isTrue();
            });
        }
    }

    @Test
    void theCompletionEventIsSetAlsoWhenThereIsNothingToWaitFor() {
        playing(wait -> { // T16
            wait.register(INFINITE, WT_EXECUTEDEFAULT);
            Handle done = wait.win32.createEvent(null, true, false, null);
            assertThat(wait.win32.unregisterWaitEx(wait.handle.value, done)).isTrue();
            assertThat(wait.isSet(done)).isTrue();
            wait.win32.closeHandle(done);
        });
    }

    @Test
    void aWaitThatHasExpiredIsEndedAtOnce() {
        for (Handle how : new Handle[] {Handle.NULL, INVALID_HANDLE_VALUE}) { // T17, T18
            playing(wait -> {
                wait.register(0, WT_EXECUTEONLYONCE);
                wait.pause(1);
                assertThat(wait.win32.unregisterWaitEx(wait.handle.value, how)).isTrue();
            });
        }
        playing(wait -> { // T19
            wait.register(0, WT_EXECUTEONLYONCE);
            wait.pause(1);
            Handle done = wait.win32.createEvent(null, true, false, null);
            assertThat(wait.win32.unregisterWaitEx(wait.handle.value, done)).isTrue();
            assertThat(wait.isSet(done)).isTrue();
            wait.win32.closeHandle(done);
        });
    }

    @Test
    void endingAWaitWhoseCallbackRunsSaysSoAndDoesNotWait() {
        playing(wait -> { // TH3, W06
            wait.holdCallbacks();
            wait.register(INFINITE, WT_EXECUTEDEFAULT);
            wait.signal();
            wait.pause(1);
            assertThat(wait.win32.unregisterWait(wait.handle.value)).isFalse();
            assertThat(wait.win32.getLastError()).isEqualTo(ERROR_IO_PENDING);
            wait.signal();
            wait.pause(1);
            assertThat(wait.log).as("nobody waits any more").containsExactly("signalled");
            assertThat(wait.isSet(wait.event)).isTrue();
            wait.releaseCallbacks();
        });
    }

    @Test
    void itsCompletionEventIsSetWhenTheCallbackHasEnded() {
        playing(wait -> { // W06, T20 to T26
            wait.holdCallbacks();
            wait.register(INFINITE, WT_EXECUTEDEFAULT);
            wait.signal();
            wait.pause(1);
            Handle done = wait.win32.createEvent(null, true, false, null);
            assertThat(wait.win32.unregisterWaitEx(wait.handle.value, done)).isFalse();
            assertThat(wait.win32.getLastError()).isEqualTo(ERROR_IO_PENDING);
            assertThat(wait.isSet(done)).isFalse();
            wait.releaseCallbacks();
            wait.pause(1);
            assertThat(wait.isSet(done)).isTrue();
            wait.win32.closeHandle(done);
        });
    }

    @Test
    void whoAsksToWaitWaitsUntilTheCallbackHasEnded() {
        playing(wait -> { // W06
            wait.holdCallbacks();
            wait.register(INFINITE, WT_EXECUTEDEFAULT);
            wait.signal();
            wait.pause(1);
            var other = wait.stage.platform().startThread("other", () -> {
                wait.pause(100);
                wait.log.add("released");
                wait.releaseCallbacks();
            });
            assertThat(wait.win32.unregisterWaitEx(wait.handle.value, INVALID_HANDLE_VALUE)).isTrue();
            assertThat(wait.log).containsExactly("signalled", "released");
            other.join();
        });
    }

    @Test
    void aCallbackThatEndsItsOwnWaitIsToldThatItRuns() {
        playing(wait -> { // W06; otherwise only on the wait thread (TH6)
            HandleReference handle = new HandleReference();
            assertThat(wait.win32.registerWaitForSingleObject(handle, wait.event, (context, timedOut) -> {
                wait.log.add(wait.win32.unregisterWait(handle.value) ? "TRUE" : "error " + wait.win32.getLastError());
            }, null, INFINITE, WT_EXECUTEONLYONCE)).isTrue();
            wait.signal();
            wait.pause(1);
            assertThat(wait.log).containsExactly("error " + ERROR_IO_PENDING);
        });
    }
}
