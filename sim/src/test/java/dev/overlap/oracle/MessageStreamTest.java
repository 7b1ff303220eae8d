package dev.overlap.oracle;

import static dev.overlap.finding.Kind.CORRUPT_DATA;
import static dev.overlap.finding.Kind.LOST_DATA;
import static dev.overlap.simulation.ExecutionAssert.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import dev.overlap.finding.Findings;
import dev.overlap.platform.Platform;
import dev.overlap.reader.AsyncPipeReader;
import dev.overlap.reader.ReaderFactory;
import dev.overlap.reader.ReaderListener;
import dev.overlap.scenario.PipeSetup;
import dev.overlap.simulation.ExecutionAssert;
import dev.overlap.simulation.Play;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Win32;
import org.junit.jupiter.api.Test;

/** LOST_DATA and CORRUPT_DATA of messages: each reaches the user as it was written, none joined to the next, empty ones too. */
class MessageStreamTest {

    private static final byte[] TARGET = new byte[32];

    // ---------------------------------------------------------------- boundaries

    @Test
    void messagesReadOneByOneAreRight() {
        reading(PlainMessages::new, MessageStreamTest::readOne, 3, 4, 5).isClean();
    }

    @Test
    void aMessageReadInPartsIsRight() {
        reading(PlainMessages::new, reader -> {
            for (int part = 0; part < 6; part++) {
                reader.read(TARGET, 0, 1);
            }
            readOne(reader);
            reader.stop();
        }, 6, 4).isClean();
    }

    @Test
    void aReadThatGoesOnIntoTheNextMessageHasTornBoth() {
        reading(Joining::new, reader -> reader.read(TARGET, 0, 5), 3, 4).isFinding(CORRUPT_DATA)
                .says("the end of a message at byte 3 was passed over, up to byte 5");
    }

    @Test
    void soHasASkip() {
        reading(Joining::new, reader -> reader.skip(5), 3, 4).isFinding(CORRUPT_DATA).says("the end of a message at byte 3 was passed over, up to byte 5");
    }

    @Test
    void aSkipWithinAMessageIsRight() {
        reading(PlainMessages::new, reader -> {
            reader.skip(2);
            reader.skip(9);
            readOne(reader);
            reader.stop();
        }, 3, 4).isClean();
    }

    @Test
    void nobodySkipsWhatHasNotCome() {
        reading((win32, platform, pipe, listener) -> new PlainMessages(win32, platform, pipe, listener) {
            @Override
            public long skip(long bytes) {
                return bytes;
            }
        }, reader -> reader.skip(4), 3).isFinding(CORRUPT_DATA).says("the user skipped 4 bytes, 3 were there");
    }

    // ---------------------------------------------------------------- empty messages

    @Test
    void emptyMessagesAreMessages() {
        reading(PlainMessages::new, reader -> {
            for (int message = 0; message < 4; message++) {
                readOne(reader);
            }
            reader.stop();
        }, 0, 3, 0, 0).isClean();
    }

    @Test
    void anEmptyMessageThatIsDroppedIsLost() {
        reading(Dropping::new, AsyncPipeReader::stop, 0).isFinding(LOST_DATA)
                .says("of the first message nothing has arrived whole, it should be so that 0 bytes are left");
    }

    @Test
    void anEmptyMessageThatIsDroppedAmongOthersIsMissed() {
        reading(Dropping::new, reader -> {
            readOne(reader);
            reader.nextMessageSize();
        }, 3, 0, 4).isFinding(CORRUPT_DATA).says("of the first message 4 bytes are left, it should be so that 0 bytes are left");
    }

    @Test
    void anEmptyMessageThatNobodyWroteIsInvented() {
        reading((win32, platform, pipe, listener) -> new PlainMessages(win32, platform, pipe, listener) {
            @Override
            public void stopAndClear() {
                messages.addFirst(new byte[0]);
            }
        }, reader -> {
            reader.read(TARGET, 0, 1);
            reader.stopAndClear();
            reader.read(TARGET, 0, 9);
        }, 3).isFinding(CORRUPT_DATA).says("an empty message was delivered at byte 3, where none was taken from the pipe");
    }

    @Test
    void anEmptyMessageThatIsDeliveredTwiceIsInvented() {
        reading((win32, platform, pipe, listener) -> new PlainMessages(win32, platform, pipe, listener) {
            @Override
            byte[] keep(byte[] arrived) {
                messages.add(arrived);
                return super.keep(arrived);
            }
        }, reader -> {
            reader.read(TARGET, 0, 9);
            reader.read(TARGET, 0, 9);
        }, 0).isFinding(CORRUPT_DATA).says("an empty message was delivered at byte 0");
    }

    @Test
    void anEmptyMessageThatComesBetweenLookingAndReadingIsTakenUnseen() {
        reading(Late::new, reader -> {
            readOne(reader);
            assertTaken(reader.read(TARGET, 0, 9), 0);
            assertTaken(reader.read(TARGET, 0, 9), 4);
            reader.stop();
        }, 3, 0, 4).isClean();
    }

