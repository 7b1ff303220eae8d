package dev.overlap.command;

import dev.overlap.script.Check.Verdict;
import picocli.CommandLine.Help.Ansi.Style;

/** What {@code conform} tells a person: what failed, and a table of the rows by source. */
final class ConformReport {

    private static final String COLUMNS = "%-8s%8s%8s%8s%16s";

    private final Terminal terminal;

    ConformReport(Terminal terminal) {
        this.terminal = terminal;
    }

    void print(Conformance conformance, int scripts, String profile) {
        conformance.failures().forEach(this::print);
        terminal.out().println(String.format(COLUMNS, "source", "rows", "passed", "failed", "not applicable"));
        conformance.sources().forEach(source -> row(conformance, source, source));
        row(conformance, "all", "");
        terminal.out().println();
        long failed = conformance.count("", Verdict.FAILED);
        String outcome =
                conformance.failures().isEmpty() ? "all as Windows does" : failed == 0 ? "lines without a row failed" : Figures.count(failed, "row failed",
                        "rows failed");
        terminal.out().println(Figures.count(scripts, "script", "scripts") + terminal.separator() + "sim as " + profile + terminal.separator() + outcome);
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
        long passed = conformance.count(source, Verdict.PASSED);
        long failed = conformance.count(source, Verdict.FAILED);
        long notApplicable = conformance.count(source, Verdict.NOT_APPLICABLE);
        terminal.out().println(String.format(COLUMNS, title, passed + failed + notApplicable, passed, failed, notApplicable));
    }
}
