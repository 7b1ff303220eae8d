package dev.overlap.command;

import java.nio.file.Path;
import java.util.List;

import dev.overlap.command.TargetFuzzing.Result;
import dev.overlap.command.TargetFuzzing.Thrown;
import dev.overlap.target.FuzzTarget;
import picocli.CommandLine.Help.Ansi.Style;

/** What {@code fuzz} prints, for a person or as JSON. */
final class FuzzReport {

    private final Terminal terminal;
    private final boolean json;

    FuzzReport(Terminal terminal, boolean json) {
        this.terminal = terminal;
        this.json = json;
    }

    void list(List<FuzzTarget> targets, long nanos) {
        if (json) {
            Json.Head head = new Json.Head("fuzz", null, nanos, ExitCode.NOTHING_FOUND, List.of());
            Json.print(terminal, new Json.FuzzTargets(head, targets.stream().map(target -> new Json.Target(target.name(), target.what())).toList()));
            return;
        }
        int widest = targets.stream().mapToInt(target -> target.name().length()).max().orElse(0);
        targets.forEach(target -> terminal.out().println(target.name() + " ".repeat(widest - target.name().length()) + "  " + target.what()));
    }

    void begin(FuzzTarget target, Seed seed, Path corpus) {
        (json ? terminal.err() : terminal.out()).println("SEED=" + seed.value() + " target=" + target.name() + " corpus=" + corpus);
    }

    void end(FuzzTarget target, Seed seed, Result result, long nanos, int exitCode) {
        Thrown thrown = result.thrown();
        double rate = result.executions() * 1e9 / result.nanos();
        if (json) {
            Json.Head head = new Json.Head("fuzz", seed.value(), nanos, exitCode, thrown == null ? List.of() : List.of(found(target, thrown)));
            Json.print(terminal, new Json.Fuzzed(head, target.name(), result.executions(), Math.round(rate), result.entries()));
            return;
        }
        if (thrown != null) {
            print(target, thrown);
        }
        terminal.out()
                .println((thrown == null ? "no finding" : "1 finding") + " in " + Figures.rough(result.executions()) + " executions" + terminal.separator()
                        + Figures.rate(rate) + terminal.separator() + Figures.exact(result.edges()) + " edges" + terminal.separator()
                        + Figures.exact(result.entries()) + " in the corpus");
    }

    void replayed(FuzzTarget target, List<Thrown> results, long nanos, int exitCode) {
        List<Thrown> findings = results.stream().filter(result -> !result.what().isEmpty()).toList();
        if (json) {
            Json.Head head = new Json.Head("fuzz", null, nanos, exitCode, findings.stream().map(thrown -> found(target, thrown)).toList());
            Json.print(terminal, new Json.Fuzzed(head, target.name(), results.size(), Math.round(results.size() * 1e9 / nanos), results.size()));
            return;
        }
        findings.forEach(thrown -> print(target, thrown));
        terminal.out().println(Figures.count(results.size(), "input", "inputs") + terminal.separator() + Figures.count(findings.size(), "finding", "findings"));
    }

    private void print(FuzzTarget target, Thrown thrown) {
        terminal.out().println(terminal.strong("found", Style.fg_red) + "  " + thrown.what());
        thrown.frames().forEach(frame -> terminal.out().println("       at " + frame));
        terminal.out()
                .println("       again: " + Checkout.command() + " fuzz " + target.name() + " --input " + Checkout.quoted(Checkout.nearby(thrown.input())));
        terminal.out().println();
    }

    private static Json.Found found(FuzzTarget target, Thrown thrown) {
        String type = thrown.what().split("[:,]", 2)[0];
        return new Json.Found(type, target.name(), "", thrown.what(), thrown.input().toString());
    }
}
