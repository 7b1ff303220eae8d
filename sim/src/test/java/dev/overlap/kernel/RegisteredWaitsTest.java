package dev.overlap.kernel;

import static dev.overlap.kernel.WatchedWait.playing;
import static dev.overlap.win32.Win32.INFINITE;
import static dev.overlap.win32.Win32.WT_EXECUTEDEFAULT;
import static dev.overlap.win32.Win32.WT_EXECUTEONLYONCE;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** RegisterWaitForSingleObject, row by row; s1 of the rows is an auto-reset event here. */
class RegisteredWaitsTest {

    @Test
    void everySignalIsACallbackAndIsTaken() {
        playing(wait -> { // T2, W01
            wait.register(INFINITE, WT_EXECUTEDEFAULT);
            for (int i = 1; i <= 3; i++) {
                wait.signal();
                wait.pause(1);
                assertThat(wait.log).hasSize(i).containsOnly("signalled");
                assertThat(wait.isSet(wait.event)).isFalse();
            }
            wait.unregister();
        });
    }

    @Test
    void aWaitForOneTimeLeavesTheSecondSignal() {
        playing(wait -> { // T3, W02
            wait.register(INFINITE, WT_EXECUTEONLYONCE);
            wait.signal();
            wait.pause(1);
            wait.signal();
            wait.pause(100);
            assertThat(wait.log).containsExactly("signalled");
            assertThat(wait.isSet(wait.event)).isTrue();
            wait.unregister();
        });
    }

    @Test
    void aTimeOutIsACallbackAndLeavesTheObject() {
        playing(wait -> { // T4
            wait.register(200, WT_EXECUTEDEFAULT);
            wait.pause(100);
            assertThat(wait.log).isEmpty();
            wait.pause(200);
            assertThat(wait.log).containsExactly("timed out");
            wait.unregister();
        });
    }

    @Test
    void aTimeOutBeginsAnewAfterEachCallback() {
        playing(wait -> { // T4, W04
            wait.register(200, WT_EXECUTEDEFAULT);
            wait.pause(500);
            assertThat(wait.log).containsExactly("timed out", "timed out");
            wait.signal();
            wait.pause(150);
            assertThat(wait.log).containsExactly("timed out", "timed out", "signalled");
            wait.unregister();
        });
    }

    @Test
    void aSignalBeforeTheTimeOutIsTaken() {
        playing(wait -> { // T5
            wait.register(200, WT_EXECUTEONLYONCE);
            wait.pause(100);
            wait.signal();
            wait.pause(1000);
            assertThat(wait.log).containsExactly("signalled");
            assertThat(wait.isSet(wait.event)).isFalse();
            wait.unregister();
        });
    }

    @Test
    void aTimeOutOfZeroLooksAtTheObjectOnce() {
        playing(wait -> { // T8, TH4
            wait.register(0, WT_EXECUTEONLYONCE);
            wait.pause(1);
            assertThat(wait.log).containsExactly("timed out");
            assertThat(wait.win32.unregisterWait(wait.handle.value)).isTrue();
        });
        playing(wait -> { // T9, W04
            wait.signal();
            wait.register(0, WT_EXECUTEONLYONCE);
            wait.pause(1);
            assertThat(wait.log).containsExactly("signalled");
            assertThat(wait.isSet(wait.event)).isFalse();
            wait.unregister();
        });
    }

    @Test
    void anObjectThatIsSignalledAlreadyIsACallback() {
        playing(wait -> { // TH1, TH7
            wait.signal();
            wait.register(INFINITE, WT_EXECUTEONLYONCE);
            wait.pause(1);
            assertThat(wait.log).containsExactly("signalled");
            assertThat(wait.win32.unregisterWait(wait.handle.value)).isTrue();
        });
    }

    @Test
    void aManualResetEventThatStaysSetIsAStorm() {
        playing(wait -> { // W03
            wait.win32.closeHandle(wait.event);
            wait.event = wait.win32.createEvent(null, true, true, null);
            wait.register(INFINITE, WT_EXECUTEDEFAULT);
            wait.stopAfter(20);
            wait.pause(1);
            assertThat(wait.log).hasSizeGreaterThanOrEqualTo(20);
            wait.unregister();
        });
    }

    @Test
    void aSignalThatStaysIsAnotherCallbackBeforeTheFirstHasEnded() {
        playing(wait -> { // W03
            wait.win32.closeHandle(wait.event);
            wait.event = wait.win32.createEvent(null, true, false, null);
            wait.holdCallbacks();
            wait.register(INFINITE, WT_EXECUTEDEFAULT);
            wait.signal();
            wait.pause(1);
            assertThat(wait.log).hasSizeGreaterThan(1);
            wait.win32.resetEvent(wait.event);
            wait.releaseCallbacks();
            wait.unregister();
        });
    }
}
