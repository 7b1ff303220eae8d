package dev.overlap.command;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import dev.overlap.explore.FaultCoverage.Failure;
import dev.overlap.win32.Win32Error;
import picocli.CommandLine.Help.Ansi.Style;

/** The fault coverage for a person: a row for each call site, with how often each error was survived there. */
final class FaultTable {

    /** What was survived less often is marked. */
    static final int ENOUGH = 100;

    private final Terminal terminal;
    private final PrintStream out;

    FaultTable(Terminal terminal) {
        this.terminal = terminal;
        this.out = terminal.out();
    }

    void print(List<Failure> failures) {
        out.println();
        if (failures.isEmpty()) {
            out.println("fault coverage: no reader was opened in a scenario in which calls fail");
            return;
        }
        Map<String, List<Failure>> rows = new LinkedHashMap<>();
        failures.forEach(failure -> rows.computeIfAbsent(failure.site() + "  " + failure.call().function(), any -> new ArrayList<>()).add(failure));
        long few = failures.stream().filter(failure -> failure.survived() < ENOUGH).count();
        out.println("fault coverage: " + Figures.count(rows.size(), "call site", "call sites") + ", " + Figures.count(failures.size(), "failure", "failures")
                + (few == 0 ? ", each survived at least " + ENOUGH + " times"
                        : ", " + terminal.strong(Figures.exact(few) + " of them survived fewer than " + ENOUGH + " times", Style.fg_red)));
        rows.forEach((site, row) -> {
            out.println("  " + site);
            for (Failure failure : row) {
                String count = String.format(Locale.ROOT, "%,12d", failure.survived());
                out.println("  " + (failure.survived() < ENOUGH ? terminal.strong(count, Style.fg_red) : count) + "  "
                        + Win32Error.name(failure.error()));
            }
        });
    }
}
