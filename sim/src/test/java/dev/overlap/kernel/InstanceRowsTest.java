package dev.overlap.kernel;

import static dev.overlap.kernel.Rows.row;
import static dev.overlap.win32.NtStatus.STATUS_SUCCESS;
import static dev.overlap.win32.Win32Error.ERROR_ACCESS_DENIED;
import static dev.overlap.win32.Win32Error.ERROR_FILE_NOT_FOUND;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_NAME;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_PARAMETER;
import static dev.overlap.win32.Win32Error.ERROR_IO_PENDING;
import static dev.overlap.win32.Win32Error.ERROR_OPERATION_ABORTED;
import static dev.overlap.win32.Win32Error.ERROR_PIPE_BUSY;
import static dev.overlap.win32.Win32Error.ERROR_PIPE_CONNECTED;
import static dev.overlap.win32.Win32Error.ERROR_SEM_TIMEOUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import dev.overlap.platform.PlatformThread;
import dev.overlap.scenario.Stage;
import dev.overlap.simulation.Transfer;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Win32;
import org.junit.jupiter.api.Test;

/** Several instances of one pipe, and waiting for one, row by row. */
class InstanceRowsTest {

    private static final String NAME = "\\\\.\\pipe\\instances";
    private static final int DUPLEX = Win32.PIPE_ACCESS_DUPLEX | Win32.FILE_FLAG_OVERLAPPED;

    private static Handle create(Stage stage, int openMode, int pipeMode, int maxInstances) {
        return stage.win32().createNamedPipe(NAME, openMode, pipeMode, maxInstances, 10, 10, 0, null);
    }

    /** 0, or the last error. */
    private static int creating(Stage stage, int openMode, int pipeMode, int maxInstances) {
        return create(stage, openMode, pipeMode, maxInstances).isInvalid() ? stage.win32().getLastError() : 0;
    }

    private static Handle open(Stage stage) {
        return stage.win32().createFile(NAME, Win32.GENERIC_READ | Win32.GENERIC_WRITE, 0, null, Win32.OPEN_EXISTING, Win32.FILE_FLAG_OVERLAPPED, Handle.NULL);
    }

    private static int opening(Stage stage, int access) {
        Handle client = stage.win32().createFile(NAME, access, 0, null, Win32.OPEN_EXISTING, 0, Handle.NULL);
        return client.isInvalid() ? stage.win32().getLastError() : 0;
    }

    private static int connecting(Stage stage, Handle server) {
        return new Transfer(stage).connect(server);
    }

    // ---------------------------------------------------------------- making

    @Test
    void allInstancesHaveTheDirectionOfTheFirst() {
        row(stage -> { // K14
            create(stage, DUPLEX, 0, 3);
            assertThat(creating(stage, Win32.PIPE_ACCESS_INBOUND, 0, 3)).isEqualTo(ERROR_ACCESS_DENIED);
            assertThat(creating(stage, Win32.PIPE_ACCESS_OUTBOUND, 0, 3)).isEqualTo(ERROR_ACCESS_DENIED);
            assertThat(creating(stage, Win32.PIPE_ACCESS_DUPLEX, 0, 3)).as("overlapped or not").isZero();
        });
    }

    @Test
    void typeAndMaximumAreThoseOfTheFirstWhateverTheNextOneSays() {
        row(stage -> { // K15
            create(stage, DUPLEX, Win32.PIPE_TYPE_BYTE, 4);
            Handle second = create(stage, DUPLEX, Win32.PIPE_TYPE_MESSAGE, 3);
            assertThat(second.isInvalid()).isFalse();
            DwordReference flags = new DwordReference();
            DwordReference max = new DwordReference();
            assertThat(stage.win32().getNamedPipeInfo(second, flags, null, null, max)).isTrue();
            assertThat(flags.value).isEqualTo(Win32.PIPE_SERVER_END);
            assertThat(max.value).isEqualTo(4);
        });
    }

    @Test
    void whoWantsToBeTheFirstMustBe() {
        row(stage -> { // M11, X02: the Windows column
            int first = DUPLEX | Win32.FILE_FLAG_FIRST_PIPE_INSTANCE;
            Handle server = create(stage, first, 0, 2);
            assertThat(server.isInvalid()).isFalse();
            assertThat(creating(stage, first, 0, 2)).isEqualTo(ERROR_ACCESS_DENIED);
            assertThat(creating(stage, DUPLEX, 0, 2)).isZero();
            assertThat(creating(stage, first, 0, 2)).as("the maximum is asked for first").isEqualTo(ERROR_PIPE_BUSY);
        });
    }

