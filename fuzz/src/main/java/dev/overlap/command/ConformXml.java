package dev.overlap.command;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import dev.overlap.command.Conformance.Outcome;
import dev.overlap.explore.WholeFile;
import dev.overlap.report.JUnitXml;
import dev.overlap.report.JUnitXml.Case;

/** Rows as JUnit's XML: a test case for each, and one more for failures that belong to no row. */
final class ConformXml {

    private ConformXml() {
    }

    /** Writes the file anew, and the folder that it is in where there is none. */
    static void write(Path file, Conformance conformance, long nanos) {
        List<Case> cases = new ArrayList<>();
        for (Map.Entry<String, Outcome> row : conformance.rows().entrySet()) {
            cases.add(of("conformance." + Conformance.source(row.getKey()), row.getKey(), row.getValue(), failuresOf(row.getKey(), conformance)));
        }
        List<Conformance.Failure> homeless = failuresOf("", conformance);
        if (!homeless.isEmpty()) {
            cases.add(of("conformance.none", "lines without a row", Outcome.FAILED, homeless));
        }
        try {
            WholeFile.write(file, JUnitXml.print("overlap conform", nanos / 1e9, Map.of(), cases));
        } catch (UncheckedIOException e) {
            throw BadInput.cannot("write", file, e);
        }
    }

    private static List<Conformance.Failure> failuresOf(String row, Conformance conformance) {
        return conformance.failures().stream().filter(failure -> failure.row().equals(row)).toList();
    }

    private static Case of(String group, String row, Outcome outcome, List<Conformance.Failure> failures) {
        return switch (outcome) {
            case PASSED -> Case.passed(group, row, 0);
            case NOT_APPLICABLE -> Case.skipped(group, row, "not applicable");
            case KNOWN_DIFFERENCE -> Case.skipped(group, row, "known difference");
            case FAILED -> Case.failed(group, row, text(failures.getFirst()), "ROW",
                    failures.stream().map(ConformXml::text).collect(Collectors.joining("\n")));
        };
    }

    private static String text(Conformance.Failure failure) {
        return failure.place() + ": " + failure.check().call() + ": expected " + failure.check().expected() + ", was " + failure.check().actual();
    }
}
