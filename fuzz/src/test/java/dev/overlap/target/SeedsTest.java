package dev.overlap.target;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;

import dev.overlap.explore.FuzzInput;
import dev.overlap.explore.Subject;
import dev.overlap.explore.Subjects;
import dev.overlap.scenario.Scenarios;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The seeds say something to their targets, which pass over inputs of another version. */
class SeedsTest {

    private static final List<Subject> READERS = Subjects.named("pipe-reader");

    private static Stream<Arguments> programs() {
        return Inputs.of(ReaderProgramFuzzer.class);
    }

    private static Stream<Arguments> schedules() {
        return Inputs.of(ScheduleFuzzer.class);
    }

    @ParameterizedTest
    @MethodSource("programs")
    void aProgramIsPlayed(byte[] input) {
        assertThat(FuzzInput.ofProgram(input, READERS)).isNotNull();
    }

    @ParameterizedTest
    @MethodSource("schedules")
    void aScheduleIsPlayed(byte[] input) {
        assertThat(FuzzInput.ofSchedule(input, READERS, Scenarios.all())).isNotNull();
    }
}
