package dev.overlap.kernel;

import static dev.overlap.kernel.Rows.row;
import static dev.overlap.kernel.Rows.rowOnEnds;
import static dev.overlap.simulation.ExecutionAssert.assertThat;
import static dev.overlap.win32.Win32.INFINITE;
import static dev.overlap.win32.Win32.MWMO_ALERTABLE;
import static dev.overlap.win32.Win32.WAIT_FAILED;
import static dev.overlap.win32.Win32.WAIT_IO_COMPLETION;
import static dev.overlap.win32.Win32.WAIT_OBJECT_0;
import static dev.overlap.win32.Win32.WAIT_TIMEOUT;
import static dev.overlap.win32.Win32Error.ERROR_GEN_FAILURE;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_HANDLE;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_PARAMETER;
import static dev.overlap.win32.Win32Error.ERROR_IO_INCOMPLETE;
import static dev.overlap.win32.Win32Error.ERROR_MORE_DATA;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import dev.overlap.finding.Kind;
import dev.overlap.platform.IntCell;
import dev.overlap.platform.PlatformThread;
import dev.overlap.scenario.Stage;
import dev.overlap.simulation.Ends;
import dev.overlap.simulation.Play;
import dev.overlap.simulation.Transfer;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleFunctions;
import org.junit.jupiter.api.Test;

/** Waits in which user APCs run, and those of QueueUserAPC. */
class AlertableWaitRowsTest {

    @Test
    void anObjectThatIsSignalledWinsOverAnApc() {
        row(stage -> { // E03
            Handle event = event(stage, true);
            List<Object> log = new ArrayList<>();
            queue(stage, log, "apc");
            assertThat(stage.win32().waitForSingleObjectEx(event, INFINITE, true)).isEqualTo(WAIT_OBJECT_0);
            assertThat(stage.win32().waitForMultipleObjectsEx(1, new Handle[] {event(stage, true)}, false, 0, true)).isEqualTo(WAIT_OBJECT_0);
            assertThat(log).isEmpty();
            assertThat(stage.win32().waitForSingleObjectEx(event, INFINITE, true)).isEqualTo(WAIT_IO_COMPLETION);
            assertThat(log).containsExactly("apc");
        });
    }

    @Test
    void oneWaitRunsThemAllThoseTooThatComeMeanwhile() {
        row(stage -> { // E03, S12
            List<Object> log = new ArrayList<>();
            queue(stage, log, 1);
            stage.win32().queueUserAPC(context -> {
                log.add(2);
                queue(stage, log, 4);
            }, HandleFunctions.CURRENT_THREAD, null);
            queue(stage, log, 3);
            assertThat(stage.win32().sleepEx(100, true)).isEqualTo(WAIT_IO_COMPLETION);
            assertThat(log).containsExactly(1, 2, 3, 4);
            assertThat(stage.platform().clock().millis()).isZero();
            assertThat(stage.win32().sleepEx(100, true)).isZero();
            assertThat(stage.platform().clock().millis()).isEqualTo(100);
        });
    }

    @Test
    void onlyAlertableWaitsRunThem() {
        row(stage -> { // E03, F14, K53
            List<Object> log = new ArrayList<>();
            Handle[] events = {event(stage, false)};
            queue(stage, log, "apc");
            stage.win32().waitForSingleObject(events[0], 1);
            stage.win32().waitForSingleObjectEx(events[0], 1, false);
            stage.win32().waitForMultipleObjects(1, events, false, 1);
            stage.win32().waitForMultipleObjectsEx(1, events, false, 1, false);
            stage.win32().sleepEx(1, false);
            assertThat(log).isEmpty();
            assertThat(stage.win32().waitForMultipleObjectsEx(1, events, true, 0, true)).isEqualTo(WAIT_IO_COMPLETION);
            assertThat(log).containsExactly("apc");
        });
    }

