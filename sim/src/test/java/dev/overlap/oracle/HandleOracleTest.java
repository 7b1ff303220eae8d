package dev.overlap.oracle;

import static dev.overlap.finding.Kind.HANDLE_LEAK;
import static dev.overlap.finding.Kind.HANDLE_MISUSE;
import static dev.overlap.simulation.ExecutionAssert.assertThat;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.overlap.simulation.Ends;
import dev.overlap.simulation.ExecutionAssert;
import dev.overlap.simulation.Play;
import dev.overlap.simulation.Transfer;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.ThreadpoolWait;
import dev.overlap.win32.Win32;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** HANDLE_MISUSE and HANDLE_LEAK, and what looks like them but is legal. */
class HandleOracleTest {

    // ---------------------------------------------------------------- HANDLE_MISUSE

    @Test
    void aHandleClosedTwiceIsMisuse() {
        playing(win32 -> {
            Handle event = event(win32);
            win32.closeHandle(event);
            win32.closeHandle(event);
        }).isFinding(HANDLE_MISUSE).says("CloseHandle got handle 0x4, closed at step 2").in("owner");
    }

    @TestFactory
    Stream<DynamicTest> everyFunctionThatTakesAHandleNoticesThatItIsClosed() {
        return Stream.of(
                noticing("SetEvent", (win32, closed) -> win32.setEvent(closed)),
                noticing("ResetEvent", (win32, closed) -> win32.resetEvent(closed)),
                noticing("WaitForSingleObject", (win32, closed) -> win32.waitForSingleObject(closed, 0)),
                noticing("RegisterWaitForSingleObject",
                        (win32, closed) -> win32.registerWaitForSingleObject(new HandleReference(), closed, (c, t) -> {}, null, 0,
                                0)),
                noticing("SetThreadpoolWait", (win32, closed) -> win32.setThreadpoolWait(threadpoolWait(win32), closed, null)),
                noticing("ReadFile", (win32, closed) -> win32.readFile(closed, null, 0, 0, null, null)),
                noticing("WriteFile", (win32, closed) -> win32.writeFile(closed, null, 0, 0, null, null)),
                noticing("CancelIo", (win32, closed) -> win32.cancelIo(closed)),
                noticing("CancelIoEx", (win32, closed) -> win32.cancelIoEx(closed, null)),
                noticing("PeekNamedPipe", (win32, closed) -> win32.peekNamedPipe(closed, null, 0, null, null, null)),
                noticing("ConnectNamedPipe", (win32, closed) -> win32.connectNamedPipe(closed, null)),
                noticing("DisconnectNamedPipe", (win32, closed) -> win32.disconnectNamedPipe(closed)),
                noticing("GetHandleInformation", (win32, closed) -> win32.getHandleInformation(closed, new DwordReference())));
    }

    private static DynamicTest noticing(String function, BiConsumer<Win32, Handle> call) {
        return DynamicTest.dynamicTest(function, () -> playing(win32 -> {
            Handle event = event(win32);
            win32.closeHandle(event);
            call.accept(win32, event);
        }).isFinding(HANDLE_MISUSE).says(function + " got handle 0x4, closed at step 2"));
    }

    @Test
    void aClosedEventInAnOverlappedIsMisuse() {
        assertThat(Play.ofTask(stage -> {
            Ends ends = new Ends(stage, 10);
            Transfer read = new Transfer(stage);
            stage.win32().closeHandle(read.event);
            read.read(ends.server, 1);
        }).once()).isFinding(HANDLE_MISUSE).says("ReadFile got handle");
    }

    @Test
    void aValueThatNeverWasAHandleIsMisuse() {
        playing(win32 -> win32.setEvent(new Handle(0x1234))).isFinding(HANDLE_MISUSE).says("SetEvent got handle 0x1234, which was never open");
    }

    @Test
    void theFailureValueOfOneFunctionIsNoHandleForAnother() {
        playing(win32 -> win32.closeHandle(Handle.NULL)).isFinding(HANDLE_MISUSE).says("CloseHandle got NULL");
        playing(win32 -> win32.readFile(Handle.INVALID_HANDLE_VALUE, null, 0, 0, null, null)).isFinding(HANDLE_MISUSE)
                .says("ReadFile got INVALID_HANDLE_VALUE");
    }

    @Test
    void anotherKindOfObjectIsMisuse() {
        assertThat(Play.ofTask(stage -> stage.win32().setEvent(new Ends(stage, 10).server)).once()).isFinding(HANDLE_MISUSE)
                .says("another kind of object");
        playing(win32 -> win32.cancelIo(event(win32))).isFinding(HANDLE_MISUSE).says("another kind of object");
    }

    @Test
    void aStaleHandleIsMisuseThoughItsValueIsOpenAgain() {
        playing(win32 -> {
            Handle stale = event(win32);
            win32.closeHandle(stale);
            Handle fresh = event(win32);
            assertThat(fresh).isEqualTo(stale);
            win32.setEvent(stale);
        }).isFinding(HANDLE_MISUSE).says("closed at step 2, its value now stands for e2");
    }

