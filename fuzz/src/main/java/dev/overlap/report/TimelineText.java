package dev.overlap.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The timeline of a finding in lines of text, a step each, for places that are too narrow for columns. */
final class TimelineText {

    /** So many lines on each side of what is left out. */
    private static final int MOST = 400;

    private TimelineText() {
    }

    static String of(Defect defect) {
        List<Step> steps = defect.steps();
        int widest = defect.columns().stream().mapToInt(String::length).max().orElse(0);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            lines.add((i == defect.decisive() ? "> " : "  ") + String.format(Locale.ROOT, "%5d  ", step.step()) + step.column()
                    + " ".repeat(Math.max(0, widest - step.column().length())) + "  " + step.text());
            if (step.repeatedRows() > 0) {
                lines.add(" ".repeat(widest + 11) + "... " + repetition(step));
            }
        }
        if (lines.size() > 2 * MOST) {
            List<String> shorter = new ArrayList<>(lines.subList(0, MOST));
            shorter.add("         ... " + (lines.size() - 2 * MOST) + " lines left out ...");
            shorter.addAll(lines.subList(lines.size() - MOST, lines.size()));
            lines = shorter;
        }
        return lines.isEmpty() ? "" : String.join("\n", lines) + '\n';
    }

    /** "the same 3 rows 1,200 times more". */
    static String repetition(Step step) {
        return (step.repeatedRows() == 1 ? "the same" : "the same " + step.repeatedRows() + " rows") + ' '
                + String.format(Locale.ROOT, "%,d", step.repeatedTimes()) + " times more";
    }
}
