package dev.overlap.simulation;

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
 */
public record Execution(Verdict verdict, @Nullable Finding finding, long hash, int points, int picks, boolean surprised) {
}
