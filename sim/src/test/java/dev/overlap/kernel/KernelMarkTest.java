package dev.overlap.kernel;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.overlap.fault.FallibleCall;
import dev.overlap.fault.FaultRule;
import dev.overlap.reader.PipeReader;
import dev.overlap.reader.SignalKind;
import dev.overlap.scenario.Scenarios;
import dev.overlap.scenario.Stage;
import dev.overlap.simulation.Ends;
import dev.overlap.simulation.Play;
import dev.overlap.simulation.Transfer;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.Win32;
import dev.overlap.win32.Win32Error;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every rare path of the kernel is reached by a small story that is about it. */
class KernelMarkTest {

    private static final int SEEDS = 300;

    @ParameterizedTest
    @EnumSource
    void aTestReaches(KernelMark mark) {
        Play play = story(mark);
        play.randomly(SEEDS);
        assertThat(play.count(mark)).isPositive();
    }

    private static Play story(KernelMark mark) {
        return switch (mark) {
            case READ_COMPLETED_AT_ONCE, READ_PENDING_THOUGH_COMPLETE -> Play.ofPeer(stage -> {
                Ends ends = new Ends(stage, 10);
                ends.write(ends.client, "x");
                ends.reading(ends.server, 10);
            });
            case COMPLETED_IN_STEPS, CANCEL_TRUE_AFTER_CLAIM, CANCEL_LOST_TO_COMPLETION, CANCELLED_LATER, COMPLETED_AFTER_CANCEL_REQUEST,
                    CANCELLED_IN_STEPS -> Play.ofPeer(KernelMarkTest::aCancelRacesAWrite);
            case ARMED_LATER, ARMED_ON_SIGNALLED, QUEUED_CALLBACK_DROPPED, CALLBACK_AFTER_DISARM, WAITED_FOR_CALLBACK -> Play.ofTask(
                    KernelMarkTest::unregisteringRacesASignal);
            case COMPLETED_BY_DEQUEUER -> Play.ofPeer(stage -> {
                Ends ends = new Ends(stage, 10);
                Port port = new Port(stage);
                port.bind(ends.server, 0);
                new Transfer(stage).readWithoutEvent(ends.server, 10);
                ends.write(ends.client, "x");
                port.take();
            });
            case APC_ENDED_A_WAIT -> Play.ofPeer(stage -> {
                Ends ends = new Ends(stage, 10);
                new Routine(stage).read(ends.server, 10);
                stage.platform().startThread("writer", () -> ends.write(ends.client, "x"));
                stage.win32().sleepEx(Win32.INFINITE, true);
            });
            case ADDRESS_RECYCLED -> Play.ofTask(stage -> {
                overlapped(stage).free();
                overlapped(stage);
            });
            case HANDLE_RECYCLED -> Play.ofTask(stage -> {
                stage.win32().closeHandle(event(stage));
                event(stage);
            });
            case WRITE_PENDED -> Play.ofPeer(stage -> {
                Ends ends = new Ends(stage, 10);
                ends.writing(ends.client, 11);
            });
            case READ_AFTER_PEER_CLOSED -> Play.ofPeer(stage -> {
                Ends ends = new Ends(stage, 10);
                ends.write(ends.client, "x");
                stage.win32().closeHandle(ends.client);
                ends.reading(ends.server, 10);
            });
            case FAILED_WHILE_PENDING -> Play.of(Scenarios.named("steady-stream").orElseThrow()::play).with(PipeReader.factory(SignalKind.THREADPOOL_WAIT, 16))
                    .failing(new FaultRule(FallibleCall.GET_OVERLAPPED_RESULT, 1, Win32Error.ERROR_OPERATION_ABORTED));
            case PENDING_READ_BROKEN -> Play.ofPeer(stage -> {
                Ends ends = new Ends(stage, 10);
                ends.reading(ends.server, 10);
                stage.win32().closeHandle(ends.client);
            });
            case READ_ENDED_AT_MESSAGE_PART, EMPTY_MESSAGE_READ, EMPTY_MESSAGE_WOKE_READ -> Play.ofPeer(stage -> {
                Ends ends = Ends.ofMessages(stage, 10, true);
                ends.reading(ends.server, 10);
                ends.write(ends.client, "");
                ends.write(ends.client, "");
                ends.write(ends.client, "xy");
                ends.reading(ends.server, 1);
                ends.reading(ends.server, 1);
            });
            case WALKED_OVER_BOUNDARY -> Play.ofPeer(stage -> {
                Ends ends = Ends.ofMessages(stage, 10, false);
                ends.write(ends.client, "x");
                ends.write(ends.client, "y");
                ends.reading(ends.server, 2);
            });
        };
    }

    private static void aCancelRacesAWrite(Stage stage) {
        Ends ends = new Ends(stage, 10);
        Transfer read = ends.reading(ends.server, 10);
        var writer = stage.platform().startThread("writer", () -> ends.write(ends.client, "x"));
        var canceller = stage.platform().startThread("canceller", () -> read.cancel(ends.server));
        writer.join();
        canceller.join();
        read.await(ends.server);
    }

    private static void unregisteringRacesASignal(Stage stage) {
        Handle event = event(stage);
        HandleReference wait = new HandleReference();
        stage.win32().setEvent(event);
        stage.win32().registerWaitForSingleObject(wait, event, (context, timedOut) -> event(stage), null, Win32.INFINITE, Win32.WT_EXECUTEDEFAULT);
        stage.win32().setEvent(event);
        stage.win32().unregisterWaitEx(wait.value, stage.choose(2, "wait for callbacks") == 0 ? Handle.NULL : Handle.INVALID_HANDLE_VALUE);
    }

    private static Handle event(Stage stage) {
        return stage.win32().createEvent(null, false, false, null);
    }

    private static Overlapped overlapped(Stage stage) {
        return requireNonNull(stage.platform().allocateOverlapped(stage.platform().process()));
    }
}
