package dev.overlap.oracle;

import static dev.overlap.finding.Kind.ACCOUNTING;
import static dev.overlap.finding.Kind.UNBOUNDED;
import static dev.overlap.simulation.ExecutionAssert.assertThat;

import java.util.function.Consumer;
import java.util.function.LongUnaryOperator;

import dev.overlap.reader.AsyncPipeReader;
import dev.overlap.reader.PipeReader;
import dev.overlap.reader.ReaderFactory;
import dev.overlap.reader.SignalKind;
import dev.overlap.scenario.PipeSetup;
import dev.overlap.simulation.ExecutionAssert;
import dev.overlap.simulation.Play;
import org.junit.jupiter.api.Test;

/** ACCOUNTING: sizes that cannot be. */
class AccountingTest {

    private static final int ARRIVING = 5;

    // ---------------------------------------------------------------- how much there is

    @Test
    void nobodyHasLessThanNothing() {
        using(saying(bytes -> bytes - 6), AsyncPipeReader::bytesAvailable).isFinding(ACCOUNTING).says("the reader has -1 bytes for its user");
    }

    @Test
    void nobodyHasMoreAtRestThanWasTakenFromThePipe() {
        using(saying(bytes -> bytes + 1), AsyncPipeReader::stop).isFinding(ACCOUNTING).says("the reader has 6 bytes for its user after stop, 5 were taken");
    }

    @Test
    void nobodyHasMoreThanItsLimit() {
        limited(4).isFinding(ACCOUNTING).says("the reader has 5 bytes for its user, its limit is 4");
    }

    @Test
    void aLimitMayBeFilled() {
        limited(ARRIVING).isClean();
    }

    @Test
    void noLimitIsNone() {
        limited(0).isClean();
    }

    @Test
    void whatWasThereBeforeTheLimitIsKept() {
        using(saying(bytes -> bytes), reader -> {
            reader.stop();
            reader.setMaxReadBufferSize(2);
            reader.bytesAvailable();
        }).isClean();
    }

    @Test
    void whatWasReadMakesRoomUpToTheLimitOnly() {
        using(saying(bytes -> bytes), reader -> {
            reader.stop();
            reader.setMaxReadBufferSize(2);
            reader.read(new byte[ARRIVING], 0, ARRIVING);
            reader.stop();
            reader.start();
            reader.bytesAvailable();
        }).isFinding(ACCOUNTING).says("the reader has 5 bytes for its user, its limit is 2");
    }

    @Test
    void aReadInFlightMayBringMoreThanALimitThatCameLater() {
        // Whoever is in the middle of reading has asked for as much as was right then; only at the next rest it must have come to its senses.
        Play.of(stage -> {
            var pipe = stage.bytePipe(100);
            stage.peer("peer", () -> pipe.peer().write(ARRIVING));
            stage.task("owner", () -> {
                var reader = stage.openReader(pipe, PlainReader.DEAF);
                reader.start();
                reader.setMaxReadBufferSize(2);
                reader.bytesAvailable();
                reader.stop();
                reader.bytesAvailable();
                reader.close();
            });
        }).with(PipeReader.factory(SignalKind.THREADPOOL_WAIT, 16)).randomly(200).areClean();
    }

    @Test
    void whatWasTakenFromThePipeCountsWhateverTheReaderSays() {
        using(saying(bytes -> Math.min(bytes, 1)), reader -> {
            reader.setMaxReadBufferSize(2);
            reader.start();
        }).isFinding(ACCOUNTING).says("the reader has taken 10 bytes from the pipe for its user to read, its limit is 2");
    }

    @Test
    void readingMakesRoom() {
        using(saying(bytes -> bytes), reader -> {
            reader.setMaxReadBufferSize(ARRIVING);
            reader.read(new byte[ARRIVING], 0, ARRIVING);
            reader.start();
            reader.read(new byte[ARRIVING], 0, ARRIVING);
        }).isClean();
    }

    @Test
    void emptyMessagesCountWhereThereIsALimit() {
        emptyMessages(5).isFinding(UNBOUNDED).says("the reader has taken 70 messages from the pipe for its user to read, its limit is 5 bytes");
        emptyMessages(6).isClean();
        emptyMessages(0).isClean();
    }

    /** Seventy empty messages arrive at a reader with this limit, or none, who takes them all. */
    private static ExecutionAssert emptyMessages(long limit) {
        return assertThat(Play.of(stage -> {
            var pipe = stage.pipe(PipeSetup.messages(100));
            stage.peer("peer", () -> {
                for (int i = 0; i < 70; i++) {
                    pipe.peer().write(0);
                }
            });
            stage.task("owner", () -> {
                var reader = stage.openReader(pipe, PlainReader.DEAF);
                reader.setMaxReadBufferSize(limit);
                for (int i = 0; i < 70; i++) {
                    reader.start();
                }
            });
        }).with((win32, platform, pipe, listener) -> new PlainReader(win32, platform, pipe, listener) {
            @Override
            public boolean hasPendingMessage() {
                return true;
            }

            @Override
            public void setMaxReadBufferSize(long bytes) {
                // It cares for bytes only, of which there are none.
            }
        }).once());
    }

    // ---------------------------------------------------------------- how much a call takes

    @Test
    void aReadTakesNoMoreThanItWasAskedFor() {
        using(taking(1), reader -> reader.read(new byte[9], 0, 3)).isFinding(ACCOUNTING).says("read of 3 bytes answered 4");
    }

    @Test
    void aReadTakesNoLessThanNothing() {
        using(taking(-5), reader -> reader.read(new byte[9], 0, 3)).isFinding(ACCOUNTING).says("read of 3 bytes answered -2");
    }

