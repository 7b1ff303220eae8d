package dev.overlap.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

import dev.overlap.choice.SplitMix;
import dev.overlap.explore.Exploration;
import dev.overlap.explore.ExploreListener;
import dev.overlap.explore.ExploreOptions;
import dev.overlap.explore.ExploreSummary;
import dev.overlap.explore.Portfolio;
import dev.overlap.explore.Reported;
import dev.overlap.explore.WholeFile;
import dev.overlap.finding.Kind;
import dev.overlap.program.RandomProgram;
import dev.overlap.report.Claim;
import dev.overlap.report.Defect;
import dev.overlap.report.Reports;
import dev.overlap.report.Sources;
import dev.overlap.report.Summary;
import dev.overlap.scenario.Scenario;
import org.jspecify.annotations.Nullable;

/**
 * One call of a campaign: rounds of a fixed number of executions, one after the other, until there is no time left or there were enough.
 *
 * <p>What is played in a round is a function of seed, options and its number. What a round has come to is written down when it is over; one that was cut short by
 * the end of this process is played again by the call that goes on, and finds the same. So nothing is counted twice, and nothing that was told is lost.
 */
public final class Campaign {

    /** The file, in its folder, in which a campaign remembers what it needs to go on. */
    public static final String MEMORY = CampaignFile.NAME;

    private static final long KEEP_NANOS = 1_000_000_000L;
    private static final long REPORT_NANOS = 15_000_000_000L;
    /** A fuzz target is not started for less. */
    private static final long FUZZ_NANOS = 5_000_000_000L;
    private static final long MINIMISE_NANOS = 30_000_000_000L;
    private static final int BASE_ENTRIES = 100;
    private static final int BASE_STATES = 1_000;
    /** A new finding is worth as much as doubling what is known so often. */
    private static final double FINDING = 4;

    private final CampaignOptions options;
    private final @Nullable FuzzRounds fuzzing;
    private final CampaignListener listener;
    private final Rotation rotation;
    private final Findings findings;
    private final Sources sources;
    private final Ledger ledger;
    private final int session;
    private final double secondsBefore;
    private final Map<String, Defect> defects = new TreeMap<>();
    private final long begin = System.nanoTime();
    /** How long the JVM of a fuzz target takes to start here, as far as is known. */
    private long fuzzStartNanos = 5_000_000_000L;
    private Claim.@Nullable Rows rows;
    private long keptAt;
    private long reportedAt;
    private volatile @Nullable Exploration running;
    private volatile boolean interrupted;

    private Campaign(CampaignOptions options, Part part, @Nullable FuzzRounds fuzzing, Sources sources, CampaignListener listener) {
        this.options = options;
        this.fuzzing = fuzzing;
        this.listener = listener;
        this.sources = sources;
        this.rotation = Rotation.of(options);
        this.findings = new Findings(options.folder(), options.repertoire(), options.bench());
        this.ledger = new Ledger(part);
        this.session = part.sessions().size() - 1;
        this.secondsBefore = part.seconds();
    }

    /**
     * Makes a new campaign.
     *
     * @param fuzzing null when no fuzz target may run
     * @param sources where the readers' sources are
     * @throws BadCampaignException when there is one in the folder already
     */
    public static Campaign begin(CampaignOptions options, @Nullable FuzzRounds fuzzing, Sources sources, CampaignListener listener) {
        if (CampaignFile.isIn(options.folder())) {
            throw new BadCampaignException(options.folder() + " has a campaign in it already: go on with it with --resume, or name another folder");
        }
        Part part = new Part(UUID.randomUUID().toString(), options.seed(), options.shard(), options.shards(), options.lasting(), List.of(now()), 0, 0,
                List.of(), Map.of(), List.of(), "", List.of(), List.of(), 0, List.of(), 0, 0, false);
        return new Campaign(options, part, fuzzing, sources, listener);
    }

