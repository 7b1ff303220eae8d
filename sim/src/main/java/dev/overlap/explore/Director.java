package dev.overlap.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.ToIntFunction;

import dev.overlap.choice.ChoiceKind;
import dev.overlap.choice.Choices;
import dev.overlap.choice.Question;
import dev.overlap.finding.Finding;
import dev.overlap.finding.HarnessError;
import dev.overlap.kernel.SimKernel;
import dev.overlap.schedule.Scheduler;
import dev.overlap.schedule.Strategy;
import dev.overlap.schedule.Task;
import dev.overlap.simulation.WorldNarrator;
import dev.overlap.trace.TraceEntry;
import org.jspecify.annotations.Nullable;

/**
 * Directs one execution with answers that know where they are asked, and writes down every choice that is not the default, in the form in which traces keep
 * them, and, when wanted, the timeline.
 */
final class Director implements Strategy, Choices, WorldNarrator {

    private final Answers answers;
    private final @Nullable Chronicle chronicle;
    private final List<TraceEntry> entries = new ArrayList<>();
    private ChoiceKind.Level level = ChoiceKind.Level.NPFS;
    private @Nullable Places places;
    private @Nullable Scheduler scheduler;

    Director(Answers answers, @Nullable Chronicle chronicle) {
        this.answers = answers;
        this.chronicle = chronicle;
    }

    /** The choices that were not the default, in order. */
    List<TraceEntry> entries() {
        return entries;
    }

    /** The weakest behaviour of Windows that these choices need. */
    ChoiceKind.Level level() {
        return level;
    }

    @Override
    public void begin(long seed, int expectedPoints) {
        entries.clear();
        level = ChoiceKind.Level.NPFS;
    }

    @Override
    public void attach(Scheduler to, SimKernel kernel) {
        scheduler = to;
        places = new Places(to, kernel);
    }

    private Places places() {
        if (places == null) {
            throw new HarnessError("an execution is directed that has not begun");
        }
        return places;
    }

    private @Nullable Task currentTask() {
        return scheduler == null ? null : scheduler.currentOrNull();
    }

    @Override
    public int pick(long enabled, int current) {
        Place place = places().ask(currentTask(), TraceEntry.TASK);
        int slot = answers.pick(places(), place, enabled, current);
        if (slot != Strategy.defaultPick(enabled, current)) {
            entries.add(new TraceEntry(place.task(), place.point(), place.nth(), place.at(), places().pickName(slot), TraceEntry.TASK));
        }
        return slot;
    }

    @Override
    public int choose(int arity, ChoiceKind kind, String label) {
        return choose(arity, kind, kind::answer, answer -> kind.valueOf(answer, arity));
    }

    @Override
    public int choose(Question question) {
        return choose(question.arity(), question.kind(), question::answer, question::valueOf);
    }

    private int choose(int arity, ChoiceKind kind, IntFunction<String> inWords, ToIntFunction<String> valueOf) {
        Place place = places().ask(currentTask(), TraceAnswers.kindName(kind));
        int value = answers.choose(place, arity, kind, valueOf);
        if (value != 0) {
            entries.add(new TraceEntry(place.task(), place.point(), place.nth(), place.at(), inWords.apply(value), TraceAnswers.kindName(kind)));
            level = level.compareTo(kind.level()) < 0 ? kind.level() : level;
        }
        return value;
    }

    // ---------------------------------------------------------------- what happens

    @Override
    public void point(Task task) {
        places().point(task);
        if (chronicle != null) {
            chronicle.act(task, places().label(task));
        }
    }

    @Override
    public void picked(@Nullable Task current, long enabled, int picked) {
        // Was answered here.
    }

    @Override
    public void chosen(@Nullable Task current, String label, String answer, int value) {
        if (chronicle != null && value != 0) {
            chronicle.note(current, label + ": " + answer);
        }
    }

    @Override
    public void happened(int slot, String text) {
        if (chronicle != null) {
            chronicle.happened(slot < Scheduler.MAX_TASKS && scheduler != null ? scheduler.task(slot) : null, text);
        }
    }

    @Override
    public void found(Finding finding) {
        if (chronicle != null) {
            chronicle.found();
        }
        DecisiveStep.reached(finding);
    }

    @Override
    public void answered(Task task, String answer) {
        if (chronicle != null) {
            chronicle.answered(task, answer);
        }
    }
}
