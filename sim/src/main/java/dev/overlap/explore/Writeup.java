package dev.overlap.explore;

import dev.overlap.explore.Rehearsal.Take;
import dev.overlap.finding.Finding;
import dev.overlap.finding.HarnessError;

/** Makes of a finding and its raw decisions what people read: shrunk, and replayed before anybody hears of it. */
final class Writeup {

    private final Rehearsal rehearsal;
    private final int budget;
    private final int width;
    private final boolean ascii;

    /**
     * Writes up findings of one scenario, reader and setting.
     *
     * @param budget how many executions shrinking may take
     * @param width how many characters a line of the timeline may have
     * @param ascii whether it keeps to ASCII
     */
    Writeup(Rehearsal rehearsal, int budget, int width, boolean ascii) {
        this.rehearsal = rehearsal;
        this.budget = budget;
        this.width = width;
        this.ascii = ascii;
    }

    /**
     * The report of a finding, not stored.
     *
     * @throws HarnessError when the execution does not repeat itself
     */
    Reported of(long execution, Finding finding, int[] decisions, String strategy) {
        Take first = rehearsal.play(new RecordedAnswers(decisions), null);
        Finding named = first.finding();
        if (named == null || named.kind() != finding.kind() || named.step() != finding.step()) {
            throw new HarnessError("a finding was not found again when it was written down: " + finding + ", then " + named);
        }
        Take best = new Shrinker(rehearsal, named, budget).shrink(first);
        Chronicle chronicle = new Chronicle();
        Take again = rehearsal.replay(best, new TraceAnswers(best.entries(), true), chronicle);
        Finding shown = again.finding();
        if (shown == null || !shown.equals(best.finding()) || again.execution().hash() != best.execution().hash()) {
            throw new HarnessError("a shrunk execution does not replay: " + best.finding() + ", then " + shown);
        }
        return new Reported(execution, shown, rehearsal.trace(again), chronicle.timeline(shown).render(shown, width, ascii), null, strategy);
    }
}
