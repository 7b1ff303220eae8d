package dev.overlap.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

import dev.overlap.reader.PipeReader;
import dev.overlap.reader.ReaderMark;
import dev.overlap.reader.SignalKind;
import dev.overlap.scenario.Scenario;
import dev.overlap.scenario.Scenarios;
import dev.overlap.schedule.Pct;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The reader survives the scenarios with all signals, and its every rare path is reached by one of them. */
class ReaderMarkTest {

    /** The paths that not every signal has, and which have them. */
    private static final Map<ReaderMark, Set<SignalKind>> OF_SOME = Map.of(
            ReaderMark.SYNCHRONOUS_COMPLETION, EnumSet.complementOf(EnumSet.of(SignalKind.COMPLETION_ROUTINE)),
            ReaderMark.OWNERS_TURN, EnumSet.complementOf(EnumSet.of(SignalKind.COMPLETION_PORT)),
            ReaderMark.SPURIOUS_CALLBACK, EnumSet.of(SignalKind.REGISTERED_WAIT),
            ReaderMark.UNREGISTER_FAILED, EnumSet.of(SignalKind.REGISTERED_WAIT),
            ReaderMark.WOKEN_FOR_ANOTHER, EnumSet.of(SignalKind.COMPLETION_ROUTINE),
            ReaderMark.PACKET_AFTER_SUCCESS, EnumSet.of(SignalKind.COMPLETION_PORT),
            ReaderMark.PIPE_BOUND_ALREADY, EnumSet.of(SignalKind.COMPLETION_PORT),
            ReaderMark.POST_FAILED, EnumSet.of(SignalKind.COMPLETION_PORT));
    private static final int SEEDS = 1_000;
    private static final int CHUNK_BYTES = 8;

    @ParameterizedTest
    @EnumSource
    void theScenariosReachEveryMarkAndFindNothing(SignalKind signal) {
        Map<ReaderMark, Long> reached = new EnumMap<>(ReaderMark.class);
        for (Scenario scenario : Scenarios.all()) {
            Play play = Play.of(scenario::play).with(PipeReader.factory(signal, CHUNK_BYTES)).withFaults(scenario.faults());
            play.randomly(SEEDS).areClean();
            play.randomly(SEEDS, new Pct(3)).areClean();
            for (ReaderMark mark : ReaderMark.values()) {
                reached.merge(mark, play.count(mark), Long::sum);
            }
        }
        for (ReaderMark mark : ReaderMark.values()) {
            if (OF_SOME.getOrDefault(mark, EnumSet.allOf(SignalKind.class)).contains(signal)) {
                assertThat(reached.get(mark)).as(mark.name()).isPositive();
            }
        }
    }
}
