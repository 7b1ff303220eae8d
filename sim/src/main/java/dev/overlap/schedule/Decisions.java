package dev.overlap.schedule;

import dev.overlap.choice.ChoiceKind;
import dev.overlap.choice.Choices;
import dev.overlap.choice.Question;
import dev.overlap.finding.HarnessError;
import org.jspecify.annotations.Nullable;

/**
 * The decisions of one execution: who runs next, and what data answer. All of them are made here, by the strategy and the choices in the safety phase and by
 * rule in the liveness phase, and recorded here. Hot path: no allocation.
 */
final class Decisions {

    private static final long HASH = 0x9E3779B97F4A7C15L;
    /** The passing of time, which in the liveness phase comes last. */
    private static final long CLOCK = 1L << Scheduler.CLOCK;

    private final Strategy strategy;
    private final Choices choices;
    private final Recording recording;
    private final @Nullable Narrator narrator;
    private final Scheduler scheduler;
    private final int maxSurprises;
    private int picks;
    private int surprises;
    private boolean surprised;
    private boolean liveness;
    private int turn;
    private long hash;

    Decisions(Scheduler scheduler, Strategy strategy, Choices choices, Recording recording, @Nullable Narrator narrator, int maxSurprises) {
        this.scheduler = scheduler;
        this.strategy = strategy;
        this.choices = choices;
        this.recording = recording;
        this.narrator = narrator;
        this.maxSurprises = maxSurprises;
        recording.clear();
    }

    /** From now on everything goes by rule. */
    void beginLiveness() {
        liveness = true;
    }

    boolean isLiveness() {
        return liveness;
    }

    // ---------------------------------------------------------------- who runs next

    /** Which of several enabled slots acts next. */
    int pick(long enabled, int current) {
        if (liveness) {
            return takeTurns(enabled);
        }
        int picked = strategy.pick(enabled, current);
        if ((enabled >>> picked & 1) == 0) {
            throw new HarnessError(strategy.getClass().getSimpleName() + " picked slot " + picked + ", which is not enabled");
        }
        picks++;
        recording.add(picked);
        hash = (hash ^ picked) * HASH;
        if (!surprised) {
            surprised = picked != current && picked != Strategy.defaultPick(enabled, current);
        }
        if (narrator != null) {
            narrator.picked(scheduler.currentOrNull(), enabled, picked);
        }
        return picked;
    }

    /** The next enabled slot after the last one, time only when nothing else can happen. */
    private int takeTurns(long enabled) {
        long others = enabled & ~CLOCK;
        if (others == 0) {
            return Scheduler.CLOCK;
        }
        long later = others & -1L << turn + 1;
        turn = Long.numberOfTrailingZeros(later != 0 ? later : others);
        return turn;
    }

    // ---------------------------------------------------------------- what data answer

    /** Decides a question about data; the default in the liveness phase, and when surprises are used up. */
    int choose(int arity, ChoiceKind kind, String label) {
        if (arity < 2 || liveness || kind.isSurprise() && surprises >= maxSurprises) {
            return 0;
        }
        int value = chosen(choices.choose(arity, kind, label), arity, label);
        if (value != 0 && kind.isSurprise()) {
            surprises++;
        }
        if (narrator != null) {
            narrator.chosen(scheduler.currentOrNull(), label, kind.answer(value), value);
        }
        return value;
    }

    /** As {@link #choose(int, ChoiceKind, String)}, for a question whose answers have words of their own. */
    int choose(Question question) {
        if (liveness) {
            return 0;
        }
        int value = chosen(choices.choose(question), question.arity(), question.label());
        if (narrator != null) {
            narrator.chosen(scheduler.currentOrNull(), question.label(), question.answer(value), value);
        }
        return value;
    }

    private int chosen(int value, int arity, String label) {
        if (value < 0 || value >= arity) {
            throw new HarnessError("choice " + value + " of " + arity + " for " + label);
        }
        recording.add(value);
        hash = (hash ^ value) * HASH;
        surprised |= value != 0;
        return value;
    }

    // ---------------------------------------------------------------- what others want to know

    /** Picks among several candidates so far. */
    int picks() {
        return picks;
    }

    /** Whether any decision was not the default. */
    boolean wasSurprised() {
        return surprised;
    }

    /** A hash of all decisions. */
    long hash() {
        return hash;
    }
}
