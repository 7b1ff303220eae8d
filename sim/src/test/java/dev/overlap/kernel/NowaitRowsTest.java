package dev.overlap.kernel;

import static dev.overlap.kernel.Rows.row;
import static dev.overlap.win32.NtStatus.STATUS_PENDING;
import static dev.overlap.win32.NtStatus.STATUS_SUCCESS;
import static dev.overlap.win32.Win32Error.ERROR_BROKEN_PIPE;
import static dev.overlap.win32.Win32Error.ERROR_IO_PENDING;
import static dev.overlap.win32.Win32Error.ERROR_NO_DATA;
import static dev.overlap.win32.Win32Error.ERROR_PIPE_LISTENING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.overlap.scenario.Stage;
import dev.overlap.simulation.Ends;
import dev.overlap.simulation.Transfer;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Win32;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PIPE_NOWAIT, row by row: test_nowait (K121 to K131) on byte pipes and message pipes, and D19. */
class NowaitRowsTest {

    private static final int QUOTA_BYTES = 512;
    private static final String NAME = "\\\\.\\pipe\\nowait";

    private interface Row {
        void play(Stage stage, Ends ends);
    }

    /** A server in PIPE_NOWAIT mode and a client that waits. */
    private static void serverDoesNotWait(int type, Row row) {
        row(stage -> {
            Ends ends = new Ends(stage, QUOTA_BYTES, QUOTA_BYTES, type);
            assertThat(stage.win32().setNamedPipeHandleState(ends.server, Win32.PIPE_NOWAIT, null, null)).isTrue();
            row.play(stage, ends);
        });
    }

    /** A write that succeeds at once with so many bytes. */
    private static void wrote(Stage stage, Handle end, int length, int written) {
        Transfer write = new Transfer(stage);
        write.overlapped.setEvent(write.event);
        DwordReference count = new DwordReference(-1);
        assertThat(stage.win32().writeFile(end, write.buffer, 0, length, count, write.overlapped)).isTrue();
        assertThat(count.value).isEqualTo(written);
        assertThat(write.status()).isEqualTo(STATUS_SUCCESS);
        assertThat(write.count()).isEqualTo(written);
        assertThat(write.isSet()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {Win32.PIPE_TYPE_BYTE, Win32.PIPE_TYPE_MESSAGE})
    void aReadOfAnEmptyPipeFailsAtOnce(int type) {
        serverDoesNotWait(type, (stage, ends) -> { // D19
            Transfer read = new Transfer(stage);
            stage.win32().setEvent(read.event);
            assertThat(read.read(ends.server, 10)).isEqualTo(ERROR_NO_DATA);
            assertThat(read.status()).isEqualTo(STATUS_PENDING);
            assertThat(read.isSet()).as("reset").isFalse();
            ends.write(ends.client, "bits");
            assertThat(ends.read(ends.server, 10)).isEqualTo("bits");
            stage.win32().closeHandle(ends.client);
            assertThat(read.read(ends.server, 10)).isEqualTo(ERROR_BROKEN_PIPE);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {Win32.PIPE_TYPE_BYTE, Win32.PIPE_TYPE_MESSAGE})
    void aWriteThatDoesNotFitWritesNothing(int type) {
        serverDoesNotWait(type, (stage, ends) -> { // of a byte pipe Microsoft says: as much as fits; Windows was seen to write nothing
            wrote(stage, ends.server, QUOTA_BYTES + 1, 0);
            assertThat(new Transfer(stage).read(ends.client, 10)).as("no empty message either").isEqualTo(ERROR_IO_PENDING);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {Win32.PIPE_TYPE_BYTE, Win32.PIPE_TYPE_MESSAGE})
    void aWriteThatFitsIsAWriteLikeAnyOther(int type) {
        serverDoesNotWait(type, (stage, ends) -> {
            wrote(stage, ends.server, QUOTA_BYTES, QUOTA_BYTES);
            assertThat(ends.available(ends.client)).isEqualTo(QUOTA_BYTES);
            wrote(stage, ends.server, 1, 0);
            wrote(stage, ends.server, 0, 0);
            assertThat(ends.available(ends.client)).isEqualTo(QUOTA_BYTES);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {Win32.PIPE_TYPE_BYTE, Win32.PIPE_TYPE_MESSAGE})
    void whatAWaitingReadTakesNeedsNoRoom(int type) {
        serverDoesNotWait(type, (stage, ends) -> {
            Transfer large = ends.reading(ends.client, 10_000);
            wrote(stage, ends.server, QUOTA_BYTES + 1, QUOTA_BYTES + 1);
            assertThat(large.count()).isEqualTo(QUOTA_BYTES + 1);
            Transfer one = ends.reading(ends.client, 1);
            wrote(stage, ends.server, QUOTA_BYTES + 1, QUOTA_BYTES + 1);
            assertThat(one.count()).isEqualTo(1);
            assertThat(ends.read(ends.client, 10_000)).hasSize(QUOTA_BYTES);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {Win32.PIPE_TYPE_BYTE, Win32.PIPE_TYPE_MESSAGE})
    void ofBytesTheWaitingReadGetsItsPartAndOfAMessageNothing(int type) {
        serverDoesNotWait(type, (stage, ends) -> { // K129
            boolean ofBytes = type == Win32.PIPE_TYPE_BYTE;
            Transfer one = ends.reading(ends.client, 1);
            wrote(stage, ends.server, QUOTA_BYTES + 2, ofBytes ? 1 : 0);
            assertThat(one.status()).isEqualTo(ofBytes ? STATUS_SUCCESS : STATUS_PENDING);
            assertThat(ends.available(ends.client)).isZero();
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {Win32.PIPE_TYPE_BYTE, Win32.PIPE_TYPE_MESSAGE})
    void withoutAnOverlappedTheSame(int type) {
        serverDoesNotWait(type, (stage, ends) -> {
            Transfer write = new Transfer(stage);
            DwordReference count = new DwordReference(-1);
            assertThat(stage.win32().writeFile(ends.server, write.buffer, 0, QUOTA_BYTES + 1, count, null)).isTrue();
            assertThat(count.value).isZero();
            assertThat(stage.win32().readFile(ends.server, write.buffer, 0, 1, count, null)).isFalse();
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_NO_DATA);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {Win32.PIPE_TYPE_BYTE, Win32.PIPE_TYPE_MESSAGE})
    void connectingNeverWaits(int type) {
        row(stage -> {
            Win32 win32 = stage.win32();
            Handle server = win32.createNamedPipe(NAME, Win32.PIPE_ACCESS_DUPLEX | Win32.FILE_FLAG_OVERLAPPED, type | Win32.PIPE_NOWAIT, 1, 10, 10, 0, null);
            assertThat(new Transfer(stage).connect(server)).isEqualTo(ERROR_PIPE_LISTENING);
            Handle client = open(win32);
            win32.closeHandle(client);
            assertThat(new Transfer(stage).connect(server)).isEqualTo(ERROR_NO_DATA);
            assertThat(win32.disconnectNamedPipe(server)).isTrue();
            assertThat(open(win32).isInvalid()).as("nobody listens").isTrue();
            assertThat(new Transfer(stage).connect(server)).isEqualTo(ERROR_PIPE_LISTENING);
            assertThat(open(win32).isInvalid()).as("listens again").isFalse();
        });
    }

    private static Handle open(Win32 win32) {
        return win32.createFile(NAME, Win32.GENERIC_READ | Win32.GENERIC_WRITE, 0, null, Win32.OPEN_EXISTING, 0, Handle.NULL);
    }
}
