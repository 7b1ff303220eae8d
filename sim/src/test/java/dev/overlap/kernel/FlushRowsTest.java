package dev.overlap.kernel;

import static dev.overlap.kernel.Rows.row;
import static dev.overlap.kernel.Rows.rowOnEnds;
import static dev.overlap.simulation.ExecutionAssert.assertThat;
import static dev.overlap.win32.Win32Error.ERROR_ACCESS_DENIED;
import static dev.overlap.win32.Win32Error.ERROR_BROKEN_PIPE;
import static dev.overlap.win32.Win32Error.ERROR_OPERATION_ABORTED;
import static dev.overlap.win32.Win32Error.ERROR_PIPE_NOT_CONNECTED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

import dev.overlap.choice.ChoiceKind;
import dev.overlap.platform.PlatformThread;
import dev.overlap.scenario.Stage;
import dev.overlap.simulation.Ends;
import dev.overlap.simulation.Play;
import dev.overlap.simulation.Transfer;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.Win32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** FlushFileBuffers, row by row: it waits for the reader, on an overlapped end too. */
class FlushRowsTest {

    /** 0, or the last error. */
    private static int flushing(Stage stage, Handle end) {
        return stage.win32().flushFileBuffers(end) ? 0 : stage.win32().getLastError();
    }

    private static PlatformThread flusher(Stage stage, Handle end, List<Integer> answers) {
        PlatformThread flusher = stage.platform().startThread("flusher", () -> answers.add(flushing(stage, end)));
        stage.platform().eventLoop().runOnce(1);
        return flusher;
    }

    @Test
    void thereIsNothingToWaitForInAnEmptyPipe() {
        rowOnEnds((stage, ends) -> { // K88, K102
            assertThat(flushing(stage, ends.client)).isZero();
            Transfer read = ends.reading(ends.server, 10);
            assertThat(flushing(stage, ends.client)).isZero();
            assertThat(read.isSet()).isFalse();
        });
    }

    @Test
    void aFlushEndsWhenAllThatWasWrittenBeforeItIsRead() {
        rowOnEnds((stage, ends) -> { // K91, K95, N37
            ends.write(ends.client, "abc");
            ends.writing(ends.client, 150);
            List<Integer> answers = new ArrayList<>();
            PlatformThread flusher = flusher(stage, ends.client, answers);
            ends.writing(ends.client, 1);
            ends.read(ends.server, 152);
            stage.platform().eventLoop().runOnce(1);
            assertThat(answers).isEmpty();
            ends.read(ends.server, 1);
            flusher.join();
            assertThat(answers).containsExactly(0);
            assertThat(ends.available(ends.server)).as("written after it").isEqualTo(1);
        });
    }

    @Test
    void aFlushWaitsForEmptyMessagesToo() {
        row(stage -> { // K92, K95
            Ends ends = Ends.ofMessages(stage, 10, true);
            ends.write(ends.client, "");
            List<Integer> answers = new ArrayList<>();
            PlatformThread first = flusher(stage, ends.client, answers);
            PlatformThread second = flusher(stage, ends.client, answers);
            assertThat(answers).isEmpty();
            assertThat(ends.read(ends.server, 1)).isEmpty();
            first.join();
            second.join();
            assertThat(answers).containsExactly(0, 0);
        });
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anOverlappedFileIsUnsignalledWhileAFlushWaitsAndPerhapsSignalledAfterIt(boolean after) {
        assertThat(Play.ofPeer(stage -> { // N37
            Ends ends = new Ends(stage, 100);
            ends.write(ends.client, "abc");
            ends.available(ends.client);
            assertThat(ends.isSignalled(ends.client)).isTrue();
            PlatformThread flusher = flusher(stage, ends.client, new ArrayList<>());
            assertThat(ends.isSignalled(ends.client)).isFalse();
            ends.read(ends.server, 10);
            flusher.join();
            assertThat(ends.isSignalled(ends.client)).isEqualTo(after);
            assertThat(flushing(stage, ends.client)).as("with nothing to wait for").isZero();
            assertThat(ends.isSignalled(ends.client)).isEqualTo(after);
        }).answering(ChoiceKind.FILE_SIGNAL, after ? 1 : 0).once()).isClean();
    }

    @Test
    void aFlushIsToldOfTheEnd() {
        ended((stage, ends) -> stage.win32().closeHandle(ends.server), ERROR_BROKEN_PIPE); // K109
        ended((stage, ends) -> stage.win32().disconnectNamedPipe(ends.server), ERROR_PIPE_NOT_CONNECTED); // K110
        ended((stage, ends) -> stage.win32().cancelIoEx(ends.client, null), ERROR_OPERATION_ABORTED);
    }

    private static void ended(BiConsumer<Stage, Ends> end, int error) {
        rowOnEnds((stage, ends) -> {
            ends.write(ends.client, "abc");
            List<Integer> answers = new ArrayList<>();
            PlatformThread flusher = flusher(stage, ends.client, answers);
            end.accept(stage, ends);
            flusher.join();
            assertThat(answers).containsExactly(error);
        });
    }

    @Test
    void aWriteThatIsCancelledEndsTheFlushThatWaitsForIt() {
        rowOnEnds((stage, ends) -> {
            Transfer write = ends.writing(ends.client, 150);
            List<Integer> answers = new ArrayList<>();
            PlatformThread flusher = flusher(stage, ends.client, answers);
            write.cancel(ends.client);
            flusher.join();
            assertThat(answers).containsExactly(0);
        });
    }

    @Test
    void onlyAClientThatWasDisconnectedCannotFlush() {
        rowOnEnds((stage, ends) -> { // N30c
            stage.win32().disconnectNamedPipe(ends.server);
            assertThat(flushing(stage, ends.server)).isZero();
            assertThat(flushing(stage, ends.client)).isEqualTo(ERROR_PIPE_NOT_CONNECTED);
        });
        row(stage -> {
            Handle server = Ends.listen(stage, 10, 10);
            assertThat(flushing(stage, server)).as("listening").isZero();
            Handle client = Ends.open(stage);
            new Transfer(stage).write(server, 1);
            stage.win32().closeHandle(client);
            assertThat(flushing(stage, server)).as("closing").isZero();
        });
    }

    @Test
    void anEndThatOnlyReadsHasNothingToFlush() {
        row(stage -> {
            HandleReference read = new HandleReference();
            HandleReference write = new HandleReference();
            stage.win32().createPipe(read, write, null, 0);
            assertThat(flushing(stage, read.value)).isEqualTo(ERROR_ACCESS_DENIED);
            assertThat(flushing(stage, write.value)).isZero();
        });
    }

    @Test
    void aFlushOfASynchronousFileIsAnOperationLikeOthers() {
        row(stage -> { // N37
            HandleReference read = new HandleReference();
            HandleReference write = new HandleReference();
            stage.win32().createPipe(read, write, null, 0);
            Transfer some = new Transfer(stage);
            assertThat(stage.win32().writeFile(write.value, some.buffer, 0, 3, some.bytes, null)).isTrue();
            List<Integer> answers = new ArrayList<>();
            PlatformThread flusher = flusher(stage, write.value, answers);
            assertThat(stage.win32().waitForSingleObject(write.value, 0)).isEqualTo(Win32.WAIT_TIMEOUT);
            assertThat(stage.win32().readFile(read.value, some.buffer, 0, 3, some.bytes, null)).isTrue();
            flusher.join();
            assertThat(answers).containsExactly(0);
            assertThat(stage.win32().waitForSingleObject(write.value, 0)).isEqualTo(Win32.WAIT_OBJECT_0);
        });
    }
}
