package dev.overlap.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.overlap.program.Program;
import dev.overlap.program.ProgramScenario;
import dev.overlap.scenario.Scenarios;
import dev.overlap.schedule.Bench;
import dev.overlap.schedule.ScheduleBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the bytes of a fuzzer say. */
class FuzzInputTest {

    private static final int VERSION = 0;
    private static final int BOUNDS = 1;
    private static final int WHO = 2;
    private static final int SEED = 3;
    private static final int WHAT = 5;
    private static final int PROGRAM = 7;

    private final List<Subject> readers = Subjects.pipeReaders();
    private final byte[] bytes = {2, 0, 0, 0, 0, 0, 0, 0, 16, 0};

    private FuzzInput program() {
        FuzzInput input = FuzzInput.ofProgram(bytes, readers);
        assertThat(input).isNotNull();
        return input;
    }

    private static Program played(FuzzInput input) {
        return ((ProgramScenario) input.scenario()).program();
    }

    @Test
    void whatIsOfAFormerVersionIsNothing() {
        bytes[VERSION] = 1;
        assertThat(FuzzInput.ofProgram(bytes, readers)).isNull();
        assertThat(FuzzInput.ofSchedule(bytes, readers, Scenarios.all())).isNull();
    }

    @Test
    void aByteThatIsNoVersionDoesNoHarm() {
        Program program = played(program());
        for (int any : new int[] {0, 3, 127, 128, 255}) {
            bytes[VERSION] = (byte) any;
            assertThat(played(program())).isEqualTo(program);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8})
    void behindTheLastByteThereAreZeros(int length) {
        byte[] cut = Arrays.copyOf(bytes, length);
        FuzzInput input = FuzzInput.ofProgram(cut, readers);
        assertThat(input).isNotNull();
        assertThat(input.from()).isGreaterThanOrEqualTo(length);
        assertThat(new FuzzPlayer(Bench.bestEngine(), null).play(input)).isNull();
        assertThat(FuzzInput.ofSchedule(cut, readers, Scenarios.all())).isNotNull();
    }

    @Test
    void boundsAndBaseAreTwoBitsEach() {
        bytes[BOUNDS] = 0b01_10_11;
        FuzzInput input = program();
        assertThat(input.setting().limits().surprises()).isEqualTo(3);
        assertThat(input.setting().faults()).isEqualTo(2);
        assertThat(input.base()).isEqualTo(ScheduleBytes.Base.PCT);
        bytes[BOUNDS] = 0b11_00_00;
        assertThat(program().base()).isEqualTo(ScheduleBytes.Base.DEFAULT);
    }

    @Test
    void eachReaderHasItsTurn() {
        List<Subject> said = new ArrayList<>();
        for (int reader = 0; reader < readers.size(); reader++) {
            bytes[WHO] = (byte) (reader << 4);
            said.add(program().subject());
        }
        assertThat(said).isEqualTo(readers);
    }

    @Test
    void chanceAppendsOperations() {
        assertThat(played(program()).ops()).isEmpty();
        bytes[WHO] = 15;
        Set<Program> programs = new HashSet<>();
        for (int seed = 0; seed < 100; seed++) {
            bytes[WHAT] = (byte) seed;
            assertThat(played(program())).isEqualTo(played(program()));
            programs.add(played(program()));
        }
        assertThat(programs).hasSizeGreaterThan(90);
        assertThat(program().from()).isEqualTo(PROGRAM + 3);
    }

    /** The same bytes, and the same execution, also after others. */
    @Test
    void anInputIsOneExecution() {
        FuzzPlayer player = new FuzzPlayer(Bench.bestEngine(), null);
        bytes[WHO] = 12;
        List<String> first = new ArrayList<>();
        List<String> again = new ArrayList<>();
        for (List<String> executions : List.of(first, again)) {
            for (int seed = 0; seed < 50; seed++) {
                bytes[BOUNDS] = (byte) (seed << 4 | 0b0111);
                bytes[SEED] = (byte) seed;
                assertThat(player.play(program())).isNull();
                executions.add(Arrays.toString(player.world().recording().toArray()));
            }
        }
        assertThat(again).isEqualTo(first);
        assertThat(new HashSet<>(first)).hasSizeGreaterThan(25);
    }
}
