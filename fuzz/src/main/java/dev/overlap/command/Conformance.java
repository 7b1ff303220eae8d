package dev.overlap.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

import dev.overlap.script.Check;
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

    /** What has come of a row, the worst first. */
    enum Outcome {
        FAILED,
        /** It failed, and is known to: not a defect of this kernel's model. */
        KNOWN_DIFFERENCE, PASSED,
        /** None of its lines counts for this kernel. */
        NOT_APPLICABLE
    }

    private static final Comparator<String> BY_SOURCE_AND_NUMBER = Comparator.comparing(Conformance::source).thenComparing(Conformance::number)
            .thenComparing(Comparator.naturalOrder());

    private final SortedMap<String, Outcome> rows = new TreeMap<>(BY_SOURCE_AND_NUMBER);
    private final List<Failure> failures = new ArrayList<>();
    private final KnownDifferences known;

    /**
     * Nothing has been played.
     *
     * @param known what this kernel is known to do otherwise
     */
    Conformance(KnownDifferences known) {
        this.known = known;
    }

    /** Takes the lines of one script into account, as one variant of it went. */
    void add(Path script, Variant variant, List<Check> checks) {
        for (Check check : checks) {
            boolean excused = known.isKnown(check);
            check.rows().forEach(row -> rows.merge(row, outcome(row, check, excused), Conformance::worse));
            if (check.hasFailed() && !excused) {
                List<String> named = check.rows().isEmpty() ? List.of("") : check.rows();
                named.forEach(row -> failures.add(new Failure(row, script, variant, check)));
            }
        }
    }

    /** A line that stands for a row which is known to fail says nothing of the other rows that it stands for. */
    private Outcome outcome(String row, Check check, boolean excused) {
        return switch (check.verdict()) {
            case PASSED -> Outcome.PASSED;
            case NOT_APPLICABLE -> Outcome.NOT_APPLICABLE;
            case FAILED -> known.isKnown(row) || known.isNamed(check) ? Outcome.KNOWN_DIFFERENCE : excused ? Outcome.NOT_APPLICABLE : Outcome.FAILED;
        };
    }

    /** A failure anywhere is a failure; a row that was looked at somewhere has been looked at. */
    private static Outcome worse(Outcome one, Outcome other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** Each row and what has come of it, by source and number. */
    SortedMap<String, Outcome> rows() {
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
    long count(String source, Outcome verdict) {
        return rows.entrySet().stream().filter(row -> row.getValue() == verdict && (source.isEmpty() || source(row.getKey()).equals(source))).count();
    }

    static String source(String row) {
        return row.replaceFirst("\\d.*", "");
    }

    private static int number(String row) {
        return Integer.parseInt(row.replaceAll("\\D", ""));
    }
}
