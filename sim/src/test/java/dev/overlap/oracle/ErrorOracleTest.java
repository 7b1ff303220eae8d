package dev.overlap.oracle;

import static dev.overlap.finding.Kind.HANDLE_LEAK;
import static dev.overlap.finding.Kind.SWALLOWED_ERROR;
import static dev.overlap.finding.Kind.WRONG_ERROR;
import static dev.overlap.simulation.ExecutionAssert.assertThat;
import static dev.overlap.win32.Win32Error.ERROR_BROKEN_PIPE;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_HANDLE;
import static dev.overlap.win32.Win32Error.ERROR_IO_INCOMPLETE;
import static dev.overlap.win32.Win32Error.ERROR_IO_PENDING;
import static dev.overlap.win32.Win32Error.ERROR_MORE_DATA;
import static dev.overlap.win32.Win32Error.ERROR_NOACCESS;
import static dev.overlap.win32.Win32Error.ERROR_NOT_ENOUGH_MEMORY;
import static dev.overlap.win32.Win32Error.ERROR_NOT_FOUND;
import static dev.overlap.win32.Win32Error.ERROR_NO_SYSTEM_RESOURCES;
import static dev.overlap.win32.Win32Error.ERROR_OPERATION_ABORTED;
import static dev.overlap.win32.Win32Error.ERROR_PIPE_NOT_CONNECTED;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

import dev.overlap.fault.FallibleCall;
import dev.overlap.fault.FaultRule;
import dev.overlap.platform.EventLoop;
import dev.overlap.platform.Platform;
import dev.overlap.reader.AsyncPipeReader;
import dev.overlap.reader.PipeReader;
import dev.overlap.reader.ReaderFactory;
import dev.overlap.reader.ReaderListener;
import dev.overlap.reader.SignalKind;
import dev.overlap.scenario.Pipe;
import dev.overlap.scenario.PipeSetup;
import dev.overlap.scenario.Stage;
import dev.overlap.simulation.Deaf;
import dev.overlap.simulation.ExecutionAssert;
import dev.overlap.simulation.Play;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.Win32;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** WRONG_ERROR: a reader tells what no call was answered. SWALLOWED_ERROR: it was answered so, and tells nobody. */
class ErrorOracleTest {

    private static final FaultRule READ_FAILS = new FaultRule(FallibleCall.READ_FILE, 1, ERROR_NOT_ENOUGH_MEMORY);

    // ---------------------------------------------------------------- reads that fail

    @Test
    void anErrorIsToldWithItsOwnCode() {
        saying((listener, error) -> {
            listener.error(error);
            listener.closed();
        }).isClean();
    }

    @Test
    void anotherCodeIsWrong() {
        saying((listener, error) -> listener.error(ERROR_NO_SYSTEM_RESOURCES)).isFinding(WRONG_ERROR)
                .says("ERROR_NO_SYSTEM_RESOURCES (1450) was reported, but no call was answered so; ReadFile failed with ERROR_NOT_ENOUGH_MEMORY (8)");
    }

    @Test
    void anErrorWhereNoneWasIsWrong() {
        playing((stage, pipe) -> {
            stage.peer("peer", () -> pipe.peer().write(5));
            stage.task("owner", () -> stage.openReader(pipe, PlainReader.DEAF).start());
        }, PlainReader.thatOn("start", reader -> reader.listener.error(ERROR_NOT_ENOUGH_MEMORY))).isFinding(WRONG_ERROR)
                .says("ERROR_NOT_ENOUGH_MEMORY (8) was reported, but no call was answered so");
    }

    @Test
    void theEndInPlaceOfAnErrorSwallowsIt() {
        saying((listener, error) -> listener.closed()).isFinding(SWALLOWED_ERROR)
                .says("ReadFile failed with ERROR_NOT_ENOUGH_MEMORY (8), and the end was announced without a word of it");
    }

    @Test
    void anErrorThatWasWarnedOfIsNotToldAgain() {
        playing(ErrorOracleTest::starting, (win32, platform, pipe, listener) -> new PlainReader(win32, platform, pipe, listener) {
            @Override
            void failed(int error) {
                platform.warnings().warn("ReadFile", error);
                listener.error(error);
            }
        }, READ_FAILS).isFinding(WRONG_ERROR).says("ERROR_NOT_ENOUGH_MEMORY (8) was reported twice");
    }

