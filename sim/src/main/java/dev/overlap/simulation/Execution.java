package dev.overlap.simulation;

import java.util.List;

import dev.overlap.fault.Rule;
import dev.overlap.finding.Finding;
import dev.overlap.schedule.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * What one execution came to.
 *
 * @param finding the first defect, or null
 * @param hash a hash of everything that happened
 * @param points scheduling points
 * @param picks decisions among several candidates
 * @param surprised whether any decision was not the default
 * @param rules what was to happen in any case, by the setting and by the scenario
 * @param rulesMatched which of them have had an effect: bit <i>n</i> for the one of position <i>n</i>
 */
public record Execution(Verdict verdict, @Nullable Finding finding, long hash, int points, int picks, boolean surprised,
        List<Rule> rules, long rulesMatched) {

    /** The rules that have had an effect. */
    public List<Rule> matched() {
        return rules.stream().filter(this::hasMatched).toList();
    }

    /** The rules that have had none. */
    public List<Rule> unmatched() {
        return rules.stream().filter(rule -> !hasMatched(rule)).toList();
    }

    private boolean hasMatched(Rule rule) {
        return (rulesMatched >> rules.indexOf(rule) & 1) != 0;
    }
}
