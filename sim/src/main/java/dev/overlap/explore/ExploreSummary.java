package dev.overlap.explore;

import java.util.List;
import java.util.Map;

import dev.overlap.fault.Rule;

/**
 * What a run came to.
 *
 * @param executions all of them, canaries, shrinking and replays apart
 * @param nanos wall time of the executions
 * @param points scheduling points in them
 * @param surprised executions with at least one choice that was not the default
 * @param states about how many states were seen
 * @param transitions about how many transitions
 * @param findings what was found, one for each kind, scenario, reader and message, in order of execution
 * @param canariesExpected how many canaries were played
 * @param canaries those that were found
 * @param canariesMissed ids of those that were not
 * @param replayed executions that were replayed from their own recording
 * @param diverged those of them that went another way: a defect of the harness
 * @param marks how often each coverage mark was reached
 * @param unmatchedRules rules that have had no effect in any execution
 * @param interrupted whether the run was ended from outside
 */
public record ExploreSummary(long executions, long nanos, long points, long surprised, long states, long transitions, List<Reported> findings,
        int canariesExpected, List<Reported> canaries, List<String> canariesMissed, long replayed, long diverged, Map<String, Long> marks,
        List<Rule> unmatchedRules, boolean interrupted) {

    /** Executions a second. */
    public double executionsPerSecond() {
        return nanos == 0 ? 0 : executions * 1e9 / nanos;
    }
}
