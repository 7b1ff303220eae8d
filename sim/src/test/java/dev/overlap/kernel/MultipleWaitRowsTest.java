package dev.overlap.kernel;

import static dev.overlap.kernel.Rows.row;
import static dev.overlap.simulation.ExecutionAssert.assertThat;
import static dev.overlap.win32.Win32.INFINITE;
import static dev.overlap.win32.Win32.WAIT_FAILED;
import static dev.overlap.win32.Win32.WAIT_OBJECT_0;
import static dev.overlap.win32.Win32.WAIT_TIMEOUT;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_HANDLE;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_PARAMETER;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

import dev.overlap.finding.Kind;
import dev.overlap.platform.IntCell;
import dev.overlap.platform.PlatformThread;
import dev.overlap.scenario.Stage;
import dev.overlap.simulation.Play;
import dev.overlap.win32.Handle;
import org.junit.jupiter.api.Test;

/** A thread that waits for several objects: for one of them, or for all at the same time. */
class MultipleWaitRowsTest {

    private static final boolean ANY = false;
    private static final boolean ALL = true;

    @Test
    void ofSeveralSignalledObjectsTheLowestIsTakenAndNoOther() {
        row(stage -> { // E02
            Handle[] events = {event(stage, false), event(stage, true), event(stage, true)};
            assertThat(wait(stage, ANY, 0, events)).isEqualTo(WAIT_OBJECT_0 + 1);
            assertThat(wait(stage, ANY, 0, events)).isEqualTo(WAIT_OBJECT_0 + 2);
            assertThat(wait(stage, ANY, 0, events)).isEqualTo(WAIT_TIMEOUT);
        });
    }

    @Test
    void oneTakesNothingBeforeAllCanBeTaken() {
        row(stage -> { // E02
            Handle[] events = {event(stage, true), event(stage, false)};
            assertThat(wait(stage, ALL, 0, events)).isEqualTo(WAIT_TIMEOUT);
            assertThat(stage.win32().setEvent(events[1])).isTrue();
            assertThat(wait(stage, ALL, 0, events)).isEqualTo(WAIT_OBJECT_0);
            assertThat(wait(stage, ANY, 0, events)).as("both were taken").isEqualTo(WAIT_TIMEOUT);
        });
    }

    @Test
    void onlyTheFirstOfTheHandlesCount() {
        row(stage -> { // E02
            Handle[] events = {event(stage, false), event(stage, true)};
            assertThat(stage.win32().waitForMultipleObjects(1, events, ANY, 0)).isEqualTo(WAIT_TIMEOUT);
        });
    }