    @Test
    void aWarningOfAnotherCallOrErrorIsNoWord() {
        for (Map.Entry<String, Integer> other : Set.of(Map.entry("PeekNamedPipe", ERROR_NOT_ENOUGH_MEMORY), Map.entry("ReadFile", ERROR_NO_SYSTEM_RESOURCES))) {
            playing(ErrorOracleTest::starting, (win32, platform, pipe, listener) -> new PlainReader(win32, platform, pipe, listener) {
                @Override
                void failed(int error) {
                    platform.warnings().warn(other.getKey(), other.getValue());
                    listener.closed();
                }
            }, READ_FAILS).isFinding(SWALLOWED_ERROR);
        }
    }

    @Test
    void whatTheFirstReaderMetIsNotTheSecondOnes() {
        playing((stage, pipe) -> {
            Pipe other = stage.bytePipe(100);
            stage.task("owner", () -> {
                stage.openReader(pipe, PlainReader.DEAF).start();
                stage.openReader((win32, platform, end, listener) -> new PlainReader(win32, platform, end, listener) {
                    @Override
                    public void start() {
                        listener.error(ERROR_NOT_ENOUGH_MEMORY);
                    }
                }, other.readerEnd(), PlainReader.DEAF).start();
            });
        }, PlainReader.thatOn("start", reader -> {}), READ_FAILS).isFinding(WRONG_ERROR);
    }

    @TestFactory
    Stream<DynamicTest> whateverAReadFailsWithWhileItPendsIsToldOrSwallowed() {
        return Arrays.stream(FallibleCall.GET_OVERLAPPED_RESULT.errors()).mapToObj(code -> DynamicTest.dynamicTest("error " + code, () -> {
            FaultRule rule = new FaultRule(FallibleCall.GET_OVERLAPPED_RESULT, 1, code);
            saying((listener, error) -> {
                assertThat(error).isEqualTo(code);
                listener.error(error);
                listener.closed();
            }, rule).isClean();
            saying((listener, error) -> listener.closed(), rule).isFinding(SWALLOWED_ERROR).says("ReadFile failed with ");
            saying((listener, error) -> listener.error(code == ERROR_NOACCESS ? ERROR_NOT_ENOUGH_MEMORY : ERROR_NOACCESS), rule).isFinding(WRONG_ERROR);
        }));
    }

    @Test
    void anErrorMetInAStopNeedsNoWordWhenNothingIsStartedAfterIt() {
        playing((stage, pipe) -> stage.task("owner", () -> {
            var reader = stage.openReader(pipe, PlainReader.DEAF);
            reader.stop();
            reader.close();
        }), PlainReader.thatOn("stop", PlainReader::read), READ_FAILS).isClean();
    }

    // ---------------------------------------------------------------- calls that can fail and leave the reader reading

    @Test
    void aCancelThatFailsIsWarnedOf() {
        closing(reader -> {
            if (!reader.win32.cancelIoEx(reader.pipe, null)) {
                reader.platform.warnings().warn("CancelIoEx", reader.win32.getLastError());
            }
        }, new FaultRule(FallibleCall.CANCEL_IO_EX, 1, ERROR_NO_SYSTEM_RESOURCES)).isClean();
    }

    @Test
    void aCancelThatFailsUnheardIsSwallowed() {
        closing(reader -> reader.win32.cancelIoEx(reader.pipe, null), new FaultRule(FallibleCall.CANCEL_IO_EX, 1, ERROR_NO_SYSTEM_RESOURCES))
                .isFinding(SWALLOWED_ERROR).says("CancelIoEx failed with ERROR_NO_SYSTEM_RESOURCES (1450), and nobody was told");
    }

    @Test
    void aCloseThatFailsIsWarnedOfOrSwallowedAndTheHandleIsNoLeak() {
        FaultRule rule = new FaultRule(FallibleCall.CLOSE_HANDLE, 1, ERROR_INVALID_HANDLE);
        Consumer<PlainReader> unheard = reader -> reader.win32.closeHandle(reader.win32.createEvent(null, false, false, null));
        closing(unheard, rule).isFinding(SWALLOWED_ERROR).says("CloseHandle failed with ERROR_INVALID_HANDLE (6), and nobody was told");
        closing(reader -> {
            unheard.accept(reader);
            reader.platform.warnings().warn("CloseHandle", ERROR_INVALID_HANDLE);
        }, rule).isClean();
    }

