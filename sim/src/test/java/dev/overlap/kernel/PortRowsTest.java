package dev.overlap.kernel;

import static dev.overlap.kernel.Rows.row;
import static dev.overlap.kernel.Rows.rowOnEnds;
import static dev.overlap.simulation.ExecutionAssert.assertThat;
import static dev.overlap.win32.NtStatus.STATUS_PENDING;
import static dev.overlap.win32.NtStatus.STATUS_SUCCESS;
import static dev.overlap.win32.Win32.FILE_SKIP_COMPLETION_PORT_ON_SUCCESS;
import static dev.overlap.win32.Win32.FILE_SKIP_SET_EVENT_ON_HANDLE;
import static dev.overlap.win32.Win32.INFINITE;
import static dev.overlap.win32.Win32.WAIT_IO_COMPLETION;
import static dev.overlap.win32.Win32.WAIT_TIMEOUT;
import static dev.overlap.win32.Win32Error.ERROR_ABANDONED_WAIT_0;
import static dev.overlap.win32.Win32Error.ERROR_BROKEN_PIPE;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_HANDLE;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_PARAMETER;
import static dev.overlap.win32.Win32Error.ERROR_IO_PENDING;
import static dev.overlap.win32.Win32Error.ERROR_MORE_DATA;
import static dev.overlap.win32.Win32Error.ERROR_NOT_FOUND;
import static dev.overlap.win32.Win32Error.ERROR_OPERATION_ABORTED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import dev.overlap.choice.ChoiceKind;
import dev.overlap.finding.Kind;
import dev.overlap.platform.IntCell;
import dev.overlap.scenario.Stage;
import dev.overlap.simulation.Ends;
import dev.overlap.simulation.Play;
import dev.overlap.simulation.Transfer;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleFunctions;
import dev.overlap.win32.OverlappedEntry;
import dev.overlap.win32.Win32;
import org.junit.jupiter.api.Test;

/** Completion ports, row by row. */
class PortRowsTest {

    private static final long KEY = 7;

    @Test
    void everyEndOfAnOperationIsAPacket() {
        row(stage -> { // I01, I04, C10
            Ends ends = Ends.ofMessages(stage, 100, true);
            Port port = bound(stage, ends.server);
            Transfer read = ends.reading(ends.server, 2);
            assertThat(port.take()).isEqualTo(WAIT_TIMEOUT);
            assertThat(port.tookNothing()).isTrue();
            ends.write(ends.client, "abc");
            assertThat(port.take()).as("part of a message, after it had pended").isEqualTo(ERROR_MORE_DATA);
            assertThat(port.isOf(read, 2) && port.key.value == KEY).isTrue();
            assertThat(read.read(ends.server, 2)).as("at once").isZero();
            assertThat(port.take()).isZero();
            assertThat(port.isOf(read, 1)).isTrue();
            read.read(ends.server, 2);
            read.cancel(ends.server);
            assertThat(port.take()).isEqualTo(ERROR_OPERATION_ABORTED);
            assertThat(port.isOf(read, 0)).isTrue();
            read.read(ends.server, 2);
            stage.win32().closeHandle(ends.server);
            assertThat(port.take()).isEqualTo(ERROR_BROKEN_PIPE);
            assertThat(port.isOf(read, 0)).isTrue();
            assertThat(port.take()).isEqualTo(WAIT_TIMEOUT);
        });
    }

    @Test
    void whatFailsAtOnceIsNoPacket() {
        rowOnEnds((stage, ends) -> { // I01, F4
            Port port = bound(stage, ends.server);
            stage.win32().closeHandle(ends.client);
            assertThat(ends.reading(ends.server, 1).status()).isEqualTo(STATUS_PENDING);
            assertThat(port.take()).isEqualTo(WAIT_TIMEOUT);
        });
    }

    @Test
    void theLowestBitOfTheEventKeepsThePacketBack() {
        rowOnEnds((stage, ends) -> { // I01
            Port port = bound(stage, ends.server);
            Transfer read = new Transfer(stage);
            read.overlapped.setEvent(new Handle(read.event.value() | 1));
            stage.win32().readFile(ends.server, read.buffer, 0, 10, null, read.overlapped);
            ends.write(ends.client, "x");
            assertThat(read.isSet()).isTrue();
            assertThat(read.status()).isEqualTo(STATUS_SUCCESS);
            assertThat(port.take()).isEqualTo(WAIT_TIMEOUT);
        });
    }

    @Test
    void withoutAnOverlappedThereIsNoPacket() {
        rowOnEnds((stage, ends) -> { // I01
            Port port = bound(stage, ends.server);
            ends.write(ends.client, "x");
            Transfer read = new Transfer(stage);
            assertThat(stage.win32().readFile(ends.server, read.buffer, 0, 10, new DwordReference(), null)).isTrue();
            assertThat(port.take()).isEqualTo(WAIT_TIMEOUT);
        });
    }

