package dev.overlap.kernel;

import static dev.overlap.finding.Kind.HANDLE_MISUSE;
import static dev.overlap.kernel.Rows.row;
import static dev.overlap.simulation.ExecutionAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;

import dev.overlap.choice.ChoiceKind;
import dev.overlap.simulation.Ends;
import dev.overlap.simulation.Play;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.Win32;
import dev.overlap.win32.Win32Error;
import org.junit.jupiter.api.Test;

/** What handles are like. */
class HandleTableTest {

    @Test
    void handlesAreMultiplesOfFourAndAllDifferent() {
        row(stage -> {
            Set<Handle> handles = new HashSet<>();
            for (int i = 0; i < 100; i++) {
                Handle handle = event(stage.win32());
                assertThat(handle.value() % 4).isZero();
                assertThat(handle.isNull() || handle.isInvalid()).isFalse();
                assertThat(handles.add(handle)).isTrue();
            }
        });
    }

    @Test
    void aClosedHandlesValueIsGivenOutAgainAtOnce() {
        row(stage -> {
            Handle first = event(stage.win32());
            event(stage.win32());
            stage.win32().closeHandle(first);
            assertThat(new Ends(stage, 10).server).isEqualTo(first);
        });
    }

    @Test
    void aStaleHandleMeetsSomebodyElsesObject() {
        row(stage -> {
            Handle stale = event(stage.win32());
            stage.win32().closeHandle(stale);
            Handle fresh = event(stage.win32());
            assertThat(stage.win32().setEvent(stale)).isTrue();
            assertThat(stage.win32().waitForSingleObject(fresh, 0)).isEqualTo(Win32.WAIT_OBJECT_0);
        });
    }

    @Test
    void aHandleIsNoHandleInAnotherProcess() {
        Handle[] ofPeer = new Handle[1];
        assertThat(Play.of(stage -> {
            stage.peer("peer", () -> {
                for (int i = 0; i < 5; i++) {
                    ofPeer[0] = event(stage.win32());
                }
            });
            stage.task("owner", () -> stage.win32().setEvent(ofPeer[0]));
        }).once()).isFinding(HANDLE_MISUSE).says("which was never open");
    }

    @Test
    void aRegisteredWaitIsNoHandle() {
        assertThat(Play.ofTask(stage -> {
            HandleReference wait = new HandleReference();
            stage.win32().registerWaitForSingleObject(wait, event(stage.win32()), (context, timedOut) -> {}, null, Win32.INFINITE, 0);
            stage.win32().closeHandle(wait.value);
        }).once()).isFinding(HANDLE_MISUSE).says("CloseHandle");
    }

    @Test
    void valuesAbove2To31Occur() {
        assertThat(Play.ofTask(stage -> {
            Handle event = event(stage.win32());
            assertThat((int) event.value()).isNegative();
            assertThat(event.isInvalid()).isFalse();
            assertThat(stage.win32().setEvent(event)).isTrue();
            assertThat(stage.win32().closeHandle(event)).isTrue();
        }).answering(ChoiceKind.HANDLE_VALUES, 1).once()).isClean();
    }

    @Test
    void onlyTheLower32BitsOfAHandleMatter() {
        assertThat(Play.ofTask(stage -> {
            Handle event = event(stage.win32());
            Handle extended = new Handle((int) event.value());
            assertThat(extended.value()).as("extended to 64 bits").isNegative();
            assertThat(stage.win32().setEvent(extended)).isTrue();
            assertThat(stage.win32().closeHandle(extended)).isTrue();
        }).answering(ChoiceKind.HANDLE_VALUES, 1).once()).isClean();
    }

    private static Handle event(Win32 win32) {
        return win32.createEvent(null, false, false, null);
    }

    @Test
    void aValueRightAboveTheLastIsNoHandle() {
        row(stage -> {
            for (int i = 0; i < 16; i++) {
                Handle last = event(stage.win32());
                assertThat(stage.win32().setEvent(new Handle(last.value() + 4))).isFalse();
                assertThat(stage.win32().getLastError()).isEqualTo(Win32Error.ERROR_INVALID_HANDLE);
            }
        });
    }
}
