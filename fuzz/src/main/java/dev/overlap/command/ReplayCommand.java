package dev.overlap.command;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

import dev.overlap.explore.TraceReplayer;
import dev.overlap.explore.TraceReplayer.Result;
import dev.overlap.explore.WholeFile;
import dev.overlap.finding.Finding;
import dev.overlap.finding.HarnessError;
import dev.overlap.report.ExitCode;
import dev.overlap.report.Page;
import dev.overlap.schedule.Bench;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code overlap replay}: repeats recorded executions and says what has become of them. */
@Command(name = "replay", sortOptions = false, header = {"Repeat recorded executions, and say what has become of them.", ""}, description = {"",
    "Each entry is @|bold reproduced|@ (the same choices, the same finding), @|bold moved|@ (the same finding by other choices: the code has moved on),"
            + " @|bold clean|@ (no finding), @|bold stale|@ (nobody can tell; a failure for canaries, and where it shows a finding, otherwise a warning) or"
            + " @|bold broken|@ (not a trace).",
    ""}, footer = {"", "Examples:", "  overlap replay", "  overlap replay findings/some.trace", "  overlap replay findings/some.trace --html some.html",
        "  overlap replay --times 1000 --engine threads corpus/traces",
        "  OVERLAP_JAVA_OPTS=-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=localhost:5005 overlap replay --debug findings/some.trace"}) final class ReplayCommand
                implements Callable<Integer> {

    private static final int MAX_TIMES = 1_000_000;

    private final Terminal terminal;
    private volatile boolean interrupted;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..*", paramLabel = "FILE|DIR", description = "Traces, and folders of them. Default: the whole corpus.")
    private @Nullable List<Path> places;

    @Option(names = "--corpus", paramLabel = "DIR", description = "Where the corpus is. Default: corpus/traces of the checkout that this command belongs to.")
    private @Nullable Path corpus;

    @Mixin
    private OwnClasspath classpath = new OwnClasspath();

    @Option(names = "--timeline", negatable = true, description = "Show what happens, a column for each task. Default: when one file is given.")
    private @Nullable Boolean timeline;

    @Option(names = "--debug", description = "For a debugger: each task is a thread of its own name, nothing is timed, and dev.overlap.explore.DecisiveStep"
            + ".reached is called where the finding shows.") private boolean debug;

    @Option(names = "--times", paramLabel = "COUNT", description = "Replay each entry so often; all results must be identical. Default: once.")
    private @Nullable Count times;

    @Option(names = "--engine", paramLabel = "ENGINE", completionCandidates = Candidates.OfEngine.class,
            description = "How tasks are run: continuations (fast) or threads; results do not depend on it.") private Bench.@Nullable Engine engine;

    @Option(names = "--html", paramLabel = "OUT", description = "Write what happens as a page for a browser, in one file. For one trace.")
    private @Nullable Path page;

    @Option(names = "--json", description = "Print one JSON object and nothing else.")
    private boolean json;

    ReplayCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        long begin = System.nanoTime();
        // First, so that what is wrong with it is not said of a trace.
        classpath.repertoire();
        TraceReplayer plain = new TraceReplayer(engine(), terminal.ascii(), terminal.timelineColumns());
        TraceReplayer replayer = page == null ? plain : plain.withFrames();
        List<Path> files = files();
        if (page != null && files.size() != 1) {
            throw new BadInput("--html: a page shows one trace, and " + files.size() + " are named: name one file");
        }
        if (page != null) {
            Folders.spare("--html", page, files);
        }
        boolean withTimelines = timeline == null ? files.size() == 1 && places != null : timeline;
        ReplayReport report = new ReplayReport(terminal, withTimelines);
        List<Entry> entries = new ArrayList<>();
        try (Interrupt interrupt = Interrupt.handledBy(() -> interrupted = true)) {
            if (debug) {
                terminal.err().println("debug: tasks are threads of their own names; put a breakpoint on dev.overlap.explore.DecisiveStep.reached."
                        + " A debugger is let in with OVERLAP_JAVA_OPTS=-agentlib:jdwp=transport=dt_socket,server=y,suspend=y,address=localhost:5005");
            }
            replay(files, replayer, report, entries);
        }
        if (page != null && !entries.isEmpty() && entries.getFirst() instanceof Entry.Played played) {
            write(page, played);
        }
        boolean failures = entries.stream().anyMatch(Entry::isFailure);
        boolean broken = entries.stream().anyMatch(entry -> entry instanceof Entry.Broken);
        int exitCode = ExitCode.of(false, interrupted, failures, broken);
        if (json) {
            Json.print(terminal, object(entries, System.nanoTime() - begin, exitCode));
        } else {
            report.printSum(entries, times(), interrupted);
        }
        if (interrupted) {
            terminal.err().println("overlap replay: interrupted");
        }
        return exitCode;
    }

    /** Replays one after the other, until Ctrl-C; each is printed when it is done. */
    private void replay(List<Path> files, TraceReplayer replayer, ReplayReport report, List<Entry> entries) {
        for (Path file : files) {
            if (interrupted) {
                return;
            }
            Entry entry = entry(file, replayer);
            entries.add(entry);
            if (!json) {
                report.print(entry);
            } else if (entry instanceof Entry.Broken broken) {
                report.printBroken(broken);
            }
        }
    }

    private Bench.Engine engine() {
        if (debug && engine == Bench.Engine.CONTINUATIONS) {
            throw new BadInput("--debug runs tasks on threads, which a debugger can show: leave out --engine continuations");
        }
        return debug ? Bench.Engine.THREADS : Engines.orBest(engine, terminal);
    }

    private int times() {
        return times == null ? 1 : (int) times.upTo(MAX_TIMES, "--times");
    }

    private List<Path> files() {
        times();
        if (places != null && spec.commandLine().getParseResult().hasMatchedOption("--corpus")) {
            throw new BadInput("--corpus names what is replayed when no file is given: leave one of them out");
        }
        Set<Path> files = new LinkedHashSet<>();
        for (Path place : places == null ? List.of(corpus()) : places) {
            files.addAll(TraceFile.find(place));
        }
        return List.copyOf(files);
    }

    private Path corpus() {
        if (corpus == null) {
            Path traces = Checkout.traces();
            if (traces == null) {
                throw new BadInput("no corpus here: name a trace, or a folder of traces with --corpus");
            }
            return Checkout.nearby(traces);
        }
        if (!Files.isDirectory(corpus)) {
            throw new BadInput("--corpus: " + corpus + " is not a directory");
        }
        Path traces = corpus.resolve("traces");
        return Files.isDirectory(traces) ? traces : corpus;
    }

    private Entry entry(Path path, TraceReplayer replayer) {
        try {
            TraceFile file = TraceFile.read(path, classpath.repertoire());
            return new Entry.Played(path, file.trace(), replay(file, replayer));
        } catch (BadInput e) {
            return new Entry.Broken(path, e.problemIn(path));
        }
    }

    private Result replay(TraceFile file, TraceReplayer replayer) {
        try {
            Result first = replayer.replay(file.trace(), classpath.repertoire());
            for (int i = 2; i <= times() && !interrupted; i++) {
                Result again = replayer.replay(file.trace(), classpath.repertoire());
                if (!again.equals(first)) {
                    throw new HarnessError("replay " + i + " of " + times() + " went another way: " + brief(first) + ", then " + brief(again));
                }
            }
            return first;
        } catch (HarnessError e) {
            throw new HarnessError(file.file(), e.problem(), e);
        } catch (IllegalArgumentException e) {
            throw new BadInput(file.file(), e.getMessage());
        }
    }

    private static void write(Path page, Entry.Played played) {
        try {
            WholeFile.write(page, Page.of(played.file().toString(), played.result(), Overlap.VERSION));
        } catch (UncheckedIOException e) {
            throw BadInput.cannot("write", page, e);
        }
    }

    private static String brief(Result result) {
        return result.outcome() + " at step " + result.step() + " with " + result.finding();
    }

    private static Json.Replayed object(List<Entry> entries, long nanos, int exitCode) {
        List<Json.Found> surprises = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry instanceof Entry.Played played) {
                Finding surprise = played.surprise();
                if (surprise != null) {
                    surprises.add(Json.Found.of(surprise, played.trace(), played.file()));
                }
            }
        }
        return new Json.Replayed(new Json.Head("replay", null, nanos, exitCode, surprises), entries.stream().map(Entry::json).toList(),
                count(entries, "reproduced"), count(entries, "moved"), count(entries, "clean"), count(entries, "stale"), count(entries, "broken"),
                entries.stream().filter(Entry::isAsExpected).count());
    }

    static long count(List<Entry> entries, String outcome) {
        return entries.stream().filter(entry -> entry.outcome().equals(outcome)).count();
    }
}
