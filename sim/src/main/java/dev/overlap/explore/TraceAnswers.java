package dev.overlap.explore;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.overlap.choice.ChoiceKind;
import dev.overlap.schedule.Strategy;
import dev.overlap.trace.TraceEntry;
import org.jspecify.annotations.Nullable;

/**
 * Answers from the entries of a trace, and with defaults where it has none.
 *
 * <p>Strictly, an entry is found by the task's count of points, and what the task is about to do there must be what the trace says. Guided, it is found by what
 * the task is about to do, for the how-manieth time, so that code added elsewhere does not spoil it.
 */
final class TraceAnswers implements Answers {

    private final boolean strict;
    private final Map<String, TraceEntry> entries = new HashMap<>();
    private int used;
    private @Nullable String divergence;

    TraceAnswers(List<TraceEntry> from, boolean strict) {
        this.strict = strict;
        for (TraceEntry entry : from) {
            entries.put(strict ? entry.strictKey() : entry.guidedKey(), entry);
        }
    }

    /** Where the execution first went another way than the trace, or null. */
    @Nullable String divergence() {
        return divergence;
    }

    /** Whether each entry was asked for and could be followed. */
    boolean isUsedUp() {
        return used == entries.size();
    }

    @Override
    public int pick(Places places, Place place, long enabled, int current) {
        TraceEntry entry = entry(place, TraceEntry.TASK);
        if (entry != null) {
            int slot = places.candidate(enabled, entry.choice());
            if (slot >= 0) {
                used++;
                return slot;
            }
            diverge(place, "\"" + entry.choice() + "\" is not possible");
        }
        return Strategy.defaultPick(enabled, current);
    }

    @Override
    public int choose(Place place, int arity, ChoiceKind kind) {
        TraceEntry entry = entry(place, kindName(kind));
        if (entry != null) {
            int value = kind.valueOf(entry.choice(), arity);
            if (value >= 0) {
                used++;
                return value;
            }
            diverge(place, "\"" + entry.choice() + "\" is not an answer");
        }
        return 0;
    }

    private @Nullable TraceEntry entry(Place place, String kind) {
        String key = strict ? TraceEntry.strictKey(place.task(), place.point(), place.nth(), kind)
                : TraceEntry.guidedKey(place.task(), place.at(), place.nth(), kind);
        TraceEntry entry = entries.get(key);
        if (entry != null && !entry.at().equals(place.at())) {
            diverge(place, "it is about to do \"" + place.at() + "\", expected \"" + entry.at() + "\"");
            return null;
        }
        return entry;
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
