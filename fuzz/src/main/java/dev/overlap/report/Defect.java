package dev.overlap.report;

import java.util.List;
import java.util.Objects;

import dev.overlap.explore.TraceReplayer.Result;
import dev.overlap.finding.Finding;
import dev.overlap.trace.Trace;
import dev.overlap.trace.TraceFormat;
import org.jspecify.annotations.Nullable;

/**
 * A finding, and how it comes about.
 *
 * @param kind one of {@code finding.Kind}; of a fuzz target, the class of what was thrown
 * @param scenario of a fuzz target, its name
 * @param reader the reader's id; empty where no reader was played
 * @param trace the file that repeats it, null when there is none; relative to the report's folder where it is below it
 * @param fingerprint what tells it from other findings: the same for the same defect in every run
 * @param known whether a run before has found it
 * @param engine what found it, and what it ran at the time: as in {@link Executed}
 * @param step the scheduling point at which it shows
 * @param task the task that ran then, or empty
 * @param needs the weakest behaviour of Windows without which it cannot happen: npfs, documented or contested; empty where no kernel was played
 * @param choices those that make it happen, shrunk
 * @param traceText the trace, or empty
 * @param frames where it shows in the reader's own code, the innermost first; may be empty
 * @param columns of the timeline: tasks, then the kernel
 * @param steps the timeline
 * @param decisive the position in {@code steps} of the row at which it shows; -1 when there is no timeline
 */
public record Defect(String kind, String scenario, String reader, String message, @Nullable String trace, String fingerprint, boolean known, String engine,
        String target, int step, String task, String needs, List<Choice> choices, String traceText, List<Frame> frames, List<String> columns,
        List<Step> steps, int decisive) {

    public Defect {
        choices = List.copyOf(choices);
        frames = List.copyOf(frames);
        columns = List.copyOf(columns);
        steps = List.copyOf(steps);
    }

    /**
     * A finding that a replay has shown.
     *
     * @param result of a replayer {@linkplain dev.overlap.explore.TraceReplayer#withFrames with frames}, with a finding
     * @param file where the trace is, or null
     * @param engine what found it, or "replay"
     * @param target what that ran at the time
     */
    public static Defect of(Result result, @Nullable String file, String engine, String target) {
        Finding finding = Objects.requireNonNull(result.finding(), "a replay without a finding");
        Trace trace = result.trace();
        List<Step> steps = Step.of(result.steps());
        // The last row is never folded.
        int decisive = steps.size() - 1;
        List<Frame> frames = result.steps().frames().stream().map(Frame::of).toList();
        List<Choice> choices = trace.entries().stream().map(Choice::of).toList();
        String kind = finding.kind().name();
        return new Defect(kind, trace.scenario(), trace.reader(), finding.message(), file,
                Fingerprint.of(kind, trace.scenario(), trace.reader(), frames, choices), false, engine, target, finding.step(), finding.task(), trace.needs(),
                choices, TraceFormat.print(trace), frames, result.steps().columns(), steps, decisive);
    }

    /**
     * What a fuzz target has thrown.
     *
     * @param what class and message
     * @param frames where, the innermost first
     * @param input the file that repeats it, or null
     */
    public static Defect thrown(String target, String what, List<String> frames, @Nullable String input) {
        String kind = what.split("[:,\\s]", 2)[0];
        List<Frame> places = frames.stream().map(Frame::parse).filter(Objects::nonNull).toList();
        return new Defect(kind, target, "", what, input, Fingerprint.of(kind, target, "", places, List.of()), false, "jazzer", target, 0, "", "", List.of(), "",
                places, List.of(), List.of(), -1);
    }

    /**
     * A finding of an earlier run that cannot be played here: what that run told of it, and what its trace says.
     *
     * @param trace null when it cannot be read
     */
    public static Defect unplayed(String kind, String scenario, String reader, String message, @Nullable String file, String fingerprint, String engine,
            String target, @Nullable Trace trace) {
        List<Choice> choices = trace == null ? List.of() : trace.entries().stream().map(Choice::of).toList();
        return new Defect(kind, scenario, reader, message, file, fingerprint, false, engine, target, 0, "", trace == null ? "" : trace.needs(), choices,
                trace == null ? "" : TraceFormat.print(trace), List.of(), List.of(), List.of(), -1);
    }

    /** The same, found before or not. */
    public Defect known(boolean before) {
        return new Defect(kind, scenario, reader, message, trace, fingerprint, before, engine, target, step, task, needs, choices, traceText, frames, columns,
                steps, decisive);
    }

    /** The same, repeated by another file. */
    public Defect inFile(@Nullable String file) {
        return new Defect(kind, scenario, reader, message, file, fingerprint, known, engine, target, step, task, needs, choices, traceText, frames, columns,
                steps, decisive);
    }

    /** Whether what repeats it is an input of a fuzz target, and no trace of a reader. */
    public boolean comesOfAnInput() {
        return reader.isEmpty();
    }

    /** Where it shows, or null. */
    @Nullable Frame place() {
        return frames.isEmpty() ? null : frames.getFirst();
    }
}
