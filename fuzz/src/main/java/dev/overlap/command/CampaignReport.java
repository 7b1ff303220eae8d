package dev.overlap.command;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

import dev.overlap.campaign.CampaignOptions;
import dev.overlap.campaign.Outcome;
import dev.overlap.report.Claim;
import dev.overlap.report.Defect;
import dev.overlap.report.Executed;
import dev.overlap.report.Summary;
import picocli.CommandLine.Help.Ansi.Style;

/** What {@code campaign} tells a person: what was found, what ran, and what that says of each claim. */
final class CampaignReport {

    private static final int FEW_MARKS = 8;

    private final Terminal terminal;
    private final PrintStream out;

    CampaignReport(Terminal terminal) {
        this.terminal = terminal;
        this.out = terminal.out();
    }

    /** The seed and all that is needed to run the same again. */
    static String firstLine(CampaignOptions options) {
        return "SEED=" + options.seed() + " campaign=" + options.folder() + " shard=" + options.shard() + "/" + options.shards() + " engines="
                + String.join(",", options.engines()) + " scenarios=" + options.scenarios().size() + " readers=" + options.subjects().size() + " threads="
                + options.threads() + " learning=" + (options.learning() ? "yes" : "no");
    }

    void print(Outcome outcome, Path folder) {
        print(outcome.summary(), folder);
    }

    void print(Summary summary, Path folder) {
        String separator = terminal.separator();
        summary.findings().forEach(defect -> print(defect, folder));
        if (!summary.findings().isEmpty()) {
            out.println();
        }
        printExecuted(summary);
        printMarks(summary.marksNeverReached(), summary.marks().size());
        for (Claim claim : summary.claims()) {
            Style colour = claim.verdict() == Claim.Verdict.HELD ? Style.fg_green : claim.verdict() == Claim.Verdict.REFUTED ? Style.fg_red : Style.fg_yellow;
            out.println("  claim " + claim.number() + "  " + terminal.strong(claim.verdict().words(), colour) + "  " + claim.claim());
        }
        String found = Figures.count(summary.findings().size(), "finding", "findings");
        long fresh = summary.findings().stream().filter(defect -> !defect.known()).count();
        StringBuilder line = new StringBuilder(terminal.strong(found, summary.findings().isEmpty() ? Style.fg_green : Style.fg_red));
        if (!summary.findings().isEmpty()) {
            line.append(", ").append(Figures.exact(fresh)).append(" new");
        }
        line.append(" in ").append(Figures.rough(summary.executions())).append(" executions").append(separator)
                .append(summary.canaries().words());
        if (summary.interrupted()) {
            line.append(separator).append("interrupted");
        }
        out.println(line);
        out.println("  report  " + Checkout.nearby(folder.resolve("report.html")));
    }

    private void print(Defect defect, Path folder) {
        out.println();
        out.println(terminal.strong(defect.kind(), Style.fg_red) + "  " + defect.message() + (defect.known() ? "  (known)" : ""));
        out.println("  " + defect.scenario() + (defect.reader().isEmpty() ? "" : " with " + defect.reader()) + ", by " + defect.engine());
        if (!defect.frames().isEmpty()) {
            out.println("  at " + defect.frames().getFirst());
        }
        if (defect.trace() != null) {
            Path file = Checkout.nearby(folder.resolve(defect.trace()));
            out.println("  replay  " + Checkout.command() + (defect.comesOfAnInput() ? " fuzz " + defect.target() + " --input " : " replay ")
                    + Checkout.quoted(file));
        }
    }

    private void printExecuted(Summary summary) {
        Map<String, long[]> engines = new TreeMap<>();
        for (Executed each : summary.executed()) {
            long[] sum = engines.computeIfAbsent(each.engine(), engine -> new long[3]);
            sum[0] += each.executions();
            sum[1] += Math.round(each.seconds() * 1e3);
            sum[2] += each.newEntries();
        }
        engines.forEach((engine, sum) -> out.println("  " + engine + "  " + Figures.exact(sum[0]) + " executions, "
                + String.format(Locale.ROOT, "%.0f", sum[1] / 1e3) + " s of CPU" + (sum[2] == 0 ? "" : ", " + Figures.exact(sum[2]) + " new entries")));
    }

    private void printMarks(List<String> never, int all) {
        if (!never.isEmpty()) {
            out.println("  coverage marks never reached: " + (never.size() > FEW_MARKS ? never.size() + " of " + all : String.join(", ", never)));
        }
    }
}