    @Test
    void anInstanceThatIsClosedMakesRoomForAnother() {
        row(stage -> { // K13
            Handle server = create(stage, DUPLEX, 0, 1);
            assertThat(creating(stage, DUPLEX, 0, 1)).isEqualTo(ERROR_PIPE_BUSY);
            stage.win32().closeHandle(server);
            assertThat(creating(stage, Win32.PIPE_ACCESS_INBOUND, 0, 7)).as("a new pipe").isZero();
        });
    }

    // ---------------------------------------------------------------- opening

    @Test
    void aClientGetsTheInstanceThatHasListenedLongest() {
        row(stage -> { // test_multiple_instances, K132 to K136
            Handle[] servers = new Handle[4];
            for (int i = 0; i < servers.length; i++) {
                servers[i] = create(stage, DUPLEX, 0, servers.length);
            }
            assertThat(connecting(stage, servers[2])).isEqualTo(ERROR_IO_PENDING);
            connects(stage, servers[0]);
            connects(stage, servers[1]);
            assertThat(connecting(stage, servers[2])).as("a second one waits, too").isEqualTo(ERROR_IO_PENDING);
            connects(stage, servers[2]);

            stage.win32().disconnectNamedPipe(servers[0]);
            stage.win32().disconnectNamedPipe(servers[2]);
            assertThat(connecting(stage, servers[2])).isEqualTo(ERROR_IO_PENDING);
            assertThat(connecting(stage, servers[0])).isEqualTo(ERROR_IO_PENDING);
            connects(stage, servers[3]);
            connects(stage, servers[2]);
            connects(stage, servers[0]);

            stage.win32().disconnectNamedPipe(servers[0]);
            assertThat(opening(stage, Win32.GENERIC_READ)).isEqualTo(ERROR_PIPE_BUSY);
        });
    }

    /** The next client gets this instance, and leaves again. */
    private static void connects(Stage stage, Handle server) {
        Handle client = open(stage);
        assertThat(client.isInvalid()).isFalse();
        assertThat(connecting(stage, server)).isEqualTo(ERROR_PIPE_CONNECTED);
        stage.win32().closeHandle(client);
    }

    @Test
    void aClientCannotGoAgainstTheDirection() {
        row(stage -> {
            create(stage, Win32.PIPE_ACCESS_INBOUND, 0, 1);
            assertThat(opening(stage, Win32.GENERIC_READ)).isEqualTo(ERROR_ACCESS_DENIED);
            assertThat(opening(stage, Win32.GENERIC_READ | Win32.GENERIC_WRITE)).isEqualTo(ERROR_ACCESS_DENIED);
            assertThat(opening(stage, Win32.GENERIC_WRITE)).isZero();
        });
    }

    @Test
    void aClientEndsEveryWaitForItAndACancelOnlyItsOwn() {
        row(stage -> { // a second ConnectNamedPipe pends beside the first; C13
            Handle server = create(stage, DUPLEX, 0, 1);
            Transfer first = new Transfer(stage);
            Transfer second = new Transfer(stage);
            Transfer third = new Transfer(stage);
            for (Transfer connect : new Transfer[] {first, second, third}) {
                assertThat(connect.connect(server)).isEqualTo(ERROR_IO_PENDING);
            }
            assertThat(second.cancel(server)).isZero();
            assertThat(second.result(server)).isEqualTo(ERROR_OPERATION_ABORTED);
            open(stage);
            assertThat(first.status()).isEqualTo(STATUS_SUCCESS);
            assertThat(third.status()).isEqualTo(STATUS_SUCCESS);
        });
    }

    // ---------------------------------------------------------------- waiting for an instance

    private static int waiting(Stage stage, int timeoutMillis) {
        return stage.win32().waitNamedPipe(NAME, timeoutMillis) ? 0 : stage.win32().getLastError();
    }

    @Test
    void aWaitEndsAtOnceWhenThereIsNoPipeOrOneThatListens() {
        row(stage -> { // K18, K22, K137
            assertThat(waiting(stage, 2000)).isEqualTo(ERROR_FILE_NOT_FOUND);
            assertThat(waiting(stage, 0)).isEqualTo(ERROR_FILE_NOT_FOUND);
            create(stage, DUPLEX, 0, 1);
            assertThat(waiting(stage, 1)).isZero();
        });
    }

