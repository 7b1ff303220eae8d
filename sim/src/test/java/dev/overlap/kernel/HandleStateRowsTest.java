package dev.overlap.kernel;

import static dev.overlap.kernel.Rows.row;
import static dev.overlap.kernel.Rows.rowOnEnds;
import static dev.overlap.win32.NtStatus.STATUS_BUFFER_OVERFLOW;
import static dev.overlap.win32.NtStatus.STATUS_SUCCESS;
import static dev.overlap.win32.Win32Error.ERROR_ACCESS_DENIED;
import static dev.overlap.win32.Win32Error.ERROR_BROKEN_PIPE;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_PARAMETER;
import static dev.overlap.win32.Win32Error.ERROR_PIPE_BUSY;
import static dev.overlap.win32.Win32Error.ERROR_PIPE_NOT_CONNECTED;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.overlap.scenario.Stage;
import dev.overlap.simulation.Ends;
import dev.overlap.simulation.Transfer;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Win32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Modes of pipe ends, what is known of a pipe, and anonymous pipes, row by row. */
class HandleStateRowsTest {

    private static final String NAME = "\\\\.\\pipe\\state";

    /** 0, or the last error. */
    private static int setting(Stage stage, Handle end, int mode) {
        return stage.win32().setNamedPipeHandleState(end, mode, null, null) ? 0 : stage.win32().getLastError();
    }

    private static int state(Stage stage, Handle end) {
        DwordReference state = new DwordReference(-1);
        return stage.win32().getNamedPipeHandleState(end, state, null, null, null, null, 0) ? state.value : -stage.win32().getLastError();
    }

    /** Flags, sizes out and in, and maximum. */
    private static String info(Stage stage, Handle end) {
        DwordReference flags = new DwordReference();
        DwordReference out = new DwordReference();
        DwordReference in = new DwordReference();
        DwordReference max = new DwordReference();
        boolean answer = stage.win32().getNamedPipeInfo(end, flags, out, in, max);
        return answer ? flags.value + " " + out.value + " " + in.value + " " + max.value : "error " + stage.win32().getLastError();
    }

    @Test
    void aBytePipeIsNotReadByMessages() {
        row(stage -> { // K39, K71, K72
            Ends ends = new Ends(stage, 10);
            for (Handle end : new Handle[] {ends.server, ends.client}) {
                assertThat(setting(stage, end, Win32.PIPE_READMODE_MESSAGE)).isEqualTo(ERROR_INVALID_PARAMETER);
                assertThat(setting(stage, end, Win32.PIPE_READMODE_BYTE)).isZero();
                assertThat(state(stage, end)).isZero();
            }
        });
    }

    @Test
    void eachEndOfAMessagePipeHasItsOwnModes() {
        row(stage -> { // K73, N10, F30
            Ends ends = new Ends(stage, 10, 10, Win32.PIPE_TYPE_MESSAGE);
            assertThat(setting(stage, ends.server, Win32.PIPE_READMODE_MESSAGE | Win32.PIPE_NOWAIT)).isZero();
            assertThat(state(stage, ends.server)).isEqualTo(Win32.PIPE_READMODE_MESSAGE | Win32.PIPE_NOWAIT);
            assertThat(state(stage, ends.client)).isZero();
            ends.write(ends.server, "abc");
            ends.write(ends.server, "def");
            assertThat(ends.read(ends.client, 4)).isEqualTo("abcd");
            assertThat(setting(stage, ends.client, Win32.PIPE_READMODE_MESSAGE)).isZero();
            assertThat(ends.read(ends.client, 4)).isEqualTo("ef");
            stage.win32().closeHandle(ends.client);
            assertThat(setting(stage, ends.server, Win32.PIPE_READMODE_BYTE)).isZero();
            assertThat(setting(stage, ends.server, Win32.PIPE_READMODE_MESSAGE)).isZero();
        });
    }

    @Test
    void anEndWithAReadPendingGoesOnWaiting() {
        row(stage -> { // D20
            Ends ends = new Ends(stage, 10, 10, Win32.PIPE_TYPE_MESSAGE);
            Transfer read = ends.reading(ends.server, 10);
            assertThat(setting(stage, ends.server, Win32.PIPE_READMODE_MESSAGE | Win32.PIPE_NOWAIT)).isEqualTo(ERROR_PIPE_BUSY);
            assertThat(state(stage, ends.server)).as("neither mode").isZero();
            assertThat(setting(stage, ends.client, Win32.PIPE_NOWAIT)).as("the other end's").isZero();
            ends.write(ends.client, "abc");
            assertThat(read.status()).isEqualTo(STATUS_SUCCESS);
            assertThat(setting(stage, ends.server, Win32.PIPE_NOWAIT)).isZero();
        });
    }