    @Test
    void aWaitThatCannotBeUnregisteredIsWarnedOfAndIsNoLeakNorIsItsEvent() {
        closing(reader -> {
            Handle event = reader.win32.createEvent(null, false, false, null);
            HandleReference wait = new HandleReference();
            reader.win32.registerWaitForSingleObject(wait, event, (context, timedOut) -> {}, null, Win32.INFINITE, Win32.WT_EXECUTEDEFAULT);
            assertThat(reader.win32.unregisterWaitEx(wait.value, Handle.INVALID_HANDLE_VALUE)).isFalse();
            reader.platform.warnings().warn("UnregisterWaitEx", reader.win32.getLastError());
        }, new FaultRule(FallibleCall.UNREGISTER_WAIT_EX, 1, ERROR_NOT_ENOUGH_MEMORY)).isClean();
    }

    @Test
    void aWaitThatNobodyTriedToUnregisterIsALeakThoughOtherCallsFail() {
        closing(reader -> {
            Handle event = reader.win32.createEvent(null, false, false, null);
            reader.win32.registerWaitForSingleObject(new HandleReference(), event, (context, timedOut) -> {}, null, Win32.INFINITE, Win32.WT_EXECUTEDEFAULT);
            reader.win32.cancelIoEx(reader.pipe, null);
            reader.platform.warnings().warn("CancelIoEx", ERROR_NOT_ENOUGH_MEMORY);
        }, new FaultRule(FallibleCall.CANCEL_IO_EX, 1, ERROR_NOT_ENOUGH_MEMORY)).isFinding(HANDLE_LEAK);
    }

    // ---------------------------------------------------------------- the end

    @Test
    void anEndThatNoCallWasToldOfIsWrong() {
        playing((stage, pipe) -> stage.task("owner", () -> stage.openReader(pipe, PlainReader.DEAF).start()),
                PlainReader.thatOn("start", reader -> reader.listener.closed())).isFinding(WRONG_ERROR)
                .says("the end was announced, but no call was told of it");
    }

    @Test
    void thePeersCloseIsTheEndAndNoError() {
        ending(PipeSetup.bytes(100), pipe -> pipe.peer().close(), ERROR_BROKEN_PIPE); // F27
    }

    @Test
    void aDisconnectIsTheEndAndNoError() {
        ending(PipeSetup.bytes(100).readerAsClient(), pipe -> pipe.peer().disconnect(), ERROR_PIPE_NOT_CONNECTED); // F28
    }

    @Test
    void theEndMayBeFoundByPeeking() {
        playing((stage, pipe) -> {
            stage.peer("peer", () -> pipe.peer().close());
            stage.task("owner", () -> stage.openReader(pipe, PlainReader.DEAF).start());
        }, OneRead.doing(read -> {
            assertThat(read.win32.peekNamedPipe(read.pipe, null, 0, null, null, null)).isFalse();
            read.listener.closed();
        })).isClean();
    }

    @Test
    void eachOfTwoReadersOfOneHandleLearnsOfTheEndByItself() {
        sharing(reader -> reader.listener.closed()).isFinding(WRONG_ERROR).says("the end was announced, but no call was told of it");
        sharing(reader -> {
            reader.win32.peekNamedPipe(reader.pipe, null, 0, null, null, null);
            reader.listener.closed();
        }).isClean();
    }

    @Test
    void aPeekThatFailsIsThatReadersWhoHasLooked() {
        FaultRule rule = new FaultRule(FallibleCall.PEEK_NAMED_PIPE, 1, ERROR_NOT_ENOUGH_MEMORY);
        sharing(reader -> {
            reader.win32.peekNamedPipe(reader.pipe, null, 0, null, null, null);
            reader.listener.error(reader.win32.getLastError());
            reader.listener.closed();
        }, rule).isClean();
        sharing(reader -> {
            reader.win32.peekNamedPipe(reader.pipe, null, 0, null, null, null);
            reader.listener.closed();
        }, rule).isFinding(SWALLOWED_ERROR).says("PeekNamedPipe failed with ERROR_NOT_ENOUGH_MEMORY (8)");
    }

    @Test
    void oneOfTwoReadersOfAHandleLearnsOfTheEndAsItDrains() {
        Play.of(stage -> {
            Pipe pipe = stage.bytePipe(100);
            stage.task("owner", () -> {
                EventLoop loop = stage.platform().eventLoop();
                AsyncPipeReader one = stage.openReader(pipe, new Deaf() {
                    @Override
                    public void closed() {
                        loop.quit();
                    }
                });
                AsyncPipeReader other = stage.openReader(pipe, PlainReader.DEAF);
                one.start();
                one.drainAndStop();
                one.start();
                loop.run();
                one.close();
                other.close();
                pipe.closeReaderEnd();
            });
            stage.peer("peer", () -> {
                pipe.peer().write(5);
                pipe.peer().close();
            });
        }).with(PipeReader.factory(SignalKind.THREADPOOL_WAIT, 8)).randomly(400).areClean();
    }

