package dev.overlap.kernel;

import static dev.overlap.kernel.Rows.row;
import static dev.overlap.win32.Win32.INFINITE;
import static dev.overlap.win32.Win32.WAIT_FAILED;
import static dev.overlap.win32.Win32.WAIT_OBJECT_0;
import static dev.overlap.win32.Win32.WAIT_TIMEOUT;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_HANDLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import dev.overlap.platform.PlatformThread;
import dev.overlap.scenario.Stage;
import dev.overlap.simulation.Play;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import org.junit.jupiter.api.Test;

/** Events, and threads that wait for them. */
class EventsTest {

    @Test
    void aWaitTakesTheSignalOfAnAutoResetEvent() {
        row(stage -> { // E01
            Handle event = stage.win32().createEvent(null, false, true, null);
            assertThat(stage.win32().waitForSingleObject(event, 0)).isEqualTo(WAIT_OBJECT_0);
            assertThat(stage.win32().waitForSingleObject(event, 0)).isEqualTo(WAIT_TIMEOUT);
        });
    }

    @Test
    void aManualResetEventStaysSetUntilItIsReset() {
        row(stage -> { // E01
            Handle event = stage.win32().createEvent(null, true, true, null);
            assertThat(stage.win32().waitForSingleObject(event, INFINITE)).isEqualTo(WAIT_OBJECT_0);
            assertThat(stage.win32().waitForSingleObject(event, INFINITE)).isEqualTo(WAIT_OBJECT_0);
            assertThat(stage.win32().resetEvent(event)).isTrue();
            assertThat(stage.win32().waitForSingleObject(event, 0)).isEqualTo(WAIT_TIMEOUT);
            assertThat(stage.win32().resetEvent(event)).as("again").isTrue();
        });
    }

    @Test
    void settingTwiceIsSettingOnce() {
        row(stage -> { // E01
            Handle event = stage.win32().createEvent(null, false, false, null);
            assertThat(stage.win32().setEvent(event)).isTrue();
            assertThat(stage.win32().setEvent(event)).isTrue();
            assertThat(stage.win32().waitForSingleObject(event, 0)).isEqualTo(WAIT_OBJECT_0);
            assertThat(stage.win32().waitForSingleObject(event, 0)).isEqualTo(WAIT_TIMEOUT);
        });
    }

    @Test
    void onlyAFailureChangesTheLastError() {
        row(stage -> { // S7
            Handle event = stage.win32().createEvent(null, false, true, null);
            assertThat(stage.win32().waitForSingleObject(new Handle(0x12340), 0)).isEqualTo(WAIT_FAILED);
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_INVALID_HANDLE);
            stage.win32().waitForSingleObject(event, 0);
            stage.win32().waitForSingleObject(event, 1);
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_INVALID_HANDLE);
        });
    }

    @Test
    void everyThreadHasItsOwnLastErrorAndId() {
        row(stage -> {
            stage.win32().setEvent(Handle.NULL);
            int own = stage.win32().getCurrentThreadId();
            PlatformThread other = stage.platform().startThread("other", () -> {
                assertThat(stage.win32().getLastError()).isZero();
                assertThat(stage.win32().getCurrentThreadId()).isPositive().isNotEqualTo(own);
            });
            assertThat(other.id()).isNotEqualTo(own);
            other.join();
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_INVALID_HANDLE);
        });
    }

    @Test
    void theLowestTwoBitsOfAHandleDoNotMatter() {
        row(stage -> { // S7
            Handle event = stage.win32().createEvent(null, false, true, null);
            assertThat(stage.win32().waitForSingleObject(new Handle(event.value() | 3), 0)).isEqualTo(WAIT_OBJECT_0);
        });
    }

    @Test
    void aHandleTellsWhetherItIsOne() {
        row(stage -> {
            Handle event = stage.win32().createEvent(null, false, true, null);
            assertThat(stage.win32().getHandleInformation(event, new DwordReference())).isTrue();
            stage.win32().closeHandle(event);
            assertThat(stage.win32().getHandleInformation(event, new DwordReference())).isFalse();
        });
    }

    @Test
    void aThreadIsSignalledWhenItHasEndedAndStaysSo() {
        row(stage -> {
            PlatformThread worker = stage.platform().startThread("worker", () -> stage.platform().eventLoop().runOnce(10));
            Handle handle = worker.openHandle();
            assertThat(stage.win32().waitForSingleObject(handle, 5)).isEqualTo(WAIT_TIMEOUT);
            assertThat(stage.win32().waitForSingleObject(handle, INFINITE)).isEqualTo(WAIT_OBJECT_0);
            assertThat(stage.win32().waitForSingleObject(handle, 0)).isEqualTo(WAIT_OBJECT_0);
            assertThat(stage.win32().waitForSingleObject(worker.openHandle(), 0)).as("opened late").isEqualTo(WAIT_OBJECT_0);
        });
    }

    @Test
    void oneSignalOfAnAutoResetEventLetsOneWaiterThroughInEverySchedule() {
        Set<String> first = new TreeSet<>();
        Play.ofPeer(stage -> {
            List<String> through = new ArrayList<>();
            Handle event = stage.win32().createEvent(null, false, false, null);
            PlatformThread one = waiter(stage, event, "one", through);
            PlatformThread other = waiter(stage, event, "other", through);
            int signals = 0;
            while (through.size() < 2) {
                signals++;
                stage.win32().setEvent(event);
                stage.platform().eventLoop().runOnce(1);
                assertThat(through).hasSizeLessThanOrEqualTo(signals);
            }
            one.join();
            other.join();
            first.add(through.getFirst());
        }).randomly(200).areClean();
        assertThat(first).as("who is first is not said").containsExactly("one", "other");
    }

    @Test
    void oneSignalOfAManualResetEventLetsEverybodyThrough() {
        Play.ofPeer(stage -> {
            List<String> through = new ArrayList<>();
            Handle event = stage.win32().createEvent(null, true, false, null);
            PlatformThread one = waiter(stage, event, "one", through);
            PlatformThread other = waiter(stage, event, "other", through);
            stage.win32().setEvent(event);
            one.join();
            other.join();
        }).everywhere(2).areClean();
    }

    private static PlatformThread waiter(Stage stage, Handle event, String name, List<String> through) {
        return stage.platform().startThread(name, () -> {
            assertThat(stage.win32().waitForSingleObject(event, INFINITE)).isEqualTo(WAIT_OBJECT_0);
            through.add(name);
        });
    }

    @Test
    void aWaitThatTimesOutTakesNoSignal() {
        Play.ofPeer(stage -> {
            Handle event = stage.win32().createEvent(null, false, false, null);
            int[] answer = new int[1];
            PlatformThread waiter = stage.platform().startThread("waiter", () -> answer[0] = stage.win32().waitForSingleObject(event, 10));
            stage.win32().setEvent(event);
            waiter.join();
            boolean left = stage.win32().waitForSingleObject(event, 0) == WAIT_OBJECT_0;
            assertThat(left).isEqualTo(answer[0] == WAIT_TIMEOUT);
        }).everywhere(2).areClean();
    }
}
