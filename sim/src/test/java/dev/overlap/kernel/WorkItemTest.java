package dev.overlap.kernel;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.overlap.finding.HarnessError;
import dev.overlap.platform.IntCell;
import dev.overlap.simulation.Play;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Win32;
import org.junit.jupiter.api.Test;

/** QueueUserWorkItem. */
class WorkItemTest {

    @Test
    void aWorkItemRunsOnceOnAThreadOfThePool() {
        Play.ofTask(stage -> {
            Handle done = stage.win32().createEvent(null, true, false, null);
            IntCell cell = stage.platform().plainInt(stage.platform().process(), "cell", 1);
            int caller = stage.win32().getCurrentThreadId();
            cell.set(2);
            assertThat(stage.win32().queueUserWorkItem(context -> {
                assertThat(stage.win32().getCurrentThreadId()).isNotEqualTo(caller);
                assertThat(cell.get()).as("it has seen what was done before").isEqualTo(2);
                cell.set((int) requireNonNull(context));
                stage.win32().setEvent(done);
            }, 3, Win32.WT_EXECUTELONGFUNCTION)).isTrue();
            stage.win32().waitForSingleObject(done, Win32.INFINITE);
            assertThat(cell.get()).isEqualTo(3);
            stage.win32().closeHandle(done);
        }).randomly(100).areClean();
    }

    @Test
    void itRunsInTheProcessThatQueuedIt() {
        Play.ofPeer(stage -> {
            Handle done = stage.win32().createEvent(null, true, false, null);
            stage.win32().queueUserWorkItem(context -> assertThat(stage.win32().setEvent(done)).isTrue(), null, Win32.WT_EXECUTEDEFAULT);
            assertThat(stage.win32().waitForSingleObject(done, Win32.INFINITE)).isEqualTo(Win32.WAIT_OBJECT_0);
        }).randomly(20).areClean();
    }

    @Test
    void threadsOfTheWaitAndInputOutputPoolsAreNotSimulated() {
        Play play = Play.ofPeer(stage -> stage.win32().queueUserWorkItem(context -> {}, null, Win32.WT_EXECUTEINIOTHREAD));
        assertThatThrownBy(play::once).isInstanceOf(HarnessError.class).hasMessageContaining("not simulated: QueueUserWorkItem");
    }
}
