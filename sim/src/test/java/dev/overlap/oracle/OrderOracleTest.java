package dev.overlap.oracle;

import static dev.overlap.finding.Kind.BAD_ORDER;
import static dev.overlap.simulation.ExecutionAssert.assertThat;
import static dev.overlap.win32.Win32Error.ERROR_BROKEN_PIPE;
import static dev.overlap.win32.Win32Error.ERROR_NOT_ENOUGH_MEMORY;

import java.util.function.Consumer;

import dev.overlap.fault.FallibleCall;
import dev.overlap.fault.FaultRule;
import dev.overlap.reader.AsyncPipeReader;
import dev.overlap.reader.ReaderFactory;
import dev.overlap.reader.ReaderListener;
import dev.overlap.scenario.PipeSetup;
import dev.overlap.simulation.ExecutionAssert;
import dev.overlap.simulation.Play;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** BAD_ORDER: notifications in an order that cannot be. */
class OrderOracleTest {

    private static final FaultRule SECOND_READ_FAILS = new FaultRule(FallibleCall.READ_FILE, 2, ERROR_NOT_ENOUGH_MEMORY);
    private static final int ARRIVING = 5;

    // ---------------------------------------------------------------- the end

    @Test
    void nothingIsToldAfterTheEnd() {
        atTheEnd(listener -> {
            listener.closed();
            listener.readyRead();
        }).isFinding(BAD_ORDER).says("readyRead was called after closed");
        atTheEnd(listener -> {
            listener.closed();
            listener.error(ERROR_BROKEN_PIPE);
        }).isFinding(BAD_ORDER).says("error was called after closed");
    }

    @Test
    void thereIsOneEnd() {
        atTheEnd(listener -> {
            listener.closed();
            listener.closed();
        }).isFinding(BAD_ORDER).says("closed was called a second time");
    }

    @Test
    void theEndAfterTheBytesIsRight() {
        atTheEnd(ReaderListener::closed).isClean();
    }

    @Test
    void whatCameLastIsAnnouncedBeforeTheEnd() {
        silentUntilTheEnd(user -> {}, reader -> reader.listener.closed()).isFinding(BAD_ORDER)
                .says("closed was called although the last 5 bytes were not announced");
        silentUntilTheEnd(user -> {}, reader -> {
            reader.listener.readyRead();
            reader.listener.closed();
        }).isClean();
    }

    @Test
    void bytesThatTheUserHasFoundByItselfNeedNoAnnouncement() {
        silentUntilTheEnd(user -> user.read(new byte[ARRIVING], 0, ARRIVING), reader -> reader.listener.closed()).isClean();
    }

    // ---------------------------------------------------------------- errors

    @Test
    void noBytesAreToldAfterAnError() {
        atAFailure(listener -> {
            listener.error(ERROR_NOT_ENOUGH_MEMORY);
            listener.readyRead();
        }).isFinding(BAD_ORDER).says("readyRead was called after error");
    }

    @Test
    void thereIsOneError() {
        atAFailure(listener -> {
            listener.error(ERROR_NOT_ENOUGH_MEMORY);
            listener.error(ERROR_NOT_ENOUGH_MEMORY);
        }).isFinding(BAD_ORDER).says("error was called a second time");
    }

    @Test
    void anErrorAndThenTheEndIsRight() {
        atAFailure(listener -> {
            listener.error(ERROR_NOT_ENOUGH_MEMORY);
            listener.closed();
        }).isClean();
    }

    // ---------------------------------------------------------------- news that are none

    @Test
    void whereThereIsNothingThereAreNoNews() {
        reading(reader -> {
            reader.read(new byte[ARRIVING], 0, ARRIVING);
            reader.stopAndClear();
        }).isFinding(BAD_ORDER).says("readyRead was called although there is nothing to read");
    }

    @Test
    void whatHasArrivedIsToldOnce() {
        reading(AsyncPipeReader::stopAndClear).isFinding(BAD_ORDER).says("readyRead was called 2 times, but something has arrived only 1 times");
    }

    @Test
    void bytesOfWhichAPartWasReadMeanwhileAreNews() {
        silent(reader -> {
            reader.read(new byte[2], 0, 2);
            reader.stopAndClear();
        }).isClean();
    }

    @Test
    void bytesThatWereAllReadBeforeNeedNoNews() {
        silent(reader -> reader.read(new byte[ARRIVING], 0, ARRIVING)).isClean();
    }

    @Test
    void newsWaitUntilTheListenerIsDoneWithTheLastOnes() {
        class Nesting implements ReaderListener {
            private @Nullable AsyncPipeReader reader;

            @Override
            public void readyRead() {
                AsyncPipeReader first = reader;
                reader = null;
                if (first != null) {
                    first.stopAndClear();
                }
            }

            @Override
            public void error(int win32Error) {
                // Nothing fails.
            }

            @Override
            public void closed() {
                // Nor ends.
            }
        }
        assertThat(Play.of(stage -> {
            var pipe = stage.bytePipe(100);
            stage.peer("peer", () -> pipe.peer().write(ARRIVING));
            stage.task("owner", () -> {
                Nesting listener = new Nesting();
                listener.reader = stage.openReader(pipe, listener);
                listener.reader.start();
            });
        }).with(tellingInStopAndClear(true)).once()).isFinding(BAD_ORDER).says("readyRead was called while it ran");
    }

