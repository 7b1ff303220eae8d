package dev.overlap.explore;

import java.util.List;

import dev.overlap.kernel.WindowsVersion;
import dev.overlap.program.ProgramCode;
import dev.overlap.program.ProgramScenario;
import dev.overlap.program.RandomProgram;
import dev.overlap.reader.Capability;
import dev.overlap.scenario.Scenario;
import dev.overlap.schedule.Limits;
import dev.overlap.schedule.ScheduleBytes;
import dev.overlap.simulation.Setting;
import org.jspecify.annotations.Nullable;

/**
 * An execution as a fuzzer makes it up: what is played, by whom, within which bounds, and its decisions ({@link ScheduleBytes}).
 *
 * <p>Version 2 of both forms, behind whose last byte there are zeros:
 * <ol start="0">
 * <li>the version: a byte 1 is that of inputs that are not understood any more; any other is of this one, so that a changed byte still says something
 * <li>two bits each: how many surprises there may be, how many calls may fail, what decides where no byte does (of four answers the first and the third are chance,
 * the second PCT, the fourth the default)
 * <li>which of the readers plays (upper four bits), and of a program how many operations chance appends to its own (lower four)
 * <li>and 4. the seed of decisions that no byte says
 * <li>and 6. the seed of the operations that chance appends, then the program ({@link ProgramCode}); or 5. alone: which of the scenarios
 * </ol>
 * The rest is the schedule.
 *
 * @param bytes the input
 * @param from where in it the decisions begin
 * @param base what decides where no byte does
 */
public record FuzzInput(Scenario scenario, Subject subject, Setting setting, byte[] bytes, int from, ScheduleBytes.Base base) {

    /** The version of the encoding: the first byte. */
    public static final int VERSION = 2;

    private static final int BOUNDS = 1;
    private static final int WHO = 2;
    private static final int SEED = 3;
    private static final int WHAT = 5;
    private static final int PROGRAM = 7;
    private static final int BITS = 3;
    private static final int FAULT_SHIFT = 2;
    private static final int BASE_SHIFT = 4;
    private static final int READER_SHIFT = 4;
    private static final int MOST_APPENDED = 15;
    private static final ScheduleBytes.Base[] BASES =
            {ScheduleBytes.Base.RANDOM_WALK, ScheduleBytes.Base.PCT, ScheduleBytes.Base.RANDOM_WALK, ScheduleBytes.Base.DEFAULT};

    /**
     * A program and its schedule, for one of these readers.
     *
     * @return null when the input is of a former version
     */
    public static @Nullable FuzzInput ofProgram(byte[] input, List<Subject> readers) {
        if (isFormer(input)) {
            return null;
        }
        Subject subject = subject(input, readers);
        byte[] appended = RandomProgram.operations(number(input, WHAT), at(input, WHO) & MOST_APPENDED);
        ProgramCode.Decoded decoded = ProgramCode.decode(input, PROGRAM, appended);
        return new FuzzInput(new ProgramScenario(decoded.program().within(subject.capabilities())), subject, setting(input, subject, ProgramScenario.FAULTS),
                input, decoded.end(), base(input));
    }

    /**
     * A schedule for one of these readers in one of these scenarios.
     *
     * @return null when the input is of a former version
     */
    public static @Nullable FuzzInput ofSchedule(byte[] input, List<Subject> readers, List<Scenario> scenarios) {
        if (isFormer(input)) {
            return null;
        }
        Subject subject = subject(input, readers);
        List<Scenario> playable = scenarios.stream().filter(subject::plays).toList();
        Scenario scenario = playable.get(at(input, WHAT) % playable.size());
        return new FuzzInput(scenario, subject, setting(input, subject, scenario.faults()), input, WHAT + 1, base(input));
    }

    private static boolean isFormer(byte[] input) {
        int version = at(input, 0);
        return version > 0 && version < VERSION;
    }

    private static int at(byte[] input, int index) {
        return index < input.length ? input[index] & 0xFF : 0;
    }

    private static int number(byte[] input, int index) {
        return at(input, index) | at(input, index + 1) << Byte.SIZE;
    }

    private static Subject subject(byte[] input, List<Subject> readers) {
        return readers.get((at(input, WHO) >>> READER_SHIFT) % readers.size());
    }

    private static ScheduleBytes.Base base(byte[] input) {
        return BASES[at(input, BOUNDS) >>> BASE_SHIFT & BITS];
    }

    private static Setting setting(byte[] input, Subject subject, int mostFaults) {
        int surprises = at(input, BOUNDS) & BITS;
        int faults = subject.capabilities().contains(Capability.FAULTS) ? Math.min(at(input, BOUNDS) >>> FAULT_SHIFT & BITS, mostFaults) : 0;
        return new Setting(WindowsVersion.WINDOWS_10, new Limits(Worker.SAFETY_POINTS, Worker.STEP_BOUND, surprises), faults);
    }

    /** Its decisions, to be read by these. */
    void schedule(ScheduleBytes schedule) {
        schedule.read(bytes, from, base, number(bytes, SEED));
    }
}