    /** The first of two readers of one end, whose peer has closed, does this when it is started. */
    private static ExecutionAssert sharing(Consumer<PlainReader> deed, FaultRule... rules) {
        return playing((stage, pipe) -> {
            stage.peer("peer", () -> pipe.peer().close());
            stage.task("owner", () -> {
                AsyncPipeReader one = stage.openReader(pipe, PlainReader.DEAF);
                stage.openReader(pipe, PlainReader.DEAF);
                stage.platform().eventLoop().runOnce(1);
                one.start();
            });
        }, (win32, platform, pipe, listener) -> new PlainReader(win32, platform, pipe, listener) {
            @Override
            public void start() {
                deed.accept(this);
            }
        }, rules);
    }

    private static void ending(PipeSetup setup, Consumer<Pipe> end, int expected) {
        assertThat(Play.of(stage -> {
            Pipe pipe = stage.pipe(setup);
            stage.peer("peer", () -> end.accept(pipe));
            stage.task("owner", () -> stage.openReader(pipe, PlainReader.DEAF).start());
        }).with((win32, platform, pipe, listener) -> new PlainReader(win32, platform, pipe, listener) {
            @Override
            void failed(int error) {
                assertThat(error).isEqualTo(expected);
                listener.closed();
            }
        }).once()).isClean();
    }

    // ---------------------------------------------------------------- answers that are no errors

    @Test
    void whatAReaderHasAbortedItselfIsNoError() {
        reading(read -> {
            assertThat(read.issue()).isEqualTo(ERROR_IO_PENDING);
            assertThat(read.win32.cancelIoEx(read.pipe, read.overlapped)).isTrue();
            assertThat(read.await()).isEqualTo(ERROR_OPERATION_ABORTED);
        });
        reading(read -> {
            read.issue();
            read.win32.cancelIo(read.pipe);
            assertThat(read.await()).isEqualTo(ERROR_OPERATION_ABORTED);
        });
    }

    @Test
    void askingTooEarlyOrTooLateIsNoError() {
        reading(read -> {
            read.issue();
            assertThat(read.win32.getOverlappedResult(read.pipe, read.overlapped, new DwordReference(), false)).isFalse();
            assertThat(read.win32.getLastError()).isEqualTo(ERROR_IO_INCOMPLETE);
            read.win32.cancelIoEx(read.pipe, read.overlapped);
            assertThat(read.win32.cancelIoEx(read.pipe, read.overlapped)).isFalse();
            assertThat(read.win32.getLastError()).isEqualTo(ERROR_NOT_FOUND);
            read.await();
        });
    }

    @Test
    void aPartOfAMessageIsNoError() {
        assertThat(Play.of(stage -> {
            Pipe pipe = stage.pipe(PipeSetup.messages(100));
            stage.peer("peer", () -> pipe.peer().write(OneRead.BYTES + 1));
            stage.task("owner", () -> stage.openReader(pipe, PlainReader.DEAF).stopAndClear());
        }).with(OneRead.doing(read -> assertThat(read.issue()).isEqualTo(ERROR_MORE_DATA))).once()).isClean();
    }

    @Test
    void aCallbackThatStillRunsIsNoError() {
        reading(read -> {
            Handle event = read.win32.createEvent(null, false, true, null);
            HandleReference wait = new HandleReference();
            Handle unregistered = read.win32.createEvent(null, true, false, null);
            read.win32.registerWaitForSingleObject(wait, event, (context, timedOut) -> read.win32.waitForSingleObject(unregistered, Win32.INFINITE), null,
                    Win32.INFINITE, Win32.WT_EXECUTEDEFAULT);
            assertThat(read.win32.unregisterWait(wait.value)).isFalse();
            assertThat(read.win32.getLastError()).isEqualTo(ERROR_IO_PENDING);
            read.win32.setEvent(unregistered);
            read.platform.eventLoop().runOnce(1);
            read.win32.closeHandle(event);
            read.win32.closeHandle(unregistered);
        });
    }