    /**
     * Goes on with a campaign.
     *
     * @throws BadCampaignException when the folder has none, or it was asked to do something else
     */
    public static Campaign resume(CampaignOptions options, @Nullable FuzzRounds fuzzing, Sources sources, CampaignListener listener) {
        Part part = only(options.folder());
        if (!part.options().equals(options.lasting())) {
            String name = options.lasting().keySet().stream().filter(each -> !String.valueOf(options.lasting().get(each)).equals(part.options().get(each)))
                    .findFirst().orElse("options");
            throw new BadCampaignException("--resume: " + options.folder() + " was begun with other " + name + ": " + part.options().get(name));
        }
        List<String> sessions = new ArrayList<>(part.sessions());
        sessions.add(now());
        return new Campaign(options,
                new Part(part.id(), part.seed(), part.shard(), part.shards(), part.options(), sessions, part.nextRound(), part.seconds(), part.arms(),
                        part.marks(), part.marksBefore(), part.sketch(), part.samples(), part.findings(), part.canariesExpected(), part.canariesMissed(),
                        part.replayed(), part.diverged(), part.interrupted()),
                fuzzing, sources, listener);
    }

    /**
     * What a campaign in a folder was begun with.
     *
     * @throws BadCampaignException when there is none
     */
    public static Begun begun(Path folder) {
        Part part = only(folder);
        return new Begun(part.seed(), part.shard(), part.shards(), part.options());
    }

    /** What cannot be changed any more. */
    public record Begun(long seed, int shard, int shards, Map<String, String> options) {
    }

    /**
     * Copies what is needed to go on with a campaign into another folder, so that it can be gone on with there.
     *
     * @throws BadCampaignException when there is a campaign in it already, or none to copy
     * @throws UncheckedIOException when something cannot be read or written
     */
    public static void copy(Path from, Path to) {
        only(from);
        if (CampaignFile.isIn(to)) {
            throw new BadCampaignException(to + " has a campaign in it already: go on with it with --resume, or name another folder");
        }
        for (String place : List.of(Findings.TRACES, Findings.INPUTS, Findings.CORPUS, CampaignFile.NAME)) {
            copyAll(from.resolve(place), to.resolve(place));
        }
    }

