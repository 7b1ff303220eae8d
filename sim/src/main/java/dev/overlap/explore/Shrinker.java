package dev.overlap.explore;

import java.util.ArrayList;
import java.util.List;

import dev.overlap.explore.Rehearsal.Take;
import dev.overlap.finding.Finding;
import dev.overlap.trace.TraceEntry;
import org.jspecify.annotations.Nullable;

/**
 * Makes an execution with a finding as plain as possible: leaves out choices, in blocks and then one by one, and keeps what still shows the same finding (delta
 * debugging: Zeller, Hildebrandt: Simplifying and Isolating Failure-Inducing Input, IEEE TSE 2002).
 *
 * <p>Choices are followed by what their task is about to do, not by number, so that leaving one out does not move the others. The best result so far is kept
 * when the budget is used up.
 */
public final class Shrinker {

    /** How many executions shrinking one finding may take. */
    public static final int BUDGET = 4_000;

    private final Rehearsal rehearsal;
    private final Finding target;
    private int budget;

    Shrinker(Rehearsal rehearsal, Finding target, int budget) {
        this.rehearsal = rehearsal;
        this.target = target;
        this.budget = budget;
    }

    /** The plainest execution found; {@code first} when nothing could be left out. */
    Take shrink(Take first) {
        Take best = first;
        // Following labels instead of numbers may already need fewer choices.
        Take guided = attempt(best.entries());
        if (guided != null) {
            best = guided;
        }
        int block = Math.max(1, best.entries().size() / 2);
        while (budget > 0) {
            boolean improved = false;
            for (int from = Math.max(0, best.entries().size() - block); from >= 0 && budget > 0; from -= block) {
                Take without = attempt(without(best.entries(), from, from + block));
                if (without != null && without.entries().size() < best.entries().size()) {
                    best = without;
                    improved = true;
                    from = Math.min(from, best.entries().size());
                }
                if (from > 0 && from < block) {
                    from = block;
                }
            }
            if (block > 1) {
                block = Math.max(1, block / 2);
            } else if (!improved) {
                break;
            }
        }
        return best;
    }

    private static List<TraceEntry> without(List<TraceEntry> entries, int from, int to) {
        List<TraceEntry> rest = new ArrayList<>(entries.subList(0, Math.min(from, entries.size())));
        rest.addAll(entries.subList(Math.min(to, entries.size()), entries.size()));
        return rest;
    }

    private @Nullable Take attempt(List<TraceEntry> entries) {
        budget--;
        Take take = rehearsal.play(new TraceAnswers(entries, false), null);
        Finding finding = take.finding();
        return finding != null && sameDefect(finding, target) ? take : null;
    }

    /** Whether two findings tell of the same defect: the same kind, and the same message but for numbers. */
    static boolean sameDefect(Finding one, Finding other) {
        return one.kind() == other.kind() && withoutNumbers(one.message()).equals(withoutNumbers(other.message()));
    }

    /** A message with each number replaced by "#". */
    static String withoutNumbers(String message) {
        StringBuilder text = new StringBuilder(message.length());
        boolean inNumber = false;
        for (int i = 0; i < message.length(); i++) {
            char c = message.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            if (!digit) {
                text.append(c);
            } else if (!inNumber) {
                text.append('#');
            }
            inNumber = digit;
        }
        return text.toString();
    }
}
