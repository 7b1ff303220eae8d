package dev.overlap.oracle;

import static dev.overlap.finding.Kind.CONTRACT;
import static dev.overlap.simulation.ExecutionAssert.assertThat;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.BiConsumer;

import dev.overlap.scenario.Stage;
import dev.overlap.simulation.Ends;
import dev.overlap.simulation.ExecutionAssert;
import dev.overlap.simulation.Play;
import dev.overlap.simulation.Transfer;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.ThreadpoolWait;
import dev.overlap.win32.Win32;
import org.junit.jupiter.api.Test;

/** CONTRACT: a documented rule of a function that its caller has broken, whatever came of it this time. */
class ContractTest {

    private static final int SEEDS = 200;

    // ---------------------------------------------------------------- the OVERLAPPED

    @Test
    void anOverlappedInFlightIsNotForReading() {
        withEnds((win32, ends, read) -> {
            read.read(ends.server, 1);
            win32.readFile(ends.server, read.buffer, 1, 1, null, read.overlapped);
        }).isFinding(CONTRACT).says("ReadFile: ov1 is used again while r1 is in flight");
    }

    @Test
    void anOverlappedInFlightIsNotForWriting() {
        withEnds((win32, ends, read) -> {
            read.read(ends.server, 1);
            win32.writeFile(ends.client, read.buffer, 1, 1, null, read.overlapped);
        }).isFinding(CONTRACT).says("WriteFile: ov1 is used again while r1 is in flight");
    }

    @Test
    void anOverlappedInFlightIsNotForConnecting() {
        assertThat(Play.ofTask(stage -> {
            Transfer connecting = new Transfer(stage);
            Handle server = Ends.listen(stage, 10, 10);
            connecting.connect(server);
            stage.win32().connectNamedPipe(server, connecting.overlapped);
        }).once()).isFinding(CONTRACT).says("ConnectNamedPipe: ov1 is used again while c1 is in flight");
    }

    @Test
    void anOverlappedMayBeUsedAgainWhenItsOperationHasEnded() {
        withEnds((win32, ends, read) -> {
            for (int i = 0; i < 3; i++) {
                read.read(ends.server, 1);
                ends.write(ends.client, "x");
                read.await(ends.server);
            }
            read.close();
            ends.close();
        }).isClean();
    }

    @Test
    void anOverlappedMayBeUsedAgainWhenItsOperationWasCancelled() {
        withEnds((win32, ends, read) -> {
            for (int i = 0; i < 3; i++) {
                read.read(ends.server, 1);
                read.cancel(ends.server);
                read.await(ends.server);
            }
            read.close();
            ends.close();
        }).isClean();
    }

    @Test
    void whatAPipeDoesNotUseMustBeZero() {
        withEnds((win32, ends, read) -> {
            read.overlapped.setOffset(1, 0);
            win32.readFile(ends.server, read.buffer, 0, 1, null, read.overlapped);
        }).isFinding(CONTRACT).says("ReadFile: Offset and OffsetHigh of ov1 are not zero");
        withEnds((win32, ends, write) -> {
            write.overlapped.setOffset(0, 1);
            win32.writeFile(ends.client, write.buffer, 0, 1, null, write.overlapped);
        }).isFinding(CONTRACT).says("WriteFile: Offset and OffsetHigh of ov1 are not zero");
    }

    @Test
    void whatTheLastOperationHasLeftInItIsNoDirt() {
        // Internal and InternalHigh are the kernel's; it does not ask what they were.
        withEnds((win32, ends, read) -> {
            ends.write(ends.client, "xy");
            read.read(ends.server, 1);
            assertThat(read.count()).isOne();
            win32.readFile(ends.server, read.buffer, 1, 1, null, read.overlapped);
            assertThat(read.count()).isOne();
            read.close();
            ends.close();
        }).isClean();
    }

    @Test
    void anOverlappedHandleNeedsAnOverlapped() {
        withEnds((win32, ends, read) -> {
            ends.write(ends.client, "x");
            win32.readFile(ends.server, read.buffer, 0, 1, null, null);
        }).isFinding(CONTRACT).says("ReadFile: no OVERLAPPED for server1, which was opened for overlapped operations");
        withEnds((win32, ends, write) -> win32.writeFile(ends.server, write.buffer, 0, 1, null, null)).isFinding(CONTRACT)
                .says("WriteFile: no OVERLAPPED for server1");
    }