    @Test
    void anAbortThatNobodyAskedForIsAnErrorAndTheEnd() {
        Consumer<OneRead> orphaned = read -> {
            read.platform.startThread("issuer", read::issue).join(); // C09
            assertThat(read.await()).isEqualTo(ERROR_OPERATION_ABORTED);
        };
        reading(read -> {
            orphaned.accept(read);
            read.listener.error(ERROR_OPERATION_ABORTED);
            read.listener.closed();
        });
        read(read -> {
            orphaned.accept(read);
            read.listener.closed();
        }).isFinding(SWALLOWED_ERROR).says("ReadFile failed with ERROR_OPERATION_ABORTED (995)");
    }

    @Test
    void aStrangersAbortThatLooksLikeTheReadersOwnIsForgiven() {
        // The abort was a stranger's, but CancelIoEx of the reader was answered TRUE before it could see that.
        Play play = Play.of(stage -> {
            Pipe pipe = stage.bytePipe(100);
            stage.task("owner", () -> stage.openReader(pipe, PlainReader.DEAF).start());
        }).with(OneRead.doing(read -> {
            read.issue();
            boolean mine = read.win32.cancelIoEx(read.pipe, read.overlapped);
            int answer = read.await();
            assertThat(answer).isEqualTo(ERROR_OPERATION_ABORTED);
            if (!mine) {
                read.listener.error(answer);
            }
        })).failing(new FaultRule(FallibleCall.GET_OVERLAPPED_RESULT, 1, ERROR_OPERATION_ABORTED));
        play.everywhere(2).areClean();
    }

    // ---------------------------------------------------------------- the tests' own words

    /** A read with a buffer of ten bytes and an event of its own, for which a reader is made; it is done when the reader is started, or cleared. */
    private static final class OneRead extends PlainReader {
        static final int BYTES = 10;
        final Overlapped overlapped;
        private final Memory buffer;
        private final Handle event;
        private final Consumer<OneRead> deed;

        private OneRead(Win32 win32, Platform platform, Handle pipe, ReaderListener listener, Consumer<OneRead> deed) {
            super(win32, platform, pipe, listener);
            this.deed = deed;
            overlapped = requireNonNull(platform.allocateOverlapped(platform.process()));
            buffer = requireNonNull(platform.allocate(platform.process(), BYTES));
            event = win32.createEvent(null, true, false, null);
        }

        static ReaderFactory doing(Consumer<OneRead> deed) {
            return (win32, platform, pipe, listener) -> new OneRead(win32, platform, pipe, listener, deed);
        }

        int issue() {
            overlapped.clear();
            overlapped.setEvent(event);
            return win32.readFile(pipe, buffer, 0, BYTES, null, overlapped) ? 0 : win32.getLastError();
        }

        int await() {
            return win32.getOverlappedResult(pipe, overlapped, new DwordReference(), true) ? 0 : win32.getLastError();
        }

        @Override
        public void start() {
            deed.accept(this);
            win32.closeHandle(event);
        }

        @Override
        public void stopAndClear() {
            start();
        }
    }

    private static void reading(Consumer<OneRead> deed) {
        read(deed).isClean();
    }

    /** The reader of a silent peer does this when it is started. */
    private static ExecutionAssert read(Consumer<OneRead> deed) {
        return playing((stage, pipe) -> stage.task("owner", () -> {
            var reader = stage.openReader(pipe, PlainReader.DEAF);
            reader.start();
            reader.close();
        }), OneRead.doing(deed));
    }

    /** A read fails, and this is what the reader says of it. */
    private static ExecutionAssert saying(BiConsumer<ReaderListener, Integer> words) {
        return saying(words, READ_FAILS);
    }

    private static ExecutionAssert saying(BiConsumer<ReaderListener, Integer> words, FaultRule rule) {
        return playing(ErrorOracleTest::starting, (win32, platform, pipe, listener) -> new PlainReader(win32, platform, pipe, listener) {
            @Override
            void failed(int error) {
                words.accept(listener, error);
            }
        }, rule);
    }

    private static void starting(Stage stage, Pipe pipe) {
        stage.task("owner", () -> {
            var reader = stage.openReader(pipe, PlainReader.DEAF);
            reader.start();
            reader.close();
        });
    }

    /** A reader that does something when it is closed. */
    private static ExecutionAssert closing(Consumer<PlainReader> deed, FaultRule rule) {
        return playing((stage, pipe) -> stage.task("owner", () -> stage.openReader(pipe, PlainReader.DEAF).close()), PlainReader.thatOn("close", deed), rule);
    }

    private static ExecutionAssert playing(BiConsumer<Stage, Pipe> story, ReaderFactory reader, FaultRule... rules) {
        return assertThat(Play.of(stage -> story.accept(stage, stage.bytePipe(100))).with(reader).failing(rules).once());
    }
}
