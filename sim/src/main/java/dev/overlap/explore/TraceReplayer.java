package dev.overlap.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.overlap.explore.Rehearsal.Take;
import dev.overlap.finding.Finding;
import dev.overlap.finding.HarnessError;
import dev.overlap.scenario.Scenario;
import dev.overlap.schedule.Bench;
import dev.overlap.simulation.Setting;
import dev.overlap.trace.Trace;
import dev.overlap.trace.TraceEntry;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what has become of a trace.
 *
 * <p>Strictly first: every choice at the same count of points, on its way to the same finding. Where the code has moved on, guided: choices are found by what
 * their task is about to do, defaults elsewhere, and then in a bounded number of neighbouring executions.
 */
public final class TraceReplayer {

    private static final int MAX_NEIGHBOURS = 400;
    private static final int LATER_CALMS = 60;
    private static final Pattern REPEATED = Pattern.compile("(.*) #(\\d{1,9})");

    /** What has become of a trace. */
    public enum Outcome {
        /** The same choices give the same finding. */
        REPRODUCED,
        /** The same finding comes about with other choices; the trace can be rewritten. */
        MOVED,
        /** The choices could be followed, or the like of them, and there is no finding. */
        CLEAN,
        /** Choices could not be followed, or led to another finding: nobody can tell. */
        STALE
    }

    /**
     * The result of a replay.
     *
     * @param finding what was found, or null
     * @param step the scheduling point at which the execution ended
     * @param divergence where the code has moved on from the trace, or null
     * @param trace the trace as it would be written now
     * @param timeline what happens, as columns of text
     * @param steps what happens, row by row
     */
    public record Result(Outcome outcome, @Nullable Finding finding, int step, @Nullable String divergence, Trace trace, String timeline, Timeline steps) {

        /** Whether the entry did what it expects: its finding, or, when it expects none, nothing. */
        public boolean isAsExpected(Trace original) {
            return original.expect() == null ? outcome == Outcome.CLEAN : outcome == Outcome.REPRODUCED || outcome == Outcome.MOVED;
        }
    }

    private final Bench.Engine engine;
    private final boolean ascii;
    private final int width;
    private final boolean withFrames;

    /**
     * Makes a replayer.
     *
     * @param ascii whether timelines keep to ASCII
     */
    public TraceReplayer(Bench.Engine engine, boolean ascii) {
        this(engine, ascii, Timeline.DEFAULT_WIDTH);
    }

    /**
     * Makes a replayer.
     *
     * @param ascii whether timelines keep to ASCII
     * @param width how many characters a line of a timeline may have, 40 or more
     */
    public TraceReplayer(Bench.Engine engine, boolean ascii, int width) {
        this(engine, ascii, width, false);
    }

    private TraceReplayer(Bench.Engine engine, boolean ascii, int width, boolean withFrames) {
        this.width = width;
        this.engine = engine;
        this.ascii = ascii;
        this.withFrames = withFrames;
    }

    /** The same, which also tells where in the reader's code each step is; it plays what it replays once more for that. */
    public TraceReplayer withFrames() {
        return new TraceReplayer(engine, ascii, width, true);
    }

    /**
     * Replays a trace with the scenario and the reader that it names.
     *
     * @throws IllegalArgumentException when it names something that does not exist; the message says what
     */
    public Result replay(Trace trace) {
        return replay(trace, Repertoire.OF_THE_PROJECT);
    }

    /**
     * Replays a trace with the scenario and the reader that it names.
     *
     * @throws IllegalArgumentException when it names something that the repertoire has not; the message says what
     */
    public Result replay(Trace trace, Repertoire repertoire) {
        return replay(trace, scenario(trace, repertoire), reader(trace, repertoire));
    }

    static Scenario scenario(Trace trace, Repertoire repertoire) {
        return repertoire.scenario(trace).orElseThrow(() -> new IllegalArgumentException("scenario " + trace.scenario() + " is not known"));
    }

    static Subject reader(Trace trace, Repertoire repertoire) {
        return repertoire.reader(trace.reader()).orElseThrow(() -> new IllegalArgumentException("reader " + trace.reader() + " is not known"));
    }

    /** Replays a trace with another reader than the one it was recorded with: how it would be after a change. */
    public Result replay(Trace trace, Scenario scenario, Subject subject) {
        Rehearsal rehearsal = new Rehearsal(engine, scenario, subject, Rehearsal.setting(trace));
        TraceAnswers strict = new TraceAnswers(trace.entries(), true);
        Chronicle chronicle = new Chronicle();
        Take take = rehearsal.play(strict, chronicle);
        boolean followed = strict.divergence() == null && strict.isUsedUp();
        if (followed && matches(trace, take.finding())) {
            boolean asBefore = trace.expect() == null || trace.expect().equals(headline(take));
            return result(rehearsal, trace.expect() == null ? Outcome.CLEAN : asBefore ? Outcome.REPRODUCED : Outcome.MOVED, take, null, chronicle);
        }
        String divergence = strict.divergence() != null ? strict.divergence() : followed ? null : "not every choice of the trace was asked for";
        return guided(trace, rehearsal, divergence);
    }

    private Result guided(Trace trace, Rehearsal rehearsal, @Nullable String divergence) {
        TraceAnswers answers = new TraceAnswers(trace.entries(), false);
        Chronicle chronicle = new Chronicle();
        Take take = rehearsal.play(answers, chronicle);
        boolean followed = answers.divergence() == null && answers.isUsedUp();
        if (trace.expect() != null) {
            if (matches(trace, take.finding())) {
                return result(rehearsal, Outcome.MOVED, take, divergence, chronicle);
            }
            for (Neighbour neighbour : neighbours(take.setting(), trace.entries())) {
                Chronicle other = new Chronicle();
                Take found = rehearsal.play(neighbour.setting(), new TraceAnswers(neighbour.entries(), false), other);
                if (matches(trace, found.finding())) {
                    return result(rehearsal, Outcome.MOVED, found, divergence, other);
                }
            }
        }
        boolean clean = take.finding() == null && followed;
        return result(rehearsal, clean ? Outcome.CLEAN : Outcome.STALE, take, divergence, chronicle);
    }