    @Test
    void aSynchronousHandleNeedsNone() {
        assertThat(Play.ofTask(stage -> {
            Handle server = Ends.listen(stage, 10, 10);
            Handle client = stage.win32().createFile("\\\\.\\pipe\\ends", Win32.GENERIC_WRITE, 0, null, Win32.OPEN_EXISTING, 0, Handle.NULL);
            Transfer write = new Transfer(stage);
            assertThat(stage.win32().writeFile(client, write.buffer, 0, 1, null, null)).isTrue();
            write.close();
            stage.win32().closeHandle(client);
            stage.win32().closeHandle(server);
        }).once()).isClean();
    }

    @Test
    void thePeerMayBreakWhatItLikes() {
        assertThat(Play.ofPeer(stage -> {
            Ends ends = new Ends(stage, 10);
            Transfer read = new Transfer(stage);
            read.overlapped.setOffset(1, 1);
            stage.win32().readFile(ends.server, read.buffer, 0, 1, null, read.overlapped);
            stage.win32().readFile(ends.server, read.buffer, 1, 1, null, read.overlapped);
            stage.win32().writeFile(ends.client, read.buffer, 5, 2, null, null);
        }).once()).isClean();
    }

    // ---------------------------------------------------------------- waiting for oneself

    @Test
    void aCallbackMustNotWaitForItsOwnEndByUnregistering() {
        inACallback((waits, self) -> waits.win32.unregisterWaitEx(self, Handle.INVALID_HANDLE_VALUE)).isFinding(CONTRACT)
                .says("UnregisterWaitEx: waits for the callbacks of wait1 inside one of them").in("pool-1");
    }

    @Test
    void aCallbackMayUnregisterItsOwnWaitWithoutWaiting() {
        inACallback((waits, self) -> { // F18
            waits.win32.unregisterWaitEx(self, Handle.NULL);
            waits.over();
        }).isClean();
        inACallback((waits, self) -> {
            waits.win32.unregisterWait(self);
            waits.over();
        }).isClean();
    }

    @Test
    void aCallbackMayWaitForThoseOfAnotherWait() {
        inACallback((waits, self) -> {
            Handle idle = waits.win32.createEvent(null, false, false, null);
            Handle another = waits.register(idle, () -> {});
            waits.win32.unregisterWaitEx(another, Handle.INVALID_HANDLE_VALUE);
            waits.win32.closeHandle(idle);
            waits.win32.unregisterWaitEx(self, Handle.NULL);
            waits.over();
        }).isClean();
    }

    @Test
    void aCallbackMustNotWaitForItsOwnEnd() {
        assertThat(Play.ofTask(stage -> {
            Win32 win32 = stage.win32();
            Handle event = win32.createEvent(null, false, true, null);
            ThreadpoolWait wait = requireNonNull(
                    win32.createThreadpoolWait((instance, context, self, result) -> win32.waitForThreadpoolWaitCallbacks(self, true), null));
            win32.setThreadpoolWait(wait, event, null);
        }).once()).isFinding(CONTRACT).says("WaitForThreadpoolWaitCallbacks: waits for the callbacks of tpwait1 inside one of them").in("pool-1");
    }

    @Test
    void itsOwnerMayWait() {
        Play.ofTask(stage -> {
            Waits waits = new Waits(stage, Handle.NULL);
            Handle event = stage.win32().createEvent(null, false, true, null);
            Handle wait = waits.register(event, () -> {});
            stage.win32().unregisterWaitEx(wait, Handle.INVALID_HANDLE_VALUE);
            stage.win32().closeHandle(event);
        }).randomly(SEEDS).areClean();
    }

    // ---------------------------------------------------------------- closing what is waited on

    @Test
    void anEventMustOutliveTheWaitRegisteredOnIt() {
        waitingOn((waits, event) -> { // F17
            Handle wait = waits.register(event, () -> {});
            waits.win32.closeHandle(event);
            waits.win32.unregisterWaitEx(wait, Handle.INVALID_HANDLE_VALUE);
        }).isFinding(CONTRACT).says("CloseHandle: e1 is closed while wait1 waits on it");
    }

    @Test
    void anEventMustOutliveTheThreadpoolWaitSetOnIt() {
        waitingOn((waits, event) -> { // F19
            ThreadpoolWait wait = waits.set(event);
            waits.win32.closeHandle(event);
            waits.win32.closeThreadpoolWait(wait);
        }).isFinding(CONTRACT).says("CloseHandle: e1 is closed while tpwait1 waits on it");
    }