    @Test
    void anEmptyMessageIsNews() {
        assertThat(Play.of(stage -> {
            var pipe = stage.pipe(PipeSetup.messages(100));
            stage.peer("peer", () -> pipe.peer().write(0));
            stage.task("owner", () -> stage.openReader(pipe, PlainReader.DEAF).start());
        }).with((win32, platform, pipe, listener) -> new PlainReader(win32, platform, pipe, listener) {
            @Override
            public boolean hasPendingMessage() {
                return true;
            }
        }).once()).isClean();
    }

    @Test
    void anEmptyMessageThatTheReaderDoesNotHaveIsNone() {
        assertThat(Play.of(stage -> {
            var pipe = stage.pipe(PipeSetup.messages(100));
            stage.peer("peer", () -> pipe.peer().write(0));
            stage.task("owner", () -> stage.openReader(pipe, PlainReader.DEAF).start());
        }).with((win32, platform, pipe, listener) -> new PlainReader(win32, platform, pipe, listener) {
            @Override
            public boolean hasPendingMessage() {
                return false;
            }
        }).once()).isFinding(BAD_ORDER).says("nothing to read");
    }

    // ---------------------------------------------------------------- the tests' own words

    /** Bytes arrive and are read, and then the reader is told the end of the stream, of which it says this. */
    private static ExecutionAssert atTheEnd(Consumer<ReaderListener> saying) {
        return failing(saying);
    }

    /** Bytes arrive and are read, and then a read fails, of which the reader says this. */
    private static ExecutionAssert atAFailure(Consumer<ReaderListener> saying) {
        return failing(saying, SECOND_READ_FAILS);
    }

    /** The second read fails because of a rule, or because the peer is gone. */
    private static ExecutionAssert failing(Consumer<ReaderListener> saying, FaultRule... rules) {
        return assertThat(Play.of(stage -> {
            var pipe = stage.bytePipe(100);
            stage.peer("peer", () -> {
                pipe.peer().write(ARRIVING);
                if (rules.length == 0) {
                    pipe.peer().close();
                }
            });
            stage.task("owner", () -> {
                var opened = stage.openReader(pipe, PlainReader.DEAF);
                opened.start();
                stage.readAll(opened);
                opened.start();
                opened.close();
            });
        }).with((win32, platform, pipe, listener) -> new PlainReader(win32, platform, pipe, listener) {
            @Override
            void failed(int error) {
                saying.accept(listener);
            }
        }).failing(rules).once());
    }

    /** Bytes arrive of which the listener is not told, the user does that, and then the reader is told the end of the stream, where it does this. */
    private static ExecutionAssert silentUntilTheEnd(Consumer<AsyncPipeReader> user, Consumer<PlainReader> atTheEnd) {
        return assertThat(Play.of(stage -> {
            var pipe = stage.bytePipe(100);
            stage.peer("peer", () -> {
                pipe.peer().write(ARRIVING);
                pipe.peer().close();
            });
            stage.task("owner", () -> {
                var opened = stage.openReader(pipe, PlainReader.DEAF);
                opened.start();
                user.accept(opened);
                opened.start();
                opened.close();
            });
        }).with((win32, platform, pipe, listener) -> {
            PlainReader reader = new PlainReader(win32, platform, pipe, listener) {
                @Override
                void failed(int error) {
                    atTheEnd.accept(this);
                }
            };
            reader.tells = false;
            return reader;
        }).once());
    }

    /** Bytes arrive and are told, the user makes these calls, and stopAndClear tells of bytes once more. */
    private static ExecutionAssert reading(Consumer<AsyncPipeReader> calls) {
        return telling(true, calls);
    }

    /** The same with a reader that tells of bytes in stopAndClear only. */
    private static ExecutionAssert silent(Consumer<AsyncPipeReader> calls) {
        return telling(false, calls);
    }

    private static ExecutionAssert telling(boolean atOnce, Consumer<AsyncPipeReader> calls) {
        return assertThat(Play.of(stage -> {
            var pipe = stage.bytePipe(100);
            stage.peer("peer", () -> pipe.peer().write(ARRIVING));
            stage.task("owner", () -> {
                var opened = stage.openReader(pipe, PlainReader.DEAF);
                opened.start();
                calls.accept(opened);
            });
        }).with(tellingInStopAndClear(atOnce)).once());
    }

    private static ReaderFactory tellingInStopAndClear(boolean atOnce) {
        return (win32, platform, pipe, listener) -> {
            PlainReader reader = new PlainReader(win32, platform, pipe, listener) {
                @Override
                public void stopAndClear() {
                    listener.readyRead();
                }
            };
            reader.tells = atOnce;
            return reader;
        };
    }
}
