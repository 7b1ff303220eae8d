package dev.overlap.command;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import dev.overlap.explore.ExploreOptions;
import dev.overlap.explore.ExploreSummary;
import dev.overlap.explore.Reported;
import dev.overlap.finding.Kind;
import dev.overlap.report.CanaryTally;
import dev.overlap.trace.Trace;
import picocli.CommandLine.Help.Ansi.Style;

/** What {@code explore} tells a person: what was played, each finding, and what it all came to. */
final class ExploreReport {

    private static final int FEW_MARKS = 8;

    private final Terminal terminal;
    private final PrintStream out;
    private final ExploreOptions options;
    private final String classpath;

    /**
     * Makes a report.
     *
     * @param classpath what a replay needs on its command line to know the readers and scenarios, as words; empty when it needs nothing
     */
    ExploreReport(Terminal terminal, ExploreOptions options, String classpath) {
        this.terminal = terminal;
        this.out = terminal.out();
        this.options = options;
        this.classpath = classpath;
    }

    /** The seed and all that is needed to play the same again. */
    static String firstLine(ExploreOptions options) {
        return "SEED=" + options.seed() + " scenarios=" + options.scenarios().size() + " readers=" + options.subjects().size() + " strategies="
                + options.portfolio().name() + " threads=" + options.threads() + " windows=" + options.windows().number();
    }

    void print(ExploreSummary summary) {
        summary.findings().forEach(this::print);
        if (!summary.findings().isEmpty()) {
            out.println();
        }
        String separator = terminal.separator();
        String found = Figures.count(summary.findings().size(), "finding", "findings");
        StringBuilder line = new StringBuilder(terminal.strong(found, summary.findings().isEmpty() ? Style.fg_green : Style.fg_red));
        line.append(" in ").append(Figures.rough(summary.executions())).append(summary.executions() == 1 ? " execution" : " executions");
        line.append(separator).append(canaries(summary));
        line.append(separator).append(replays(summary));
        if (summary.interrupted()) {
            line.append(separator).append("interrupted");
        }
        out.println(line);
        if (!summary.interrupted()) {
            printMarks(summary.marks());
        }
    }

    private void print(Reported reported) {
        out.println();
        out.println(terminal.strong(reported.finding().kind().name(), Style.fg_red) + "  " + reported.finding().message());
        out.println(
                "  " + reported.trace().scenario() + " with " + reported.trace().reader() + ", execution " + Figures.exact(reported.execution()) + " of seed "
                        + options.seed() + ", by " + reported.strategy());
        if (reported.finding().kind() == Kind.NONDETERMINISM) {
            out.println("  A defect of Overlap itself: please report it, with the seed.");
        } else {
            out.println();
            reported.trace().program().forEach(line -> out.println("  " + line));
            if (!reported.trace().program().isEmpty()) {
                out.println();
            }
            out.print(reported.timeline());
            out.println();
            printFile(reported);
        }
    }

    private void printFile(Reported reported) {
        int choices = reported.trace().entries().size();
        String needs = Figures.count(choices, "choice", "choices") + ", needs " + Trace.needsInWords(reported.trace().needs());
        Path file = reported.file();
        if (file == null) {
            out.println("  (not stored; " + needs + ")");
        } else {
            Path nearby = Checkout.nearby(file);
            out.println("  trace   " + nearby + "  (" + needs + ")");
            out.println("  replay  " + Checkout.command() + " replay " + classpath + Checkout.quoted(nearby));
        }
    }

    private static String canaries(ExploreSummary summary) {
        return new CanaryTally(summary.canariesExpected(), summary.canaries().size(), List.of()).words();
    }

    private static String replays(ExploreSummary summary) {
        return Figures.exact(summary.replayed()) + " replayed, "
                + (summary.diverged() == 0 ? "all identical" : Figures.exact(summary.diverged()) + " WENT ANOTHER WAY");
    }

    private void printMarks(Map<String, Long> marks) {
        List<String> never = marks.entrySet().stream().filter(mark -> mark.getValue() == 0).map(Map.Entry::getKey).toList();
        if (never.isEmpty()) {
            return;
        }
        out.println(never.size() > FEW_MARKS ? never.size() + " of " + marks.size() + " coverage marks never reached"
                : "coverage marks never reached: " + String.join(", ", never));
    }
}