    @Test
    void anEndWhoseBytesAreUnreadGoesOnWaiting() {
        row(stage -> { // D20
            Ends ends = new Ends(stage, 10);
            ends.write(ends.server, "abc");
            assertThat(setting(stage, ends.server, Win32.PIPE_NOWAIT)).isEqualTo(ERROR_PIPE_BUSY);
            assertThat(setting(stage, ends.client, Win32.PIPE_NOWAIT)).as("bytes that it can read are not in its way").isZero();
            assertThat(ends.read(ends.client, 3)).isEqualTo("abc");
            assertThat(setting(stage, ends.server, Win32.PIPE_NOWAIT)).isZero();
            ends.write(ends.server, "abc");
            assertThat(setting(stage, ends.server, Win32.PIPE_NOWAIT)).as("as it was").isZero();
            assertThat(setting(stage, ends.server, Win32.PIPE_WAIT)).isZero();
        });
    }

    @Test
    void aReadThatPendsChangesItsModeWithItsEnd() {
        row(stage -> { // D20
            Ends ends = new Ends(stage, 10, 10, Win32.PIPE_TYPE_MESSAGE);
            Transfer whole = ends.reading(ends.server, 2);
            assertThat(setting(stage, ends.server, Win32.PIPE_READMODE_MESSAGE)).isZero();
            ends.write(ends.client, "abc");
            assertThat(whole.status()).isEqualTo(STATUS_BUFFER_OVERFLOW);
            assertThat(ends.read(ends.server, 2)).isEqualTo("c");
            Transfer bytes = ends.reading(ends.server, 2);
            assertThat(setting(stage, ends.server, Win32.PIPE_READMODE_BYTE)).isZero();
            ends.write(ends.client, "abc");
            assertThat(bytes.status()).isEqualTo(STATUS_SUCCESS);
        });
    }

    @Test
    void otherModesThereAreNone() {
        row(stage -> { // M07
            Ends ends = new Ends(stage, 10, 10, Win32.PIPE_TYPE_MESSAGE);
            assertThat(setting(stage, ends.client, Win32.PIPE_TYPE_MESSAGE)).isEqualTo(ERROR_INVALID_PARAMETER);
            assertThat(setting(stage, ends.client, 0x100)).isEqualTo(ERROR_INVALID_PARAMETER);
            assertThat(stage.win32().setNamedPipeHandleState(ends.client, null, null, null)).isTrue();
        });
    }

    @Test
    void aHandleThatMayNotWriteAttributesKeepsItsModes() {
        row(stage -> { // M07, R14: the Windows column
            Win32 win32 = stage.win32();
            Handle inbound = win32.createNamedPipe(NAME, Win32.PIPE_ACCESS_INBOUND, Win32.PIPE_TYPE_MESSAGE, 1, 10, 10, 0, null);
            assertThat(setting(stage, inbound, Win32.PIPE_READMODE_MESSAGE)).isEqualTo(ERROR_ACCESS_DENIED); // K45
            win32.closeHandle(inbound);
            win32.createNamedPipe(NAME, Win32.PIPE_ACCESS_OUTBOUND, Win32.PIPE_TYPE_MESSAGE, 2, 10, 10, 0, null);
            win32.createNamedPipe(NAME, Win32.PIPE_ACCESS_OUTBOUND, Win32.PIPE_TYPE_MESSAGE, 2, 10, 10, 0, null);
            assertThat(setting(stage, open(stage, Win32.GENERIC_READ), Win32.PIPE_READMODE_MESSAGE)).isEqualTo(ERROR_ACCESS_DENIED);
            assertThat(setting(stage, open(stage, Win32.GENERIC_READ | Win32.FILE_WRITE_ATTRIBUTES), Win32.PIPE_READMODE_MESSAGE)).isZero();
        });
    }

    private static Handle open(Stage stage, int access) {
        return stage.win32().createFile(NAME, access, 0, null, Win32.OPEN_EXISTING, 0, Handle.NULL);
    }

    @Test
    void onlyAClientThatWasDisconnectedIsTold() {
        row(stage -> { // M07, N32b
            Ends ends = new Ends(stage, 10, 20, Win32.PIPE_TYPE_MESSAGE);
            stage.win32().disconnectNamedPipe(ends.server);
            assertThat(state(stage, ends.server)).isZero();
            assertThat(info(stage, ends.server)).isEqualTo("5 10 20 1");
            assertThat(setting(stage, ends.server, Win32.PIPE_READMODE_MESSAGE)).isZero();
            assertThat(state(stage, ends.client)).isEqualTo(-ERROR_PIPE_NOT_CONNECTED);
            assertThat(info(stage, ends.client)).isEqualTo("error " + ERROR_PIPE_NOT_CONNECTED);
            assertThat(setting(stage, ends.client, Win32.PIPE_READMODE_BYTE)).isEqualTo(ERROR_PIPE_NOT_CONNECTED);
        });
    }

