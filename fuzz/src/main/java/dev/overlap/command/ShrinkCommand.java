package dev.overlap.command;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;

import dev.overlap.explore.FindingStore;
import dev.overlap.explore.TraceReplayer;
import dev.overlap.explore.TraceReplayer.Result;
import dev.overlap.report.ExitCode;
import dev.overlap.schedule.Bench;
import dev.overlap.trace.Trace;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code overlap shrink}: makes a recorded execution plainer. */
@Command(name = "shrink", sortOptions = false, header = {"Make a recorded execution plainer: fewer choices, the same finding.", ""}, description = {"",
    "Findings of explore have been shrunk already; this is for traces that were written by hand, come from elsewhere, or whose code has moved on.",
    ""}, footer = {"", "Examples:", "  overlap shrink findings/some.trace", "  overlap shrink findings/some.trace --out plainer.trace"}) final class ShrinkCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", description = "A trace that shows a finding.")
    private Path file = Path.of("");

    @Option(names = "--out", paramLabel = "FILE", description = "Where to write the result, whole or not at all. Default: in place; comments are not kept.")
    private @Nullable Path out;

    @Mixin
    private OwnClasspath classpath = new OwnClasspath();

    @Option(names = "--engine", paramLabel = "ENGINE", completionCandidates = Candidates.OfEngine.class,
            description = "How tasks are run: continuations (fast) or threads; results do not depend on it.") private Bench.@Nullable Engine engine;

    @Option(names = "--json", description = "Print one JSON object and nothing else.")
    private boolean json;

    ShrinkCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        long begin = System.nanoTime();
        Trace trace = TraceFile.read(file, classpath.repertoire()).trace();
        if (out != null) {
            Folders.spare("--out", out, List.of(file));
        }
        if (trace.expect() == null) {
            throw new BadInput(file, "expects no finding, so there is nothing to shrink");
        }
        Trace shrunk = shrink(trace).trace();
        Path target = out == null ? file : out;
        boolean written = out != null || !shrunk.equals(trace);
        if (written) {
            write(target, shrunk);
        }
        int before = trace.entries().size();
        int after = shrunk.entries().size();
        if (json) {
            Json.Head head = new Json.Head("shrink", null, System.nanoTime() - begin, ExitCode.NOTHING_FOUND, List.of());
            Json.print(terminal, new Json.Shrunk(head, new Json.Choices(before, after)));
        } else {
            terminal.out().println(Figures.count(before, "choice", "choices") + " before, " + Figures.exact(after) + " after: "
                    + (written ? "written to " + target : target + " stays as it is"));
        }
        return ExitCode.NOTHING_FOUND;
    }

    private Result shrink(Trace trace) {
        try {
            return new TraceReplayer(Engines.orBest(engine, terminal), terminal.ascii()).shrink(trace, classpath.repertoire());
        } catch (IllegalArgumentException e) {
            throw new BadInput(file, e.getMessage());
        }
    }

    private static void write(Path target, Trace trace) {
        try {
            FindingStore.write(target, trace);
        } catch (UncheckedIOException e) {
            throw BadInput.cannot("write", target, e);
        }
    }
}
