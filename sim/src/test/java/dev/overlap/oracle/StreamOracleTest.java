package dev.overlap.oracle;

import static dev.overlap.finding.Kind.CORRUPT_DATA;
import static dev.overlap.finding.Kind.LOST_DATA;
import static dev.overlap.simulation.ExecutionAssert.assertThat;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import dev.overlap.reader.ReaderFactory;
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
