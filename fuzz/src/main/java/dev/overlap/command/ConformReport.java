package dev.overlap.command;

import java.util.Locale;

import dev.overlap.command.Conformance.Outcome;
import picocli.CommandLine.Help.Ansi.Style;

/** What {@code conform} tells a person: what failed, and a table of the rows by source. */
final class ConformReport {

    private static final String COLUMNS = "%-8s%6s%8s%8s%18s%16s";

    private final Terminal terminal;

    ConformReport(Terminal terminal) {
        this.terminal = terminal;
    }

    /**
     * Prints all.
     *
     * @param interrupted whether only so many scripts as were played count
     */
    void print(ConformRun run, Catalogue catalogue, boolean interrupted) {
        Conformance conformance = run.conformance();
        conformance.failures().forEach(this::print);
        terminal.out().println(String.format(Locale.ROOT, COLUMNS, "source", "rows", "passed", "failed", "known difference", "not applicable"));
        conformance.sources().forEach(source -> row(conformance, source, source));
        row(conformance, "all", "");
        terminal.out().println();
        run.notPlayed().forEach((script, reason) -> terminal.out().println("not played  " + script + ": " + reason));
        if (!run.notPlayed().isEmpty()) {
            terminal.out().println();
        }
        if (!catalogue.rows().isEmpty()) {
            terminal.out().println(Figures.count(catalogue.rows().size(), "row", "rows") + " in the catalogue" + terminal.separator()
                    + conformance.count("", Outcome.PASSED) + " passed" + terminal.separator() + catalogue.leftOut().size() + " left out: "
                    + String.join(", ", catalogue.leftOut().keySet()));
        }
        long failed = conformance.count("", Outcome.FAILED);
        String outcome =
                conformance.failures().isEmpty() ? "all as Windows does" : failed == 0 ? "lines without a row failed" : Figures.count(failed, "row failed",
                        "rows failed");
        if (conformance.failures().isEmpty() && conformance.count("", Outcome.KNOWN_DIFFERENCE) > 0) {
            outcome = "all as Windows does, but for what is known";
        }
        if (interrupted) {
            outcome = conformance.failures().isEmpty() ? "interrupted" : outcome + terminal.separator() + "interrupted";
        }
        terminal.out().println(Figures.count(run.played(), "script", "scripts") + terminal.separator() + run.who() + terminal.separator() + outcome);
    }

    private void print(Conformance.Failure failure) {
        String row = failure.row().isEmpty() ? "no row" : failure.row();
        terminal.out().println(terminal.strong("failed", Style.fg_red) + "  " + row + "  " + failure.place());
        terminal.out().println("        call      " + failure.check().call());
        terminal.out().println("        expected  " + failure.check().expected());
        terminal.out().println("        actual    " + failure.check().actual());
        terminal.out().println();
    }

    private void row(Conformance conformance, String title, String source) {
        long passed = conformance.count(source, Outcome.PASSED);
        long failed = conformance.count(source, Outcome.FAILED);
        long notApplicable = conformance.count(source, Outcome.NOT_APPLICABLE);
        long known = conformance.count(source, Outcome.KNOWN_DIFFERENCE);
        terminal.out().println(String.format(Locale.ROOT, COLUMNS, title, passed + failed + known + notApplicable, passed, failed, known, notApplicable));
    }
}
