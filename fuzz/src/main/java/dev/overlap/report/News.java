package dev.overlap.report;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a run has that the runs before it had not.
 *
 * @param since when the last of those began, as ISO 8601 in UTC; null when there was none, and everything is new
 * @param findings fingerprints
 * @param marks coverage marks that were reached for the first time, by name
 * @param traces names of traces in the corpus
 * @param inputs how many inputs of fuzz targets
 */
public record News(@Nullable String since, List<String> findings, List<String> marks, List<String> traces, int inputs) {

    /** Nothing, as there was no run before. */
    public static final News NONE = new News(null, List.of(), List.of(), List.of(), 0);

    public News {
        findings = List.copyOf(findings);
        marks = List.copyOf(marks);
        traces = List.copyOf(traces);
    }
}
