package dev.overlap.explore;

import java.util.List;

import dev.overlap.kernel.WindowsVersion;
import dev.overlap.program.Program;
import dev.overlap.program.ProgramCode;
import dev.overlap.program.ProgramScenario;
import dev.overlap.reader.Capability;
import dev.overlap.scenario.Scenario;
import dev.overlap.schedule.Limits;
import dev.overlap.simulation.Setting;
import org.jspecify.annotations.Nullable;

/**
 * An execution as a fuzzer makes it up: what is played, by whom, within which bounds, and its decisions ({@code ScheduleBytes}).
 *
 * <p>Version 1 of both forms: a byte 1; a byte of which the lowest two bits say how many surprises there may be, the next two how many calls may fail, the rest which
 * of the readers plays; then the program ({@link ProgramCode}), or a byte that says which of the scenarios; the rest is the schedule.
 *
 * @param schedule the input
 * @param from where in it the decisions begin
 */
public record FuzzInput(Scenario scenario, Subject subject, Setting setting, byte[] schedule, int from) {

    /** The version of the encoding: the first byte. */
    public static final int VERSION = 1;

    private static final int HEADER = 2;
    private static final int BITS = 3;

    /**
     * A program and its schedule, for one of these readers.
     *
     * @return null when the input is of no known version
     */
    public static @Nullable FuzzInput ofProgram(byte[] input, List<Subject> readers) {
        if (!isKnown(input)) {
            return null;
        }
        Subject subject = subject(input, readers);
        ProgramCode.Decoded decoded = ProgramCode.decode(input, HEADER);
        return new FuzzInput(new ProgramScenario(decoded.program().within(subject.capabilities())), subject, setting(input, subject, ProgramScenario.FAULTS),
                input,
                decoded.end());
    }

    /**
     * A schedule for one of these readers in one of these scenarios, the first of them that the reader can play from the one said on.
     *
     * @return null when the input is of no known version, or too short to say which
     */
    public static @Nullable FuzzInput ofSchedule(byte[] input, List<Subject> readers, List<Scenario> scenarios) {
        if (!isKnown(input) || input.length <= HEADER) {
            return null;
        }
        Subject subject = subject(input, readers);
        List<Scenario> playable = scenarios.stream().filter(subject::plays).toList();
        Scenario scenario = playable.get((input[HEADER] & 0xFF) % playable.size());
        return new FuzzInput(scenario, subject, setting(input, subject, scenario.faults()), input, HEADER + 1);
    }

    /** The bytes of a program, ahead of a schedule that is still empty, for the first reader. */
    public static byte[] encode(Program program, int surprises, int faults) {
        byte[] code = ProgramCode.encode(program);
        byte[] input = new byte[HEADER + code.length];
        input[0] = VERSION;
        input[1] = (byte) (surprises & BITS | (faults & BITS) << 2);
        System.arraycopy(code, 0, input, HEADER, code.length);
        return input;
    }

    private static boolean isKnown(byte[] input) {
        return input.length >= HEADER && input[0] == VERSION;
    }

    private static Subject subject(byte[] input, List<Subject> readers) {
        return readers.get((input[1] >>> 4 & 0xF) % readers.size());
    }

    private static Setting setting(byte[] input, Subject subject, int mostFaults) {
        int surprises = input[1] & BITS;
        int faults = subject.capabilities().contains(Capability.FAULTS) ? Math.min(input[1] >>> 2 & BITS, mostFaults) : 0;
        return new Setting(WindowsVersion.WINDOWS_10, new Limits(Worker.SAFETY_POINTS, Worker.STEP_BOUND, surprises), faults);
    }
}
