package dev.overlap.command;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.overlap.campaign.Arm;
import dev.overlap.campaign.BadCampaignException;
import dev.overlap.campaign.Campaign;
import dev.overlap.campaign.CampaignFolder;
import dev.overlap.campaign.CampaignLock;
import dev.overlap.campaign.CampaignOptions;
import dev.overlap.campaign.Outcome;
import dev.overlap.explore.Exploration;
import dev.overlap.explore.Subject;
import dev.overlap.explore.Subjects;
import dev.overlap.kernel.WindowsVersion;
import dev.overlap.report.Sources;
import dev.overlap.report.SummaryJson;
import dev.overlap.scenario.Scenario;
import dev.overlap.target.Targets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code overlap campaign}: spends a given time on whatever is worth most, and reports. */
@Command(name = "campaign", sortOptions = false, header = {"Spend a given time on whatever is worth most, and write down what came of it.", ""}, description = {
    "Explores scenarios, plays programs that chance makes up, and lets fuzzers make inputs, each in rounds of a fixed number of executions. Which comes next is what"
            + " was worth most: what has added most to the known states, and found most, in a second. The canaries, readers with a known bug, are played first.",
    "",
    "The folder gets a summary for machines and pages for people, a trace and a JUnit test for each finding, and what the campaign has learned: a call that is"
            + " ended, in whatever way, goes on with @|bold --resume|@ where it was.",
    ""}, footer = {"", "Examples:", "  overlap campaign --time 5m --out nightly", "  overlap campaign --time 5m --resume nightly",
        "  overlap campaign --executions 10M --no-learning --shard 2/4 --seed $(git rev-parse HEAD) --out shard-2",
        "  overlap campaign merge shard-1 shard-2 shard-3 shard-4 --out nightly"}) final class CampaignCommand implements Callable<Integer> {

    private static final Duration DEFAULT_TIME = Duration.ofMinutes(5);
    private static final int MAX_THREADS = 256;
    private static final int MAX_SHARDS = 10_000;
    private static final Pattern SHARD = Pattern.compile("(\\d{1,5})/(\\d{1,5})");
    private static final List<String> ENGINES = List.of(Arm.EXPLORE, Arm.RANDOM_PROGRAMS, Arm.JAZZER);
    private static final List<String> DECIDED_AT_THE_BEGINNING = List.of("--seed", "--shard", "--no-learning", "--engines", "--scenario", "--reader");

    private final Terminal terminal;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--time", paramLabel = "TIME", description = "How long this call runs, such as 30s, 5m or 2h. Default: 5m, or no limit with --executions.")
    private @Nullable Duration time;

    @Option(names = "--executions", paramLabel = "COUNT",
            description = "How many executions the campaign has, all shards and calls together. Default: no limit.") private @Nullable Count executions;

    @Option(names = "--out", paramLabel = "DIR",
            description = "The folder for what comes of it, which is empty or does not exist. Default: that of --resume, or campaign.") private @Nullable Path out;

    @Option(names = "--resume", paramLabel = "DIR",
            description = "Go on with the campaign in this folder: its seed, shard, scenarios, readers and engines stay. With --out it"
                    + " stays as it is, and a copy is gone on with.") private @Nullable Path resume;

    @Option(names = "--shard", paramLabel = "I/N", description = "Run only the rounds of one of N shards, which have none in common. Default: 1/1, all.")
    private @Nullable String shard;

    @Option(names = "--no-learning", description = "Run everything by turns in a fixed order: what is found depends on seed and --executions alone.")
    private boolean withoutLearning;

    @Option(names = "--seed", paramLabel = "WORD", description = "A number, the hash of a Git commit, or any word. Default: drawn at random, and printed.")
    private @Nullable Seed seed;

    @Option(names = "--threads", paramLabel = "N", description = "How many cores to use; with --no-learning what is found does not depend on it. Default: all.")
    private @Nullable Count threads;

    @Option(names = "--engines", paramLabel = "NAMES", split = ",", completionCandidates = Candidates.OfArm.class,
            description = "What may run: explore, random-programs, jazzer. Default: all; with --reader or"
                    + " --classpath, all but jazzer.") private @Nullable List<String> engines;

    @Option(names = "--scenario", paramLabel = "SCENARIO", completionCandidates = Candidates.OfScenario.class,
            description = "A story to explore, as in overlap explore; may be given several times. Default: all.") private @Nullable List<String> scenarios;

    @Option(names = "--reader", paramLabel = "ID", completionCandidates = Candidates.OfReader.class,
            description = "Who plays in it, as in overlap explore; may be given several times. Default: pipe-reader, or the"
                    + " readers of --classpath.") private @Nullable List<String> readers;

    @Mixin
    private OwnClasspath classpath = new OwnClasspath();

    @Option(names = "--no-canaries", description = "Do not play the canaries first: no claim about the reader can be said to hold then.")
    private boolean withoutCanaries;

    @Option(names = "--json", description = "Print one JSON object and nothing else: that of summary.json.")
    private boolean json;

    private CampaignCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    static CommandLine with(Terminal terminal) {
        return new CommandLine(new CampaignCommand(terminal)).addSubcommand(new CampaignMerge(terminal));
    }

    @Override
    public Integer call() {
        CampaignOptions options = options();
        String readerOfTargets = readerOfTargets(options);
        try (CampaignLock lock = CampaignLock.of(options.folder(), options.folder().equals(resume))) {
            if (resume != null && !options.folder().equals(resume)) {
                CampaignFolder.copy(resume, options.folder());
            }
            return run(options, readerOfTargets);
        } catch (BadCampaignException e) {
            throw new BadInput(String.valueOf(e.getMessage()));
        } catch (UncheckedIOException e) {
            throw new BadInput(e.getMessage() + (CampaignFolder.hasCampaign(options.folder())
                    ? "; nothing that was told is lost: --resume " + Checkout.quoted(options.folder()) + " goes on from there"
                    : ""));
        }
    }

    private int run(CampaignOptions options, @Nullable String readerOfTargets) {
        CampaignReport report = new CampaignReport(terminal);
        (json ? terminal.err() : terminal.out()).println(CampaignReport.firstLine(options));
        CampaignProgress progress = new CampaignProgress(terminal, options.nanos());
        progress.begin(options.canaries());
        try (JazzerRounds fuzzing = new JazzerRounds(terminal, progress, readerOfTargets)) {
            Sources sources = sources();
            Campaign campaign = resume == null ? Campaign.begin(options, fuzzing, sources, progress) : Campaign.resume(options, fuzzing, sources, progress);
            Outcome outcome = run(campaign, progress);
            if (json) {
                terminal.out().print(SummaryJson.print(outcome.summary()));
            } else {
                report.print(outcome, options.folder());
                GitHubStep.ofThisProcess().ifPresent(step -> step.tell(terminal, outcome.summary(), sources));
            }
            for (String missed : outcome.canariesMissed()) {
                terminal.err().println("overlap campaign: canary missed: " + missed + " was not found within " + Figures.exact(Exploration.CANARY_BUDGET)
                        + " executions, so what this campaign did not find means nothing");
            }
            return outcome.summary().exitCode();
        }
    }

    private Outcome run(Campaign campaign, CampaignProgress progress) {
        Runnable stop = () -> {
            campaign.interrupt();
            progress.say("interrupted: here is what there is so far (Ctrl-C again ends at once)");
        };
        try (Interrupt interrupt = Interrupt.handledBy(stop)) {
            return campaign.run();
        } finally {
            progress.end();
        }
    }

    /** The reader that fuzz targets play: null for the project's own. */
    private @Nullable String readerOfTargets(CampaignOptions options) {
        List<String> ids = options.subjects().stream().map(Subject::id).toList();
        if (!options.engines().contains(Arm.JAZZER) || ids.equals(Subjects.pipeReaders().stream().map(Subject::id).toList())) {
            return null;
        }
        if (ids.size() > 1 || Subjects.exactly(ids.getFirst()).isEmpty()) {
            throw new BadInput("--engines: fuzz targets play one reader, and one that comes with Overlap: leave out jazzer");
        }
        return ids.getFirst();
    }

    static Sources sources() {
        Path root = Checkout.root();
        return root == null ? Sources.NONE : Sources.below(root);
    }

    // ---------------------------------------------------------------- options

    private CampaignOptions options() {
        Duration limit = time != null ? time : executions == null ? DEFAULT_TIME : null;
        long most = executions == null ? Long.MAX_VALUE : executions.upTo(Count.MOST_EXECUTIONS, "--executions");
        long nanos = limit == null ? Long.MAX_VALUE : limit.toNanos();
        int cores = threads == null ? Math.min(MAX_THREADS, Runtime.getRuntime().availableProcessors()) : (int) threads.upTo(MAX_THREADS, "--threads");
        CampaignFolder.Begun begun = resume == null ? null : begun(resume);
        Path folder = folder();
        int[] part = begun == null ? shard() : new int[] {begun.shard(), begun.shards()};
        return new CampaignOptions(begun == null ? (seed == null ? Seed.draw() : seed).value() : begun.seed(), part[0], part[1], most, nanos, cores,
                begun == null ? !withoutLearning : Boolean.parseBoolean(begun.options().get("learning")), !withoutCanaries,
                begun == null ? engines() : words(begun, "engines"), stories(begun), subjects(begun),
                begun == null ? Targets.names() : words(begun, "targets"), classpath.repertoire(), WindowsVersion.WINDOWS_10, Engines.orBest(null, terminal),
                folder, Overlap.VERSION, CatalogueRows::ofTheSimulatedKernel);
    }

    private Path folder() {
        requireNamed("--out", out);
        if (resume == null) {
            return out == null ? Path.of("campaign") : out;
        }
        boolean copies = out != null && isGiven("--out") && !out.toAbsolutePath().normalize().equals(resume.toAbsolutePath().normalize());
        return copies ? Objects.requireNonNull(out) : resume;
    }

    /** An empty word is the current folder to Java, and a variable that was not set to whoever typed it. */
    static void requireNamed(String option, @Nullable Path folder) {
        if (folder != null && folder.toString().isEmpty()) {
            throw new BadInput(option + ": the name of the folder is empty; the current folder is .");
        }
    }

    /** Whether the call itself says so, and not a file of defaults. */
    private boolean isGiven(String option) {
        return spec.commandLine().getParseResult().hasMatchedOption(option);
    }

    /** What was begun is gone on with; whoever asks for something else is told. */
    private CampaignFolder.Begun begun(Path folder) {
        requireNamed("--resume", folder);
        for (String option : DECIDED_AT_THE_BEGINNING) {
            if (isGiven(option)) {
                throw new BadInput("--resume goes on with what was begun: leave out " + option);
            }
        }
        try {
            return CampaignFolder.begun(folder);
        } catch (BadCampaignException e) {
            throw new BadInput("--resume: " + e.getMessage());
        }
    }

    private static List<String> words(CampaignFolder.Begun begun, String name) {
        return Arrays.stream(begun.options().getOrDefault(name, "").split(",")).filter(word -> !word.isEmpty()).toList();
    }

    private int[] shard() {
        if (shard == null) {
            return new int[] {1, 1};
        }
        Matcher matcher = SHARD.matcher(shard.strip());
        int part = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
        int parts = matcher.matches() ? Integer.parseInt(matcher.group(2)) : 0;
        if (part < 1 || part > parts || parts > MAX_SHARDS) {
            throw new BadInput("--shard: '" + shard + "' is no shard; expected one such as 2/4, from 1/4 to 4/4");
        }
        return new int[] {part, parts};
    }

    private List<String> engines() {
        if (engines == null) {
            boolean own = readers != null || !classpath.repertoire().ownReaders().isEmpty();
            return own ? List.of(Arm.EXPLORE, Arm.RANDOM_PROGRAMS) : ENGINES;
        }
        for (String engine : engines) {
            if (!ENGINES.contains(engine)) {
                throw new BadInput("--engines: " + Names.unknown("engine", engine, ENGINES));
            }
        }
        return ENGINES.stream().filter(engines::contains).toList();
    }

    private List<Scenario> stories(CampaignFolder.@Nullable Begun begun) {
        List<String> names = begun != null ? words(begun, "scenarios") : scenarios;
        return names == null ? classpath.repertoire().scenarios() : names.stream().distinct().map(classpath::scenario).toList();
    }

    private List<Subject> subjects(CampaignFolder.@Nullable Begun begun) {
        List<String> ids = begun != null ? words(begun, "readers") : readers;
        return ids == null ? classpath.repertoire().usualReaders() : classpath.readers(ids);
    }
}
