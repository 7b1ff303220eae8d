package dev.overlap.command;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import dev.overlap.command.TargetFuzzing.Thrown;
import dev.overlap.explore.TraceReplayer;
import dev.overlap.explore.TraceReplayer.Result;
import dev.overlap.finding.Finding;
import dev.overlap.finding.HarnessError;
import dev.overlap.report.ExitCode;
import dev.overlap.schedule.Bench;
import dev.overlap.target.FuzzTarget;
import dev.overlap.trace.Trace;
import dev.overlap.trace.TraceFormat;
import dev.overlap.trace.TraceSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Ansi.Style;

/** What {@code fuzz} prints, for a person or as JSON. */
final class FuzzReport {

    private final Terminal terminal;
    private final @Nullable String reader;
    private final boolean json;

    /**
     * Makes a report.
     *
     * @param reader the reader that was chosen, or null
     */
    FuzzReport(Terminal terminal, @Nullable String reader, boolean json) {
        this.terminal = terminal;
        this.reader = reader;
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
        (json ? terminal.err() : terminal.out())
                .println("SEED=" + seed.value() + " target=" + target.name() + (reader == null ? "" : " reader=" + reader) + " corpus=" + corpus);
    }

    void end(FuzzTarget target, Seed seed, TargetFuzzing.Result result, long nanos, int exitCode) {
        Thrown thrown = result.thrown();
        double rate = result.nanos() == 0 ? 0 : result.executions() * 1e9 / result.nanos();
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
        List<Thrown> findings = results.stream().filter(Thrown::isFinding).toList();
        if (json) {
            Json.Head head = new Json.Head("fuzz", null, nanos, exitCode, findings.stream().map(thrown -> found(target, thrown)).toList());
            Json.print(terminal, new Json.Fuzzed(head, target.name(), results.size(), Math.round(results.size() * 1e9 / nanos), results.size()));
            return;
        }
        findings.forEach(thrown -> print(target, thrown));
        terminal.out().println(Figures.count(results.size(), "input", "inputs") + terminal.separator() + Figures.count(findings.size(), "finding", "findings"));
    }

    private void print(FuzzTarget target, Thrown thrown) {
        Shown shown = shown(thrown);
        PrintStream out = terminal.out();
        out.println(terminal.strong(shown == null ? "found" : shown.finding().kind().name(), Style.fg_red) + "  "
                + (shown == null ? thrown.what() : shown.finding().message()));
        if (shown == null) {
            thrown.frames().forEach(frame -> out.println("  at " + frame));
        } else {
            out.println("  " + shown.trace().scenario() + " with " + shown.trace().reader());
            out.println();
            shown.trace().program().forEach(line -> out.println("  " + line));
            if (!shown.trace().program().isEmpty()) {
                out.println();
            }
            out.print(shown.timeline());
            out.println();
            Path file = Checkout.nearby(shown.file());
            out.println("  trace   " + file + "  (" + Figures.count(shown.trace().entries().size(), "choice", "choices") + ")");
            out.println("  replay  " + Checkout.command() + " replay " + Checkout.quoted(file));
        }
        Path input = Checkout.nearby(thrown.input());
        out.println("  input   " + input);
        out.println("  again   " + Checkout.command() + " fuzz " + target.name() + (reader == null ? "" : " --reader " + reader) + " --input "
                + Checkout.quoted(input));
        out.println();
        if (!thrown.unwritten().isEmpty()) {
            terminal.complain("overlap fuzz: " + thrown.unwritten() + "; what was found stays in " + thrown.input().getParent());
        }
    }

    private Json.Found found(FuzzTarget target, Thrown thrown) {
        Shown shown = shown(thrown);
        if (shown != null) {
            return new Json.Found(shown.finding().kind().name(), shown.trace().scenario(), shown.trace().reader(), shown.finding().message(),
                    shown.file().toString(), thrown.input().toString());
        }
        String type = thrown.what().split("[:,]", 2)[0];
        return new Json.Found(type, target.name(), reader == null ? "" : reader, thrown.what(), thrown.input().toString());
    }

    /** A finding as its trace shows it here, in this JVM. */
    private record Shown(Path file, Trace trace, Finding finding, String timeline) {
    }

    private @Nullable Shown shown(Thrown thrown) {
        Path file = thrown.trace();
        if (file == null) {
            return null;
        }
        try {
            Trace trace = TraceFormat.parse(Files.readString(file));
            Result replayed = new TraceReplayer(Bench.bestEngine(), terminal.ascii(), terminal.timelineColumns()).replay(trace);
            Finding finding = replayed.finding();
            if (finding == null || !replayed.isAsExpected(trace)) {
                throw new HarnessError(file + " does not repeat itself: expected " + trace.expect() + ", was " + finding);
            }
            return new Shown(file, trace, finding, replayed.timeline());
        } catch (IOException | TraceSyntaxException e) {
            throw new HarnessError("cannot read what was written just now: " + file, e);
        }
    }
}
