package dev.overlap.oracle;

import static dev.overlap.finding.Kind.CORRUPT_DATA;
import static dev.overlap.finding.Kind.LOST_DATA;
import static dev.overlap.simulation.ExecutionAssert.assertThat;
import static dev.overlap.win32.Win32Error.ERROR_NOT_ENOUGH_MEMORY;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import dev.overlap.fault.FallibleCall;
import dev.overlap.fault.FaultRule;
import dev.overlap.reader.ReaderFactory;
import dev.overlap.scenario.PipeSetup;
import dev.overlap.simulation.ExecutionAssert;
import dev.overlap.simulation.Play;
import org.junit.jupiter.api.Test;

/** LOST_DATA and CORRUPT_DATA: what was taken from the pipe reaches the user, all of it, once and in order. */
class StreamOracleTest {

    @Test
    void whatArrivesIsNeitherLostNorCorrupt() {
        reading(arrived -> arrived).isClean();
    }

    @Test
    void aByteThatIsDroppedAtTheEndIsLost() {
        reading(arrived -> Arrays.copyOf(arrived, arrived.length - 1)).isFinding(LOST_DATA).says("1 of 5 bytes taken from the pipe are gone");
    }

    @Test
    void aByteThatIsDroppedInTheMiddleCorruptsWhatFollows() {
        reading(arrived -> new byte[] {arrived[0], arrived[2], arrived[3], arrived[4]}).isFinding(CORRUPT_DATA).says("byte 1 reached the user as");
    }

    @Test
    void bytesThatChangePlacesAreCorrupt() {
        reading(arrived -> new byte[] {arrived[1], arrived[0], arrived[2], arrived[3], arrived[4]}).isFinding(CORRUPT_DATA).says("byte 0 reached the user");
    }

    @Test
    void aByteThatIsDeliveredTwiceIsCorrupt() {
        reading(arrived -> Arrays.copyOf(arrived, arrived.length + 1)).isFinding(CORRUPT_DATA);
    }

    @Test
    void anEndThatIsToldBeforeAllIsReadLosesTheRest() {
        assertThat(Play.of(stage -> {
            var pipe = stage.bytePipe(100);
            stage.peer("peer", () -> pipe.peer().write(5));
            stage.task("owner", () -> stage.openReader(pipe, PlainReader.DEAF).start());
        }).with(PlainReader.thatOn("start", reader -> reader.listener.closed())).once()).isFinding(LOST_DATA)
                .says("the end was announced although 5 bytes can be read");
    }

    @Test
    void bytesThatAStopDropsAreLost() {
        stopping("stop", reader -> reader.kept = new byte[0]).isFinding(LOST_DATA).says("5 of 5 bytes taken from the pipe are gone after stop");
    }

    @Test
    void bytesThatAStopKeepsAreNotLost() {
        stopping("stop", reader -> {}).isClean();
    }

    @Test
    void bytesThatStopAndClearDropsAreNotLost() {
        stopping("stopAndClear", reader -> reader.kept = new byte[0]).isClean();
    }

    @Test
    void bytesThatCloseDropsAreNotLost() {
        stopping("close", reader -> {}).isClean();
    }

    @Test
    void bytesThatStayInThePipeAreNotLost() {
        assertThat(Play.of(stage -> {
            var pipe = stage.bytePipe(100);
            stage.peer("peer", () -> pipe.peer().write(5));
            stage.task("owner", () -> {
                var reader = stage.openReader(pipe, PlainReader.DEAF);
                reader.stop();
                reader.close();
            });
        }).with(PlainReader.thatOn("stop", reader -> {})).once()).isClean();
    }

    // ---------------------------------------------------------------- drainAndStop

    @Test
    void aDrainTakesWhatCouldBeRead() {
        draining(0, reader -> {}).isFinding(LOST_DATA).says("drainAndStop left in the pipe what could be read when it was called");
        draining(0, PlainReader::read).isClean();
    }

    @Test
    void aDrainMayLeaveWhatItsLimitDoesNotAllow() {
        draining(3, reader -> {}).isClean();
    }