    @Test
    void anEventMustOutliveAWaitThatIsToBeArmedAgain() {
        assertThat(Play.ofTask(stage -> {
            Waits waits = new Waits(stage, Handle.NULL);
            Handle event = stage.win32().createEvent(null, false, true, null);
            waits.register(event, () -> stage.win32().closeHandle(event));
        }).once()).isFinding(CONTRACT).says("CloseHandle: e1 is closed while wait1 waits on it").in("pool-1");
    }

    @Test
    void anEventMayBeClosedOnceItsWaitIsEnded() {
        waitingOn((waits, event) -> {
            waits.win32.unregisterWaitEx(waits.register(event, () -> {}), Handle.INVALID_HANDLE_VALUE);
            waits.win32.closeHandle(event);
        }).isClean();
        waitingOn((waits, event) -> {
            ThreadpoolWait wait = waits.set(event);
            waits.win32.setThreadpoolWait(wait, Handle.NULL, null);
            waits.win32.closeHandle(event);
            waits.win32.closeThreadpoolWait(wait);
        }).isClean();
    }

    @Test
    void anEventMayBeClosedOnceItsOnlyCallbackHasCome() {
        assertThat(Play.ofTask(stage -> {
            Win32 win32 = stage.win32();
            Handle event = win32.createEvent(null, false, true, null);
            HandleReference wait = new HandleReference();
            win32.registerWaitForSingleObject(wait, event, (context, timedOut) -> {}, null, Win32.INFINITE, Win32.WT_EXECUTEONLYONCE);
            win32.closeHandle(event);
            win32.unregisterWaitEx(wait.value, Handle.INVALID_HANDLE_VALUE);
        }).once()).isClean();
    }

    @Test
    void aPipeMayBeClosedWithAReadInFlight() {
        withEnds((win32, ends, read) -> { // D10
            read.read(ends.server, 1);
            ends.close();
            read.close();
        }).isClean();
    }

    @Test
    void theEventOfAnOperationMayBeClosedBeforeItEnds() {
        assertThat(Play.ofTask(stage -> { // D12
            Ends ends = new Ends(stage, 10);
            Transfer read = new Transfer(stage);
            read.read(ends.server, 1);
            stage.win32().closeHandle(read.event);
            ends.close();
            read.buffer.free();
            read.overlapped.free();
        }).once()).isClean();
    }

    // ---------------------------------------------------------------- the tests' own words

    /** What is done with the ends of a pipe and one operation. */
    private interface Story {
        void play(Win32 win32, Ends ends, Transfer transfer);
    }

    /** Waits with callbacks, and how the last of those tells the owner that all is done. */
    private static final class Waits {
        final Win32 win32;
        private final Handle done;

        Waits(Stage stage, Handle done) {
            win32 = stage.win32();
            this.done = done;
        }

        Handle register(Handle object, Runnable callback) {
            HandleReference wait = new HandleReference();
            win32.registerWaitForSingleObject(wait, object, (context, timedOut) -> callback.run(), null, Win32.INFINITE, Win32.WT_EXECUTEDEFAULT);
            return wait.value;
        }

        ThreadpoolWait set(Handle object) {
            ThreadpoolWait wait = requireNonNull(win32.createThreadpoolWait((instance, context, self, result) -> {}, null));
            win32.setThreadpoolWait(wait, object, null);
            return wait;
        }

        void over() {
            win32.setEvent(done);
        }
    }

    /** Something is done in a callback of a wait, which its owner waits for. */
    private static ExecutionAssert inACallback(BiConsumer<Waits, Handle> deed) {
        return assertThat(Play.ofTask(stage -> {
            Win32 win32 = stage.win32();
            Handle event = win32.createEvent(null, false, false, null);
            Handle done = win32.createEvent(null, true, false, null);
            Waits waits = new Waits(stage, done);
            Handle[] self = new Handle[1];
            self[0] = waits.register(event, () -> deed.accept(waits, self[0]));
            win32.setEvent(event);
            win32.waitForSingleObject(done, Win32.INFINITE);
            win32.closeHandle(event);
            win32.closeHandle(done);
        }).once());
    }

    private static ExecutionAssert waitingOn(BiConsumer<Waits, Handle> task) {
        return assertThat(Play.ofTask(stage -> task.accept(new Waits(stage, Handle.NULL), stage.win32().createEvent(null, false, false, null))).once());
    }

    private static ExecutionAssert withEnds(Story story) {
        return assertThat(Play.ofTask(stage -> story.play(stage.win32(), new Ends(stage, 10), new Transfer(stage, 10))).once());
    }
}