    /** An execution next to that of a trace. */
    private record Neighbour(Setting setting, List<TraceEntry> entries) {
    }

    /**
     * The executions next to a trace: one choice left out, or made when its task does the same thing for the next or the previous time, or at the next or
     * the previous question there; an early calm that comes later, as it must when there are more points before it.
     */
    private static List<Neighbour> neighbours(Setting setting, List<TraceEntry> entries) {
        List<Neighbour> all = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            List<TraceEntry> without = new ArrayList<>(entries);
            without.remove(i);
            all.add(new Neighbour(setting, without));
            for (int by = -2; by <= 2; by++) {
                addWith(all, setting, entries, i, by == 0 ? null : later(entries.get(i), by));
                addWith(all, setting, entries, i, by == 0 ? null : nextQuestion(entries.get(i), by));
            }
        }
        int safety = setting.limits().safetyPoints();
        for (int later = 1; safety < Worker.SAFETY_POINTS && later <= LATER_CALMS; later++) {
            all.add(new Neighbour(Rehearsal.withSafety(setting, safety + later), entries));
        }
        return all.subList(0, Math.min(all.size(), MAX_NEIGHBOURS));
    }

    private static void addWith(List<Neighbour> all, Setting setting, List<TraceEntry> entries, int index, @Nullable TraceEntry other) {
        if (other != null) {
            List<TraceEntry> changed = new ArrayList<>(entries);
            changed.set(index, other);
            all.add(new Neighbour(setting, changed));
        }
    }

    /** The same choice when its task does the same for another time. */
    private static @Nullable TraceEntry later(TraceEntry entry, int by) {
        Matcher repeated = REPEATED.matcher(entry.at());
        boolean repeats = repeated.matches();
        String label = repeats ? repeated.group(1) : entry.at();
        int target = (repeats ? Integer.parseInt(repeated.group(2)) : 1) + by;
        return target < 1 ? null
                : new TraceEntry(entry.task(), entry.point(), entry.nth(), target == 1 ? label : label + " #" + target, entry.choice(), entry.kind());
    }

    /** The same choice at another question of the same point. */
    private static @Nullable TraceEntry nextQuestion(TraceEntry entry, int by) {
        int nth = entry.nth() + by;
        return nth < 0 ? null : new TraceEntry(entry.task(), entry.point(), nth, entry.at(), entry.choice(), entry.kind());
    }

    private static boolean matches(Trace trace, @Nullable Finding finding) {
        String expect = trace.expect();
        if (expect == null || finding == null) {
            return expect == null && finding == null;
        }
        return Finding.withoutNumbers(Trace.headline(finding.headline())).equals(Finding.withoutNumbers(expect));
    }

    private static String headline(Take take) {
        Finding finding = take.finding();
        return finding == null ? Trace.CLEAN : Trace.headline(finding.headline());
    }

    private Result result(Rehearsal rehearsal, Outcome outcome, Take take, @Nullable String divergence, Chronicle chronicle) {
        Timeline steps = (withFrames ? withFrames(rehearsal, take, chronicle) : chronicle).timeline(take.finding());
        return new Result(outcome, take.finding(), take.execution().points(), divergence, rehearsal.trace(take), steps.render(take.finding(), width, ascii),
                steps);
    }

    /** Plays a take once more, looking where in the reader's code it is: which code is the reader's is known only now. */
    private static Chronicle withFrames(Rehearsal rehearsal, Take take, Chronicle without) {
        ReaderFrames frames = rehearsal.frames();
        if (frames == null) {
            return without;
        }
        Chronicle chronicle = new Chronicle(frames);
        Take again = rehearsal.replay(take, new TraceAnswers(take.entries(), true), chronicle);
        if (again.execution().hash() != take.execution().hash()) {
            throw new HarnessError("a replay went another way when it was repeated: " + take.finding() + ", then " + again.finding());
        }
        return chronicle;
    }

    /** As {@link #shrink(Trace, Repertoire)}, with what comes with the project. */
    public Result shrink(Trace trace) {
        return shrink(trace, Repertoire.OF_THE_PROJECT);
    }

    /**
     * Makes a trace plainer: fewer choices, the same finding.
     *
     * @return the shrunk trace, or the trace as it is now when nothing could be left out
     * @throws IllegalArgumentException when the trace no longer shows its finding, or names something that the repertoire has not
     */
    public Result shrink(Trace trace, Repertoire repertoire) {
        Result now = replay(trace, repertoire);
        Finding finding = now.finding();
        if (finding == null || now.outcome() == Outcome.STALE) {
            throw new IllegalArgumentException("the trace does not show its finding any more: " + now.outcome());
        }
        Rehearsal rehearsal = new Rehearsal(engine, scenario(trace, repertoire), reader(trace, repertoire), Rehearsal.setting(trace));
        Take first = rehearsal.play(new TraceAnswers(now.trace().entries(), true), null);
        Take best = new Shrinker(rehearsal, finding, Shrinker.BUDGET).shrink(first);
        Chronicle chronicle = new Chronicle();
        Take again = rehearsal.replay(best, new TraceAnswers(best.entries(), true), chronicle);
        return result(rehearsal, Outcome.REPRODUCED, again, null, chronicle);
    }
}
