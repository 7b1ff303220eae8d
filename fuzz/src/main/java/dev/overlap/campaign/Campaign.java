package dev.overlap.campaign;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

import dev.overlap.choice.SplitMix;
import dev.overlap.explore.Exploration;
import dev.overlap.explore.ExploreListener;
import dev.overlap.explore.ExploreOptions;
import dev.overlap.explore.ExploreSummary;
import dev.overlap.explore.Portfolio;
import dev.overlap.explore.Reported;
import dev.overlap.finding.HarnessError;
import dev.overlap.program.RandomProgram;
import dev.overlap.report.Sources;
import dev.overlap.scenario.Scenario;
import org.jspecify.annotations.Nullable;

/**
 * One call of a campaign: rounds, one after the other, until there is no time left or there were enough.
 *
 * <p>What is played in a round is a function of seed, options and its number. What a round has come to is written down when it is over; one that was cut short by
 * the end of this process is played again by the call that goes on, and finds the same. So nothing is counted twice, and nothing that was told is lost.
 *
 * <p>Where what was learned decides, and there are several cores, fuzz targets have one of them for themselves: a lane of rounds beside that of the others.
 */
public final class Campaign {

    /** Where what was learned decides, a fuzz target has its turn again after so much time. */
    private static final Duration LEARNING_ROUND = Duration.ofSeconds(15);

    private final CampaignOptions options;
    private final @Nullable FuzzRounds fuzzing;
    private final CampaignListener listener;
    private final TimeBudget time;
    private final Rotation rotation;
    private final Ledger ledger;
    private final Journal journal;
    private final Turns turns;
    /** How many inputs fuzz targets have added in this call. */
    private final Map<Arm, Integer> grown = new ConcurrentHashMap<>();
    private volatile @Nullable Exploration running;
    private volatile boolean interrupted;
    /** Whether a lane has failed, and no other one may begin a round. */
    private volatile boolean failed;
    private volatile int workers;

    private Campaign(CampaignOptions options, Part part, @Nullable FuzzRounds fuzzing, Sources sources, CampaignListener listener) {
        this.options = options;
        this.fuzzing = fuzzing;
        this.listener = listener;
        this.time = new TimeBudget(options.nanos(), System::nanoTime);
        this.rotation = Rotation.of(options);
        this.ledger = new Ledger(part);
        this.journal = new Journal(options, part, ledger, time, sources, listener);
        this.turns = new Turns(options, rotation, ledger);
        this.workers = options.threads();
    }

    /**
     * Makes a new campaign.
     *
     * @param fuzzing null when no fuzz target may run
     * @param sources where the readers' sources are
     * @throws BadCampaignException when there is one in the folder already
     */
    public static Campaign begin(CampaignOptions options, @Nullable FuzzRounds fuzzing, Sources sources, CampaignListener listener) {
        CampaignFolder.requireNone(options.folder());
        return new Campaign(options, Part.begun(options, now()), fuzzing, sources, listener);
    }

    /**
     * Goes on with a campaign.
     *
     * @throws BadCampaignException when the folder has none, or it was asked to do something else
     */
    public static Campaign resume(CampaignOptions options, @Nullable FuzzRounds fuzzing, Sources sources, CampaignListener listener) {
        Part part = CampaignFolder.only(options.folder());
        if (!part.options().equals(options.lasting())) {
            String name = options.lasting().keySet().stream().filter(each -> !String.valueOf(options.lasting().get(each)).equals(part.options().get(each)))
                    .findFirst().orElse("options");
            throw new BadCampaignException("--resume: " + options.folder() + " was begun with other " + name + ": " + part.options().get(name));
        }
        return new Campaign(options, part.resumed(now()), fuzzing, sources, listener);
    }

