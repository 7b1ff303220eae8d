package dev.overlap.kernel;

import static dev.overlap.kernel.Profile.WINDOWS_10;
import static dev.overlap.kernel.Profile.WINDOWS_7;
import static dev.overlap.kernel.Profile.WINDOWS_8;
import static dev.overlap.kernel.Profile.WINE_8_0;
import static dev.overlap.simulation.ExecutionAssert.assertThat;
import static dev.overlap.win32.MemoryFunctions.MEM_COMMIT;
import static dev.overlap.win32.MemoryFunctions.MEM_RESERVE;
import static dev.overlap.win32.MemoryFunctions.PAGE_BYTES;
import static dev.overlap.win32.MemoryFunctions.PAGE_NOACCESS;
import static dev.overlap.win32.MemoryFunctions.PAGE_READWRITE;
import static dev.overlap.win32.NtStatus.STATUS_CANCELLED;
import static dev.overlap.win32.NtStatus.STATUS_INVALID_USER_BUFFER;
import static dev.overlap.win32.NtStatus.STATUS_PENDING;
import static dev.overlap.win32.NtStatus.STATUS_PIPE_BROKEN;
import static dev.overlap.win32.NtStatus.STATUS_SUCCESS;
import static dev.overlap.win32.Win32.CURRENT_PROCESS;
import static dev.overlap.win32.Win32.CURRENT_THREAD;
import static dev.overlap.win32.Win32.INFINITE;
import static dev.overlap.win32.Win32.PIPE_ACCESS_DUPLEX;
import static dev.overlap.win32.Win32.WAIT_FAILED;
import static dev.overlap.win32.Win32.WAIT_OBJECT_0;
import static dev.overlap.win32.Win32.WAIT_TIMEOUT;
import static dev.overlap.win32.Win32Error.ERROR_ABANDONED_WAIT_0;
import static dev.overlap.win32.Win32Error.ERROR_BROKEN_PIPE;
import static dev.overlap.win32.Win32Error.ERROR_MORE_DATA;
import static dev.overlap.win32.Win32Error.ERROR_NOT_FOUND;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;

import dev.overlap.finding.Kind;
import dev.overlap.scenario.Stage;
import dev.overlap.simulation.Ends;
import dev.overlap.simulation.Play;
import dev.overlap.simulation.Transfer;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.FileTime;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.Memory;
import dev.overlap.win32.ThreadpoolWait;
import dev.overlap.win32.Win32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Where older versions of Windows, and Wine, are otherwise than Windows 10: each difference by what both answer. */
class DifferenceTest {

    private static final String NAME = "\\\\.\\pipe\\differs";

    // ---------------------------------------------------------------- the table

    @Test
    void presentWindowsDiffersNowhere() {
        assertThat(Difference.rowsOf(WINDOWS_10)).isEmpty();
        assertThat(Difference.rowsOf(Profile.WINDOWS_11)).isEmpty();
        assertThat(Difference.rowsOf(WINDOWS_7)).containsOnlyKeys("R07", "K63", "I02", "N28");
        assertThat(Difference.rowsOf(WINE_8_0)).containsEntry("S9", Difference.PSEUDO_HANDLES_CAN_BE_WAITED_FOR).containsEntry("I05",
                Difference.CLOSED_PORT_IS_WAITED_FOR).containsEntry("W04", Difference.TIMED_WAIT_ENDS).doesNotContainKey("K1");
    }

