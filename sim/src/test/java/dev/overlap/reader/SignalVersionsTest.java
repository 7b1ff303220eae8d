package dev.overlap.reader;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;

import dev.overlap.kernel.WindowsVersion;
import dev.overlap.scenario.Scenarios;
import dev.overlap.simulation.Play;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A part of a message that is there at once is success on one version of Windows and pending on another (I02): each signal takes both. */
class SignalVersionsTest {

    private static final int SEEDS = 500;
    /** Smaller than the messages of the scenario. */
    private static final int CHUNK_BYTES = 8;

    static Stream<Arguments> everySignalOnEveryVersion() {
        return Arrays.stream(WindowsVersion.values()).flatMap(version -> Arrays.stream(SignalKind.values()).map(signal -> Arguments.of(signal, version)));
    }

    @ParameterizedTest
    @MethodSource("everySignalOnEveryVersion")
    void messagesInPartsArriveWhole(SignalKind signal, WindowsVersion version) {
        for (String scenario : new String[] {"message-boundaries", "zero-byte-messages"}) {
            Play play = Play.of(Scenarios.named(scenario).orElseThrow()::play).with(PipeReader.factory(signal, CHUNK_BYTES)).onWindows(version);
            play.randomly(SEEDS).areClean();
            assertThat(play.count(ReaderMark.MESSAGE_IN_PARTS) + play.count(ReaderMark.EMPTY_MESSAGE)).isPositive();
        }
    }
}