    /** Whose writer takes back the rest leaves an end without bytes. A user who has read the bytes before finds it like an empty message, each of them, once. */
    @Test
    void endsThatComeAfterTheirBytesAreFoundLikeEmptyMessages() {
        List<String> reported = new ArrayList<>();
        Findings findings = (kind, message) -> reported.add(kind + ": " + message);
        StreamOracle stream = new StreamOracle(findings, new AccountingOracle(findings));
        byte[] bytes = {1, 2, 3};
        stream.claimed(bytes, 0, 3);
        stream.messageEnded(false);
        stream.delivered(bytes, 0, 3);
        stream.claimed(bytes, 0, 2);
        stream.messageEnded(false);
        stream.emptyMessageDelivered();
        stream.delivered(bytes, 0, 2);
        stream.emptyMessageDelivered();
        assertThat(reported).isEmpty();

        stream.emptyMessageDelivered();
        assertThat(reported).containsExactly("CORRUPT_DATA: an empty message was delivered at byte 5, where none was taken from the pipe");
    }

    @Test
    void oneReadTakesOneUnseen() {
        reading(Late::new, reader -> {
            readOne(reader);
            assertTaken(reader.read(TARGET, 0, 9), 0);
            assertTaken(reader.read(TARGET, 0, 9), 4);
        }, 3, 0, 0, 4).isFinding(CORRUPT_DATA).says("the end of a message at byte 3 was passed over, up to byte 7");
    }

    private static void assertTaken(int bytes, int expected) {
        assertThat(bytes).isEqualTo(expected);
    }

    /** Of empty messages it does not speak, as if they had just come; it takes all of them with one read. */
    private static final class Late extends PlainMessages {
        Late(Win32 win32, Platform platform, Handle pipe, ReaderListener listener) {
            super(win32, platform, pipe, listener);
        }

        @Override
        public long nextMessageSize() {
            long size = super.nextMessageSize();
            return size == 0 ? -1 : size;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            boolean empty = super.nextMessageSize() == 0;
            while (empty && super.nextMessageSize() == 0) {
                messages.remove();
            }
            return empty ? 0 : super.read(target, offset, length);
        }
    }

    // ---------------------------------------------------------------- what is said of the first one

    @Test
    void aMessageHasNoOtherSizeThanItsOwn() {
        reading((win32, platform, pipe, listener) -> new PlainMessages(win32, platform, pipe, listener) {
            @Override
            public long nextMessageSize() {
                return bytesAvailable();
            }
        }, AsyncPipeReader::nextMessageSize, 3, 4).isFinding(CORRUPT_DATA).says("of the first message 7 bytes are left, it should be so that 3 bytes are left");
    }

    @Test
    void aMessageOfWhichAPartIsStillInThePipeIsNotWhole() {
        reading(PlainMessages::new, AsyncPipeReader::nextMessageSize, 65).isFinding(CORRUPT_DATA)
                .says("of the first message 64 bytes are left, it should be so that nothing has arrived whole");
    }

    @Test
    void aMessageOfWhichNobodySpeaksAtRestIsLost() {
        reading((win32, platform, pipe, listener) -> new PlainMessages(win32, platform, pipe, listener) {
            @Override
            public long nextMessageSize() {
                return -1;
            }
        }, AsyncPipeReader::stop, 3).isFinding(LOST_DATA).says("of the first message nothing has arrived whole, it should be so that 3 bytes are left");
    }

    @Test
    void whileItReadsAReaderMayNotKnowYet() {
        reading((win32, platform, pipe, listener) -> new PlainMessages(win32, platform, pipe, listener) {
            @Override
            public long nextMessageSize() {
                return -1;
            }
        }, AsyncPipeReader::nextMessageSize, 3).isClean();
    }

    @Test
    void whatStopAndClearDropsIsNoMessageAnyMore() {
        reading((win32, platform, pipe, listener) -> new PlainMessages(win32, platform, pipe, listener) {
            @Override
            public void stopAndClear() {
                messages.clear();
            }
        }, reader -> {
            reader.stopAndClear();
            reader.stop();
        }, 3, 0, 4).isClean();
    }

    // ---------------------------------------------------------------- the tests' own words

    /** Goes on with the next message where there is room. */
    private static final class Joining extends PlainMessages {
        Joining(Win32 win32, Platform platform, Handle pipe, ReaderListener listener) {
            super(win32, platform, pipe, listener);
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            int first = super.read(target, offset, length);
            return first + super.read(target, offset + first, length - first);
        }
    }

    /** Takes an empty message for nothing. */
    private static final class Dropping extends PlainMessages {
        Dropping(Win32 win32, Platform platform, Handle pipe, ReaderListener listener) {
            super(win32, platform, pipe, listener);
        }

        @Override
        byte[] keep(byte[] arrived) {
            return arrived.length == 0 ? arrived : super.keep(arrived);
        }
    }

    private static void readOne(AsyncPipeReader reader) {
        reader.read(TARGET, 0, TARGET.length);
    }

    /** Messages of these sizes arrive, and then the user makes these calls. */
    private static ExecutionAssert reading(ReaderFactory factory, Consumer<AsyncPipeReader> calls, int... sizes) {
        return assertThat(Play.of(stage -> {
            var pipe = stage.pipe(PipeSetup.messages(1_000));
            stage.peer("peer", () -> {
                for (int size : sizes) {
                    pipe.peer().write(size);
                }
            });
            stage.task("owner", () -> {
                var reader = stage.openReader(pipe, PlainReader.DEAF);
                for (int i = 0; i < sizes.length; i++) {
                    reader.start();
                }
                calls.accept(reader);
            });
        }).with(factory).once());
    }
}
