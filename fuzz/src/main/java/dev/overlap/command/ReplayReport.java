package dev.overlap.command;

import java.util.List;

import dev.overlap.explore.TraceReplayer.Outcome;
import picocli.CommandLine.Help.Ansi.Style;

/** What {@code replay} tells a person: a line for each entry, its timeline if wanted, and what they all came to. */
final class ReplayReport {

    private static final List<String> OUTCOMES = List.of("reproduced", "moved", "clean", "stale", "broken");
    private static final int WIDEST = "reproduced".length();

    private final Terminal terminal;
    private final boolean timelines;

    ReplayReport(Terminal terminal, boolean timelines) {
        this.terminal = terminal;
        this.timelines = timelines;
    }

    void print(Entry entry) {
        switch (entry) {
            case Entry.Played played -> printPlayed(played);
            case Entry.Broken broken -> printBroken(broken);
        }
    }

    private void printPlayed(Entry.Played played) {
        String word = terminal.strong(played.outcome(), played.isAsExpected() ? Style.fg_green : played.isFailure() ? Style.fg_red : Style.fg_yellow);
        terminal.out().println(word + " ".repeat(WIDEST - played.outcome().length()) + "  " + played.file() + "  " + detail(played));
        if (timelines) {
            terminal.out().println();
            terminal.out().print(played.result().timeline());
            terminal.out().println();
        }
    }

    /** An entry that is no trace is an error, and so told on stderr. */
    void printBroken(Entry.Broken broken) {
        terminal.complain("overlap replay: broken: " + broken.file() + ": " + broken.reason());
    }

    private static String detail(Entry.Played played) {
        String divergence = played.result().divergence();
        String where = divergence == null ? "" : " (the code has moved on: " + divergence + ")";
        if (played.isAsExpected() && played.result().outcome() != Outcome.MOVED) {
            return played.actual();
        } else if (played.isAsExpected()) {
            return played.actual() + where;
        }
        return (played.isFailure() ? "" : "warning: ") + "expected " + played.expected() + ", was " + played.actual() + where;
    }

    /**
     * What all came to; says nothing when the line of a single entry has said it.
     *
     * @param times how often each was replayed
     * @param interrupted whether these are only the first ones, and the last of them perhaps not replayed so often
     */
    void printSum(List<Entry> entries, int times, boolean interrupted) {
        if (entries.size() == 1 && times == 1 && !interrupted) {
            return;
        }
        StringBuilder line = new StringBuilder(Figures.count(entries.size(), "entry", "entries"));
        for (String outcome : OUTCOMES) {
            long count = ReplayCommand.count(entries, outcome);
            if (count > 0) {
                line.append(terminal.separator()).append(Figures.exact(count)).append(' ').append(outcome);
            }
        }
        if (times > 1 && !interrupted) {
            line.append(terminal.separator()).append("each replayed ").append(Figures.exact(times)).append(" times, all identical");
        }
        long unexpected = entries.stream().filter(entry -> !entry.isAsExpected()).count();
        if (!interrupted || unexpected > 0) {
            line.append(terminal.separator()).append(Figures.asExpected(entries.size(), unexpected, "replay"));
        }
        if (interrupted) {
            line.append(terminal.separator()).append("interrupted");
        }
        terminal.out().println(line);
    }
}
