package dev.overlap.reader;

import static dev.overlap.simulation.ExecutionAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import dev.overlap.platform.EventLoop;
import dev.overlap.scenario.PipeSetup;
import dev.overlap.scenario.Stage;
import dev.overlap.schedule.RandomWalk;
import dev.overlap.simulation.Deaf;
import dev.overlap.simulation.Play;
import dev.overlap.simulation.Transfer;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Win32;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@link PipeReader} keeps messages apart, whatever their sizes are and whatever its owner does meanwhile. */
class PipeMessagesTest {

    private static final int CHUNK_BYTES = 16;
    private static final int SEEDS = 100;
    private static final String NAME = "\\\\.\\pipe\\messages";

    private final List<byte[]> arrived = new ArrayList<>();

    // ---------------------------------------------------------------- sizes

    @ParameterizedTest
    @EnumSource
    void messagesOfEverySizeAroundOneReadArriveWhole(SignalKind signal) {
        for (int size : new int[] {CHUNK_BYTES - 1, CHUNK_BYTES, CHUNK_BYTES + 1, 0, 40}) {
            arriveWhole(signal, reader -> {}, size);
        }
        arriveWhole(signal, reader -> {}, 15, 16, 17, 0, 40, 0, 0, 1);
    }

    @ParameterizedTest
    @EnumSource
    void aStopInTheMiddleOfAMessageDoesNotTearIt(SignalKind signal) {
        arriveWhole(signal, reader -> {
            for (int i = 0; i < 4; i++) {
                reader.start();
                reader.stop();
            }
        }, 40, 0, 33);
    }

    @ParameterizedTest
    @EnumSource
    void aDrainInTheMiddleOfAMessageDoesNotTearIt(SignalKind signal) {
        arriveWhole(signal, reader -> {
            for (int i = 0; i < 3; i++) {
                reader.start();
                reader.drainAndStop();
            }
        }, 40, 0, 33);
    }