    @Test
    void theEventIsSetBesideThePacket() {
        rowOnEnds((stage, ends) -> { // I08
            Port port = bound(stage, ends.server);
            Transfer read = ends.reading(ends.server, 10);
            ends.write(ends.client, "x");
            assertThat(read.isSet()).isTrue();
            assertThat(read.status()).isEqualTo(STATUS_SUCCESS);
            assertThat(port.take()).isZero();
        });
    }

    @Test
    void whoTakesThePacketWritesBytesAndStatus() {
        rowOnEnds((stage, ends) -> { // M2
            Port port = bound(stage, ends.server);
            Transfer read = new Transfer(stage);
            read.readWithoutEvent(ends.server, 10);
            ends.write(ends.client, "x");
            assertThat(read.status()).isEqualTo(STATUS_PENDING);
            assertThat(read.cancel(ends.server)).isEqualTo(ERROR_NOT_FOUND);
            assertThat(port.take()).isZero();
            assertThat(read.status()).isEqualTo(STATUS_SUCCESS);
            assertThat(read.text()).isEqualTo("x");
        });
    }

    @Test
    void theStatusMayBeThereBeforeThePacketIsTaken() {
        assertThat(Play.ofPeer(stage -> { // M2
            Ends ends = new Ends(stage, 100);
            bound(stage, ends.server);
            Transfer read = new Transfer(stage);
            read.readWithoutEvent(ends.server, 10);
            ends.write(ends.client, "x");
            assertThat(read.status()).isEqualTo(STATUS_SUCCESS);
        }).answering(ChoiceKind.PORT_COMPLETION, 1).once()).isClean();
    }

    @Test
    void aFileIsBoundOnceAndForAll() {
        rowOnEnds((stage, ends) -> { // I01, I13, M3, F31
            Port port = bound(stage, ends.server);
            assertThat(port.bind(ends.server, KEY)).isEqualTo(ERROR_INVALID_PARAMETER);
            assertThat(new Port(stage).bind(ends.server, KEY)).isEqualTo(ERROR_INVALID_PARAMETER);
            assertThat(port.bind(Handle.INVALID_HANDLE_VALUE, KEY)).isEqualTo(ERROR_INVALID_PARAMETER);
            assertThat(port.bind(port.handle, KEY)).isEqualTo(ERROR_INVALID_HANDLE);
            assertThat(new Routine(stage).read(ends.server, 1)).isEqualTo(ERROR_INVALID_PARAMETER);
            assertThat(new Routine(stage).write(ends.server, 1)).isEqualTo(ERROR_INVALID_PARAMETER);
        });
    }

    @Test
    void aReadThatPendedWhenItsFileWasBoundHasItsPacket() {
        rowOnEnds((stage, ends) -> { // I06, I12, I15
            Transfer read = ends.reading(ends.server, 1);
            Routine routine = new Routine(stage);
            routine.read(ends.server, 1);
            Port port = bound(stage, ends.server);
            ends.write(ends.client, "xy");
            assertThat(port.take()).isZero();
            assertThat(port.isOf(read, 1)).isTrue();
            assertThat(port.take()).as("an operation with a routine has none").isEqualTo(WAIT_TIMEOUT);
            assertThat(stage.win32().sleepEx(0, true)).isEqualTo(WAIT_IO_COMPLETION);
            assertThat(routine.log).containsExactly("(0, 1)");
        });
    }

    // ---------------------------------------------------------------- notification modes

    @Test
    void successAtOnceCanBeLeftOut() {
        for (WindowsVersion version : WindowsVersion.values()) {
            assertThat(Play.ofPeer(stage -> { // N28, I02, I20, F8, F9
                Ends ends = Ends.ofMessages(stage, 100, true);
                Port port = bound(stage, ends.server);
                assertThat(stage.win32().setFileCompletionNotificationModes(ends.server, FILE_SKIP_COMPLETION_PORT_ON_SUCCESS)).isTrue();
                ends.write(ends.server, "abc");
                assertThat(port.take()).isEqualTo(WAIT_TIMEOUT);
                ends.write(ends.client, "abc");
                Transfer read = new Transfer(stage);
                if (version.compareTo(WindowsVersion.WINDOWS_8) >= 0) {
                    assertThat(read.read(ends.server, 2)).isEqualTo(ERROR_IO_PENDING);
                    assertThat(port.take()).isEqualTo(ERROR_MORE_DATA);
                    assertThat(port.isOf(read, 2)).isTrue();
                } else {
                    assertThat(read.read(ends.server, 2)).isEqualTo(ERROR_MORE_DATA);
                }
                assertThat(read.read(ends.server, 2)).isZero();
                assertThat(port.take()).isEqualTo(WAIT_TIMEOUT);
                read.read(ends.server, 10);
                ends.write(ends.client, "abc");
                assertThat(port.take()).as("what had pended has its packet").isZero();
                assertThat(port.isOf(read, 3)).isTrue();
            }).onWindows(version).once()).isClean();
        }
    }