    @Test
    void everyDifferenceIsShownByAProfileAndNamesItsRows() {
        for (Difference difference : Difference.values()) {
            assertThat(Profile.values()).anyMatch(difference::isShownBy);
            assertThat(difference.rows()).isNotEmpty().allMatch(row -> row.matches("[A-Z]{1,2}[0-9]+[a-e]?"));
            assertThat(difference.sentence()).matches("[A-Z].*[^.]");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aProfileIsKnownByItsLabel(Profile profile) {
        assertThat(Profile.labelled(profile.label())).contains(profile);
    }

    @Test
    void wineSaysThatItIsWindows7() {
        assertThat(WINE_8_0.label()).isEqualTo("wine-8.0");
        assertThat(WINE_8_0.windows()).isEqualTo(WindowsVersion.WINDOWS_7);
        for (WindowsVersion version : WindowsVersion.values()) {
            assertThat(Profile.of(version).windows()).isEqualTo(version);
        }
    }

    @Test
    void whatIsARuleHasATestHere() {
        Set<Difference> tested = new HashSet<>(List.of(Difference.PARTS_HAVE_NO_PACKET));
        for (var method : DifferenceTest.class.getDeclaredMethods()) {
            Shows shows = method.getAnnotation(Shows.class);
            if (shows != null) {
                tested.add(shows.value());
            }
        }
        for (Difference difference : Difference.values()) {
            assertThat(tested.contains(difference)).as(difference.name()).isEqualTo(difference.how() != Difference.How.NOT_SIMULATED);
        }
    }

    /** Which difference a test is about; PARTS_HAVE_NO_PACKET has its own among the rows of ports. */
    @Retention(RetentionPolicy.RUNTIME)
    private @interface Shows {
        Difference value();
    }

    // ---------------------------------------------------------------- reading and cancelling

    @Test
    @Shows(Difference.EMPTY_READ_SUCCEEDS)
    void aReadOfNothingWhereThereIsAMessage() {
        differs(WINDOWS_7, (stage, old) -> assertThat(readNothing(stage)).isEqualTo(old ? 0 : ERROR_MORE_DATA));
    }

    @Test
    @Shows(Difference.EMPTY_READ_TELLS_MORE)
    void aReadOfNothingInWine() {
        differs(WINE_8_0, (stage, wine) -> assertThat(readNothing(stage)).isEqualTo(ERROR_MORE_DATA));
    }

    private static int readNothing(Stage stage) {
        Ends ends = Ends.ofMessages(stage, 10, true);
        ends.write(ends.client, "x");
        return new Transfer(stage).read(ends.server, 0);
    }

    @Test
    @Shows(Difference.CANCEL_OF_NOTHING_SUCCEEDS)
    void aCancelOfEverythingWhereThereIsNothing() {
        differs(WINE_8_0, (stage, wine) -> {
            Ends ends = new Ends(stage, 10);
            assertThat(stage.win32().cancelIoEx(ends.server, null)).isEqualTo(wine);
            assertThat(new Transfer(stage).cancel(ends.server)).isEqualTo(ERROR_NOT_FOUND);
        });
    }

    @Test
    @Shows(Difference.EVENT_ENDS_WITH_THREAD)
    void anOperationWithAnEventWhoseThreadExits() {
        differs(WINE_8_0, (stage, wine) -> {
            Ends ends = new Ends(stage, 10);
            new Port(stage).bind(ends.server, 1);
            Transfer read = new Transfer(stage);
            Transfer without = new Transfer(stage);
            stage.platform().startThread("issuer", () -> {
                read.read(ends.server, 1);
                without.readWithoutEvent(ends.server, 1);
            }).join();
            assertThat(read.status()).isEqualTo(wine ? STATUS_CANCELLED : STATUS_PENDING);
            assertThat(without.status()).isEqualTo(STATUS_PENDING);
        });
    }

    @Test
    @Shows(Difference.PART_FAILS_READ_FILE_EX)
    void readFileExThatGetsPartOfAMessage() {
        differs(WINE_8_0, (stage, wine) -> {
            Ends ends = Ends.ofMessages(stage, 10, true);
            ends.write(ends.client, "abc");
            Routine routine = new Routine(stage);
            assertThat(routine.read(ends.server, 2)).isEqualTo(wine ? ERROR_MORE_DATA : 0);
            stage.win32().sleepEx(0, true);
            assertThat(routine.log).containsExactly("(234, 2)");
        });
    }

    @Test
    @Shows(Difference.SYNCHRONOUS_FILE_IS_NOT_SIGNALLED)
    void aSynchronousFileWithAnEvent() {
        differs(WINE_8_0, (stage, wine) -> {
            Handle server = stage.win32().createNamedPipe(NAME, PIPE_ACCESS_DUPLEX, 0, 1, 10, 10, 0, null);
            Handle client = open(stage, Win32.GENERIC_READ | Win32.GENERIC_WRITE);
            Transfer read = new Transfer(stage);
            new Transfer(stage).write(client, 1);
            assertThat(read.read(server, 1)).isZero();
            assertThat(read.isSet()).isTrue();
            assertThat(stage.win32().waitForSingleObject(server, 0)).isEqualTo(wine ? WAIT_TIMEOUT : WAIT_OBJECT_0);
        });
    }

    // ---------------------------------------------------------------- closing and opening

    @Test
    @Shows(Difference.CLOSE_DROPS_PENDING_WRITES)
    void anEndThatClosesWithAWritePending() {
        differs(WINE_8_0, (stage, wine) -> {
            Ends ends = new Ends(stage, 10);
            ends.write(ends.client, "ab");
            Transfer write = ends.writing(ends.client, 30);
            Transfer behind = ends.writing(ends.client, 1);
            stage.win32().closeHandle(ends.client);
            assertThat(write.status()).isEqualTo(wine ? STATUS_PIPE_BROKEN : STATUS_PENDING);
            assertThat(behind.status()).isEqualTo(wine ? STATUS_PIPE_BROKEN : STATUS_PENDING);
            assertThat(ends.available(ends.server)).isEqualTo(wine ? 2 : 33);
            ends.read(ends.server, 2);
            assertThat(ends.read(ends.server, 100)).hasSize(wine ? ("error " + ERROR_BROKEN_PIPE).length() : 31);
        });
    }

    @Test
    @Shows(Difference.CLOSE_CANCELS_NO_PACKETS)
    void aProcessThatClosesItsLastHandle() {
        differs(WINE_8_0, (stage, wine) -> {
            Ends ends = new Ends(stage, 10);
            Port port = new Port(stage);
            port.bind(ends.server, 1);
            new Transfer(stage).readWithoutEvent(ends.server, 1);
            stage.win32().duplicateHandle(CURRENT_PROCESS, ends.server, stage.process("child").open(), new HandleReference(), 0, false,
                    Win32.DUPLICATE_SAME_ACCESS | Win32.DUPLICATE_CLOSE_SOURCE);
            assertThat(port.take() == WAIT_TIMEOUT).isEqualTo(wine);
        });
    }

    @Test
    @Shows(Difference.FIRST_INSTANCE_IS_NOT_ASKED)
    void aSecondInstanceThatWantsToBeTheFirst() {
        differs(WINE_8_0, (stage, wine) -> {
            create(stage, 0, 2);
            assertThat(create(stage, Win32.FILE_FLAG_FIRST_PIPE_INSTANCE, 2)).isEqualTo(wine);
            assertThat(create(stage, Win32.FILE_FLAG_FIRST_PIPE_INSTANCE, 2)).as("the number counts").isFalse();
        });
    }

    @Test
    @Shows(Difference.ANY_NUMBER_OF_INSTANCES)
    void aMaximumThatIsNone() {
        differs(WINE_8_0, (stage, wine) -> {
            assertThat(create(stage, 0, 0)).isEqualTo(wine);
            assertThat(create(stage, 0, 256)).isEqualTo(wine);
        });
    }

    private static boolean create(Stage stage, int flags, int maxInstances) {
        return !stage.win32().createNamedPipe(NAME, PIPE_ACCESS_DUPLEX | flags, 0, maxInstances, 10, 10, 0, null).isInvalid();
    }

    @Test
    @Shows(Difference.MODES_NEED_NO_RIGHT)
    void theModeOfAClientThatOnlyReads() {
        differs(WINE_8_0, (stage, wine) -> {
            Handle server = stage.win32().createNamedPipe(NAME, Win32.PIPE_ACCESS_INBOUND, 0, 1, 10, 10, 0, null);
            assertThat(stage.win32().setNamedPipeHandleState(server, 0, null, null)).as("a server is refused everywhere").isFalse();
            stage.win32().closeHandle(server);
            create(stage, 0, 1);
            assertThat(stage.win32().setNamedPipeHandleState(open(stage, Win32.GENERIC_READ), 0, null, null)).isEqualTo(wine);
        });
    }

    @Test
    @Shows(Difference.BUSY_END_STOPS_WAITING)
    void anEndThatIsToldNotToWaitWhileAReadPends() {
        differs(WINE_8_0, (stage, wine) -> {
            Ends ends = new Ends(stage, 10);
            Transfer read = ends.reading(ends.server, 10);
            assertThat(stage.win32().setNamedPipeHandleState(ends.server, Win32.PIPE_NOWAIT, null, null)).isEqualTo(wine);
            assertThat(read.status()).isEqualTo(STATUS_PENDING);
            ends.write(ends.client, "x");
            assertThat(read.count()).isEqualTo(1);
        });
    }

    private static Handle open(Stage stage, int access) {
        return stage.win32().createFile(NAME, access, 0, null, Win32.OPEN_EXISTING, 0, Handle.NULL);
    }

    // ---------------------------------------------------------------- pages

    @Test
    @Shows(Difference.GUARD_PAGE_IS_NO_ACCESS)
    void aGuardPageAtIssue() {
        Set<Integer> answers = new HashSet<>();
        for (Profile profile : List.of(WINE_8_0, WINDOWS_10)) {
            answers.clear();
            Play.ofPeer(stage -> {
                Memory memory = requireNonNull(stage.win32().virtualAlloc(1, MEM_COMMIT | MEM_RESERVE, PAGE_READWRITE | Win32.PAGE_GUARD));
                Ends ends = new Ends(stage, 10);
                stage.win32().readFile(ends.server, memory, 0, 1, null, new Transfer(stage).overlapped);
                answers.add(stage.win32().getLastError());
            }).as(profile).randomly(30).areClean();
            assertThat(answers).hasSize(profile == WINE_8_0 ? 1 : 2);
        }
    }

    @Test
    @Shows(Difference.WHOLE_BUFFER_IS_COPIED)
    void aPageBeyondTheBytesThatArrive() {
        differs(WINE_8_0, (stage, wine) -> {
            Ends ends = new Ends(stage, 10);
            Memory memory = requireNonNull(stage.win32().virtualAlloc(2 * PAGE_BYTES, MEM_COMMIT | MEM_RESERVE, PAGE_READWRITE));
            Transfer read = new Transfer(stage);
            stage.win32().readFile(ends.server, memory, 0, memory.size(), null, read.overlapped);
            stage.win32().virtualProtect(memory, PAGE_BYTES, 1, PAGE_NOACCESS, new DwordReference());
            ends.write(ends.client, "x");
            assertThat(read.status()).isEqualTo(wine ? STATUS_INVALID_USER_BUFFER : STATUS_SUCCESS);
        });
    }

    // ---------------------------------------------------------------- waits, callbacks, ports

    @Test
    @Shows(Difference.DUPLICATES_CAN_BE_WAITED_FOR)
    void aWaitForTheSameObjectTwice() {
        differs(WINE_8_0, (stage, wine) -> {
            Handle event = stage.win32().createEvent(null, true, true, null);
            assertThat(stage.win32().waitForMultipleObjects(2, new Handle[] {event, event}, true, 0)).isEqualTo(wine ? WAIT_OBJECT_0 : WAIT_FAILED);
        });
    }

    @Test
    @Shows(Difference.PSEUDO_HANDLES_CAN_BE_WAITED_FOR)
    void aWaitForPseudoHandles() {
        differs(WINE_8_0, (stage, wine) -> { // S7, S9
            for (Handle pseudo : new Handle[] {CURRENT_PROCESS, CURRENT_THREAD}) {
                assertThat(stage.win32().waitForSingleObject(pseudo, 0)).as("alone everywhere").isEqualTo(WAIT_TIMEOUT);
                assertThat(stage.win32().waitForSingleObjectEx(pseudo, 0, true)).isEqualTo(WAIT_TIMEOUT);
                assertThat(stage.win32().waitForMultipleObjects(1, new Handle[] {pseudo}, false, 0)).isEqualTo(wine ? WAIT_TIMEOUT : WAIT_FAILED);
            }
        });
    }

    @Test
    @Shows(Difference.TIMED_WAIT_ENDS)
    void aRegisteredWaitThatTimesOutAndGoesOn() {
        differs(WINE_8_0, (stage, wine) -> {
            List<Boolean> calls = registered(stage, 100, stage.win32().createEvent(null, false, false, null));
            stage.win32().sleepEx(350, false);
            assertThat(calls).hasSize(wine ? 1 : 3).containsOnly(true);
        });
    }

    @Test
    @Shows(Difference.TIME_OUT_COMES_FIRST)
    void aRegisteredWaitForASignalledObjectThatHasNoTime() {
        differs(WINE_8_0, (stage, wine) -> {
            List<Boolean> calls = registered(stage, 0, stage.win32().createEvent(null, false, true, null));
            stage.win32().sleepEx(1, false);
            assertThat(calls).first().isEqualTo(wine);
        });
    }

    private static List<Boolean> registered(Stage stage, int millis, Handle event) {
        List<Boolean> calls = new ArrayList<>();
        HandleReference wait = new HandleReference();
        stage.win32().registerWaitForSingleObject(wait, event, (context, timedOut) -> {
            calls.add(timedOut);
            if (calls.size() == 3) {
                stage.win32().unregisterWait(wait.value);
            }
        }, null, millis, 0);
        return calls;
    }

    @Test
    @Shows(Difference.POOL_WAIT_DISARMED)
    void aPoolsWaitThatIsArmedWhenSomebodyWaitsForItsCallbacks() {
        differs(WINDOWS_8, (stage, disarms) -> {
            int[] calls = new int[1];
            Handle event = stage.win32().createEvent(null, false, false, null);
            ThreadpoolWait wait = requireNonNull(stage.win32().createThreadpoolWait((instance, context, self, result) -> calls[0]++, null));
            stage.win32().setThreadpoolWait(wait, event, (FileTime) null);
            stage.win32().waitForThreadpoolWaitCallbacks(wait, true);
            stage.win32().setEvent(event);
            stage.win32().sleepEx(1, false);
            assertThat(calls[0]).isEqualTo(disarms ? 0 : 1);
            assertThat(stage.win32().waitForSingleObject(event, 0)).isEqualTo(disarms ? WAIT_OBJECT_0 : WAIT_TIMEOUT);
        });
    }

    @Test
    @Shows(Difference.CALLBACKS_COME_LATE)
    void aCallbackThatIsQueuedWhenItsWaitIsEnded() {
        for (Profile profile : List.of(WINDOWS_10, WINE_8_0)) {
            int[] late = new int[1];
            Play.ofPeer(stage -> {
                Handle event = stage.win32().createEvent(null, false, true, null);
                boolean[] returned = new boolean[1];
                if (stage.choose(2, "whose wait") == 0) {
                    HandleReference wait = new HandleReference();
                    stage.win32().registerWaitForSingleObject(wait, event, (context, timedOut) -> late[0] += returned[0] ? 1 : 0, null, INFINITE, 0);
                    stage.win32().unregisterWaitEx(wait.value, Handle.INVALID_HANDLE_VALUE);
                } else {
                    ThreadpoolWait wait = requireNonNull(
                            stage.win32().createThreadpoolWait((instance, context, self, result) -> late[0] += returned[0] ? 1 : 0, null));
                    stage.win32().setThreadpoolWait(wait, event, null);
                    stage.win32().setThreadpoolWait(wait, Handle.NULL, null);
                    stage.win32().waitForThreadpoolWaitCallbacks(wait, false);
                }
                returned[0] = true;
            }).as(profile).randomly(200).areClean();
            assertThat(late[0] > 0).as(profile.label()).isEqualTo(profile == WINE_8_0);
        }
    }

    @Test
    @Shows(Difference.CLOSED_PORT_IS_WAITED_FOR)
    void aPortThatIsClosedUnderWhoWaitsThere() {
        differs(WINE_8_0, (stage, wine) -> {
            Port port = new Port(stage);
            var waiter = stage.platform().startThread("waiter", () -> assertThat(port.take(100)).isEqualTo(wine ? WAIT_TIMEOUT : ERROR_ABANDONED_WAIT_0));
            stage.win32().sleepEx(10, false);
            stage.win32().closeHandle(port.handle);
            waiter.join();
            assertThat(stage.platform().clock().millis()).isEqualTo(wine ? 100 : 10);
        });
    }

    // ---------------------------------------------------------------- readers

    @Test
    void aPseudoHandleThatIsWaitedForIsStillMisuse() {
        assertThat(Play.ofTask(stage -> stage.win32().waitForSingleObject(Handle.INVALID_HANDLE_VALUE, 0)).once()).isFinding(Kind.HANDLE_MISUSE);
    }

    /** Plays a row as a profile, which shows the difference, and as Windows 10, which does not. */
    private static void differs(Profile profile, BiConsumer<Stage, Boolean> row) {
        Map.of(profile, true, WINDOWS_10, false)
                .forEach((played, shows) -> assertThat(Play.ofPeer(stage -> row.accept(stage, shows)).as(played).once()).isClean());
    }

    @Test
    void onlyPagesOfTheBufferMatter() {
        assertThat(Play.ofPeer(stage -> {
            Ends ends = new Ends(stage, 100);
            for (int closed = 0; closed < 3; closed++) {
                Memory memory = requireNonNull(stage.win32().virtualAlloc(3 * PAGE_BYTES, MEM_COMMIT | MEM_RESERVE, PAGE_READWRITE));
                Transfer read = new Transfer(stage);
                stage.win32().readFile(ends.server, memory, PAGE_BYTES, 2 * PAGE_BYTES, null, read.overlapped);
                assertThat(stage.win32().virtualProtect(memory, closed * PAGE_BYTES, 1, PAGE_NOACCESS, new DwordReference())).isTrue();
                ends.write(ends.client, "x");
                assertThat(read.status()).isEqualTo(closed == 0 ? STATUS_SUCCESS : STATUS_INVALID_USER_BUFFER);
            }
        }).as(WINE_8_0).once()).isClean();
    }

    @Test
    void aFlushEndsWithTheWritesThatAreDropped() {
        differs(WINE_8_0, (stage, wine) -> {
            Ends ends = new Ends(stage, 10);
            ends.writing(ends.client, 30);
            List<Boolean> flushed = new ArrayList<>();
            var flusher = stage.platform().startThread("flusher", () -> flushed.add(stage.win32().flushFileBuffers(ends.client)));
            stage.platform().eventLoop().runOnce(1);
            stage.win32().closeHandle(ends.client);
            stage.platform().eventLoop().runOnce(1);
            assertThat(flushed).hasSize(wine ? 1 : 0);
            ends.read(ends.server, 100);
            flusher.join();
            assertThat(flushed).containsExactly(true);
        });
    }
}