    @Test
    void aReadGivesWhatTheReaderHasSaidToHave() {
        using(refusing(), reader -> reader.read(new byte[9], 0, 3)).isFinding(ACCOUNTING)
                .says("read answered 0 although the reader has said that it has 5 bytes");
        using(refusing(), reader -> reader.read(new byte[9], 0, 0)).isClean();
    }

    private static ReaderFactory refusing() {
        return (win32, platform, pipe, listener) -> new PlainReader(win32, platform, pipe, listener) {
            @Override
            public int read(byte[] target, int offset, int length) {
                return 0;
            }
        };
    }

    @Test
    void aLineEndsWithItsLineFeed() {
        // Of what peers write the 22nd byte is the first line feed.
        line(22).isClean();
        line(30).isFinding(ACCOUNTING).says("readLine answered 30 bytes, the line ends with byte 22");
    }

    /** Thirty bytes arrive, of which a line is read, so many bytes long. */
    private static ExecutionAssert line(int bytes) {
        return assertThat(Play.of(stage -> {
            var pipe = stage.bytePipe(100);
            stage.peer("peer", () -> pipe.peer().write(30));
            stage.task("owner", () -> {
                var reader = stage.openReader(pipe, PlainReader.DEAF);
                reader.start();
                reader.readLine(new byte[30], 0, 30);
            });
        }).with((win32, platform, pipe, listener) -> new PlainReader(win32, platform, pipe, listener) {
            @Override
            public int readLine(byte[] target, int offset, int length) {
                return read(target, offset, bytes);
            }
        }).once());
    }

    @Test
    void aLineIsNoLongerThanItsTarget() {
        using(taking(1), reader -> reader.readLine(new byte[9], 0, 3)).isFinding(ACCOUNTING).says("readLine of 3 bytes answered 4");
    }

    @Test
    void nobodySkipsMoreThanHeWasAskedTo() {
        using(taking(1), reader -> reader.skip(3)).isFinding(ACCOUNTING).says("skip of 3 bytes answered 4");
    }

    @Test
    void nobodySkipsLessThanNothing() {
        using(taking(-4), reader -> reader.skip(3)).isFinding(ACCOUNTING).says("skip of 3 bytes answered -1");
    }

    @Test
    void anEmptyMessageHasNoBytes() {
        assertThat(Play.of(stage -> {
            var pipe = stage.pipe(PipeSetup.messages(100));
            stage.peer("peer", () -> pipe.peer().write(0));
            stage.task("owner", () -> {
                var reader = stage.openReader(pipe, PlainReader.DEAF);
                reader.start();
                reader.read(new byte[9], 0, 9);
            });
        }).with((win32, platform, pipe, listener) -> new PlainReader(win32, platform, pipe, listener) {
            @Override
            public boolean hasPendingMessage() {
                return true;
            }

            @Override
            public long nextMessageSize() {
                return 0;
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                return 1;
            }
        }).once()).isFinding(ACCOUNTING).says("read of an empty message of 0 bytes answered 1");
    }

    @Test
    void toTakeWhatThereIsIsRight() {
        using(taking(0), reader -> {
            reader.read(new byte[9], 0, 1);
            reader.readLine(new byte[9], 0, 1);
            reader.skip(1);
            reader.read(new byte[9], 0, 0);
            reader.read(new byte[9], 0, 9);
            reader.stop();
        }).isClean();
    }

    // ---------------------------------------------------------------- the tests' own words

    /** One that says so much of what it has. */
    private static ReaderFactory saying(LongUnaryOperator available) {
        return (win32, platform, pipe, listener) -> new PlainReader(win32, platform, pipe, listener) {
            @Override
            public long bytesAvailable() {
                return available.applyAsLong(kept.length);
            }

            @Override
            public void setMaxReadBufferSize(long bytes) {
                // It has heard of it.
            }
        };
    }

    /** One whose calls say that they took so much more than they did. */
    private static ReaderFactory taking(int more) {
        return (win32, platform, pipe, listener) -> new PlainReader(win32, platform, pipe, listener) {
            @Override
            public int read(byte[] target, int offset, int length) {
                return super.read(target, offset, length) + more;
            }

            @Override
            public int readLine(byte[] target, int offset, int length) {
                return read(target, offset, length);
            }

            @Override
            public long skip(long bytes) {
                return read(new byte[(int) bytes], 0, (int) bytes);
            }
        };
    }

    /** A limit is set before bytes arrive that do not care for it. */
    private static ExecutionAssert limited(long bytes) {
        return played(saying(kept -> kept), reader -> {
            reader.setMaxReadBufferSize(bytes);
            reader.start();
            reader.bytesAvailable();
        });
    }

    /** Bytes arrive, and then the user makes these calls. */
    private static ExecutionAssert using(ReaderFactory reader, Consumer<AsyncPipeReader> calls) {
        return played(reader, opened -> {
            opened.start();
            calls.accept(opened);
        });
    }

    private static ExecutionAssert played(ReaderFactory reader, Consumer<AsyncPipeReader> owner) {
        return assertThat(Play.of(stage -> {
            var pipe = stage.bytePipe(100);
            stage.peer("peer", () -> pipe.peer().write(ARRIVING));
            stage.peer("another", () -> {
                stage.platform().eventLoop().runOnce(1);
                pipe.peer().write(ARRIVING);
            });
            stage.task("owner", () -> owner.accept(stage.openReader(pipe, PlainReader.DEAF)));
        }).with(reader).once());
    }
}