    @Test
    void aDrainMayLeaveWhatComesMeanwhile() {
        assertThat(Play.of(stage -> {
            var pipe = stage.bytePipe(100);
            stage.task("owner", () -> stage.openReader(pipe, PlainReader.DEAF).drainAndStop());
            stage.peer("peer", () -> pipe.peer().write(5));
        }).with(drained(reader -> reader.win32.sleepEx(10, false))).once()).isClean();
    }

    @Test
    void aDrainMayLeaveAnEmptyMessageThatNobodyCanSee() {
        assertThat(Play.of(stage -> {
            var pipe = stage.pipe(PipeSetup.messages(100));
            stage.peer("peer", () -> pipe.peer().write(0));
            stage.task("owner", () -> {
                stage.win32().sleepEx(10, false);
                stage.openReader(pipe, PlainReader.DEAF).drainAndStop();
            });
        }).with(drained(reader -> {})).once()).isClean();
    }

    @Test
    void aDrainMayGiveUpWhereACallHasFailed() {
        assertThat(Play.of(stage -> {
            var pipe = stage.bytePipe(100);
            stage.peer("peer", () -> pipe.peer().write(5));
            stage.task("owner", () -> {
                stage.win32().sleepEx(10, false);
                stage.openReader(pipe, PlainReader.DEAF).drainAndStop();
            });
        }).with(drained(PlainReader::read)).failing(new FaultRule(FallibleCall.READ_FILE, 1, ERROR_NOT_ENOUGH_MEMORY)).once()).isClean();
    }

    /** Five bytes can be read when the reader, with this limit or none, is told to drain the pipe, which it does so. */
    private static ExecutionAssert draining(long limit, Consumer<PlainReader> how) {
        return assertThat(Play.of(stage -> {
            var pipe = stage.bytePipe(100);
            stage.peer("peer", () -> pipe.peer().write(5));
            stage.task("owner", () -> {
                stage.win32().sleepEx(10, false);
                var reader = stage.openReader(pipe, PlainReader.DEAF);
                reader.setMaxReadBufferSize(limit);
                reader.drainAndStop();
            });
        }).with(drained(how)).once());
    }

    private static ReaderFactory drained(Consumer<PlainReader> how) {
        return (win32, platform, pipe, listener) -> new PlainReader(win32, platform, pipe, listener) {
            @Override
            public void drainAndStop() {
                tells = false;
                how.accept(this);
            }

            @Override
            public void setMaxReadBufferSize(long bytes) {
                // It takes what it takes.
            }

            @Override
            public long nextMessageSize() {
                return -1;
            }
        };
    }

    // ---------------------------------------------------------------- the tests' own words

    /** Five bytes arrive, of which the reader keeps what {@code keep} makes of them; the user reads until the end. */
    private static ExecutionAssert reading(UnaryOperator<byte[]> keep) {
        ReaderFactory reader = (win32, platform, pipe, listener) -> new PlainReader(win32, platform, pipe, listener) {
            @Override
            byte[] keep(byte[] arrived) {
                return keep.apply(arrived);
            }
        };
        return assertThat(Play.of(stage -> {
            var pipe = stage.bytePipe(100);
            stage.peer("peer", () -> {
                pipe.peer().write(5);
                pipe.peer().close();
            });
            stage.task("owner", () -> {
                var opened = stage.openReader(pipe, PlainReader.DEAF);
                opened.start();
                stage.readAll(opened);
                opened.start();
                opened.close();
            });
        }).with(reader).once());
    }

    /** Five bytes arrive, and then the user makes this call. */
    private static ExecutionAssert stopping(String call, Consumer<PlainReader> deed) {
        return assertThat(Play.of(stage -> {
            var pipe = stage.bytePipe(100);
            stage.peer("peer", () -> pipe.peer().write(5));
            stage.task("owner", () -> {
                var reader = stage.openReader(pipe, PlainReader.DEAF);
                reader.start();
                switch (call) {
                    case "stop" -> reader.stop();
                    case "stopAndClear" -> reader.stopAndClear();
                    default -> reader.close();
                }
            });
        }).with(PlainReader.thatOn(call, deed)).once());
    }
}
