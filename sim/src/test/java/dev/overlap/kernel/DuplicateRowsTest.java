package dev.overlap.kernel;

import static dev.overlap.kernel.Rows.row;
import static dev.overlap.kernel.Rows.rowOnEnds;
import static dev.overlap.simulation.ExecutionAssert.assertThat;
import static dev.overlap.win32.NtStatus.STATUS_PENDING;
import static dev.overlap.win32.Win32.CURRENT_PROCESS;
import static dev.overlap.win32.Win32.CURRENT_THREAD;
import static dev.overlap.win32.Win32.DUPLICATE_CLOSE_SOURCE;
import static dev.overlap.win32.Win32.DUPLICATE_SAME_ACCESS;
import static dev.overlap.win32.Win32.WAIT_TIMEOUT;
import static dev.overlap.win32.Win32Error.ERROR_BROKEN_PIPE;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_HANDLE;
import static dev.overlap.win32.Win32Error.ERROR_OPERATION_ABORTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.overlap.finding.Kind;
import dev.overlap.scenario.Stage;
import dev.overlap.simulation.Ends;
import dev.overlap.simulation.Play;
import dev.overlap.simulation.Transfer;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.Win32;
import org.junit.jupiter.api.Test;

/** Two handles to one object, in one process. */
class DuplicateRowsTest {

    @Test
    void bothReachTheSameOperations() {
        rowOnEnds((stage, ends) -> { // M02, C06
            Handle duplicate = duplicate(stage, ends.server);
            Transfer read = ends.reading(ends.server, 10);
            assertThat(read.cancel(duplicate)).isZero();
            assertThat(read.result(ends.server)).isEqualTo(ERROR_OPERATION_ABORTED);
            ends.write(ends.client, "x");
            assertThat(ends.read(duplicate, 10)).isEqualTo("x");
        });
    }

    @Test
    void onlyTheLastHandleCloses() {
        rowOnEnds((stage, ends) -> { // D05, D11, F13, M1
            Handle duplicate = duplicate(stage, ends.client);
            Handle reading = duplicate(stage, ends.server);
            Transfer read = ends.reading(ends.server, 10);
            stage.win32().closeHandle(ends.server);
            stage.win32().closeHandle(ends.client);
            assertThat(read.status()).isEqualTo(STATUS_PENDING);
            ends.write(duplicate, "x");
            assertThat(read.result(reading)).isZero();
            read.read(reading, 10);
            stage.win32().closeHandle(duplicate);
            assertThat(read.result(reading)).isEqualTo(ERROR_BROKEN_PIPE);
        });
    }

    @Test
    void theSourceCanBeClosedOnTheWay() {
        rowOnEnds((stage, ends) -> { // M02
            Transfer read = ends.reading(ends.server, 10);
            HandleReference target = new HandleReference();
            assertThat(duplicate(stage, ends.server, target, DUPLICATE_SAME_ACCESS | DUPLICATE_CLOSE_SOURCE)).isZero();
            assertThat(read.status()).isEqualTo(STATUS_PENDING);
            assertThat(stage.win32().duplicateHandle(CURRENT_PROCESS, target.value, CURRENT_PROCESS, null, 0, false, DUPLICATE_CLOSE_SOURCE)).isTrue();
            assertThat(read.result(target.value)).isEqualTo(ERROR_BROKEN_PIPE);
        });
    }

    @Test
    void garbageCannotBeDuplicated() {
        rowOnEnds((stage, ends) -> { // M02
            assertThat(duplicate(stage, new Handle(0x12340), new HandleReference(), DUPLICATE_SAME_ACCESS)).isEqualTo(ERROR_INVALID_HANDLE);
            assertThat(stage.win32().duplicateHandle(CURRENT_PROCESS, ends.server, ends.client, new HandleReference(), 0, false, DUPLICATE_SAME_ACCESS))
                    .isFalse();
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_INVALID_HANDLE);
        });
    }

    @Test
    void thePseudoHandleOfAThreadBecomesOneThatOthersCanUse() {
        rowOnEnds((stage, ends) -> {
            Handle own = duplicate(stage, CURRENT_THREAD);
            assertThat(stage.win32().waitForSingleObject(own, 0)).isEqualTo(WAIT_TIMEOUT);
            int[] ran = new int[1];
            stage.platform().startThread("other", () -> stage.win32().queueUserAPC(context -> ran[0]++, own, null)).join();
            stage.win32().sleepEx(0, true);
            assertThat(ran[0]).isEqualTo(1);
        });
    }

    @Test
    void aDuplicateThatIsLeftIsALeak() {
        assertThat(Play.ofTask(stage -> {
            Ends ends = new Ends(stage, 10);
            duplicate(stage, ends.server);
            ends.close();
        }).once()).isFinding(Kind.HANDLE_LEAK).says("server1");
    }

    private static Handle duplicate(Stage stage, Handle source) {
        HandleReference target = new HandleReference();
        assertThat(duplicate(stage, source, target, DUPLICATE_SAME_ACCESS)).isZero();
        return target.value;
    }

    private static int duplicate(Stage stage, Handle source, HandleReference target, int options) {
        return stage.win32().duplicateHandle(CURRENT_PROCESS, source, CURRENT_PROCESS, target, 0, false, options) ? 0 : stage.win32().getLastError();
    }

    @Test
    void anEventIsDuplicatedWithTheRightToWaitAndToSet() {
        row(stage -> {
            Handle event = stage.win32().createEvent(null, true, false, null);
            HandleReference target = new HandleReference();
            assertThat(stage.win32().duplicateHandle(CURRENT_PROCESS, event, CURRENT_PROCESS, target, 0x1F0003, false, 0)).isTrue();
            assertThat(stage.win32().setEvent(target.value)).isTrue();
            assertThat(stage.win32().waitForSingleObject(event, 0)).isEqualTo(Win32.WAIT_OBJECT_0);
            assertThat(stage.win32().waitForSingleObject(target.value, 0)).isEqualTo(Win32.WAIT_OBJECT_0);
            assertThatExceptionOfType(UnsupportedOperationException.class)
                    .isThrownBy(() -> stage.win32().duplicateHandle(CURRENT_PROCESS, event, CURRENT_PROCESS, target, Win32.SYNCHRONIZE, false, 0));
        });
    }

    @Test
    void aDuplicateIsMadeAlsoIfNobodyIsToldOfIt() {
        row(stage -> {
            Handle event = stage.win32().createEvent(null, true, false, null);
            assertThat(stage.win32().duplicateHandle(CURRENT_PROCESS, event, CURRENT_PROCESS, null, 0, false, DUPLICATE_SAME_ACCESS)).isTrue();
            assertThat(stage.win32().setEvent(new Handle(event.value() + 4))).isTrue();
            assertThat(stage.win32().waitForSingleObject(event, 0)).isEqualTo(Win32.WAIT_OBJECT_0);
        });
    }
}
