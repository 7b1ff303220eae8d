package dev.overlap.kernel;

import static dev.overlap.kernel.Rows.row;
import static dev.overlap.kernel.Rows.rowOnEnds;
import static dev.overlap.simulation.ExecutionAssert.assertThat;
import static dev.overlap.win32.NtStatus.STATUS_CANCELLED;
import static dev.overlap.win32.NtStatus.STATUS_PENDING;
import static dev.overlap.win32.NtStatus.STATUS_PIPE_BROKEN;
import static dev.overlap.win32.NtStatus.STATUS_SUCCESS;
import static dev.overlap.win32.Win32.CURRENT_PROCESS;
import static dev.overlap.win32.Win32.DUPLICATE_CLOSE_SOURCE;
import static dev.overlap.win32.Win32.DUPLICATE_SAME_ACCESS;
import static dev.overlap.win32.Win32.INFINITE;
import static dev.overlap.win32.Win32.WAIT_OBJECT_0;
import static dev.overlap.win32.Win32.WAIT_TIMEOUT;
import static dev.overlap.win32.Win32Error.ERROR_ACCESS_DENIED;
import static dev.overlap.win32.Win32Error.ERROR_BROKEN_PIPE;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_HANDLE;
import static dev.overlap.win32.Win32Error.ERROR_IO_PENDING;
import static dev.overlap.win32.Win32Error.ERROR_OPERATION_ABORTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.overlap.choice.ChoiceKind;
import dev.overlap.finding.Kind;
import dev.overlap.platform.IntCell;
import dev.overlap.scenario.OtherProcess;
import dev.overlap.scenario.PipeSetup;
import dev.overlap.scenario.Stage;
import dev.overlap.simulation.Ends;
import dev.overlap.simulation.Play;
import dev.overlap.simulation.Transfer;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.Win32;
import org.junit.jupiter.api.Test;

/** Several processes: handles that cross from one to the other, and processes that end. */
class ProcessRowsTest {

    private static final long KEY = 123;

    // ---------------------------------------------------------------- handles in other processes

    @Test
    void aHandleIsGoodInItsOwnProcessOnly() {
        rowOnEnds((stage, ends) -> { // M02
            OtherProcess child = stage.process("child");
            Handle theirs = duplicateInto(stage, child, ends.server, DUPLICATE_SAME_ACCESS);
            Handle[] own = new Handle[1];
            child.start("child", () -> {
                own[0] = stage.win32().createEvent(null, true, true, null);
                assertThat(ends.read(theirs, 20)).isEqualTo("for the child");
            });
            ends.write(ends.client, "for the child");
            stage.win32().sleepEx(10, false);
            assertThat(stage.win32().waitForSingleObject(own[0], 0)).as("its value is another object's, or nobody's").isNotEqualTo(WAIT_OBJECT_0);
        });
    }

    @Test
    void aProcessTakesWhatAnotherOneHas() {
        rowOnEnds((stage, ends) -> { // M02
            OtherProcess child = stage.process("child");
            HandleReference parent = new HandleReference();
            assertThat(stage.win32().duplicateHandle(CURRENT_PROCESS, CURRENT_PROCESS, child.open(), parent, 0, false, DUPLICATE_SAME_ACCESS)).isTrue();
            child.start("child", () -> {
                HandleReference end = new HandleReference();
                assertThat(stage.win32().duplicateHandle(parent.value, ends.server, CURRENT_PROCESS, end, 0, false,
                        DUPLICATE_SAME_ACCESS | DUPLICATE_CLOSE_SOURCE)).isTrue();
                ends.write(end.value, "mine");
            });
            stage.win32().sleepEx(10, false);
            assertThat(stage.win32().closeHandle(ends.server)).as("the child has closed it").isFalse();
            assertThat(ends.read(ends.client, 10)).isEqualTo("mine");
            assertThat(new Transfer(stage).read(ends.client, 1)).as("and has not ended").isEqualTo(ERROR_IO_PENDING);
        });
    }

