package dev.overlap.explore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;

import dev.overlap.choice.ChoiceKind;
import dev.overlap.schedule.Strategy;
import dev.overlap.trace.TraceEntry;
import org.jspecify.annotations.Nullable;

/**
 * Answers from the entries of a trace, and with defaults where it has none.
 *
 * <p>Strictly, an entry is found by the task's count of points, and what the task is about to do there must be what the trace says. Guided, it is found by what
 * the task is about to do, for the how-manieth time, so that code added elsewhere does not spoil it. Which of several questions at that point it answers may
 * have changed too: what is not possible at its own question is taken at a later one, and leaves its place to the next.
 */
final class TraceAnswers implements Answers {

    private static final int NO_ANSWER = -1;

    private final boolean strict;
    /** By the key of their place; those of one place in order. */
    private final Map<String, List<TraceEntry>> entries = new HashMap<>();
    private final Set<TraceEntry> unused;
    private @Nullable String divergence;

    TraceAnswers(List<TraceEntry> from, boolean strict) {
        this.strict = strict;
        this.unused = new HashSet<>(from);
        for (TraceEntry entry : from) {
            entries.computeIfAbsent(key(entry.task(), entry.point(), entry.at(), entry.kind()), key -> new ArrayList<>(2)).add(entry);
        }
    }

    private String key(String task, int point, String at, String kind) {
        return task + '|' + (strict ? Integer.toString(point) : at) + '|' + kind;
    }

    /** Where the execution first went another way than the trace, or null. */
    @Nullable String divergence() {
        return divergence;
    }

    /** Whether each entry was asked for and could be followed. */
    boolean isUsedUp() {
        return unused.isEmpty();
    }

    @Override
    public int pick(Places places, Place place, long enabled, int current) {
        int slot = answer(place, TraceEntry.TASK, entry -> places.candidate(enabled, entry.choice()));
        return slot == NO_ANSWER ? Strategy.defaultPick(enabled, current) : slot;
    }

    @Override
    public int choose(Place place, int arity, ChoiceKind kind, ToIntFunction<String> valueOf) {
        int value = answer(place, kindName(kind), entry -> valueOf.applyAsInt(entry.choice()));
        return value == NO_ANSWER ? 0 : value;
    }

    private int answer(Place place, String kind, ToIntFunction<TraceEntry> possible) {
        List<TraceEntry> here = entries.get(key(place.task(), place.point(), place.at(), kind));
        if (here == null) {
            return NO_ANSWER;
        }
        boolean replaced = false;
        for (TraceEntry entry : here) {
            if (entry.nth() == place.nth() && unused.contains(entry)) {
                int value = follow(entry, place, possible);
                if (value != NO_ANSWER) {
                    return value;
                }
                replaced = true;
            }
        }
        for (TraceEntry entry : here) {
            if (!strict && unused.contains(entry) && (replaced || entry.nth() < place.nth()) && entry.nth() != place.nth()) {
                int value = follow(entry, place, possible);
                if (value != NO_ANSWER) {
                    return value;
                }
            }
        }
        return NO_ANSWER;
    }

    private int follow(TraceEntry entry, Place place, ToIntFunction<TraceEntry> possible) {
        if (!entry.at().equals(place.at())) {
            diverge(place, "it is about to do \"" + place.at() + "\", expected \"" + entry.at() + "\"");
            return NO_ANSWER;
        }
        int value = possible.applyAsInt(entry);
        if (value < 0) {
            diverge(place, "\"" + entry.choice() + "\" is not possible");
            return NO_ANSWER;
        }
        unused.remove(entry);
        return value;
    }

    private void diverge(Place place, String what) {
        if (divergence == null) {
            divergence = place.task() + " at point " + place.point() + ": " + what;
        }
    }

    /** The kind of a question as traces call it. */
    static String kindName(ChoiceKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
