package dev.overlap.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.overlap.script.Check;
import dev.overlap.script.Check.Verdict;
import dev.overlap.script.Variant;

/** What has come of the rows of the catalogue, over all scripts and their variants. */
final class Conformance {

    /**
     * A line that was not as the script says.
     *
     * @param row empty when the line names none
     */
    record Failure(String row, Path script, Variant variant, Check check) {

        /** Where: file, line and variant. */
        String place() {
            return script + ":" + check.line() + (variant.words().isEmpty() ? "" : " (" + variant + ")");
        }
    }

    private static final Comparator<String> BY_SOURCE_AND_NUMBER = Comparator.comparing(Conformance::source).thenComparing(Conformance::number)
            .thenComparing(Comparator.naturalOrder());

    private final SortedMap<String, Verdict> rows = new TreeMap<>(BY_SOURCE_AND_NUMBER);
    private final List<Failure> failures = new ArrayList<>();

    /** Takes the lines of one script into account, as one variant of it went. */
    void add(Path script, Variant variant, List<Check> checks) {
        for (Check check : checks) {
            check.rows().forEach(row -> rows.merge(row, check.verdict(), Conformance::worse));
            if (check.hasFailed()) {
                List<String> named = check.rows().isEmpty() ? List.of("") : check.rows();
                named.forEach(row -> failures.add(new Failure(row, script, variant, check)));
            }
        }
    }

    /** A failure anywhere is a failure; a row that was looked at somewhere has been looked at. */
    private static Verdict worse(Verdict one, Verdict other) {
        if (one == Verdict.FAILED || other == Verdict.FAILED) {
            return Verdict.FAILED;
        }
        return one == Verdict.PASSED ? one : other;
    }

    /** Each row and what has come of it, by source and number. */
    SortedMap<String, Verdict> rows() {
        return rows;
    }

    /** All that failed, once for each row of its line, in the order of the scripts. */
    List<Failure> failures() {
        return failures;
    }

    /** Where rows come from, the letters that they begin with. */
    List<String> sources() {
        return rows.keySet().stream().map(Conformance::source).distinct().toList();
    }

    /** How many rows of a source, or of all where that is empty, came out so. */
    long count(String source, Verdict verdict) {
        return rows.entrySet().stream().filter(row -> row.getValue() == verdict && (source.isEmpty() || source(row.getKey()).equals(source))).count();
    }

    static String source(String row) {
        return row.replaceFirst("\\d.*", "");
    }

    private static int number(String row) {
        return Integer.parseInt(row.replaceAll("\\D", ""));
    }
}