    @Test
    void aWaitForAResultIsAlertableIfAskedAndIfItWaitsAtAll() {
        rowOnEnds((stage, ends) -> { // K112 to K115, A05
            Transfer write = ends.writing(ends.client, 101);
            List<Object> log = new ArrayList<>();
            queue(stage, log, "apc");
            assertThat(resultEx(stage, ends, write, 0, false)).isEqualTo(ERROR_IO_INCOMPLETE);
            assertThat(resultEx(stage, ends, write, 0, true)).isEqualTo(ERROR_IO_INCOMPLETE);
            assertThat(resultEx(stage, ends, write, 10, false)).isEqualTo(WAIT_TIMEOUT);
            assertThat(log).isEmpty();
            assertThat(stage.platform().clock().millis()).isEqualTo(10);
            assertThat(resultEx(stage, ends, write, 10, true)).isEqualTo(WAIT_IO_COMPLETION);
            assertThat(log).containsExactly("apc");
            ends.read(ends.server, 1);
            assertThat(resultEx(stage, ends, write, 0, true)).isZero();
            assertThat(write.bytes.value).isEqualTo(101);
        });
    }

    @Test
    void theResultOfPartOfAMessageIsAWarning() {
        row(stage -> { // R04
            Ends ends = Ends.ofMessages(stage, 100, true);
            Transfer read = ends.reading(ends.server, 4);
            ends.write(ends.client, "0123456789ab");
            assertThat(resultEx(stage, ends, read, INFINITE, true)).isEqualTo(ERROR_MORE_DATA);
            assertThat(read.bytes.value).isEqualTo(4);
        });
    }

    private static int resultEx(Stage stage, Ends ends, Transfer operation, int millis, boolean alertable) {
        return stage.win32().getOverlappedResultEx(ends.client, operation.overlapped, operation.bytes, millis, alertable) ? 0 : stage.win32().getLastError();
    }

