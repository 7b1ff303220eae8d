package dev.overlap.kernel;

import static dev.overlap.kernel.Rows.row;
import static dev.overlap.kernel.Rows.rowOnEnds;
import static dev.overlap.win32.NtStatus.STATUS_PENDING;
import static dev.overlap.win32.Win32Error.ERROR_ACCESS_DENIED;
import static dev.overlap.win32.Win32Error.ERROR_BAD_PIPE;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.overlap.simulation.Ends;
import dev.overlap.simulation.Transfer;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Win32;
import org.junit.jupiter.api.Test;

/** PeekNamedPipe on byte pipes, row by row. */
class PeekRowsTest {

    @Test
    void peekingTakesNothing() {
        rowOnEnds((stage, ends) -> { // K26, K28
            ends.write(ends.client, "0123456789");
            assertThat(ends.peek(ends.server, 4)).isEqualTo("0123");
            assertThat(ends.peek(ends.server, 100)).isEqualTo("0123456789");
            assertThat(ends.read(ends.server, 100)).isEqualTo("0123456789");
        });
    }

    @Test
    void peekingSeesTheBytesOfSeveralWritesAndOfAWriteThatWaits() {
        rowOnEnds((stage, ends) -> { // K35, K90
            ends.write(ends.client, "abc");
            new Transfer(stage).write(ends.client, "x".repeat(150));
            assertThat(ends.available(ends.server)).isEqualTo(153);
            assertThat(ends.peek(ends.server, 5)).isEqualTo("abcxx");
        });
    }

    @Test
    void whatIsLeftOfAMessageIsTheNegativeOfWhatWasRead() {
        rowOnEnds((stage, ends) -> { // M06, K28: yes, Windows too
            ends.write(ends.client, "0123456789");
            Memory buffer = requireNonNull(stage.platform().allocate(stage.platform().process(), 4));
            DwordReference read = new DwordReference();
            DwordReference available = new DwordReference();
            DwordReference left = new DwordReference();
            assertThat(stage.win32().peekNamedPipe(ends.server, buffer, 4, read, available, left)).isTrue();
            assertThat(read.value).isEqualTo(4);
            assertThat(available.value).isEqualTo(10);
            assertThat(left.value).isEqualTo(-4);
        });
    }

    @Test
    void peekingAtAnEmptyPipeSucceeds() {
        rowOnEnds((stage, ends) -> assertThat(ends.available(ends.server)).isZero()); // N30a
    }

    @Test
    void peekingWhileAReadPendsSeesNothing() {
        rowOnEnds((stage, ends) -> { // R01
            Transfer read = ends.reading(ends.server, 10);
            assertThat(ends.available(ends.server)).isZero();
            assertThat(read.status()).isEqualTo(STATUS_PENDING);
        });
    }

    @Test
    void peekingSignalsTheHandleThoughAReadPends() {
        rowOnEnds((stage, ends) -> { // M06, fact 4
            new Transfer(stage).readWithoutEvent(ends.server, 10);
            assertThat(ends.isSignalled(ends.server)).isFalse();
            ends.available(ends.server);
            assertThat(ends.isSignalled(ends.server)).isTrue();
        });
    }

    @Test
    void thereIsNothingToPeekAtBeforeAClientComes() {
        row(stage -> { // K21
            Handle server = Ends.listen(stage, 10, 10);
            assertThat(stage.win32().peekNamedPipe(server, null, 0, null, null, null)).isFalse();
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_BAD_PIPE);
        });
    }

    @Test
    void anEndThatOnlyWritesCannotBePeekedAt() {
        row(stage -> { // R14
            Handle server = stage.win32().createNamedPipe("\\\\.\\pipe\\out", Win32.PIPE_ACCESS_OUTBOUND | Win32.FILE_FLAG_OVERLAPPED, 0, 1, 10, 10, 0, null);
            stage.win32().createFile("\\\\.\\pipe\\out", Win32.GENERIC_READ, 0, null, Win32.OPEN_EXISTING, 0, Handle.NULL);
            assertThat(stage.win32().peekNamedPipe(server, null, 0, null, null, null)).isFalse();
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_ACCESS_DENIED);
        });
    }
}