    private static String now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** Ends it soon, from any thread: {@link #run} returns what there is so far. */
    public void interrupt() {
        interrupted = true;
        endRounds();
    }

    private void endRounds() {
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
        journal.begin();
        if (options.canaries()) {
            playCanaries();
        }
        try {
            playRounds();
        } catch (UncheckedIOException e) {
            throw e;
        } catch (RuntimeException e) {
            // It is not about what was found before.
            journal.close(null);
            throw e;
        }
        minimise();
        if (interrupted) {
            journal.interrupted();
        }
        return new Outcome(journal.close(options.rows().get()), ledger.canariesMissed(), ledger.diverged(), interrupted);
    }

    // ---------------------------------------------------------------- lanes

    private void playRounds() {
        List<Arm> targets = rotation.arms().stream().filter(Arm::isTarget).toList();
        List<Arm> others = rotation.arms().stream().filter(arm -> !arm.isTarget()).toList();
        if (!options.learning()) {
            play(turns::inOrder);
        } else if (targets.isEmpty() || others.isEmpty() || options.threads() == 1) {
            play(learning(rotation.arms()));
        } else {
            playBesideEachOther(learning(targets), learning(others));
        }
    }

    private Supplier<@Nullable Turn> learning(List<Arm> arms) {
        Picker picker = new Picker(arms, ledger);
        return () -> turns.learning(picker, time.hasTimeForATarget(), this::isOver);
    }

    /** Fuzz targets have one core, the others the rest of them, and all when there is no time for a target any more. */
    private void playBesideEachOther(Supplier<@Nullable Turn> targets, Supplier<@Nullable Turn> others) {
        workers = options.threads() - 1;
        FutureTask<@Nullable Void> lane = new FutureTask<>(() -> {
            try {
                play(targets);
            } catch (RuntimeException | Error e) {
                fail();
                throw e;
            } finally {
                workers = options.threads();
            }
            return null;
        });
        Thread.ofPlatform().name("overlap campaign: fuzz targets").start(lane);
        try {
            play(others);
        } catch (RuntimeException | Error e) {
            fail();
            throw e;
        } finally {
            // Whatever is being fuzzed comes to its end, and what it has come to is written down.
            await(lane);
        }
    }

    private void fail() {
        failed = true;
        endRounds();
    }

    private static void await(FutureTask<@Nullable Void> lane) {
        try {
            lane.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HarnessError("nobody interrupts a campaign in this way", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw new HarnessError("fuzz targets cannot be run", e);
        }
    }

    private boolean isOver() {
        return interrupted || failed || time.isOver();
    }

    private void play(Supplier<@Nullable Turn> next) {
        while (!isOver()) {
            Turn turn = next.get();
            if (turn == null) {
                return;
            }
            try {
                play(turn);
            } finally {
                turns.over(turn);
            }
            journal.keepNowAndThen();
        }
    }

    private void play(Turn turn) {
        listener.roundBegins(turn.arm());
        if (turn.arm().isTarget()) {
            fuzz(turn);
        } else {
            explore(turn);
        }
    }

    // ---------------------------------------------------------------- rounds

    private void explore(Turn turn) {
        Arm arm = turn.arm();
        Scenario scenario = arm.engine().equals(Arm.RANDOM_PROGRAMS) ? new RandomProgram()
                : options.scenarios().stream().filter(each -> each.name().equals(arm.target())).findFirst().orElseThrow();
        long first = turn.number() * arm.roundExecutions(options.learning());
        long began = System.nanoTime();
        int exploring = workers;
        Exploration exploration = new Exploration(exploring(scenario, first + turn.executions(), exploring, false), new Relay(), true);
        exploration.beginAt(first);
        ExploreSummary summary = run(exploration);
        if (!summary.interrupted()) {
            // Otherwise it is played again, whole, and finds the same.
            journal.explored(turn, summary, exploration.seen(), (System.nanoTime() - began) / 1e9, exploring);
        }
    }

    private ExploreOptions exploring(Scenario scenario, long end, int threads, boolean canaries) {
        return new ExploreOptions(options.seed(), List.of(scenario), options.subjects().stream().filter(subject -> subject.plays(scenario)).toList(),
                Portfolio.DEFAULT, options.windows(), end, Long.MAX_VALUE, threads, options.bench(), canaries, null);
    }

    private ExploreSummary run(Exploration exploration) {
        running = exploration;
        if (interrupted || failed) {
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
        ExploreSummary summary = run(new Exploration(exploring(any, 0, options.threads(), true), new Relay(), true));
        if (!summary.interrupted()) {
            journal.canaries(summary);
        }
    }

    private void fuzz(Turn turn) {
        FuzzRounds rounds = Objects.requireNonNull(fuzzing, "a fuzz target without anybody to run it");
        Arm arm = turn.arm();
        long seed = SplitMix.seedOf(SplitMix.mix(options.seed() ^ arm.target().hashCode()), turn.number()) >>> 1;
        Duration most = time.longestFuzzing();
        Duration longest = options.learning() && most.compareTo(LEARNING_ROUND) > 0 ? LEARNING_ROUND : most;
        FuzzRounds.Played played =
                rounds.run(arm.target(), seed, turn.executions(), longest, inputs(arm), !options.learning(), options.folder().resolve(Findings.INPUTS));
        time.fuzzed(played.startSeconds(), played.added() > 0);
        if (played.added() > 0) {
            grown.merge(arm, played.added(), Integer::sum);
        }
        journal.fuzzed(turn, played, !interrupted && !failed);
    }

    /** Where there is time left, those first that have grown most: merging does it in any case. */
    private void minimise() {
        List<Arm> arms =
                grown.keySet().stream().sorted(Comparator.<Arm, Integer>comparing(grown::get, Comparator.reverseOrder()).thenComparing(Arm::target)).toList();
        for (Arm arm : arms) {
            if (fuzzing != null && !interrupted && time.hasTimeForAMerge()) {
                listener.roundBegins(arm);
                fuzzing.minimise(arm.target(), inputs(arm), time.longestMerge());
                listener.roundEnds(arm);
            }
        }
    }

    private Path inputs(Arm arm) {
        return options.folder().resolve(Findings.CORPUS).resolve(Findings.INPUTS).resolve(arm.target());
    }

    /** Passes on what a campaign has to say. */
    private final class Relay implements ExploreListener {
        @Override
        public void progress(long executions, long nanos, long states, int found) {
            journal.progress(executions, states);
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
