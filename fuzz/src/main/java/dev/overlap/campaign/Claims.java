package dev.overlap.campaign;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.overlap.finding.Kind;
import dev.overlap.kernel.KernelMark;
import dev.overlap.platform.CoverageMark;
import dev.overlap.reader.ReaderMark;
import dev.overlap.report.Claim;
import dev.overlap.report.Claim.Verdict;
import dev.overlap.report.Defect;
import dev.overlap.report.Executed;
import org.jspecify.annotations.Nullable;

/**
 * What a review of a pipe reader, made by reading alone, had claimed of it, and how each of these claims would be refuted.
 *
 * <p>A claim is <i>refuted</i> by a finding of one of its kinds. It has <i>held</i> when there is none although executions came through a rare path that matters to it,
 * all canaries were found, and every execution repeated itself; otherwise it was <i>not exercised</i>.
 */
final class Claims {

    /**
     * One of them.
     *
     * @param kinds the findings that refute it
     * @param marks the rare paths on which it could break
     * @param target the fuzz target that looks for the same in other ways, or empty
     */
    record Line(int number, String sentence, Set<Kind> kinds, List<CoverageMark> marks, String target) {
    }

    /** The last one is about Windows, not about the reader: its evidence is the conformance of the simulated kernel. */
    static final int OF_WINDOWS = 9;

    static final List<Line> ALL = List.of(
            new Line(1, "No call is given a handle that is invalid, closed, or meanwhile somebody else's, and what each creating function answers on failure is"
                    + " recognised.", EnumSet.of(Kind.HANDLE_MISUSE), List.of(ReaderMark.CREATION_FAILED, KernelMark.HANDLE_RECYCLED), ""),
            new Line(2, "Every handle and wait object is closed exactly once, on every path, those on which creating something failed included.",
                    EnumSet.of(Kind.HANDLE_LEAK), List.of(ReaderMark.CREATION_FAILED, ReaderMark.OUT_OF_MEMORY), ""),
            new Line(3, "Every error of every call is reported once, with its own code; none is swallowed, and none made up.",
                    EnumSet.of(Kind.WRONG_ERROR, Kind.SWALLOWED_ERROR, Kind.CONTRACT),
                    List.of(ReaderMark.CREATION_FAILED, ReaderMark.CANCEL_FAILED, ReaderMark.POST_FAILED, KernelMark.PENDING_READ_BROKEN), ""),
            new Line(4, "However a cancel and a completion race, buffers stay where they are, every byte arrives once, and the reader can be stopped.",
                    EnumSet.of(Kind.BUFFER_IN_FLIGHT, Kind.LOST_DATA, Kind.ACCOUNTING),
                    List.of(KernelMark.CANCEL_TRUE_AFTER_CLAIM, KernelMark.CANCEL_LOST_TO_COMPLETION, KernelMark.CANCELLED_LATER,
                            KernelMark.COMPLETED_AFTER_CANCEL_REQUEST, ReaderMark.CANCELLED_READ_HAD_DATA, ReaderMark.CANCEL_FOUND_NOTHING),
                    ""),
            new Line(5, "Nothing is written or read outside memory that the reader owns, lengths do not wrap, and the buffer holds what was put into it.",
                    EnumSet.of(Kind.MEMORY_OVERFLOW, Kind.USE_AFTER_FREE, Kind.CORRUPT_DATA),
                    List.of(ReaderMark.PAUSED_AT_LIMIT, ReaderMark.MESSAGE_IN_PARTS, KernelMark.ADDRESS_RECYCLED), "ReadBufferFuzzer"),
            new Line(6, "There is no data race, no deadlock and no lost wake-up, in whatever order threads and kernel run.",
                    EnumSet.of(Kind.DATA_RACE, Kind.DEADLOCK, Kind.LOST_WAKEUP, Kind.LIVELOCK),
                    List.of(KernelMark.ARMED_ON_SIGNALLED, KernelMark.COMPLETED_IN_STEPS, KernelMark.WAITED_FOR_CALLBACK), ""),
            new Line(7, "No callback touches an owner that is gone, even when unregistering fails, and nothing is left when all is over.",
                    EnumSet.of(Kind.LATE_CALLBACK, Kind.USE_AFTER_DESTROY, Kind.MEMORY_LEAK),
                    List.of(KernelMark.CALLBACK_AFTER_DISARM, KernelMark.QUEUED_CALLBACK_DROPPED, ReaderMark.UNREGISTER_FAILED,
                            ReaderMark.CLOSED_INSIDE_LISTENER),
                    ""),
            new Line(8,
                    "Whatever bytes, sizes, modes and calls come from outside, from a hostile peer too, memory stays bounded and the reader keeps its order.",
                    EnumSet.of(Kind.UNBOUNDED, Kind.BAD_ORDER, Kind.CRASH),
                    List.of(ReaderMark.PAUSED_AT_LIMIT, ReaderMark.EMPTY_MESSAGE, KernelMark.WRITE_PENDED), ""),
            new Line(OF_WINDOWS, "Windows does what the simulated kernel does: the rows of the conformance catalogue.", EnumSet.noneOf(Kind.class), List.of(),
                    ""));

    private Claims() {
    }

    /**
     * What a run says of each.
     *
     * @param trustworthy whether all canaries were found and every execution repeated itself
     * @param rows of the catalogue, null when they were not played
     */
    static List<Claim> judge(List<Defect> defects, List<Executed> executed, Map<String, Long> marks, boolean trustworthy, Claim.@Nullable Rows rows) {
        List<Claim> claims = new ArrayList<>();
        for (Line line : ALL) {
            long executions = line.number() == OF_WINDOWS ? 0
                    : executed.stream().filter(each -> watches(line, each)).mapToLong(Executed::executions).sum();
            List<String> reached = line.marks().stream().map(Claims::name).filter(mark -> marks.getOrDefault(mark, 0L) > 0).toList();
            Defect refuting = defects.stream().filter(defect -> refutes(line, defect)).findFirst().orElse(null);
            claims.add(new Claim(line.number(), line.sentence(), verdict(line, refuting, executions > 0 && !reached.isEmpty() && trustworthy, rows),
                    line.kinds().stream().map(Kind::name).toList(), executions, reached, line.number() == OF_WINDOWS ? rows : null,
                    refuting == null ? null : refuting.trace()));
        }
        return claims;
    }

    private static Verdict verdict(Line line, @Nullable Defect refuting, boolean exercised, Claim.@Nullable Rows rows) {
        if (line.number() == OF_WINDOWS) {
            return rows == null ? Verdict.NOT_EXERCISED : rows.passed() == rows.total() ? Verdict.HELD : Verdict.REFUTED;
        }
        return refuting != null ? Verdict.REFUTED : exercised ? Verdict.HELD : Verdict.NOT_EXERCISED;
    }

    /** All oracles watch whenever a reader plays. */
    private static boolean watches(Line line, Executed executed) {
        return executed.engine().equals(Arm.EXPLORE) || executed.engine().equals(Arm.RANDOM_PROGRAMS) || executed.target().equals("ReaderProgramFuzzer")
                || executed.target().equals("ScheduleFuzzer") || executed.target().equals(line.target());
    }

    private static boolean refutes(Line line, Defect defect) {
        return line.kinds().stream().anyMatch(kind -> defect.kind().equals(kind.name()))
                || !line.target().isEmpty() && defect.target().equals(line.target());
    }

    private static String name(CoverageMark mark) {
        return mark.getClass().getSimpleName() + "." + ((Enum<?>) mark).name();
    }
}
