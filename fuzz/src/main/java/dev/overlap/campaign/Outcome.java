package dev.overlap.campaign;

import java.util.List;

import dev.overlap.report.Summary;

/**
 * What a campaign has come to.
 *
 * @param summary as it was written
 * @param canariesMissed ids; with any of them the rest means nothing
 * @param diverged executions that did not repeat themselves: likewise
 * @param interrupted whether it was ended from outside
 */
public record Outcome(Summary summary, List<String> canariesMissed, long diverged, boolean interrupted) {

    public Outcome {
        canariesMissed = List.copyOf(canariesMissed);
    }
}
