package dev.overlap.kernel;

import static dev.overlap.win32.NtStatus.STATUS_SUCCESS;
import static dev.overlap.win32.Win32Error.ERROR_IO_PENDING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;

import dev.overlap.choice.ChoiceKind;
import dev.overlap.platform.IntCell;
import dev.overlap.scenario.Stage;
import dev.overlap.simulation.Ends;
import dev.overlap.simulation.Play;
import dev.overlap.simulation.Transfer;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.Win32;
import org.junit.jupiter.api.Test;

/** Callbacks that wait for the event of an operation: when they may come. */
class CompletionCallbacksTest {

    private static final int SEEDS = 400;

    private final Set<Boolean> seen = new TreeSet<>();

    @Test
    void theCallbackMayBeginBeforeAReadThatSucceedsAtOnceReturns() {
        Play.ofTask(stage -> { // facts 2, 3
            Ends ends = new Ends(stage, 10);
            Transfer read = new Transfer(stage);
            IntCell called = stage.platform().volatileInt(stage.platform().process(), "called", 0);
            Handle wait = register(stage, read.event, () -> called.set(1));
            ends.write(ends.client, "x");
            assertThat(read.read(ends.server, 10)).isZero();
            seen.add(called.get() == 1);
            finish(stage, ends, read, wait);
        }).answering(ChoiceKind.PENDS, 0).randomly(SEEDS).areClean();
        assertThat(seen).containsExactly(false, true);
    }

    @Test
    void theCallbackMayBeginBeforeItsIssuerLearnsThatTheReadPends() {
        Play.ofTask(stage -> { // F8, M1
            Ends ends = new Ends(stage, 10);
            Transfer read = new Transfer(stage);
            IntCell returned = stage.platform().volatileInt(stage.platform().process(), "returned", 0);
            Handle wait = register(stage, read.event, () -> seen.add(returned.get() == 1));
            var writer = stage.platform().startThread("writer", () -> ends.write(ends.client, "x"));
            int answer = read.read(ends.server, 10);
            returned.set(1);
            assertThat(answer == 0 || answer == ERROR_IO_PENDING).isTrue();
            writer.join();
            finish(stage, ends, read, wait);
        }).randomly(SEEDS).areClean();
        assertThat(seen).containsExactly(false, true);
    }

    @Test
    void theCallbackFindsTheStatusAndTheBytes() {
        Play.ofTask(stage -> {
            Ends ends = new Ends(stage, 10);
            Transfer read = new Transfer(stage);
            Handle wait = register(stage, read.event, () -> {
                assertThat(read.status()).isEqualTo(STATUS_SUCCESS);
                assertThat(read.text()).isEqualTo("x");
            });
            read.read(ends.server, 10);
            ends.write(ends.client, "x");
            finish(stage, ends, read, wait);
        }).randomly(SEEDS).areClean();
    }

    @Test
    void aSignalIsNeverSeenByOthersWhileAWaitIsArmedForIt() {
        Play.ofTask(stage -> { // set and consume are one step
            Handle event = stage.win32().createEvent(null, false, false, null);
            HandleReference wait = new HandleReference();
            stage.win32().registerWaitForSingleObject(wait, event, (context, timedOut) -> {}, null, Win32.INFINITE, Win32.WT_EXECUTEONLYONCE);
            var thief = stage.platform().startThread("thief",
                    () -> assertThat(stage.win32().waitForSingleObject(event, 0)).isEqualTo(Win32.WAIT_TIMEOUT));
            stage.win32().setEvent(event);
            thief.join();
            stage.win32().unregisterWaitEx(wait.value, Handle.INVALID_HANDLE_VALUE);
            stage.win32().closeHandle(event);
        }).answering(ChoiceKind.ARMING, 0).everywhere(2).areClean();
    }

    @Test
    void aSignalMayBeTakenFromAWaitThatIsNotArmedYet() {
        Play.ofTask(stage -> {
            Handle event = stage.win32().createEvent(null, false, false, null);
            HandleReference wait = new HandleReference();
            stage.win32().registerWaitForSingleObject(wait, event, (context, timedOut) -> {}, null, Win32.INFINITE, Win32.WT_EXECUTEONLYONCE);
            stage.win32().setEvent(event);
            seen.add(stage.win32().waitForSingleObject(event, 0) == Win32.WAIT_OBJECT_0);
            stage.win32().unregisterWaitEx(wait.value, Handle.INVALID_HANDLE_VALUE);
            stage.win32().closeHandle(event);
        }).answering(ChoiceKind.ARMING, 1).everywhere(2).areClean();
        assertThat(seen).containsExactly(false, true);
    }

    @Test
    void anOperationThatACallbackHasIssuedOutlivesIt() {
        Play.ofTask(stage -> {
            Ends ends = new Ends(stage, 10);
            Transfer read = new Transfer(stage);
            Handle event = stage.win32().createEvent(null, false, true, null);
            IntCell issued = stage.platform().volatileInt(stage.platform().process(), "issued", 0);
            Handle wait = register(stage, event, () -> {
                assertThat(read.read(ends.server, 10)).isEqualTo(ERROR_IO_PENDING);
                issued.set(1);
            });
            while (issued.get() == 0) {
                stage.platform().eventLoop().runOnce(10);
            }
            stage.win32().unregisterWaitEx(wait, Handle.INVALID_HANDLE_VALUE);
            ends.write(ends.client, "x");
            assertThat(read.await(ends.server)).isZero();
            assertThat(read.text()).isEqualTo("x");
            read.close();
            ends.close();
            stage.win32().closeHandle(event);
        }).randomly(SEEDS).areClean();
    }

    private static Handle register(Stage stage, Handle event, Runnable callback) {
        HandleReference wait = new HandleReference();
        stage.win32().registerWaitForSingleObject(wait, event, (context, timedOut) -> callback.run(), null, Win32.INFINITE, Win32.WT_EXECUTEONLYONCE);
        return wait.value;
    }

    /** Waits for the end of the read and of the callback. */
    private static void finish(Stage stage, Ends ends, Transfer read, Handle wait) {
        read.await(ends.server);
        stage.platform().eventLoop().runOnce(50);
        stage.win32().unregisterWaitEx(wait, Handle.INVALID_HANDLE_VALUE);
        read.close();
        ends.close();
    }
}