    @Test
    void instancesAreCounted() {
        row(stage -> { // K71, K75, N33
            Ends ends = new Ends(stage, 10);
            DwordReference instances = new DwordReference();
            assertThat(stage.win32().getNamedPipeHandleState(ends.server, null, instances, null, null, null, 0)).isTrue();
            assertThat(instances.value).isEqualTo(1);
            assertThat(stage.win32().getNamedPipeHandleState(ends.server, null, null, null, null, null, 0)).isTrue();
            stage.win32().closeHandle(ends.server);
            assertThat(stage.win32().getNamedPipeHandleState(ends.client, null, instances, null, null, null, 0)).isTrue();
            assertThat(instances.value).isZero();
        });
    }

    @Test
    void whatHasNoMeaningOnThisMachineIsRefused() {
        row(stage -> { // K74, not Wine 8.0
            Ends ends = new Ends(stage, 10);
            DwordReference value = new DwordReference();
            assertThat(stage.win32().getNamedPipeHandleState(ends.server, null, null, value, value, new char[10], 10)).isFalse();
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_INVALID_PARAMETER);
        });
    }

    @Test
    void bothEndsKnowWhatThePipeIs() {
        row(stage -> { // M07, K76 to K79
            Ends ends = new Ends(stage, 0, 0xf000, Win32.PIPE_TYPE_MESSAGE | Win32.PIPE_NOWAIT);
            assertThat(info(stage, ends.server)).isEqualTo("5 0 61440 1");
            assertThat(info(stage, ends.client)).isEqualTo("4 0 61440 1");
            ends.close();
            Ends bytes = new Ends(stage, 1024);
            assertThat(info(stage, bytes.server)).isEqualTo("1 1024 1024 1");
            assertThat(info(stage, bytes.client)).isEqualTo("0 1024 1024 1");
        });
    }

    // ---------------------------------------------------------------- anonymous pipes

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void theEndThatReadsAnAnonymousPipeIsItsServer(int size) {
        row(stage -> { // K50, K54
            HandleReference read = new HandleReference();
            HandleReference write = new HandleReference();
            assertThat(stage.win32().createPipe(read, write, null, size)).isTrue();
            int bytes = size == 0 ? 4096 : size;
            assertThat(info(stage, read.value)).isEqualTo("1 " + bytes + " " + bytes + " 1");
            assertThat(info(stage, write.value)).isEqualTo("0 " + bytes + " " + bytes + " 1");
            assertThat(setting(stage, read.value, Win32.PIPE_NOWAIT)).as("it may write attributes").isZero();
            assertThat(new Transfer(stage).read(write.value, 1)).isEqualTo(ERROR_ACCESS_DENIED);
            assertThat(new Transfer(stage).write(read.value, 1)).isEqualTo(ERROR_ACCESS_DENIED);
        });
    }

    @Test
    void whatWasWrittenToAnAnonymousPipeCanBeReadAfterTheClose() {
        row(stage -> { // K51, K52
            HandleReference read = new HandleReference();
            HandleReference write = new HandleReference();
            int size = 8192 + 24;
            stage.win32().createPipe(read, write, null, size);
            Memory buffer = requireNonNull(stage.platform().allocate(stage.platform().process(), size));
            DwordReference count = new DwordReference();
            assertThat(stage.win32().writeFile(write.value, buffer, 0, size, count, null)).isTrue();
            assertThat(count.value).isEqualTo(size);
            stage.win32().closeHandle(write.value);
            assertThat(stage.win32().readFile(read.value, buffer, 0, size, count, null)).isTrue();
            assertThat(count.value).isEqualTo(size);
            assertThat(stage.win32().readFile(read.value, buffer, 0, size, count, null)).isFalse();
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_BROKEN_PIPE);
        });
    }

    @Test
    void aClientAsksForNoUserName() {
        rowOnEnds((stage, ends) -> { // K74
            assertThat(stage.win32().getNamedPipeHandleState(ends.client, null, null, null, null, new char[10], 10)).isFalse();
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_INVALID_PARAMETER);
        });
    }

    @Test
    void eachAnonymousPipeIsTheOnlyInstance() {
        row(stage -> {
            HandleReference read = new HandleReference();
            HandleReference write = new HandleReference();
            DwordReference instances = new DwordReference();
            for (int i = 0; i < 3; i++) {
                stage.win32().createPipe(read, write, null, 0);
                assertThat(stage.win32().getNamedPipeHandleState(read.value, null, instances, null, null, null, 0)).isTrue();
                assertThat(instances.value).isEqualTo(1);
            }
        });
    }
}
