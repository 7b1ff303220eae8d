package dev.overlap.command;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

import dev.overlap.explore.Exploration;
import dev.overlap.explore.ExploreOptions;
import dev.overlap.explore.ExploreSummary;
import dev.overlap.explore.FaultCoverage;
import dev.overlap.explore.Portfolio;
import dev.overlap.explore.Subject;
import dev.overlap.fault.Rule;
import dev.overlap.finding.Kind;
import dev.overlap.kernel.WindowsVersion;
import dev.overlap.program.RandomProgram;
import dev.overlap.report.ExitCode;
import dev.overlap.scenario.Scenario;
import dev.overlap.schedule.Bench;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code overlap explore}: plays scenarios under many schedules and shows what it finds. */
@Command(name = "explore", sortOptions = false, header = {"Play scenarios under many schedules, and show, shrink and store what is found.", ""}, description = {
    "",
    "Without options: every scenario, the pipe reader with each of its signals, all strategies by turns, 30 seconds, all cores. Before that the canaries,"
            + " readers with a known bug, are played; a run that does not find them all fails, because then it controls nothing.",
    ""}, footer = {"", "Examples:", "  overlap explore", "  overlap explore --time 10m --seed $(git rev-parse HEAD)",
        "  overlap explore --fault-coverage --time 1m",
        "  overlap explore --random-programs --time 5m",
        "  overlap explore --reader canary/late-callback --executions 20k --seed 1", "  overlap explore --classpath target/classes"}) final class ExploreCommand
                implements Callable<Integer> {

    private static final Duration DEFAULT_TIME = Duration.ofSeconds(30);
    private static final int MAX_THREADS = 256;

    private static final List<String> OF_THE_SIMULATED_KERNEL =
            List.of("--random-programs", "--strategy", "--threads", "--windows", "--rule", "--out", "--engine", "--no-canaries",
                    "--fault-coverage");

    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private List<FaultCoverage.Failure> failures = List.of();

    @Option(names = "--scenario", paramLabel = "SCENARIO", completionCandidates = Candidates.OfScenario.class,
            description = "A story to play, see below; may be given several times. Default: all of them.") private @Nullable List<String> scenarios;

    @Option(names = "--random-programs", description = "Play stories that chance makes up: what owner, peer and world do is drawn from the seed, anew for"
            + " every 200 executions. With --scenario beside those, otherwise instead of all.") private boolean randomPrograms;

    @Option(names = "--reader", paramLabel = "ID", completionCandidates = Candidates.OfReader.class,
            description = "Who plays in it, see below; may be given several times. Default: pipe-reader, or the readers"
                    + " of --classpath.") private @Nullable List<String> readers;

    @Mixin
    private OwnClasspath classpath = new OwnClasspath();

    @Option(names = "--backend", paramLabel = "KERNEL", completionCandidates = Candidates.OfBackend.class, defaultValue = SimBackend.NAME,
            description = "The kernel: sim, the simulated one; windows, the"
                    + " one of this machine; wine, that of Wine, for which a Java for Windows is started. On a real one threads are real, their order is chance, and"
                    + " --executions counts those of each reader in each scenario. Default: sim.") private String backend = SimBackend.NAME;

    @Option(names = "--strategy", paramLabel = "STRATEGY", completionCandidates = Candidates.OfStrategy.class, defaultValue = "portfolio",
            description = "How schedules are chosen: portfolio (all by turns),"
                    + " random-walk, pct, pct:D for bugs of depth D from 1 to 32, depth-first. Default: portfolio.") private Portfolio strategy =
                            Portfolio.DEFAULT;

    @Option(names = "--seed", paramLabel = "WORD", description = "A number, the hash of a Git commit, or any word: the same seed and options give the same"
            + " executions. Default: drawn at random, and printed.") private @Nullable Seed seed;

    @Option(names = "--time", paramLabel = "TIME", description = "How long, such as 30s, 5m or 2h; the canaries come before. Default: 30s, or no limit with"
            + " --executions.") private @Nullable Duration time;

    @Option(names = "--executions", paramLabel = "COUNT", description = "How many executions, such as 10_000_000 or 10M. Default: no limit.")
    private @Nullable Count executions;

    @Option(names = "--threads", paramLabel = "N", description = "How many cores to use; what is found does not depend on it. Default: all.")
    private @Nullable Count threads;

    @Option(names = "--windows", paramLabel = "VERSION", completionCandidates = Candidates.OfWindows.class, defaultValue = "10",
            description = "The Windows that the kernel behaves like: 7, 8, 10 or 11."
                    + " Default: 10.") private WindowsVersion windows = WindowsVersion.WINDOWS_10;

    @Option(names = "--rule", paramLabel = "RULE", description = "What is to happen in every execution, whatever chance decides, in quotes; may be given"
            + " several times: @|bold fail ReadFile #2 with ERROR_NOT_ENOUGH_MEMORY|@, @|bold hold read #1 until CancelIoEx #1 is entered|@, @|bold hold callback #1"
            + " until UnregisterWait #1 has returned|@, @|bold answer CancelIoEx #1 with TRUE but cancel late|@, @|bold complete read #1 with 3 bytes|@. Counted are"
            + " the calls of the process under test.") private @Nullable List<Rule> rules;

    @Option(names = "--out", paramLabel = "DIR", defaultValue = "findings", description = "Where traces of findings are written. Default: findings.")
    private Path directory = Path.of("findings");

    @Option(names = "--engine", paramLabel = "ENGINE", completionCandidates = Candidates.OfEngine.class,
            description = "How tasks are run: continuations (fast) or threads; what is found does not depend on"
                    + " it. Default: continuations, if this JVM allows them.") private Bench.@Nullable Engine engine;

    @Option(names = "--no-canaries", description = "Do not play the canaries first.")
    private boolean withoutCanaries;

    @Option(names = "--fault-coverage", description = "Count which calls and allocations of the readers have failed, at which call site, with which error, and"
            + " were survived, and print the table. Without --scenario: only the scenarios in which calls fail.") private boolean faultCoverage;

    @Option(names = "--json", description = "Print one JSON object and nothing else.")
    private boolean json;

    ExploreCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        long begin = System.nanoTime();
        if (!backend.equals(SimBackend.NAME)) {
            return onARealKernel();
        }
        ExploreOptions options = options();
        (json ? terminal.err() : terminal.out()).println(ExploreReport.firstLine(options));
        ExploreSummary summary = explore(options);
        int exitCode = exitCode(summary);
        if (json) {
            Json.print(terminal, object(options, summary, System.nanoTime() - begin, exitCode));
        } else {
            new ExploreReport(terminal, options, classpath.typed()).print(summary);
            if (faultCoverage) {
                new FaultTable(terminal).print(failures);
            }
        }
        for (Rule rule : summary.unmatchedRules()) {
            if (!options.rules().contains(rule)) {
                // Of a program that chance has made up: nobody has asked for it.
                continue;
            }
            terminal.err().println("overlap explore: a rule never matched, in none of " + Figures.exact(summary.executions()) + " executions: " + rule);
        }
        for (String missed : summary.canariesMissed()) {
            terminal.err().println("overlap explore: canary missed: " + missed + " was not found within " + Figures.exact(Exploration.CANARY_BUDGET)
                    + " executions, so what this run did not find means nothing");
        }
        return exitCode;
    }

    private int onARealKernel() {
        if (!Backend.NAMES.contains(backend)) {
            throw new BadInput("--backend: " + Names.unknown("kernel", backend, Backend.NAMES));
        }
        CommandLine.ParseResult given = spec.commandLine().getParseResult();
        for (String option : OF_THE_SIMULATED_KERNEL) {
            if (given.hasMatchedOption(option)) {
                throw new BadInput("--backend: " + backend + " is what it is: " + option + " is for the simulated kernel");
            }
        }
        if (backend.equals(WineBackend.NAME) && given.hasMatchedOption("--classpath")) {
            throw new BadInput("--classpath: --backend wine plays the project's own readers and scenarios only");
        }
        Duration limit = time != null ? time : executions == null ? DEFAULT_TIME : Duration.ZERO;
        RealExplore.Wish wish = new RealExplore.Wish(stories().stream().map(Scenario::name).toList(), subjects().stream().map(Subject::id).toList(),
                executions == null ? 0 : (int) executions.upTo(Integer.MAX_VALUE / 2, "--executions"), limit.toMillis(),
                (seed == null ? Seed.draw() : seed).value());
        return new RealExploring(terminal, backend, classpath.repertoire()).run(wish, json);
    }

    /** A run whose canaries were missed, or that does not repeat itself, says nothing about the reader: it has failed, whatever it found. */
    static int exitCode(ExploreSummary summary) {
        boolean harnessFailed = !summary.canariesMissed().isEmpty() || summary.diverged() > 0;
        boolean findings = summary.findings().stream().anyMatch(reported -> reported.finding().kind() != Kind.NONDETERMINISM);
        return ExitCode.of(harnessFailed, summary.interrupted(), findings, false);
    }

    private ExploreSummary explore(ExploreOptions options) {
        Progress progress = new Progress(terminal, options.executions(), options.nanos());
        Exploration exploration = new Exploration(options, progress, terminal.ascii(), terminal.timelineColumns());
        Runnable stop = () -> {
            exploration.cancel();
            progress.say("interrupted: here is what there is so far (Ctrl-C again ends at once)");
        };
        if (faultCoverage) {
            exploration.countFaults();
        }
        try (Interrupt interrupt = Interrupt.handledBy(stop)) {
            ExploreSummary summary = exploration.run();
            failures = exploration.faultCoverage().failures();
            return summary;
        } finally {
            progress.end();
        }
    }

    private ExploreOptions options() {
        List<Scenario> stories = stories();
        List<Subject> subjects = subjects();
        if (subjects.stream().noneMatch(subject -> stories.stream().anyMatch(subject::plays))) {
            throw new BadInput("none of the readers can do what one of the scenarios needs");
        }
        Duration limit = time != null ? time : executions == null ? DEFAULT_TIME : null;
        checkDirectory();
        return new ExploreOptions((seed == null ? Seed.draw() : seed).value(),
                stories, subjects, strategy, windows,
                executions == null ? Long.MAX_VALUE : executions.upTo(Count.MOST_EXECUTIONS, "--executions"), limit == null ? Long.MAX_VALUE : limit.toNanos(),
                threads(), engine(),
                !withoutCanaries,
                directory, rules == null ? List.of() : rules);
    }

    private List<Scenario> stories() {
        if (randomPrograms) {
            List<Scenario> all = new ArrayList<>(scenarios == null ? List.of() : scenarios.stream().distinct().map(classpath::scenario).toList());
            all.add(new RandomProgram());
            return all;
        }
        if (scenarios == null) {
            return classpath.repertoire().scenarios().stream().filter(scenario -> !faultCoverage || scenario.faults() > 0).toList();
        }
        return scenarios.stream().distinct().map(classpath::scenario).toList();
    }

    private List<Subject> subjects() {
        return readers == null ? classpath.repertoire().usualReaders() : classpath.readers(readers);
    }

    private int threads() {
        return threads == null ? Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors()) : (int) threads.upTo(MAX_THREADS, "--threads");
    }

    private Bench.Engine engine() {
        return Engines.orBest(engine, terminal);
    }

    /** Looks now whether findings can be stored later: the folder itself is made when there is one. */
    private void checkDirectory() {
        String problem = Folders.problemWith(directory);
        if (!problem.isEmpty()) {
            throw new BadInput("--out: cannot write to " + directory + ": " + problem);
        }
    }

    private Json.Explored object(ExploreOptions options, ExploreSummary summary, long nanos, int exitCode) {
        List<Json.Found> findings = summary.findings().stream().map(reported -> Json.Found.of(reported.finding(), reported.trace(), reported.file())).toList();
        return new Json.Explored(new Json.Head("explore", options.seed(), nanos, exitCode, findings), summary.executions(),
                Math.round(summary.executionsPerSecond()), summary.points(), summary.states(), summary.transitions(),
                new Json.CanaryCounts(summary.canariesExpected(), summary.canaries().size()), new Json.Replays(summary.replayed(), summary.diverged()),
                summary.marks(), faultCoverage ? failures.stream().map(Json.Fault::of).toList() : null);
    }
}