    @Test
    void noHandleAndMoreThanSixtyFourAreAMistake() {
        row(stage -> { // E02
            Handle[] events = new Handle[65];
            Arrays.fill(events, event(stage, true));
            assertThat(wait(stage, ANY, 0)).isEqualTo(WAIT_FAILED);
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_INVALID_PARAMETER);
            assertThat(stage.win32().setEvent(Handle.NULL)).isFalse();
            assertThat(wait(stage, ANY, 0, events)).isEqualTo(WAIT_FAILED);
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_INVALID_PARAMETER);
            assertThat(wait(stage, ANY, 0, Arrays.copyOf(events, 64))).as("64 of them, and the same one").isEqualTo(WAIT_OBJECT_0);
        });
    }

    @Test
    void theSameObjectTwiceCannotBeAllOfThem() {
        row(stage -> { // E02
            Handle event = event(stage, true);
            assertThat(wait(stage, ALL, 0, event, event)).isEqualTo(WAIT_FAILED);
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_INVALID_PARAMETER);
            assertThat(wait(stage, ANY, 0, event, event)).as("and nothing was taken").isEqualTo(WAIT_OBJECT_0);
        });
    }

    @Test
    void aBadHandleAmongThemSpoilsTheWaitAndNothingIsTaken() {
        row(stage -> { // E02, S9
            Handle event = event(stage, true);
            for (Handle bad : new Handle[] {new Handle(0x12340), Handle.NULL, Handle.INVALID_HANDLE_VALUE}) {
                assertThat(stage.win32().waitForMultipleObjects(0, new Handle[0], ANY, 0)).isEqualTo(WAIT_FAILED);
                assertThat(wait(stage, ANY, INFINITE, event, bad)).isEqualTo(WAIT_FAILED);
                assertThat(stage.win32().getLastError()).isEqualTo(ERROR_INVALID_HANDLE);
            }
            assertThat(wait(stage, ANY, 0, event)).isEqualTo(WAIT_OBJECT_0);
        });
    }

    @Test
    void aBadHandleOfTheReaderIsToldToTheWitness() {
        assertThat(Play.ofTask(stage -> {
            Handle event = event(stage, true);
            Handle closed = event(stage, false);
            stage.win32().closeHandle(closed);
            wait(stage, ANY, 0, event, closed);
        }).once()).isFinding(Kind.HANDLE_MISUSE).says("WaitForMultipleObjects");
    }

    @Test
    void aWaitEndsInVirtualTime() {
        row(stage -> {
            Handle[] events = {event(stage, false), event(stage, false)};
            long before = stage.platform().clock().millis();
            assertThat(wait(stage, ANY, 30, events)).isEqualTo(WAIT_TIMEOUT);
            assertThat(stage.platform().clock().millis() - before).isEqualTo(30);
            assertThat(wait(stage, ALL, 40, events)).isEqualTo(WAIT_TIMEOUT);
            assertThat(stage.platform().clock().millis() - before).isEqualTo(70);
            stage.win32().setEvent(events[0]);
            assertThat(wait(stage, ANY, 0, events)).as("who has given up takes nothing later").isEqualTo(WAIT_OBJECT_0);
        });
    }

    @Test
    void aThreadThatWaitsIsLetThroughByEitherObject() {
        Set<Integer> answers = new TreeSet<>();
        Play.ofPeer(stage -> {
            Handle[] events = {event(stage, false), event(stage, false)};
            int[] answer = new int[1];
            PlatformThread waiter = stage.platform().startThread("waiter", () -> answer[0] = wait(stage, ANY, INFINITE, events));
            stage.win32().setEvent(events[1]);
            stage.win32().setEvent(events[0]);
            waiter.join();
            answers.add(answer[0]);
            assertThat(wait(stage, ANY, 0, events)).as("the other one is left").isEqualTo(WAIT_OBJECT_0 + 1 - answer[0]);
        }).everywhere(2).areClean();
        assertThat(answers).containsExactly(WAIT_OBJECT_0, WAIT_OBJECT_0 + 1);
    }

    @Test
    void aThreadThatWaitsForAllIsLetThroughByTheLastOne() {
        Play.ofPeer(stage -> {
            Handle[] events = {event(stage, false), event(stage, false)};
            boolean[] through = new boolean[1];
            PlatformThread waiter = stage.platform().startThread("waiter", () -> through[0] = wait(stage, ALL, INFINITE, events) == WAIT_OBJECT_0);
            stage.win32().setEvent(events[1]);
            stage.platform().eventLoop().runOnce(5);
            assertThat(through[0]).isFalse();
            stage.win32().setEvent(events[0]);
            waiter.join();
            assertThat(through[0]).isTrue();
            assertThat(wait(stage, ANY, 0, events)).isEqualTo(WAIT_TIMEOUT);
        }).everywhere(2).areClean();
    }

    @Test
    void whoWaitsForAllDoesNotKeepASignalFromWhoWaitsForOne() {
        Play.ofPeer(stage -> {
            Handle[] events = {event(stage, false), event(stage, false)};
            PlatformThread patient = stage.platform().startThread("patient", () -> wait(stage, ALL, INFINITE, events));
            PlatformThread hasty = stage.platform().startThread("hasty", () -> stage.win32().waitForSingleObject(events[0], INFINITE));
            stage.platform().eventLoop().runOnce(5);
            stage.win32().setEvent(events[0]);
            hasty.join();
            stage.win32().setEvent(events[1]);
            stage.win32().setEvent(events[0]);
            patient.join();
        }).everywhere(1).areClean();
    }

    @Test
    void oneSignalLetsOneOfAllWaitersThroughHoweverTheyWait() {
        Set<String> first = new TreeSet<>();
        Play.ofPeer(stage -> {
            StringBuilder through = new StringBuilder();
            Handle event = event(stage, false);
            Handle other = event(stage, false);
            PlatformThread single = stage.platform().startThread("single", () -> {
                stage.win32().waitForSingleObject(event, INFINITE);
                through.append('s');
            });
            PlatformThread any = stage.platform().startThread("any", () -> {
                wait(stage, ANY, INFINITE, other, event);
                through.append('a');
            });
            stage.platform().eventLoop().runOnce(1);
            stage.win32().setEvent(event);
            stage.platform().eventLoop().runOnce(1);
            assertThat(through).hasSizeLessThanOrEqualTo(1);
            stage.win32().setEvent(event);
            stage.platform().eventLoop().runOnce(1);
            stage.win32().setEvent(event);
            single.join();
            any.join();
            first.add(through.substring(0, 1));
        }).randomly(300).areClean();
        assertThat(first).containsExactly("a", "s");
    }

    @Test
    void whatTheSignallerHasDoneIsOrderedBeforeTheWaiter() {
        Play.ofTask(stage -> hasSeen(stage, ANY)).everywhere(2).areClean();
        Play.ofTask(stage -> hasSeen(stage, ALL)).everywhere(2).areClean();
    }

    private static void hasSeen(Stage stage, boolean all) {
        IntCell cell = stage.platform().plainInt(stage.platform().process(), "cell", 0);
        Handle first = event(stage, all);
        Handle second = event(stage, false);
        PlatformThread signaller = stage.platform().startThread("signaller", () -> {
            cell.set(1);
            stage.win32().setEvent(second);
        });
        wait(stage, all, INFINITE, first, second);
        assertThat(cell.get()).isEqualTo(1);
        signaller.join();
        stage.win32().closeHandle(first);
        stage.win32().closeHandle(second);
    }

    @Test
    void anObjectThatWasNotTakenOrdersNothing() {
        Play play = Play.ofTask(stage -> {
            IntCell cell = stage.platform().plainInt(stage.platform().process(), "cell", 0);
            Handle set = event(stage, true);
            Handle other = event(stage, false);
            PlatformThread signaller = stage.platform().startThread("signaller", () -> {
                cell.set(1);
                stage.win32().setEvent(other);
            });
            wait(stage, ANY, INFINITE, set, other);
            cell.set(2);
            signaller.join();
            stage.win32().closeHandle(set);
            stage.win32().closeHandle(other);
        });
        assertThat(play.once()).isFinding(Kind.DATA_RACE);
    }

    private static Handle event(Stage stage, boolean set) {
        return stage.win32().createEvent(null, false, set, null);
    }

    private static int wait(Stage stage, boolean all, int timeoutMillis, Handle... handles) {
        return stage.win32().waitForMultipleObjects(handles.length, handles, all, timeoutMillis);
    }

    @Test
    void theNextWaitIsForWhatItNames() {
        row(stage -> { // E02
            Handle[] first = {event(stage, false), event(stage, false)};
            Handle[] second = {event(stage, false), event(stage, true)};
            assertThat(wait(stage, ANY, 0, first)).isEqualTo(WAIT_TIMEOUT);
            assertThat(wait(stage, ANY, 0, second)).isEqualTo(WAIT_OBJECT_0 + 1);
            stage.win32().setEvent(second[1]);
            assertThat(wait(stage, ALL, 0, second)).as("the same ones, all of them").isEqualTo(WAIT_TIMEOUT);
            assertThat(wait(stage, ANY, 0, second)).isEqualTo(WAIT_OBJECT_0 + 1);
            assertThat(wait(stage, ANY, 0, first)).isEqualTo(WAIT_TIMEOUT);
        });
    }

    @Test
    void aWaitThatIsOverHasNoPlaceInAnyQueue() {
        row(stage -> {
            Handle[] events = {event(stage, false), event(stage, false)};
            HandleTable handles = ((SimWin32) stage.win32()).kernel.thread().process.handles;
            for (int i = 0; i < 2; i++) {
                assertThat(wait(stage, ANY, 10, events)).isEqualTo(WAIT_TIMEOUT);
                PlatformThread setter = stage.platform().startThread("setter", () -> stage.win32().setEvent(events[1]));
                assertThat(wait(stage, ANY, INFINITE, events)).isEqualTo(WAIT_OBJECT_0 + 1);
                setter.join();
                for (Handle event : events) {
                    assertThat(requireNonNull(handles.peek(event)).firstWaiter).isNull();
                }
            }
        });
    }
}
