package dev.overlap.kernel;

import static dev.overlap.kernel.Rows.row;
import static dev.overlap.kernel.Rows.rowOnEnds;
import static dev.overlap.win32.NtStatus.STATUS_PENDING;
import static dev.overlap.win32.NtStatus.STATUS_SUCCESS;
import static dev.overlap.win32.Win32Error.ERROR_ACCESS_DENIED;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_HANDLE;
import static dev.overlap.win32.Win32Error.ERROR_NOACCESS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.overlap.simulation.Transfer;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Win32;
import org.junit.jupiter.api.Test;

/** How a read tells of its end, and what it refuses, row by row. */
class ReadSignalRowsTest {

    @Test
    void anEventOfTwoReadsLosesTheFirstOnesSignal() {
        rowOnEnds((stage, ends) -> { // R10, P6
            Transfer first = ends.reading(ends.server, 3);
            ends.write(ends.client, "abc");
            Transfer second = new Transfer(stage);
            second.overlapped.setEvent(first.event);
            stage.win32().readFile(ends.server, second.buffer, 0, 3, null, second.overlapped);
            assertThat(first.isSet()).isFalse();
            assertThat(first.status()).isEqualTo(STATUS_SUCCESS);
            stage.win32().setEvent(first.event);
            assertThat(second.await(ends.server)).as("a signal from elsewhere").isZero();
            assertThat(second.status()).isEqualTo(STATUS_PENDING);
        });
    }

    @Test
    void theResultOfACompletedReadIsThereThoughItsEventWasTaken() {
        rowOnEnds((stage, ends) -> { // R11
            Transfer read = new Transfer(stage);
            Handle autoReset = stage.win32().createEvent(null, false, false, null);
            read.overlapped.setEvent(autoReset);
            stage.win32().readFile(ends.server, read.buffer, 0, 3, null, read.overlapped);
            ends.write(ends.client, "abc");
            assertThat(stage.win32().waitForSingleObject(autoReset, Win32.INFINITE)).isEqualTo(Win32.WAIT_OBJECT_0);
            assertThat(read.await(ends.server)).isZero();
        });
    }

    @Test
    void askingForAResultThatIsThereLeavesTheEventSet() {
        rowOnEnds((stage, ends) -> { // R11
            Transfer read = new Transfer(stage);
            Handle autoReset = stage.win32().createEvent(null, false, false, null);
            read.overlapped.setEvent(autoReset);
            stage.win32().readFile(ends.server, read.buffer, 0, 3, null, read.overlapped);
            ends.write(ends.client, "abc");
            assertThat(read.await(ends.server)).isZero();
            assertThat(stage.win32().waitForSingleObject(autoReset, 0)).isEqualTo(Win32.WAIT_OBJECT_0);
        });
    }

    @Test
    void withoutAnOverlappedAReadBlocksUntilThereIsSomething() {
        rowOnEnds((stage, ends) -> { // R12, K67
            Transfer unused = new Transfer(stage);
            DwordReference bytes = new DwordReference();
            var writer = stage.platform().startThread("writer", () -> ends.write(ends.client, "abc"));
            assertThat(stage.win32().readFile(ends.server, unused.buffer, 0, 10, bytes, null)).isTrue();
            assertThat(bytes.value).isEqualTo(3);
            writer.join();
        });
    }

    @Test
    void withoutAnEventTheHandleIsSignalled() {
        rowOnEnds((stage, ends) -> { // R13, N12, X01
            assertThat(ends.isSignalled(ends.client)).as("a fresh handle, N11").isTrue();
            Transfer read = new Transfer(stage);
            read.readWithoutEvent(ends.server, 3);
            assertThat(ends.isSignalled(ends.server)).isFalse();
            ends.write(ends.client, "abc");
            assertThat(ends.isSignalled(ends.server)).isTrue();
        });
    }

    @Test
    void aBadEventIsABadHandle() {
        rowOnEnds((stage, ends) -> { // R14, N18
            Transfer read = new Transfer(stage);
            stage.win32().closeHandle(read.event);
            assertThat(read.read(ends.server, 3)).isEqualTo(ERROR_INVALID_HANDLE);
            assertThat(read.status()).isEqualTo(STATUS_PENDING);
        });
    }

    @Test
    void noBufferIsNoAccessAndTakesNothing() {
        rowOnEnds((stage, ends) -> { // R14
            ends.write(ends.client, "x");
            Transfer read = new Transfer(stage);
            assertThat(stage.win32().readFile(ends.server, null, 0, 1, null, read.overlapped)).isFalse();
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_NOACCESS);
            assertThat(read.status()).isEqualTo(STATUS_PENDING);
            assertThat(ends.available(ends.server)).isEqualTo(1);
        });
    }

    @Test
    void anEndThatOnlyWritesCannotBeRead() {
        row(stage -> { // R14
            Handle server = stage.win32().createNamedPipe("\\\\.\\pipe\\out", Win32.PIPE_ACCESS_OUTBOUND | Win32.FILE_FLAG_OVERLAPPED, 0, 1, 10, 10, 0, null);
            stage.win32().createFile("\\\\.\\pipe\\out", Win32.GENERIC_READ, 0, null, Win32.OPEN_EXISTING, 0, Handle.NULL);
            assertThat(new Transfer(stage).read(server, 1)).isEqualTo(ERROR_ACCESS_DENIED);
        });
    }
}
