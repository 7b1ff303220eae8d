package dev.overlap.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/**
 * What GitHub shows of a run: annotations, which are lines on stdout of a step, and the summary of a job, which is Markdown in the file that
 * {@code $GITHUB_STEP_SUMMARY} names.
 *
 * <p>GitHub keeps ten annotations of each level from one step, and a summary of 1 MiB.
 */
public final class GitHub {

    private static final int ANNOTATIONS = 10;
    private static final int MESSAGE = 1_000;
    private static final int LONGEST = 300;
    private static final int SUMMARY_CHARACTERS = 300_000;
    private static final int TIMELINES = 20;

    private GitHub() {
    }

    // ---------------------------------------------------------------- annotations

    /** Lines for stdout: an error for each finding, the new ones first, as long as there is room for them, and a notice of those for which there is none. */
    public static List<String> annotations(Summary summary, Sources sources) {
        List<String> lines = new ArrayList<>();
        List<Defect> findings = new ArrayList<>(summary.findings());
        findings.sort(Comparator.comparing(Defect::known));
        for (Defect defect : findings.subList(0, Math.min(findings.size(), ANNOTATIONS))) {
            Frame place = defect.place();
            String file = place == null ? null : sources.file(place);
            String where = file == null || place == null ? "" : "file=" + property(file) + (place.line() > 0 ? ",line=" + place.line() : "") + ",";
            lines.add("::error " + where + "title=" + property(Plain.line(defect.kind() + " in " + defect.scenario(), LONGEST)) + "::"
                    + data(Plain.line(defect.message() + (defect.trace() == null ? "" : ", repeated by " + defect.trace()), MESSAGE)));
        }
        if (findings.size() > ANNOTATIONS) {
            lines.add("::notice title=Overlap::" + data((findings.size() - ANNOTATIONS) + " more findings are in the summary of the job"));
        }
        for (String missed : summary.canaries().missed().stream().limit(ANNOTATIONS).toList()) {
            lines.add("::warning title=Canary missed::" + data(Plain.line(missed, LONGEST)));
        }
        return lines;
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }

    // ---------------------------------------------------------------- the summary of a job

    /** Markdown for the summary of a job, with a line feed at its end; below GitHub's limit whatever was found. */
    public static String stepSummary(Summary summary) {
        StringBuilder text = new StringBuilder("## Overlap: ");
        text.append(summary.findings().isEmpty() ? "no finding" : count(summary.findings().size(), "finding")).append(" in ")
                .append(number(summary.executions())).append(" executions\n\n");
        List<String> facts = new ArrayList<>();
        facts.add(summary.canaries().words());
        facts.add("seed " + (summary.seed() == null ? "several" : summary.seed().toString()));
        facts.add(String.format(Locale.ROOT, "%,.0f s", summary.seconds()));
        facts.add(summary.marksNeverReached().size() + " of " + summary.marks().size() + " coverage marks never reached");
        if (summary.interrupted()) {
            facts.add("interrupted");
        }
        text.append(String.join(" \u00b7 ", facts)).append("\n\n");
        summary.canaries().missed().forEach(missed -> text.append("**Canary missed: ").append(Plain.markdown(missed, LONGEST))
                .append("**, so what was not found means nothing.\n\n"));
        findings(text, summary.findings());
        claims(text, summary.claims());
        table(text, "What ran", List.of("engine", "target", "executions", "seconds", "new entries"), summary.executed().stream().map(each -> List.of(
                each.engine(), each.target(), number(each.executions()), String.format(Locale.ROOT, "%,.1f", each.seconds()), Integer.toString(
                        each.newEntries())))
                .toList());
        news(text, summary.news());
        List<String> never = summary.marksNeverReached();
        if (!never.isEmpty()) {
            text.append("### Coverage marks never reached\n\n");
            never.forEach(mark -> text.append("- ").append(Plain.markdown(mark, LONGEST)).append('\n'));
            text.append('\n');
        }
        return text.toString();
    }

    private static void findings(StringBuilder text, List<Defect> findings) {
        int told = 0;
        for (Defect defect : findings) {
            if (text.length() > SUMMARY_CHARACTERS) {
                text.append("And ").append(findings.size() - told).append(" more, which are in the report.\n\n");
                return;
            }
            text.append("### ").append(Plain.markdown(defect.kind(), LONGEST)).append(defect.known() ? "" : " (new)").append("\n\n")
                    .append(Plain.markdown(defect.message(), LONGEST)).append("\n\n").append("in ").append(Plain.markdown(defect.scenario(), LONGEST));
            if (!defect.reader().isEmpty()) {
                text.append(" with ").append(Plain.markdown(defect.reader(), LONGEST));
            }
            Frame place = defect.place();
            if (place != null) {
                text.append(", at ").append(Plain.markdown(place.toString(), LONGEST));
            }
            if (defect.trace() != null) {
                text.append("; repeated by ").append(Plain.markdown(defect.trace(), LONGEST));
            }
            text.append("\n\n");
            if (told < TIMELINES && !defect.steps().isEmpty()) {
                text.append("<details><summary>Timeline</summary>\n\n").append(Plain.codeBlock(shorter(TimelineText.of(defect)))).append("\n</details>\n\n");
            }
            told++;
        }
    }

    private static String shorter(String timeline) {
        int longest = SUMMARY_CHARACTERS / TIMELINES / 2;
        return timeline.length() <= longest ? timeline : "...\n" + timeline.substring(timeline.length() - longest);
    }

    private static void claims(StringBuilder text, List<Claim> claims) {
        table(text, "Claims", List.of("", "claim", "verdict", "executions", "oracles", "marks reached", "trace"), claims.stream().map(claim -> List.of(
                Integer.toString(claim.number()), claim.claim(), claim.verdict().words(), number(claim.executions()), String.join(", ", claim.oracles()),
                Integer.toString(claim.marks().size()), claim.trace() == null ? "" : claim.trace())).toList());
    }

    private static void news(StringBuilder text, News news) {
        if (news.since() == null) {
            return;
        }
        text.append("### New since ").append(Plain.markdown(news.since(), LONGEST)).append("\n\n- ").append(count(news.findings().size(), "finding")).append(
                "\n- ").append(count(news.traces().size(), "trace")).append(", ").append(count(news.inputs(), "input")).append("\n- ").append(
                        count(news.marks().size(), "coverage mark"))
                .append(news.marks().isEmpty() ? "" : ": " + Plain.markdown(String.join(", ", news.marks()),
                        MESSAGE))
                .append("\n\n");
    }

    private static void table(StringBuilder text, String title, List<String> columns, List<List<String>> rows) {
        if (rows.isEmpty()) {
            return;
        }
        text.append("### ").append(title).append("\n\n| ").append(String.join(" | ", columns)).append(" |\n|").append(" --- |".repeat(columns.size()))
                .append('\n');
        for (List<String> row : rows) {
            row.forEach(cell -> text.append("| ").append(Plain.markdown(cell, LONGEST)).append(' '));
            text.append("|\n");
        }
        text.append('\n');
    }

    private static String count(int count, String noun) {
        return number(count) + ' ' + noun + (count == 1 ? "" : "s");
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