    @Test
    void onlyProcessesAndWhatLivesCanBeGivenHandles() {
        rowOnEnds((stage, ends) -> {
            HandleReference target = new HandleReference();
            OtherProcess child = stage.process("child");
            Handle handle = child.open();
            assertThat(stage.win32().duplicateHandle(ends.server, ends.server, CURRENT_PROCESS, target, 0, false, DUPLICATE_SAME_ACCESS)).isFalse();
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_INVALID_HANDLE);
            assertThat(stage.win32().duplicateHandle(handle, new Handle(4), CURRENT_PROCESS, target, 0, false, DUPLICATE_SAME_ACCESS)).isFalse();
            assertThat(stage.win32().getLastError()).as("the child has none").isEqualTo(ERROR_INVALID_HANDLE);
            child.terminate();
            assertThat(stage.win32().duplicateHandle(CURRENT_PROCESS, ends.server, handle, target, 0, false, DUPLICATE_SAME_ACCESS)).isFalse();
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_ACCESS_DENIED);
        });
    }

    @Test
    void closingTheLastHandleOfAProcessEndsOnlyWhatIsNothingButAPacket() {
        for (boolean withEvent : new boolean[] {false, true}) {
            rowOnEnds((stage, ends) -> { // M2
                Port port = new Port(stage);
                port.bind(ends.server, KEY);
                Transfer read = new Transfer(stage);
                if (withEvent) {
                    read.read(ends.server, 1);
                } else {
                    read.readWithoutEvent(ends.server, 1);
                }
                OtherProcess child = stage.process("child");
                duplicateInto(stage, child, ends.server, DUPLICATE_SAME_ACCESS);
                stage.win32().closeHandle(ends.server);
                assertThat(read.status()).as("the status waits for the packet to be taken").isEqualTo(STATUS_PENDING);
                assertThat(port.take()).isEqualTo(withEvent ? WAIT_TIMEOUT : ERROR_OPERATION_ABORTED);
                assertThat(read.status()).isEqualTo(withEvent ? STATUS_PENDING : STATUS_CANCELLED);
            });
        }
    }

    @Test
    void anotherHandleOfTheSameProcessKeepsThemAll() {
        rowOnEnds((stage, ends) -> { // M1
            Port port = new Port(stage);
            port.bind(ends.server, KEY);
            Transfer read = new Transfer(stage);
            read.readWithoutEvent(ends.server, 1);
            HandleReference second = new HandleReference();
            stage.win32().duplicateHandle(CURRENT_PROCESS, ends.server, CURRENT_PROCESS, second, 0, false, DUPLICATE_SAME_ACCESS);
            stage.win32().closeHandle(ends.server);
            assertThat(port.take()).isEqualTo(WAIT_TIMEOUT);
            assertThat(read.status()).isEqualTo(STATUS_PENDING);
        });
    }

    // ---------------------------------------------------------------- the end of a process

    @Test
    void aPendingWriteVanishesWithItsProcess() {
        rowOnEnds((stage, ends) -> { // K111
            OtherProcess child = stage.process("child");
            Handle inherited = duplicateInto(stage, child, ends.client, DUPLICATE_SAME_ACCESS);
            child.start("child", () -> {
                new Transfer(stage).write(inherited, 10_000);
                stage.win32().sleepEx(INFINITE, false);
            });
            stage.win32().sleepEx(10, false);
            Transfer read = new Transfer(stage);
            assertThat(read.read(ends.server, 10)).isZero();
            assertThat(read.count()).isEqualTo(10);
            child.terminate();
            assertThat(read.read(ends.server, 10)).isEqualTo(ERROR_IO_PENDING);
            ends.write(ends.client, "x");
            assertThat(read.status()).isEqualTo(STATUS_SUCCESS);
            assertThat(read.text()).isEqualTo("x");
        });
    }

    @Test
    void aReadOfADeadProcessIsAPacketForWhoeverHasThePort() {
        rowOnEnds((stage, ends) -> { // K116
            Port port = new Port(stage);
            port.bind(ends.client, KEY);
            OtherProcess child = stage.process("child");
            Handle inherited = duplicateInto(stage, child, ends.client, DUPLICATE_SAME_ACCESS | DUPLICATE_CLOSE_SOURCE);
            Transfer[] read = new Transfer[1];
            child.start("child", () -> {
                read[0] = new Transfer(stage);
                assertThat(read[0].readWithoutEvent(inherited, 1)).isEqualTo(ERROR_IO_PENDING);
                stage.exitProcess();
            });
            assertThat(port.take(INFINITE)).isEqualTo(ERROR_OPERATION_ABORTED);
            assertThat(port.isOf(read[0], 0)).isTrue();
            assertThat(port.key.value).isEqualTo(KEY);
            assertThat(new Transfer(stage).read(ends.server, 1)).as("its handle is closed").isEqualTo(ERROR_BROKEN_PIPE);
        });
    }

    @Test
    void theHandlesToAProcessTellItsEnd() {
        row(stage -> {
            OtherProcess child = stage.process("child");
            Handle handle = child.open();
            assertThat(stage.win32().waitForSingleObject(handle, 0)).isEqualTo(WAIT_TIMEOUT);
            assertThat(stage.win32().terminateProcess(handle, 7)).isTrue();
            assertThat(stage.win32().waitForSingleObject(handle, INFINITE)).isEqualTo(WAIT_OBJECT_0);
            assertThat(stage.win32().waitForSingleObject(child.open(), 0)).as("one that was opened afterwards").isEqualTo(WAIT_OBJECT_0);
            assertThat(stage.win32().terminateProcess(handle, 7)).isFalse();
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_ACCESS_DENIED);
            assertThat(stage.win32().terminateProcess(stage.win32().createEvent(null, true, false, null), 7)).isFalse();
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_INVALID_HANDLE);
        });
    }

    @Test
    void aProcessThatEndsByItselfTellsSo() {
        row(stage -> {
            OtherProcess child = stage.process("child");
            Handle handle = child.open();
            child.start("child", () -> {
                stage.win32().sleepEx(10, false);
                stage.exitProcess();
            });
            assertThat(stage.win32().waitForSingleObject(handle, INFINITE)).isEqualTo(WAIT_OBJECT_0);
            assertThat(stage.platform().clock().millis()).isEqualTo(10);
        });
    }

    @Test
    void itsThreadsRunNoFurtherWhereverTheyAre() {
        Play.ofPeer(stage -> {
            Ends ends = new Ends(stage, 10);
            OtherProcess child = stage.process("child");
            Handle inherited = duplicateInto(stage, child, ends.server, DUPLICATE_SAME_ACCESS | DUPLICATE_CLOSE_SOURCE);
            IntCell turns = stage.platform().atomicInt(stage.platform().process(), "turns", 0);
            child.start("runs", () -> {
                while (true) {
                    turns.set(turns.get() + 1);
                }
            });
            child.start("reads", () -> {
                Transfer read = new Transfer(stage);
                while (true) {
                    read.await(inherited);
                    read.read(inherited, 1);
                }
            });
            stage.win32().writeFile(ends.client, new Transfer(stage).buffer, 0, 3, null, new Transfer(stage).overlapped);
            child.terminate();
            int done = turns.get();
            stage.win32().sleepEx(100, false);
            assertThat(turns.get()).isEqualTo(done);
            assertThat(ends.available(ends.client)).as("its end is closed").isEqualTo(-ERROR_BROKEN_PIPE);
        }).randomly(200).areClean();
    }

    @Test
    void aSynchronousFileIsFreeWhenTheCallerIsDead() {
        row(stage -> { // F33
            String name = "\\\\.\\pipe\\shared";
            Handle server = stage.win32().createNamedPipe(name, Win32.PIPE_ACCESS_DUPLEX, 0, 1, 10, 10, 0, null);
            Handle client = stage.win32().createFile(name, Win32.GENERIC_READ | Win32.GENERIC_WRITE, 0, null, Win32.OPEN_EXISTING, 0, Handle.NULL);
            OtherProcess child = stage.process("child");
            Handle shared = duplicateInto(stage, child, server, DUPLICATE_SAME_ACCESS);
            child.start("child", () -> new Transfer(stage).read(shared, 1));
            stage.win32().sleepEx(10, false);
            child.terminate();
            assertThat(new Transfer(stage).write(client, "x")).isZero();
            Transfer read = new Transfer(stage);
            assertThat(read.read(server, 1)).isZero();
            assertThat(read.text()).isEqualTo("x");
        });
    }

    @Test
    void aSynchronousFileIsFreeWhereverTheCallerHasDied() {
        Play.ofPeer(stage -> { // F33
            String name = "\\\\.\\pipe\\shared";
            Handle server = stage.win32().createNamedPipe(name, Win32.PIPE_ACCESS_DUPLEX, 0, 1, 1, 1, 0, null);
            Handle client = stage.win32().createFile(name, Win32.GENERIC_READ, 0, null, Win32.OPEN_EXISTING, Win32.FILE_FLAG_OVERLAPPED, Handle.NULL);
            new Transfer(stage).read(client, 1);
            OtherProcess child = stage.process("child");
            Handle shared = duplicateInto(stage, child, server, DUPLICATE_SAME_ACCESS);
            child.start("child", () -> new Transfer(stage).write(shared, "abc"));
            stage.win32().resetEvent(stage.win32().createEvent(null, true, false, null));
            child.terminate();
            assertThat(stage.win32().peekNamedPipe(server, null, 0, null, null, null)).isTrue();
        }).answering(ChoiceKind.DELIVERY, 1).randomly(300).areClean();
    }

    @Test
    void itsWaitsCallNobodyBack() {
        row(stage -> {
            Handle event = stage.win32().createEvent(null, true, false, null);
            OtherProcess child = stage.process("child");
            Handle theirs = duplicateInto(stage, child, event, DUPLICATE_SAME_ACCESS);
            int[] calls = new int[1];
            child.start("child", () -> {
                stage.win32().registerWaitForSingleObject(new HandleReference(), theirs, (context, timedOut) -> calls[0]++, null, INFINITE, 0);
                stage.win32().sleepEx(INFINITE, false);
            });
            stage.win32().sleepEx(10, false);
            child.terminate();
            stage.win32().setEvent(event);
            stage.win32().sleepEx(10, false);
            assertThat(calls[0]).isZero();
        });
    }

    @Test
    void whoWaitsForOneOfItsThreadsIsTold() {
        row(stage -> {
            OtherProcess child = stage.process("child");
            HandleReference parent = new HandleReference();
            stage.win32().duplicateHandle(CURRENT_PROCESS, CURRENT_PROCESS, child.open(), parent, 0, false, DUPLICATE_SAME_ACCESS);
            HandleReference itsThread = new HandleReference();
            child.start("child", () -> {
                stage.win32().duplicateHandle(CURRENT_PROCESS, Win32.CURRENT_THREAD, parent.value, itsThread, 0, false, DUPLICATE_SAME_ACCESS);
                stage.win32().sleepEx(INFINITE, false);
            });
            stage.win32().sleepEx(10, false);
            assertThat(stage.win32().waitForSingleObject(itsThread.value, 0)).isEqualTo(WAIT_TIMEOUT);
            child.terminate();
            assertThat(stage.win32().waitForSingleObject(itsThread.value, 0)).isEqualTo(WAIT_OBJECT_0);
        });
    }

    // ---------------------------------------------------------------- what is judged

    @Test
    void theReadersProcessCanEndThePeers() {
        Play.of(stage -> {
            var pipe = stage.pipe(PipeSetup.bytes(10));
            stage.peer("peer", () -> {
                while (pipe.peer().write(1)) {
                    stage.win32().sleepEx(1, false);
                }
            });
            stage.task("owner", () -> {
                stage.peerProcess().terminate();
                Transfer read = new Transfer(stage);
                int answer;
                do {
                    answer = read.read(pipe.readerEnd(), 10);
                    answer = answer == ERROR_IO_PENDING ? read.await(pipe.readerEnd()) : answer;
                } while (answer == 0);
                assertThat(answer).isEqualTo(ERROR_BROKEN_PIPE);
                read.close();
            });
        }).randomly(200).areClean();
    }

    @Test
    void aHandleToAProcessThatIsLeftIsALeak() {
        assertThat(Play.ofTask(stage -> stage.process("child").open()).once()).isFinding(Kind.HANDLE_LEAK).says("child process");
    }

    private static Handle duplicateInto(Stage stage, OtherProcess process, Handle source, int options) {
        Handle handle = process.open();
        HandleReference target = new HandleReference();
        assertThat(stage.win32().duplicateHandle(CURRENT_PROCESS, source, handle, target, 0, false, options)).isTrue();
        stage.win32().closeHandle(handle);
        return target.value;
    }

    @Test
    void theReadsOfTheOtherEndEndWithTheProcess() {
        rowOnEnds((stage, ends) -> { // K116
            OtherProcess child = stage.process("child");
            duplicateInto(stage, child, ends.client, DUPLICATE_SAME_ACCESS | DUPLICATE_CLOSE_SOURCE);
            Transfer read = ends.reading(ends.server, 10);
            Handle handle = child.open();
            assertThat(stage.win32().terminateProcess(handle, 0)).isTrue();
            assertThat(read.overlapped.internal()).isEqualTo(STATUS_PIPE_BROKEN);
            assertThat(read.isSet()).isTrue();
        });
    }

    @Test
    void aPendingWriteVanishesWithItsProcessAlsoIfItsHandleWasClosedBefore() {
        rowOnEnds((stage, ends) -> { // K111
            OtherProcess child = stage.process("child");
            Handle inherited = duplicateInto(stage, child, ends.client, DUPLICATE_SAME_ACCESS | DUPLICATE_CLOSE_SOURCE);
            child.start("child", () -> {
                new Transfer(stage).write(inherited, 150);
                stage.win32().closeHandle(inherited);
                stage.win32().sleepEx(INFINITE, false);
            });
            stage.win32().sleepEx(10, false);
            assertThat(ends.available(ends.server)).isEqualTo(150);
            child.terminate();
            assertThat(ends.available(ends.server)).isEqualTo(-ERROR_BROKEN_PIPE);
        });
    }
}