    @Test
    void aWaitForABusyPipeEndsWhenItsTimeHasPassed() {
        row(stage -> { // K22
            create(stage, DUPLEX, 0, 1);
            open(stage);
            long before = stage.platform().clock().millis();
            assertThat(waiting(stage, 100)).isEqualTo(ERROR_SEM_TIMEOUT);
            assertThat(stage.platform().clock().millis() - before).isEqualTo(100);
            assertThat(waiting(stage, Win32.NMPWAIT_USE_DEFAULT_WAIT)).isEqualTo(ERROR_SEM_TIMEOUT);
            assertThat(stage.platform().clock().millis() - before).as("50 ms by default").isEqualTo(150);
        });
    }

    @Test
    void aWaitEndsWithANewInstance() {
        row(stage -> { // K138
            create(stage, DUPLEX, 0, 2);
            open(stage);
            List<Integer> answers = new ArrayList<>();
            PlatformThread[] waiters = {waiter(stage, answers), waiter(stage, answers)};
            assertThat(answers).isEmpty();
            create(stage, DUPLEX, 0, 2);
            assertThat(open(stage).isInvalid()).as("faster than the waiters, who are told all the same").isFalse();
            for (PlatformThread waiter : waiters) {
                waiter.join();
            }
            assertThat(answers).containsExactly(0, 0);
        });
    }

    @Test
    void aWaitEndsWhenAnInstanceListensAgain() {
        row(stage -> { // K139
            Handle server = create(stage, DUPLEX, 0, 1);
            stage.win32().closeHandle(open(stage));
            stage.win32().disconnectNamedPipe(server);
            List<Integer> answers = new ArrayList<>();
            PlatformThread waiter = waiter(stage, answers);
            assertThat(answers).isEmpty();
            connecting(stage, server);
            waiter.join();
            assertThat(answers).containsExactly(0);
        });
    }

    @Test
    void aWaitEndsWithTheLastInstance() {
        row(stage -> { // the pipe driver ends the waits for a pipe that it deletes
            Handle server = create(stage, DUPLEX, 0, 1);
            stage.win32().closeHandle(open(stage));
            List<Integer> answers = new ArrayList<>();
            PlatformThread waiter = waiter(stage, answers);
            stage.win32().closeHandle(server);
            waiter.join();
            assertThat(answers).containsExactly(ERROR_FILE_NOT_FOUND);
        });
    }

    private static PlatformThread waiter(Stage stage, List<Integer> answers) {
        PlatformThread waiter = stage.platform().startThread("waiter", () -> answers.add(waiting(stage, Win32.NMPWAIT_WAIT_FOREVER)));
        stage.platform().eventLoop().runOnce(1);
        return waiter;
    }

    @Test
    void whoGivesUpLeavesTheOthersWaiting() {
        for (int last = 0; last < 3; last++) {
            int[] timeouts = {50, 50, 50};
            timeouts[last] = Win32.NMPWAIT_WAIT_FOREVER;
            row(stage -> { // K138
                create(stage, DUPLEX, 0, 2);
                open(stage);
                List<Integer> answers = new ArrayList<>();
                PlatformThread[] waiters = new PlatformThread[timeouts.length];
                for (int i = 0; i < timeouts.length; i++) {
                    int timeoutMillis = timeouts[i];
                    waiters[i] = stage.platform().startThread("waiter", () -> answers.add(waiting(stage, timeoutMillis)));
                    stage.platform().eventLoop().runOnce(1);
                }
                stage.platform().eventLoop().runOnce(100);
                assertThat(answers).containsExactly(ERROR_SEM_TIMEOUT, ERROR_SEM_TIMEOUT);
                create(stage, DUPLEX, 0, 2);
                for (PlatformThread waiter : waiters) {
                    waiter.join();
                }
                assertThat(answers).hasSize(3).last().isEqualTo(0);
            });
        }
    }

    @Test
    void aNameNeedsMoreThanItsPrefix() {
        row(stage -> {
            assertThat(stage.win32().createNamedPipe("\\\\.\\pipe\\", DUPLEX, 0, 1, 10, 10, 0, null).isInvalid()).isTrue();
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_INVALID_NAME);
        });
    }

    @Test
    void aPipeHasADirection() {
        row(stage -> assertThat(creating(stage, Win32.FILE_FLAG_OVERLAPPED, 0, 1)).isEqualTo(ERROR_INVALID_PARAMETER));
    }

    @Test
    void everyVersionIsKnownByItsNumber() {
        for (WindowsVersion version : WindowsVersion.values()) {
            assertThat(WindowsVersion.numbered(version.number())).contains(version);
        }
        assertThat(WindowsVersion.numbered("9")).isEmpty();
    }
}