    private static void copyAll(Path from, Path to) {
        if (!Files.exists(from)) {
            return;
        }
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).filter(file -> !WholeFile.isLeftOver(file)).toList()) {
                WholeFile.write(to.resolve(from.relativize(file).toString()), Files.readAllBytes(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + from + ": " + e.getMessage(), e);
        }
    }

    private static Part only(Path folder) {
        List<Part> parts = CampaignFile.read(folder).parts();
        if (parts.size() > 1) {
            throw new BadCampaignException("--resume: " + folder + " has several campaigns joined in it; go on with them one by one");
        }
        return parts.getFirst();
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** Ends it soon, from any thread: {@link #run} returns what there is so far. */
    public void interrupt() {
        interrupted = true;
        Exploration exploration = running;
        if (exploration != null) {
            exploration.cancel();
        }
        if (fuzzing != null) {
            fuzzing.interrupt();
        }
    }

    /**
     * Runs to the end.
     *
     * @throws UncheckedIOException when something cannot be written; what was told before is on disk, and a call that goes on finds the rest again
     */
    public Outcome run() {
        WholeFile.clean(options.folder());
        keep();
        recall();
        report();
        if (options.canaries()) {
            playCanaries();
        }
        try {
            playRounds();
        } catch (UncheckedIOException e) {
            throw e;
        } catch (RuntimeException e) {
            // It is not about what was found before.
            keep();
            report();
            throw e;
        }
        minimise();
        keep();
        rows = options.rows().get();
        return new Outcome(report(), ledger.canariesMissed(), ledger.diverged(), interrupted);
    }

    private void playRounds() {
        Picker picker = new Picker(rotation, ledger);
        while (!isOver()) {
            if (!(options.learning() ? playLearning(picker.next(nanosLeft() > fuzzStartNanos + FUZZ_NANOS)) : playNextOfShard())) {
                return;
            }
            long now = System.nanoTime();
            if (now - keptAt >= KEEP_NANOS) {
                keep();
            }
            if (now - reportedAt >= REPORT_NANOS) {
                report();
            }
        }
    }

    private boolean isOver() {
        return interrupted || nanosLeft() <= 0 || options.learning() && ledger.executions() >= share();
    }

    /** How many of the executions are this shard's, where rounds are not divided one by one. */
    private long share() {
        return options.executions() == Long.MAX_VALUE ? Long.MAX_VALUE : (options.executions() + options.shards() - options.shard()) / options.shards();
    }

    private long nanosLeft() {
        return options.nanos() == Long.MAX_VALUE ? Long.MAX_VALUE : options.nanos() - (System.nanoTime() - begin);
    }

    // ---------------------------------------------------------------- rounds

    /** Of the rounds of an arm each shard plays those that leave the same rest. False when there is no arm. */
    private boolean playLearning(@Nullable Arm arm) {
        if (arm == null) {
            return false;
        }
        long number = ledger.arm(arm).nextRound() * options.shards() + options.shard() - 1;
        long most = Math.min(arm.roundExecutions(), share() - ledger.executions());
        play(arm, ledger.roundsPlayed(), number, most, ledger.nextRound());
        return true;
    }

    /** In the fixed order the rounds themselves are divided; false when there is none left. */
    private boolean playNextOfShard() {
        long round = ledger.nextRound();
        long rest = Math.floorMod(options.shard() - 1 - round, (long) options.shards());
        round += rest;
        long before = rotation.executionsBefore(round);
        if (before >= options.executions()) {
            return false;
        }
        Arm arm = rotation.arm(round);
        play(arm, round, rotation.number(round), Math.min(arm.roundExecutions(), options.executions() - before), round + 1);
        return true;
    }

    private void play(Arm arm, long round, long number, long executions, long next) {
        listener.roundBegins(arm);
        if (arm.engine().equals(Arm.JAZZER)) {
            fuzz(arm, round, number, executions, next);
        } else {
            explore(arm, round, number, executions, next);
        }
    }

    private void explore(Arm arm, long round, long number, long executions, long next) {
        Scenario scenario = arm.engine().equals(Arm.RANDOM_PROGRAMS) ? new RandomProgram()
                : options.scenarios().stream().filter(each -> each.name().equals(arm.target())).findFirst().orElseThrow();
        long first = number * arm.roundExecutions();
        long began = System.nanoTime();
        Exploration exploration = new Exploration(exploring(scenario, first + executions, false), new Relay(), true);
        exploration.beginAt(first);
        ExploreSummary summary = run(exploration);
        double seconds = (System.nanoTime() - began) / 1e9 * options.threads();
        if (summary.interrupted()) {
            // It is played again, whole, and finds the same.
            return;
        }
        int fresh = tell(summary.findings(), arm, round);
        long states = ledger.see(exploration.seen());
        ledger.mark(summary.marks());
        ledger.replayed(summary.replayed(), summary.diverged());
        double gain = (double) states / Math.max(BASE_STATES, ledger.states()) + FINDING * fresh;
        ledger.played(ledger.arm(arm).after(ledger.arm(arm).nextRound() + 1, summary.executions(), seconds, fresh, gain), next);
        ledger.sample(seconds());
    }

    private ExploreOptions exploring(Scenario scenario, long end, boolean canaries) {
        return new ExploreOptions(options.seed(), List.of(scenario), options.subjects().stream().filter(subject -> subject.plays(scenario)).toList(),
                Portfolio.DEFAULT, options.windows(), end, Long.MAX_VALUE, options.threads(), options.bench(), canaries, null);
    }

    private ExploreSummary run(Exploration exploration) {
        running = exploration;
        if (interrupted) {
            exploration.cancel();
        }
        try {
            return exploration.run();
        } finally {
            running = null;
        }
    }

    private void playCanaries() {
        Scenario any = options.scenarios().stream().filter(scenario -> options.subjects().stream().anyMatch(subject -> subject.plays(scenario))).findFirst()
                .orElseThrow();
        ExploreSummary summary = run(new Exploration(exploring(any, 0, true), new Relay(), true));
        if (!summary.interrupted()) {
            ledger.canaries(summary.canariesExpected(), summary.canariesMissed());
        }
    }

    private void fuzz(Arm arm, long round, long number, long executions, long next) {
        FuzzRounds rounds = Objects.requireNonNull(fuzzing, "a fuzz target without anybody to run it");
        Path grown = grown(arm);
        long seed = SplitMix.seedOf(SplitMix.mix(options.seed() ^ arm.target().hashCode()), number) >>> 1;
        Duration longest = nanosLeft() == Long.MAX_VALUE ? Duration.ofHours(1) : Duration.ofNanos(Math.max(1_000_000_000L, nanosLeft() - fuzzStartNanos));
        FuzzRounds.Played played = rounds.run(arm.target(), seed, executions, longest, grown, !options.learning(), options.folder().resolve(Findings.INPUTS));
        fuzzStartNanos = (long) (played.startSeconds() * 1e9);
        int fresh = played.thrown() == null ? 0 : tell(List.of(findings.of(played.thrown(), arm, round, session)));
        if (interrupted) {
            return;
        }
        ArmProgress before = ledger.arm(arm);
        int entries = Math.max(0, played.entries() - before.newEntries());
        double gain = (double) entries / Math.max(BASE_ENTRIES, played.entries()) + FINDING * fresh;
        ledger.played(before.after(before.nextRound() + 1, played.executions(), played.seconds(), entries, gain), next);
        ledger.sample(seconds());
    }

    /** Where there is time left: merging does it in any case. */
    private void minimise() {
        for (Arm arm : rotation.arms()) {
            ArmProgress progress = ledger.arm(arm);
            if (fuzzing != null && arm.engine().equals(Arm.JAZZER) && progress.newEntries() > 0 && !interrupted && nanosLeft() > MINIMISE_NANOS) {
                listener.roundBegins(arm);
                fuzzing.minimise(arm.target(), grown(arm));
            }
        }
    }

    private Path grown(Arm arm) {
        return options.folder().resolve(Findings.CORPUS).resolve(Findings.INPUTS).resolve(arm.target());
    }

    // ---------------------------------------------------------------- findings

    private int tell(List<Reported> reported, Arm arm, long round) {
        List<Findings.Told> told = new ArrayList<>();
        for (Reported each : reported) {
            if (each.finding().kind() == Kind.NONDETERMINISM) {
                listener.warn(each.finding().message());
            } else {
                told.add(findings.of(each, arm, round, session));
            }
        }
        return tell(told);
    }

    /** Stores, remembers and tells what is new, in this order; how many those are. */
    private int tell(List<Findings.Told> told) {
        List<Findings.Told> fresh = new ArrayList<>();
        for (Findings.Told each : told) {
            if (!ledger.isToldEnough(each.found())) {
                findings.store(each);
                ledger.found(each.found());
                defects.put(each.found().fingerprint(), each.defect());
                fresh.add(each);
            }
        }
        if (!fresh.isEmpty()) {
            keep();
            fresh.forEach(each -> listener.found(each.defect(), options.folder().resolve(each.found().file())));
        }
        return fresh.size();
    }

    /** What earlier calls have found is told of again in what is written. */
    private void recall() {
        for (Found found : ledger.findings()) {
            Defect defect = findings.again(found);
            if (defect == null) {
                listener.warn(found.file() + " does not show its finding any more: it is left out of the reports");
            } else {
                defects.put(found.fingerprint(), defect.known(true));
            }
        }
    }

    // ---------------------------------------------------------------- what is written

    private double seconds() {
        return secondsBefore + (System.nanoTime() - begin) / 1e9;
    }

    private Part part() {
        return ledger.part(Math.round(seconds() * 1e3) / 1e3, interrupted);
    }

    private void keep() {
        keptAt = System.nanoTime();
        WholeFile.write(options.folder().resolve(CampaignFile.NAME), new CampaignFile(List.of(part())).print());
    }

    private Summary report() {
        reportedAt = System.nanoTime();
        Summary summary = Summaries.of(List.of(part()), defects, options.version(), rows);
        Reports.write(options.folder(), summary, sources);
        return summary;
    }

    /** Passes on what a campaign has to say. */
    private final class Relay implements ExploreListener {
        @Override
        public void progress(long executions, long nanos, long states, int found) {
            listener.progress(ledger.executions() + executions, System.nanoTime() - begin, Math.max(states, ledger.states()), defects.size());
        }

        @Override
        public void found(Reported reported) {
            // It is told when the round is over: until then an earlier execution may show it.
        }

        @Override
        public void notStored(Reported reported, UncheckedIOException why) {
            throw why;
        }

        @Override
        public void canaryFound(Reported reported) {
            listener.canaryFound(reported);
        }
    }
}
