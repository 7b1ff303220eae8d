package dev.overlap.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

import dev.overlap.command.TargetFuzzing.Result;
import dev.overlap.command.TargetFuzzing.Thrown;
import dev.overlap.explore.Subjects;
import dev.overlap.explore.WholeFile;
import dev.overlap.report.ExitCode;
import dev.overlap.target.FuzzTarget;
import dev.overlap.target.Targets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code overlap fuzz}: a coverage-guided fuzzer makes inputs for one target. */
@Command(name = "fuzz", sortOptions = false, header = {"Let a coverage-guided fuzzer make inputs for a target.", ""}, description = {
    "Runs one fuzz target with Jazzer in a JVM of its own, beginning with the seeds of corpus/inputs, until something is thrown or the time is over. An input that"
            + " throws is made shorter and stored.",
    ""}, footer = {"", "Examples:", "  overlap fuzz --list", "  overlap fuzz ReadBufferFuzzer --time 10m",
        "  overlap fuzz ReaderProgramFuzzer --reader canary/late-callback",
        "  overlap fuzz ReadBufferFuzzer --input findings"}) final class FuzzCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Parameters(arity = "0..1", paramLabel = "TARGET", completionCandidates = Candidates.OfTarget.class, description = "The target: a name that --list prints.")
    private @Nullable String name;

    @Option(names = "--list", description = "Print the targets, and do nothing else.")
    private boolean list;

    @Option(names = "--reader", paramLabel = "ID", completionCandidates = Candidates.OfReader.class,
            description = "For ReaderProgramFuzzer and ScheduleFuzzer: who plays, see overlap explore --help. Default: pipe-reader, with each of its signals.") private @Nullable String reader;

    @Option(names = "--time", paramLabel = "TIME", description = "How long to fuzz: 30s, 10m, 2h. Default: 1m, or what --executions takes.")
    private @Nullable Duration time;

    @Option(names = "--executions", paramLabel = "N", description = "How many inputs to run, such as 10M. Default: as many as there is time for.")
    private @Nullable Count executions;

    @Option(names = "--seed", paramLabel = "SEED",
            description = "What the fuzzer's own random numbers begin with: a number, a commit or a word. The same seed, corpus"
                    + " and number of executions give the same inputs. Default: drawn, and printed.") private @Nullable Seed seed;

    @Option(names = "--corpus", paramLabel = "DIR", description = "Where inputs are kept that reached something new, and where those of earlier runs are."
            + " Default: a folder below fuzz/target.") private @Nullable Path corpus;

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "findings",
            description = "Where to write an input that throws, and its trace where a reader plays."
                    + " Default: findings.") private Path out = Path.of("findings");

    @Option(names = "--input", paramLabel = "FILE|DIR", description = "Do not fuzz: run this input, or those of this folder, and say what they throw.")
    private @Nullable Path input;

    @Option(names = "--json", description = "Print one JSON object and nothing else.")
    private boolean json;

    FuzzCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        long begin = System.nanoTime();
        FuzzReport report = new FuzzReport(terminal, reader, json);
        if (list) {
            report.list(Targets.ALL, System.nanoTime() - begin);
            return ExitCode.NOTHING_FOUND;
        }
        if (name == null) {
            throw new BadInput("which target? Known: " + String.join(", ", Targets.names()));
        }
        String wanted = name;
        FuzzTarget target = Targets.named(wanted).orElseThrow(() -> new BadInput(Names.unknown("target", wanted, Targets.names())));
        checkReader(target);
        try (TargetFuzzing fuzzing = new TargetFuzzing(target, reader); Interrupt interrupt = Interrupt.handledBy(fuzzing::interrupt)) {
            return input == null ? fuzz(target, fuzzing, report, begin) : replay(target, fuzzing, report, begin, input);
        }
    }

    private void checkReader(FuzzTarget target) {
        String id = reader;
        if (id == null) {
            return;
        }
        if (!target.playsReaders()) {
            List<String> others = Targets.ALL.stream().filter(FuzzTarget::playsReaders).map(FuzzTarget::name).toList();
            throw new BadInput("--reader: " + target.name() + " plays no reader; " + String.join(" and ", others) + " do");
        }
        if (Subjects.named(id).isEmpty()) {
            throw new BadInput("--reader: " + Names.unknown("reader", id, Subjects.ids()));
        }
    }

    /** Sooner than after an hour of fuzzing. */
    private void checkOut() {
        String problem = Folders.problemWith(out);
        if (!problem.isEmpty()) {
            throw new BadInput("--out: cannot write to " + out + ": " + problem);
        }
    }

    private int fuzz(FuzzTarget target, TargetFuzzing fuzzing, FuzzReport report, long begin) {
        long most = executions == null ? Long.MAX_VALUE : executions.upTo(Count.MOST_EXECUTIONS, "--executions");
        Duration longest = time == null ? Duration.ofMinutes(executions == null ? 1 : 60_000) : time;
        Seed drawn = seed == null ? Seed.draw() : seed;
        Path grown = grown(target);
        checkOut();
        report.begin(target, drawn, grown);
        Result result = fuzzing.fuzz(longest, most, drawn, grown, out, new FuzzProgress(terminal, most, longest));
        boolean interrupted = fuzzing.isInterrupted();
        int exitCode = ExitCode.of(false, interrupted, result.thrown() != null, false);
        report.end(target, drawn, result, System.nanoTime() - begin, exitCode);
        String problem = Folders.problemWith(grown);
        if (!problem.isEmpty()) {
            // The fuzzer goes on without a word.
            terminal.complain("overlap fuzz: cannot write to " + grown + ": " + problem + "; inputs that reached something new may be lost");
        }
        if (interrupted) {
            terminal.err().println("overlap fuzz: interrupted");
        }
        return exitCode;
    }

    private Path grown(FuzzTarget target) {
        Path root = Checkout.root();
        String name = target.name() + (reader == null ? "" : "." + reader.replace('/', '.'));
        Path folder = corpus != null ? corpus
                : root != null ? root.resolve("fuzz/target/fuzzing").resolve(name)
                : Path.of(System.getProperty("user.home", "."), ".cache", "overlap", "fuzzing", name);
        try {
            return Checkout.nearby(Files.createDirectories(folder));
        } catch (IOException e) {
            throw BadInput.cannot("create", folder, e);
        }
    }

    private int replay(FuzzTarget target, TargetFuzzing fuzzing, FuzzReport report, long begin, Path place) {
        List<Path> inputs = inputs(place);
        List<Thrown> results = fuzzing.replay(inputs, out);
        int exitCode = ExitCode.of(false, fuzzing.isInterrupted(), results.stream().anyMatch(Thrown::isFinding), false);
        report.replayed(target, results, System.nanoTime() - begin, exitCode);
        return exitCode;
    }

    private static List<Path> inputs(Path place) {
        try {
            if (!Files.isDirectory(place)) {
                Files.readAllBytes(place);
                return List.of(place);
            }
            List<Path> inputs = WholeFile.filesIn(place);
            if (inputs.isEmpty()) {
                throw new BadInput("--input: no files in " + place);
            }
            return inputs;
        } catch (IOException e) {
            throw BadInput.cannot("read", place, e);
        }
    }
}
