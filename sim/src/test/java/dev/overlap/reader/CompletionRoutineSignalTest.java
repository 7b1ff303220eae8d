package dev.overlap.reader;

import static dev.overlap.simulation.ExecutionAssert.assertThat;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_PARAMETER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import dev.overlap.choice.ChoiceKind;
import dev.overlap.platform.EventLoop;
import dev.overlap.scenario.Pipe;
import dev.overlap.scenario.Stage;
import dev.overlap.simulation.Deaf;
import dev.overlap.simulation.Play;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Win32;
import org.junit.jupiter.api.Test;

/** {@link PipeReader} with completion routines: in which waits of its owner they run, and in which they do not. */
class CompletionRoutineSignalTest {

    private static final int SEEDS = 500;
    private static final int CHUNK_BYTES = 16;
    private static final ReaderFactory FACTORY = PipeReader.factory(SignalKind.COMPLETION_ROUTINE, CHUNK_BYTES);

    private final List<Object> log = new ArrayList<>();

    private final class Listener extends Deaf {
        @Override
        public void readyRead() {
            log.add("ready");
        }

        @Override
        public void error(int win32Error) {
            log.add(win32Error);
        }

        @Override
        public void closed() {
            log.add("closed");
        }
    }

    /** The owner with a reader whose peer has written five bytes and is there still. */
    private interface Owner {
        void acts(Stage stage, Pipe pipe, AsyncPipeReader reader);
    }

    private Play afterAWrite(Owner owner) {
        return Play.of(stage -> {
            Pipe pipe = stage.bytePipe(10);
            Handle[] written = new Handle[1];
            stage.task("owner", () -> {
                written[0] = stage.win32().createEvent(null, true, false, null);
                AsyncPipeReader reader = stage.openReader(FACTORY, pipe.readerEnd(), new Listener());
                reader.start();
                stage.platform().startThread("signaller", () -> {
                    stage.win32().sleepEx(10, false);
                    stage.win32().setEvent(written[0]);
                }).join();
                stage.win32().closeHandle(written[0]);
                owner.acts(stage, pipe, reader);
                reader.close();
                pipe.closeReaderEnd();
            });
            stage.peer("peer", () -> {
                pipe.peer().write(5);
                stage.win32().sleepEx(1_000, false);
                pipe.peer().close();
            });
        });
    }

    @Test
    void whoDoesNotWaitAlertablyReceivesNothing() {
        assertThat(afterAWrite((stage, pipe, reader) -> {
            EventLoop loop = stage.platform().eventLoop();
            loop.setAlertable(false);
            assertThat(loop.runOnce(0)).isFalse();
            assertThat(loop.runOnce(50)).isFalse();
            assertThat(reader.bytesAvailable()).isZero();
            loop.setAlertable(true);
            assertThat(loop.runOnce(0)).as("the routine").isTrue();
            assertThat(reader.bytesAvailable()).isEqualTo(5);
            assertThat(log).isEmpty();
            assertThat(loop.runOnce(0)).as("the news").isTrue();
            assertThat(log).containsExactly("ready");
            stage.readAll(reader);
        }).once()).isClean();
    }

    @Test
    void aWaitWithoutPatienceLetsTheRoutineRun() {
        assertThat(afterAWrite((stage, pipe, reader) -> {
            assertThat(reader.waitForReadyRead(0)).isTrue();
            assertThat(stage.readAll(reader)).isEqualTo(5);
            assertThat(reader.waitForReadyRead(0)).isFalse();
        }).once()).isClean();
        assertThat(log).containsExactly("ready");
    }

    @Test
    void aStopWaitsForTheRoutineWhoeverElseIsNotAlertable() {
        assertThat(afterAWrite((stage, pipe, reader) -> {
            stage.platform().eventLoop().setAlertable(false);
            reader.stop();
            assertThat(stage.readAll(reader)).isEqualTo(5);
        }).once()).isClean();
    }

    @Test
    void anyAlertableWaitOfTheOwnerRunsTheRoutine() {
        assertThat(afterAWrite((stage, pipe, reader) -> {
            assertThat(stage.win32().sleepEx(0, true)).isEqualTo(Win32.WAIT_IO_COMPLETION);
            assertThat(stage.readAll(reader)).isEqualTo(5);
            assertThat(stage.win32().sleepEx(0, true)).isZero();
        }).once()).isClean();
    }

    @Test
    void aPipeThatIsBoundToAPortHasNoRoutines() {
        assertThat(Play.of(stage -> {
            Pipe pipe = stage.bytePipe(10);
            stage.task("owner", () -> {
                Handle port = stage.win32().createIoCompletionPort(pipe.readerEnd(), Handle.NULL, 0, 1);
                AsyncPipeReader reader = stage.openReader(FACTORY, pipe.readerEnd(), new Listener());
                reader.start();
                assertThat(reader.waitForPipeClosed(-1)).isTrue();
                reader.close();
                stage.win32().closeHandle(port);
                pipe.closeReaderEnd();
            });
            stage.peer("peer", () -> pipe.peer().close());
        }).once()).isClean();
        assertThat(log).containsExactly(ERROR_INVALID_PARAMETER, "closed");
    }

    @Test
    void theRoutineOfOneReaderRunsInTheStopOfAnother() {
        Play play = Play.of(stage -> {
            Pipe first = stage.bytePipe(10);
            Pipe second = stage.bytePipe(10);
            stage.task("owner", () -> {
                AsyncPipeReader one = stage.openReader(FACTORY, first.readerEnd(), new Listener());
                AsyncPipeReader other = stage.openReader(FACTORY, second.readerEnd(), new Listener());
                one.start();
                other.start();
                one.stop();
                one.close();
                other.waitForPipeClosed(-1);
                stage.readAll(other);
                other.close();
                first.closeReaderEnd();
                second.closeReaderEnd();
            });
            stage.peer("peer", () -> {
                second.peer().write(5);
                second.peer().close();
                first.peer().close();
            });
        }).answering(ChoiceKind.CANCEL_WHEN, 1);
        play.randomly(SEEDS).areClean();
        assertThat(play.count(ReaderMark.WOKEN_FOR_ANOTHER)).isPositive();
    }
}