    @Test
    void theFileObjectNeedNotBeSignalled() {
        rowOnEnds((stage, ends) -> { // N29, I03, I18, I19
            Port port = bound(stage, ends.server);
            Transfer read = new Transfer(stage);
            read.readWithoutEvent(ends.server, 10);
            ends.write(ends.client, "x");
            assertThat(ends.isSignalled(ends.server)).isTrue();
            assertThat(stage.win32().setFileCompletionNotificationModes(ends.server, FILE_SKIP_SET_EVENT_ON_HANDLE | 0x40)).isTrue();
            assertThat(stage.win32().setFileCompletionNotificationModes(ends.server, 0)).isTrue();
            assertThat(port.take()).isZero();
            read.readWithoutEvent(ends.server, 10);
            ends.write(ends.client, "x");
            assertThat(ends.isSignalled(ends.server)).isFalse();
            assertThat(port.take()).isZero();
            Transfer other = ends.reading(ends.server, 10);
            ends.write(ends.client, "x");
            assertThat(other.isSet()).as("hEvent is").isTrue();
        });
    }

    @Test
    void aSynchronousHandleHasNeitherModesNorPort() {
        row(stage -> { // I16, I01, I14, T04
            Handle end = stage.win32().createNamedPipe("\\\\.\\pipe\\sync", Win32.PIPE_ACCESS_DUPLEX, 0, 1, 1, 1, 0, null);
            assertThat(stage.win32().setFileCompletionNotificationModes(end, FILE_SKIP_SET_EVENT_ON_HANDLE)).isFalse();
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_INVALID_PARAMETER);
            assertThat(new Port(stage).bind(end, KEY)).isEqualTo(ERROR_INVALID_PARAMETER);
            assertThat(stage.win32().bindIoCompletionCallback(end, (error, bytes, overlapped) -> {}, 0)).isFalse();
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_INVALID_PARAMETER);
            assertThat(stage.win32().createThreadpoolIo(end, (instance, context, overlapped, error, bytes, io) -> {}, null)).isNull();
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_INVALID_PARAMETER);
        });
    }

    // ---------------------------------------------------------------- packets

    @Test
    void aPacketOfOnesOwnComesOutAsItWentIn() {
        row(stage -> { // P7 to P10, I1, I2
            Port port = new Port(stage);
            Transfer nothing = new Transfer(stage);
            assertThat(port.take()).isEqualTo(WAIT_TIMEOUT);
            stage.win32().postQueuedCompletionStatus(port.handle, 123, 456, nothing.overlapped);
            assertThat(port.take()).isZero();
            assertThat(port.isOf(nothing, 123) && port.key.value == 456).isTrue();
            OverlappedEntry[] entries = new OverlappedEntry[3];
            DwordReference removed = new DwordReference();
            assertThat(stage.win32().getQueuedCompletionStatusEx(port.handle, entries, 3, removed, 0, false)).isFalse();
            assertThat(stage.win32().getLastError()).isEqualTo(WAIT_TIMEOUT);
            assertThat(removed.value).isEqualTo(1);
            stage.win32().postQueuedCompletionStatus(port.handle, 1, 10, null);
            stage.win32().postQueuedCompletionStatus(port.handle, 2, 20, null);
            assertThat(stage.win32().getQueuedCompletionStatusEx(port.handle, entries, 3, removed, 0, false)).isTrue();
            assertThat(removed.value).isEqualTo(2);
            assertThat(entries).containsExactly(new OverlappedEntry(10, null, 0, 1), new OverlappedEntry(20, null, 0, 2), null);
        });
    }

    @Test
    void aPacketWinsOverAnApc() {
        row(stage -> { // P11, P12, I3
            Port port = new Port(stage);
            OverlappedEntry[] entries = new OverlappedEntry[1];
            DwordReference removed = new DwordReference();
            List<Object> log = new ArrayList<>();
            stage.win32().queueUserAPC(log::add, HandleFunctions.CURRENT_THREAD, "apc");
            stage.win32().postQueuedCompletionStatus(port.handle, 1, 1, null);
            assertThat(stage.win32().getQueuedCompletionStatusEx(port.handle, entries, 1, removed, 0, true)).isTrue();
            assertThat(stage.win32().getQueuedCompletionStatusEx(port.handle, entries, 1, removed, 0, false)).isFalse();
            assertThat(log).isEmpty();
            assertThat(stage.win32().getQueuedCompletionStatusEx(port.handle, entries, 1, removed, 0, true)).isFalse();
            assertThat(stage.win32().getLastError()).isEqualTo(WAIT_IO_COMPLETION);
            assertThat(log).containsExactly("apc");
        });
    }

    @Test
    void closingThePortWakesWhoWaitsThere() {
        Play.ofPeer(stage -> { // I05
            Port port = new Port(stage);
            boolean[] waiting = new boolean[1];
            var waiter = stage.platform().startThread("waiter", () -> {
                waiting[0] = true;
                assertThat(port.take(INFINITE)).isIn(ERROR_ABANDONED_WAIT_0, ERROR_INVALID_HANDLE);
                assertThat(port.tookNothing()).isTrue();
            });
            stage.win32().closeHandle(port.handle);
            waiter.join();
        }).randomly(100).areClean();
    }

    @Test
    void operationsOfABoundFileSurviveTheirThread() {
        Play.ofPeer(stage -> { // C09, I07
            Ends ends = new Ends(stage, 100);
            Port port = bound(stage, ends.server);
            Transfer read = new Transfer(stage);
            boolean withEvent = stage.choose(2, "event") == 1;
            stage.platform().startThread("issuer", () -> {
                if (withEvent) {
                    read.read(ends.server, 10);
                } else {
                    read.readWithoutEvent(ends.server, 10);
                }
            }).join();
            assertThat(read.status()).isEqualTo(STATUS_PENDING);
            ends.write(ends.client, "x");
            assertThat(port.take(INFINITE)).isZero();
            assertThat(read.text()).isEqualTo("x");
        }).randomly(100).areClean();
    }

    // ---------------------------------------------------------------- what is judged

    @Test
    void aPortThatIsLeftIsALeak() {
        assertThat(Play.ofTask(stage -> new Port(stage)).once()).isFinding(Kind.HANDLE_LEAK).says("port1");
    }

    @Test
    void theBufferIsInFlightUntilThePacketIsTaken() {
        assertThat(Play.ofTask(stage -> {
            Ends ends = new Ends(stage, 100);
            bound(stage, ends.server);
            Transfer read = new Transfer(stage);
            read.readWithoutEvent(ends.server, 10);
            ends.write(ends.client, "x");
            read.buffer.get(0);
        }).once()).isFinding(Kind.BUFFER_IN_FLIGHT);
    }

    @Test
    void whoTakesAPacketHasSeenWhatWasDoneBefore() {
        Play.ofTask(stage -> {
            IntCell cell = stage.platform().plainInt(stage.platform().process(), "cell", 0);
            Port port = new Port(stage);
            var poster = stage.platform().startThread("poster", () -> {
                cell.set(1);
                stage.win32().postQueuedCompletionStatus(port.handle, 0, 0, null);
            });
            assertThat(port.take(INFINITE)).isZero();
            assertThat(cell.get()).isEqualTo(1);
            poster.join();
            stage.win32().closeHandle(port.handle);
        }).randomly(200).areClean();
    }

    private static Port bound(Stage stage, Handle file) {
        Port port = new Port(stage);
        assertThat(port.bind(file, KEY)).isZero();
        return port;
    }

    @Test
    void withoutItsPortAFileGoesOnAsIfItHadNone() {
        rowOnEnds((stage, ends) -> { // I05
            Port port = bound(stage, ends.server);
            stage.win32().closeHandle(port.handle);
            Transfer read = new Transfer(stage);
            read.readWithoutEvent(ends.server, 10);
            ends.write(ends.client, "x");
            assertThat(read.status()).isEqualTo(STATUS_SUCCESS);
            assertThat(read.text()).isEqualTo("x");
        });
    }

    @Test
    void anApcEndsAWaitForPackets() {
        row(stage -> { // P12
            Port port = new Port(stage);
            int[] ran = new int[1];
            DwordReference removed = new DwordReference();
            var waiter = stage.platform().startThread("waiter", () -> {
                assertThat(stage.win32().getQueuedCompletionStatusEx(port.handle, new OverlappedEntry[1], 1, removed, INFINITE, true)).isFalse();
                assertThat(stage.win32().getLastError()).isEqualTo(Win32.WAIT_IO_COMPLETION);
                assertThat(ran[0]).as("the APC has run").isEqualTo(1);
            });
            stage.platform().eventLoop().runOnce(1);
            assertThat(stage.win32().queueUserAPC(context -> ran[0]++, waiter.openHandle(), null)).isTrue();
            waiter.join();
        });
    }
}
