package dev.overlap.explore;

import java.nio.file.Path;

import dev.overlap.finding.Finding;
import dev.overlap.trace.Trace;
import org.jspecify.annotations.Nullable;

/**
 * A finding that was shrunk, replayed and, unless it is a canary's, stored.
 *
 * @param execution the number of the execution that showed it first, 0 or more
 * @param finding as the shrunk execution shows it
 * @param trace how to repeat it
 * @param timeline what happens, as columns of text
 * @param file where the trace is stored, or null
 * @param strategy the strategy that found it
 */
public record Reported(long execution, Finding finding, Trace trace, String timeline, @Nullable Path file, String strategy) {
}