    @Test
    void aStaleHandleIsMisuseThoughItsValueHasHadTwoOwnersSince() {
        playing(win32 -> {
            Handle stale = event(win32);
            win32.closeHandle(stale);
            win32.closeHandle(event(win32));
            Handle fresh = event(win32);
            win32.setEvent(stale);
            win32.closeHandle(fresh);
        }).isFinding(HANDLE_MISUSE);
    }

    @Test
    void aWaitUnregisteredTwiceIsMisuse() {
        playing(win32 -> {
            Handle wait = registeredWait(win32, event(win32));
            win32.unregisterWait(wait);
            win32.unregisterWaitEx(wait, Handle.INVALID_HANDLE_VALUE);
        }).isFinding(HANDLE_MISUSE).says("UnregisterWaitEx got wait1, closed at step 3");
    }

    @Test
    void unregisteringNothingIsMisuse() {
        playing(win32 -> win32.unregisterWait(Handle.NULL)).isFinding(HANDLE_MISUSE).says("UnregisterWait got NULL"); // TH5
    }

    @Test
    void aThreadpoolWaitUsedAfterItsCloseIsMisuse() {
        playing(win32 -> {
            ThreadpoolWait wait = threadpoolWait(win32);
            win32.closeThreadpoolWait(wait);
            win32.waitForThreadpoolWaitCallbacks(wait, true);
        }).isFinding(HANDLE_MISUSE).says("WaitForThreadpoolWaitCallbacks got tpwait1, closed at step 2");
    }

    @Test
    void closingThePseudoHandleOfTheProcessIsNoMisuse() {
        playing(win32 -> win32.closeHandle(Handle.INVALID_HANDLE_VALUE)).isClean(); // D13
    }

    @Test
    void closingAPipeWithAReadPendingIsNoMisuse() {
        assertThat(Play.ofTask(stage -> { // D10
            Ends ends = new Ends(stage, 10);
            Transfer read = ends.reading(ends.server, 5);
            ends.close();
            read.close();
        }).once()).isClean();
    }

    @Test
    void aRecycledHandleIsNobodysMisuse() {
        playing(win32 -> {
            win32.closeHandle(event(win32));
            Handle recycled = event(win32);
            win32.setEvent(recycled);
            win32.closeHandle(recycled);
        }).isClean();
    }

    @Test
    void whatThePeerDoesWithItsHandlesIsItsOwnBusiness() {
        assertThat(Play.ofPeer(stage -> stage.win32().closeHandle(Handle.NULL)).once()).isClean();
    }

    // ---------------------------------------------------------------- HANDLE_LEAK

    @Test
    void aHandleLeftOpenIsALeak() {
        playing(HandleOracleTest::event).isFinding(HANDLE_LEAK).says("e1, made at step 1, was never closed");
    }

    @Test
    void aWaitLeftRegisteredIsALeak() {
        playing(win32 -> {
            Handle event = event(win32);
            win32.setEvent(event);
            win32.registerWaitForSingleObject(new HandleReference(), event, (context, timedOut) -> {}, null, Win32.INFINITE, Win32.WT_EXECUTEONLYONCE);
            win32.closeHandle(event);
        }).isFinding(HANDLE_LEAK).says("wait1");
    }

    @Test
    void aThreadpoolWaitNotClosedIsALeak() {
        playing(HandleOracleTest::threadpoolWait).isFinding(HANDLE_LEAK).says("tpwait1");
    }

    @Test
    void aThreadsHandleLeftOpenIsALeak() {
        assertThat(Play.ofTask(stage -> stage.platform().startThread("worker", () -> {}).openHandle()).once()).isFinding(HANDLE_LEAK).says("thread");
    }

    @Test
    void thePipeIsItsOwnersAndNoLeak() {
        assertThat(Play.played(stage -> {
            stage.bytePipe(10);
            stage.task("owner", () -> {});
        })).isClean();
    }

    @Test
    void whatIsClosedOnceIsNoLeak() {
        assertThat(Play.ofTask(stage -> {
            Win32 win32 = stage.win32();
            Handle event = event(win32);
            ThreadpoolWait threadpoolWait = threadpoolWait(win32);
            win32.unregisterWait(registeredWait(win32, event));
            win32.closeThreadpoolWait(threadpoolWait);
            win32.closeHandle(event);
            win32.closeHandle(stage.platform().startThread("worker", () -> {}).openHandle());
        }).once()).isClean();
    }

    // ---------------------------------------------------------------- the tests' own words

    private static ExecutionAssert playing(Consumer<Win32> task) {
        return assertThat(Play.ofTask(stage -> task.accept(stage.win32())).once());
    }

    private static Handle event(Win32 win32) {
        return win32.createEvent(null, false, false, null);
    }

    private static Handle registeredWait(Win32 win32, Handle object) {
        HandleReference wait = new HandleReference();
        win32.registerWaitForSingleObject(wait, object, (context, timedOut) -> {}, null, Win32.INFINITE, Win32.WT_EXECUTEDEFAULT);
        return wait.value;
    }

    private static ThreadpoolWait threadpoolWait(Win32 win32) {
        return requireNonNull(win32.createThreadpoolWait((instance, context, wait, result) -> {}, null));
    }
}