    @Test
    void oneObjectIsSignalledAndAnotherWaitedFor() {
        row(stage -> { // S10
            Handle event = event(stage, false);
            Handle other = event(stage, false);
            assertThat(stage.win32().signalObjectAndWait(event, event, INFINITE, false)).isEqualTo(WAIT_OBJECT_0);
            assertThat(stage.win32().waitForSingleObject(event, 0)).as("it was consumed").isEqualTo(WAIT_TIMEOUT);
            assertThat(stage.win32().signalObjectAndWait(event, other, 0, false)).isEqualTo(WAIT_TIMEOUT);
            assertThat(stage.win32().waitForSingleObject(event, 0)).isEqualTo(WAIT_OBJECT_0);
            List<Object> log = new ArrayList<>();
            queue(stage, log, "apc");
            assertThat(stage.win32().signalObjectAndWait(event, other, INFINITE, true)).isEqualTo(WAIT_IO_COMPLETION);
            assertThat(log).containsExactly("apc");
            assertThat(stage.win32().signalObjectAndWait(Handle.NULL, other, 0, false)).isEqualTo(WAIT_FAILED);
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_INVALID_HANDLE);
            assertThat(stage.win32().signalObjectAndWait(Ends.listen(stage, 1, 1), other, 0, false)).as("a file").isEqualTo(WAIT_FAILED);
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_INVALID_HANDLE);
        });
    }

    @Test
    void aWaitWithoutMessagesIsAWaitForObjects() {
        row(stage -> {
            Handle[] events = {event(stage, false), event(stage, true)};
            List<Object> log = new ArrayList<>();
            queue(stage, log, "apc");
            assertThat(stage.win32().msgWaitForMultipleObjectsEx(2, events, INFINITE, 0, MWMO_ALERTABLE)).isEqualTo(WAIT_OBJECT_0 + 1);
            assertThat(stage.win32().msgWaitForMultipleObjectsEx(2, events, 0, 0, 0)).isEqualTo(WAIT_TIMEOUT);
            assertThat(stage.win32().msgWaitForMultipleObjectsEx(0, null, 7, 0, 0)).isEqualTo(WAIT_TIMEOUT);
            assertThat(log).isEmpty();
            assertThat(stage.win32().msgWaitForMultipleObjectsEx(0, null, 7, 0, MWMO_ALERTABLE)).isEqualTo(WAIT_IO_COMPLETION);
            assertThat(stage.platform().clock().millis()).isEqualTo(7);
            assertThat(stage.win32().msgWaitForMultipleObjectsEx(64, new Handle[64], 0, 0, 0)).isEqualTo(WAIT_FAILED);
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_INVALID_PARAMETER);
        });
    }

    // ---------------------------------------------------------------- across threads

    @Test
    void anApcEndsTheWaitOfAnotherThread() {
        Play.ofPeer(stage -> {
            Handle event = event(stage, false);
            List<Object> log = new ArrayList<>();
            int[] answers = new int[3];
            PlatformThread waiter = stage.platform().startThread("waiter", () -> {
                answers[0] = stage.win32().waitForSingleObjectEx(event, INFINITE, true);
                answers[1] = stage.win32().waitForMultipleObjectsEx(1, new Handle[] {event}, false, INFINITE, true);
                answers[2] = stage.win32().sleepEx(INFINITE, true);
            });
            Handle thread = waiter.openHandle();
            stage.platform().eventLoop().runOnce(1);
            for (int i = 0; i < 3; i++) {
                assertThat(stage.win32().queueUserAPC(log::add, thread, i)).isTrue();
                stage.platform().eventLoop().runOnce(1);
            }
            waiter.join();
            assertThat(answers).containsOnly(WAIT_IO_COMPLETION);
            assertThat(log).containsExactly(0, 1, 2);
        }).randomly(1).areClean();
    }

    @Test
    void anApcAndASignalThatRaceAreBothSeen() {
        Set<String> outcomes = new TreeSet<>();
        Play.ofPeer(stage -> { // E03
            Handle event = event(stage, false);
            List<Object> log = new ArrayList<>();
            int[] answer = new int[1];
            PlatformThread waiter = started(stage, () -> {
                answer[0] = stage.win32().waitForSingleObjectEx(event, INFINITE, true);
                assertThat(log).hasSize(answer[0] == WAIT_OBJECT_0 ? 0 : 1);
                if (answer[0] == WAIT_OBJECT_0) {
                    assertThat(stage.win32().sleepEx(INFINITE, true)).isEqualTo(WAIT_IO_COMPLETION);
                }
            });
            Handle thread = waiter.openHandle();
            PlatformThread signaller = stage.platform().startThread("signaller", () -> stage.win32().setEvent(event));
            stage.win32().queueUserAPC(log::add, thread, "apc");
            signaller.join();
            waiter.join();
            outcomes.add(answer[0] + (stage.win32().waitForSingleObject(event, 0) == WAIT_OBJECT_0 ? " left" : " taken"));
        }).randomly(300).areClean();
        assertThat(outcomes).containsExactlyInAnyOrder(WAIT_OBJECT_0 + " taken", WAIT_IO_COMPLETION + " left");
    }

    @Test
    void anApcThatIsQueuedBeforeItsThreadBeginsRunsFirst() {
        Play.ofPeer(stage -> {
            List<Object> log = new ArrayList<>();
            PlatformThread thread = stage.platform().startThread("thread", () -> log.add("body"));
            stage.win32().queueUserAPC(log::add, thread.openHandle(), "apc");
            thread.join();
            assertThat(log).containsExactly("apc", "body");
        }).once();
    }

    @Test
    void aThreadThatHasEndedTakesNone() {
        row(stage -> { // S12
            PlatformThread thread = stage.platform().startThread("thread", () -> {});
            Handle handle = thread.openHandle();
            thread.join();
            assertThat(stage.win32().queueUserAPC(context -> {}, handle, null)).isFalse();
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_GEN_FAILURE);
            assertThat(stage.win32().queueUserAPC(context -> {}, event(stage, false), null)).isFalse();
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_INVALID_HANDLE);
        });
    }

    @Test
    void anEventLoopRunsThemUnlessItIsNotAlertable() {
        row(stage -> {
            List<Object> log = new ArrayList<>();
            queue(stage, log, 1);
            stage.platform().eventLoop().setAlertable(false);
            assertThat(stage.platform().eventLoop().runOnce(5)).isFalse();
            assertThat(log).isEmpty();
            stage.platform().eventLoop().setAlertable(true);
            assertThat(stage.platform().eventLoop().runOnce(5)).isTrue();
            assertThat(log).containsExactly(1);
            assertThat(stage.platform().clock().millis()).isEqualTo(5);
        });
    }

    @Test
    void anEventLoopThatWaitsIsWokenByOne() {
        Play.ofPeer(stage -> {
            Ends ends = new Ends(stage, 100);
            Routine read = new Routine(stage);
            read.read(ends.server, 100);
            PlatformThread writer = stage.platform().startThread("writer", () -> ends.write(ends.client, "x"));
            assertThat(stage.platform().eventLoop().runOnce(INFINITE)).isTrue();
            assertThat(read.log).containsExactly("(0, 1)");
            writer.join();
        }).randomly(100).areClean();
    }

    // ---------------------------------------------------------------- who has seen what

    @Test
    void anApcHasSeenWhatWasDoneBeforeItWasQueued() {
        Play.ofTask(stage -> {
            IntCell cell = stage.platform().plainInt(stage.platform().process(), "cell", 0);
            PlatformThread waiter = started(stage, () -> stage.win32().sleepEx(INFINITE, true));
            Handle thread = waiter.openHandle();
            cell.set(1);
            stage.win32().queueUserAPC(context -> cell.set(cell.get() + 1), thread, null);
            waiter.join();
            assertThat(cell.get()).isEqualTo(2);
            stage.win32().closeHandle(thread);
        }).randomly(100).areClean();
    }

    @Test
    void aBufferThatIsTouchedBeforeTheRoutineHasRunIsInFlight() {
        assertThat(Play.ofTask(stage -> {
            Ends ends = new Ends(stage, 100);
            Routine read = new Routine(stage);
            read.read(ends.server, 100);
            read.buffer.get(0);
        }).once()).isFinding(Kind.BUFFER_IN_FLIGHT);
        Play.ofTask(stage -> {
            Ends ends = new Ends(stage, 100);
            Routine read = new Routine(stage);
            read.read(ends.server, 100);
            PlatformThread writer = stage.platform().startThread("writer", () -> ends.write(ends.client, "x"));
            stage.win32().sleepEx(INFINITE, true);
            assertThat(read.text()).isEqualTo("x");
            writer.join();
            read.close();
            ends.close();
        }).randomly(200).areClean();
    }

    /** Starts a thread, and goes on when it has begun: an APC that comes earlier would run before everything else. */
    private static PlatformThread started(Stage stage, Runnable body) {
        Handle begun = event(stage, false);
        PlatformThread thread = stage.platform().startThread("waiter", () -> {
            stage.win32().setEvent(begun);
            body.run();
        });
        stage.win32().waitForSingleObject(begun, INFINITE);
        stage.win32().closeHandle(begun);
        return thread;
    }

    private static void queue(Stage stage, List<Object> log, Object what) {
        assertThat(stage.win32().queueUserAPC(log::add, HandleFunctions.CURRENT_THREAD, what)).isTrue();
    }

    private static Handle event(Stage stage, boolean set) {
        return stage.win32().createEvent(null, false, set, null);
    }

    @Test
    void betweenTheSignalAndTheWaitOthersMayRun() {
        Set<Integer> answers = new TreeSet<>();
        Play.ofPeer(stage -> { // S10
            Handle first = stage.win32().createEvent(null, false, false, null);
            Handle second = stage.win32().createEvent(null, false, true, null);
            var other = stage.platform().startThread("other", () -> {
                stage.win32().waitForSingleObject(first, INFINITE);
                stage.win32().resetEvent(second);
            });
            answers.add(stage.win32().signalObjectAndWait(first, second, 10, false));
            other.join();
        }).everywhere(2).areClean();
        assertThat(answers).containsExactlyInAnyOrder(WAIT_OBJECT_0, WAIT_TIMEOUT);
    }
}