    /** In random schedules, a quota that does not cover the larger ones among them. */
    private void arriveWhole(SignalKind signal, Consumer<AsyncPipeReader> before, Integer... sizes) {
        Play play = Play.of(stage -> {
            arrived.clear();
            var pipe = stage.pipe(PipeSetup.messages(24));
            stage.peer("peer", () -> {
                for (int size : sizes) {
                    pipe.peer().write(size);
                }
                pipe.peer().close();
            });
            stage.task("owner", () -> arrived.addAll(MessageCollector.collect(stage, pipe.readerEnd(), () -> CHUNK_BYTES, before)));
        }).with(PipeReader.factory(signal, CHUNK_BYTES));
        for (int seed = 0; seed < SEEDS; seed++) {
            assertThat(play.randomly(seed, new RandomWalk(), 1)).isClean();
            assertThat(arrived).containsExactlyElementsOf(MessageCollector.written(Arrays.asList(sizes)));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aLimitSmallerThanAMessageLetsItComeInParts(SignalKind signal) {
        for (int limit : new int[] {1, 5, CHUNK_BYTES, 24}) {
            int[] total = new int[1];
            int[] most = new int[1];
            Play play = Play.of(stage -> {
                total[0] = 0;
                var pipe = stage.pipe(PipeSetup.messages(100));
                stage.peer("peer", () -> {
                    pipe.peer().write(40);
                    pipe.peer().write(0);
                    pipe.peer().write(7);
                    pipe.peer().close();
                });
                stage.task("owner", () -> {
                    EventLoop loop = stage.platform().eventLoop();
                    Parts parts = new Parts(stage, loop, total, most);
                    AsyncPipeReader reader = stage.openReader(pipe, parts);
                    parts.reader = reader;
                    reader.setMaxReadBufferSize(limit);
                    reader.start();
                    loop.run();
                    reader.close();
                });
            }).with(PipeReader.factory(signal, CHUNK_BYTES));
            for (int seed = 0; seed < SEEDS; seed++) {
                most[0] = 0;
                assertThat(play.randomly(seed, new RandomWalk(), 1)).isClean();
                assertThat(total[0]).isEqualTo(47);
                assertThat(most[0]).isBetween(1, limit);
            }
        }
    }

    /** Reads whatever there is. */
    private static final class Parts extends Deaf {
        private final Stage stage;
        private final EventLoop loop;
        private final int[] total;
        private final int[] most;
        private @Nullable AsyncPipeReader reader;

        Parts(Stage stage, EventLoop loop, int[] total, int[] most) {
            this.stage = stage;
            this.loop = loop;
            this.total = total;
            this.most = most;
        }

        @Override
        public void readyRead() {
            if (reader != null) {
                most[0] = (int) Math.max(most[0], reader.bytesAvailable());
                total[0] += stage.readAll(reader);
            }
        }

        @Override
        public void closed() {
            loop.quit();
        }
    }

    // ---------------------------------------------------------------- what one call takes

    @Test
    void anEmptyMessageIsTakenByOneReadOfNothing() {
        withMessages((stage, reader) -> {
            assertThat(reader.hasPendingMessage()).isTrue();
            assertThat(reader.nextMessageSize()).isZero();
            assertThat(reader.read(new byte[9], 0, 9)).isZero();
            assertThat(reader.nextMessageSize()).isEqualTo(3);
            assertThat(reader.read(new byte[9], 0, 9)).isEqualTo(3);
            assertThat(reader.hasPendingMessage()).isFalse();
            assertThat(reader.nextMessageSize()).isEqualTo(-1);
            assertThat(reader.read(new byte[9], 0, 9)).as("more may come").isZero();
        }, "", "abc");
    }

    @Test
    void aReadAndASkipEndWithTheMessage() {
        withMessages((stage, reader) -> {
            assertThat(reader.read(new byte[9], 0, 2)).isEqualTo(2);
            assertThat(reader.nextMessageSize()).isOne();
            assertThat(reader.read(new byte[9], 0, 9)).isOne();
            assertThat(reader.skip(1)).isOne();
            assertThat(reader.skip(Long.MAX_VALUE)).isEqualTo(3);
            assertThat(reader.skip(9)).isEqualTo(2);
            assertThat(reader.skip(9)).isZero();
        }, "abc", "defg", "hi");
    }

    @Test
    void aLineEndsWithTheMessageToo() {
        withMessages((stage, reader) -> {
            assertThat(reader.readLine(new byte[9], 0, 9)).isEqualTo(2);
            assertThat(reader.readLine(new byte[9], 0, 9)).as("its line feed is in the next message").isEqualTo(2);
            assertThat(reader.readLine(new byte[9], 0, 9)).isEqualTo(2);
            assertThat(reader.bytesAvailable()).isZero();
        }, "a\nbc", "d\n");
    }

    @Test
    void aLineOfAnEmptyMessageIsEmptyAndTakesIt() {
        withMessages((stage, reader) -> {
            assertThat(reader.readLine(new byte[9], 0, 9)).isZero();
            assertThat(reader.readLine(new byte[9], 0, 9)).isEqualTo(2);
            assertThat(reader.skip(9)).as("there is nothing to skip in the next one, which stays").isZero();
            assertThat(reader.nextMessageSize()).isZero();
            reader.stop();
        }, "", "a\n", "");
    }

    @Test
    void stopAndClearDropsTheMessagesWithTheirBytes() {
        withMessages((stage, reader) -> {
            reader.stopAndClear();
            assertThat(reader.hasPendingMessage()).isFalse();
            assertThat(reader.nextMessageSize()).isEqualTo(-1);
            assertThat(reader.bytesAvailable()).isZero();
        }, "abc", "", "de");
    }

    @Test
    void whatIsLeftOfAMessageThatWasClearedIsAllThatComesOfIt() {
        int[] left = new int[1];
        boolean someTorn = false;
        Play play = Play.of(stage -> {
            var pipe = stage.pipe(PipeSetup.messages(100));
            stage.peer("peer", () -> pipe.peer().write(40));
            stage.task("owner", () -> {
                AsyncPipeReader reader = stage.openReader(pipe, new Deaf());
                reader.setMaxReadBufferSize(CHUNK_BYTES);
                reader.start();
                stage.platform().eventLoop().runOnce(0);
                reader.stopAndClear();
                reader.setMaxReadBufferSize(0);
                reader.start();
                while (!reader.hasPendingMessage()) {
                    stage.platform().eventLoop().runOnce(10);
                }
                left[0] = (int) reader.nextMessageSize();
                reader.close();
            });
        }).with(PipeReader.factory(SignalKind.THREADPOOL_WAIT, CHUNK_BYTES));
        for (int seed = 0; seed < SEEDS; seed++) {
            assertThat(play.randomly(seed, new RandomWalk(), 1)).isClean();
            assertThat(left[0]).isIn(40, 24);
            someTorn |= left[0] == 24;
        }
        assertThat(someTorn).isTrue();
    }

    /** These messages have arrived when this is done. */
    private static void withMessages(BiConsumer<Stage, AsyncPipeReader> calls, String... messages) {
        assertThat(Play.of(stage -> {
            stage.task("owner", () -> {
                Win32 win32 = stage.win32();
                Handle pipe = win32.createNamedPipe(NAME, Win32.PIPE_ACCESS_INBOUND | Win32.FILE_FLAG_OVERLAPPED,
                        Win32.PIPE_TYPE_MESSAGE | Win32.PIPE_READMODE_MESSAGE, 1, 100, 100, 0, null);
                stage.platform().eventLoop().runOnce(10);
                AsyncPipeReader reader = stage.openReader(pipe, new Deaf());
                reader.start();
                calls.accept(stage, reader);
                reader.close();
                win32.closeHandle(pipe);
            });
            stage.peer("peer", () -> {
                Handle client = stage.win32().createFile(NAME, Win32.GENERIC_WRITE, 0, null, Win32.OPEN_EXISTING, 0, Handle.NULL);
                Transfer write = new Transfer(stage);
                for (String message : messages) {
                    assertThat(write.write(client, message)).isZero();
                }
                write.close();
                stage.platform().eventLoop().runOnce(100);
            });
        }).with(PipeReader.factory(SignalKind.THREADPOOL_WAIT, CHUNK_BYTES)).once()).isClean();
    }

    // ---------------------------------------------------------------- where there are none

    @Test
    void aPipeThatIsReadAsBytesHasNoMessages() {
        for (PipeSetup setup : List.of(PipeSetup.bytes(100), PipeSetup.messagesReadAsBytes(100), PipeSetup.messagesReadAsBytes(100).readerAsClient())) {
            assertThat(Play.of(stage -> {
                var pipe = stage.pipe(setup);
                stage.peer("peer", () -> {
                    pipe.peer().write(5);
                    pipe.peer().write(0);
                    pipe.peer().write(7);
                });
                stage.task("owner", () -> {
                    AsyncPipeReader reader = stage.openReader(pipe, new Deaf());
                    reader.start();
                    assertThat(reader.hasPendingMessage()).isFalse();
                    assertThat(reader.nextMessageSize()).isEqualTo(-1);
                    assertThat(reader.read(new byte[20], 0, 20)).isEqualTo(12);
                    reader.close();
                });
            }).with(PipeReader.factory(SignalKind.REGISTERED_WAIT, CHUNK_BYTES)).once()).isClean();
        }
    }
}
