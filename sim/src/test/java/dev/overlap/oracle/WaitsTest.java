package dev.overlap.oracle;

import static dev.overlap.finding.Kind.BAD_ORDER;
import static dev.overlap.finding.Kind.WRONG_ERROR;
import static dev.overlap.simulation.ExecutionAssert.assertThat;
import static java.util.Objects.requireNonNull;

import java.util.function.Consumer;
import java.util.function.Predicate;

import dev.overlap.reader.AsyncPipeReader;
import dev.overlap.simulation.Deaf;
import dev.overlap.simulation.ExecutionAssert;
import dev.overlap.simulation.Play;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** BAD_ORDER and WRONG_ERROR: what a wait answers is what was told in it. */
class WaitsTest {

    private static final int ARRIVING = 5;
    private static final int NO_LIMIT = -1;

    // ---------------------------------------------------------------- for new bytes

    @Test
    void newBytesAreAnnounced() {
        bytesCome(reader -> true).isFinding(BAD_ORDER).says("waitForReadyRead answered true, but readyRead was not called");
        bytesCome(reader -> false).isClean();
    }

    @Test
    void whoAnnouncesThemSaysSo() {
        bytesCome(reader -> {
            reader.read();
            return true;
        }).isClean();
        bytesCome(reader -> {
            reader.read();
            return false;
        }).isFinding(BAD_ORDER).says("waitForReadyRead answered false although readyRead was called");
    }

    @Test
    void withinReadyReadTheAnswerIsTheAnnouncement() {
        withinReadyRead(reader -> {}, true).isClean();
    }

    @Test
    void whereNothingIsLeftNothingIsAnnounced() {
        Consumer<AsyncPipeReader> readsAll = reader -> reader.read(new byte[ARRIVING], 0, ARRIVING);
        withinReadyRead(readsAll, true).isFinding(BAD_ORDER).says("waitForReadyRead answered true within readyRead, but there is nothing to read");
        withinReadyRead(readsAll, false).isClean();
    }

    /** The user waits for bytes that the reader can read, and this is how it waits. */
    private static ExecutionAssert bytesCome(Predicate<PlainReader> wait) {
        return assertThat(Play.of(stage -> {
            var pipe = stage.bytePipe(100);
            stage.peer("peer", () -> pipe.peer().write(ARRIVING));
            stage.task("owner", () -> {
                var reader = stage.openReader(pipe, PlainReader.DEAF);
                reader.start();
                reader.waitForReadyRead(NO_LIMIT);
            });
        }).with((win32, platform, pipe, listener) -> new PlainReader(win32, platform, pipe, listener) {
            @Override
            public void start() {
                // Reads when its user waits.
            }

            @Override
            public boolean waitForReadyRead(int timeoutMillis) {
                return wait.test(this);
            }
        }).once());
    }

    /** Within readyRead the user does this, and then waits for more, which is answered so. */
    private static ExecutionAssert withinReadyRead(Consumer<AsyncPipeReader> first, boolean answer) {
        class Waiting extends Deaf {
            private @Nullable AsyncPipeReader reader;

            @Override
            public void readyRead() {
                first.accept(requireNonNull(reader));
                requireNonNull(reader).waitForReadyRead(NO_LIMIT);
            }
        }
        return assertThat(Play.of(stage -> {
            var pipe = stage.bytePipe(100);
            stage.peer("peer", () -> pipe.peer().write(ARRIVING));
            stage.task("owner", () -> {
                Waiting listener = new Waiting();
                listener.reader = stage.openReader(pipe, listener);
                listener.reader.start();
            });
        }).with((win32, platform, pipe, listener) -> new PlainReader(win32, platform, pipe, listener) {
            @Override
            public boolean waitForReadyRead(int timeoutMillis) {
                return answer;
            }
        }).once());
    }

    // ---------------------------------------------------------------- for the end

    @Test
    void anEndIsTheKernels() {
        endComes(reader -> true).isFinding(WRONG_ERROR).says("waitForPipeClosed answered that the end has come, but no call was told of it");
        endComes(reader -> false).isClean();
    }

    @Test
    void whoTellsTheEndSaysSo() {
        endComes(reader -> {
            reader.read();
            return true;
        }).isClean();
        endComes(reader -> {
            reader.read();
            return false;
        }).isFinding(BAD_ORDER).says("waitForPipeClosed answered false although closed was called");
    }

    /** The user waits for an end that the reader can find, and this is how it waits. */
    private static ExecutionAssert endComes(Predicate<PlainReader> wait) {
        return assertThat(Play.of(stage -> {
            var pipe = stage.bytePipe(100);
            stage.peer("peer", () -> pipe.peer().close());
            stage.task("owner", () -> {
                var reader = stage.openReader(pipe, PlainReader.DEAF);
                reader.start();
                reader.waitForPipeClosed(NO_LIMIT);
            });
        }).with((win32, platform, pipe, listener) -> new PlainReader(win32, platform, pipe, listener) {
            @Override
            public void start() {
                // Reads when its user waits.
            }

            @Override
            public boolean waitForPipeClosed(int timeoutMillis) {
                return wait.test(this);
            }
        }).once());
    }
}
