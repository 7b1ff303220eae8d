package dev.overlap.explore;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import dev.overlap.canary.Canaries;
import dev.overlap.canary.Canary;
import dev.overlap.explore.Worker.Lane;
import dev.overlap.fault.Rule;
import dev.overlap.finding.Finding;
import dev.overlap.finding.HarnessError;
import dev.overlap.finding.Kind;
import dev.overlap.platform.MarkCounts;
import dev.overlap.scenario.Scenario;
import dev.overlap.scenario.Scenarios;
import dev.overlap.schedule.States;
import dev.overlap.simulation.Execution;
import dev.overlap.simulation.Setting;
import dev.overlap.trace.Trace;
import org.jspecify.annotations.Nullable;

/**
 * One run: first the canaries, each of which must be found, then scenarios and readers in turn under the strategies of the portfolio, in blocks that the
 * workers take one after the other.
 *
 * <p>What is found does not depend on the number of workers: an execution is what its number says, and of several executions that show the same defect the one
 * with the lowest number is kept.
 */
public final class Exploration {

    /** Within so many executions each canary must be found. */
    public static final int CANARY_BUDGET = 10_000;

    /** So many consecutive executions share scenario, reader and strategy, and are played by one worker. */
    public static final int BLOCK = Worker.BLOCK;

    private static final long PROGRESS_NANOS = 200_000_000L;

    private final ExploreOptions options;
    private final ExploreListener listener;
    private final boolean ascii;
    private final int width;
    private final @Nullable FindingStore store;
    private final States states = new States();
    private final Map<String, Reported> findings = new HashMap<>();
    private final AtomicLong nextBlock = new AtomicLong();
    private final AtomicLong played = new AtomicLong();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private final List<FaultCoverage> coverages = new ArrayList<>();
    private boolean countsFaults;
    private volatile boolean cancelled;

    /**
     * Makes a run.
     *
     * @param ascii whether timelines keep to ASCII
     */
    public Exploration(ExploreOptions options, ExploreListener listener, boolean ascii) {
        this(options, listener, ascii, Timeline.DEFAULT_WIDTH);
    }

    /**
     * Makes a run.
     *
     * @param ascii whether timelines keep to ASCII
     * @param width how many characters a line of a timeline may have, 40 or more
     */
    public Exploration(ExploreOptions options, ExploreListener listener, boolean ascii, int width) {
        this.width = width;
        this.options = options;
        this.listener = listener;
        this.ascii = ascii;
        Path directory = options.directory();
        this.store = directory == null ? null : new FindingStore(directory);
    }

    /**
     * Begins with this execution instead of the first. Before {@link #run()}.
     *
     * @param execution its number, a multiple of {@link #BLOCK}; options say after which number the run ends
     */
    public void beginAt(long execution) {
        if (execution < 0 || execution % BLOCK != 0) {
            throw new IllegalArgumentException(execution + " is not the first of a block of " + BLOCK);
        }
        nextBlock.set(execution / BLOCK);
    }

    /** The states that were seen, after {@link #run()}. */
    public States seen() {
        return states;
    }

    /** Counts which calls have failed, where, with what, and were survived. Before {@link #run()}; costs some speed. */
    public void countFaults() {
        countsFaults = true;
    }

    /** What {@link #countFaults} has counted, after {@link #run()}. */
    public FaultCoverage faultCoverage() {
        FaultCoverage all = new FaultCoverage();
        coverages.forEach(all::add);
        return all;
    }

    /** Ends the run soon, from any thread: {@link #run()} returns what there is so far. */
    public void cancel() {
        cancelled = true;
    }

    /**
     * Runs to the end, on this thread and the workers'.
     *
     * @throws HarnessError when the harness is wrong
     */
    public ExploreSummary run() {
        List<Reported> canaries = new ArrayList<>();
        List<String> missed = new ArrayList<>();
        int expected = 0;
        if (options.canaries()) {
            expected = Canaries.all().size();
            for (Canary canary : Canaries.all()) {
                if (!cancelled) {
                    Reported found = new CanaryHunt(canary).run();
                    if (found == null && !cancelled) {
                        missed.add(canary.id());
                    } else if (found != null) {
                        canaries.add(found);
                        listener.canaryFound(found);
                    }
                }
            }
        }
        List<Lane> lanes = new ArrayList<>();
        for (Scenario scenario : options.scenarios()) {
            for (Subject subject : options.subjects()) {
                if (subject.plays(scenario)) {
                    lanes.add(new Lane(scenario, subject));
                }
            }
        }
        if (lanes.isEmpty()) {
            throw new IllegalArgumentException("none of the readers can do what one of the scenarios needs");
        }
        long begin = System.nanoTime();
        List<Worker> workers = playLanes(lanes, begin);
        long nanos = System.nanoTime() - begin;
        return summary(workers, nanos, expected, canaries, missed);
    }

    private List<Worker> playLanes(List<Lane> lanes, long begin) {
        List<Worker> workers = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < options.threads(); i++) {
            Worker worker = new Worker(options.seed(), lanes, options.portfolio(), options.windows(), options.rules(), options.engine(), new Finder());
            if (countsFaults) {
                FaultCoverage counted = new FaultCoverage();
                coverages.add(counted);
                worker.countFaults(counted);
            }
            workers.add(worker);
            Thread thread = new Thread(() -> work(worker, begin), "explore-" + (i + 1));
            thread.setDaemon(true);
            threads.add(thread);
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join(PROGRESS_NANOS / 1_000_000);
                } catch (InterruptedException e) {
                    cancel();
                }
                listener.progress(played.get(), System.nanoTime() - begin, states(workers), countFindings());
            }
        }
        Throwable thrown = failure.get();
        if (thrown instanceof Error error) {
            throw error;
        } else if (thrown instanceof RuntimeException exception) {
            throw exception;
        }
        return workers;
    }

    private void work(Worker worker, long begin) {
        try {
            while (!isOver(begin)) {
                long from = nextBlock.getAndIncrement() * Worker.BLOCK;
                if (from >= options.executions()) {
                    return;
                }
                long before = worker.executions();
                worker.playBlock(from, Math.min(from + Worker.BLOCK, options.executions()), () -> isOver(begin));
                played.addAndGet(worker.executions() - before);
            }
        } catch (Throwable e) {
            failure.compareAndSet(null, e);
            cancel();
        }
    }

    private boolean isOver(long begin) {
        return cancelled || options.nanos() != Long.MAX_VALUE && System.nanoTime() - begin >= options.nanos();
    }

    private static long states(List<Worker> workers) {
        // Read while the workers write: a rough figure for the eye, not a result.
        long most = 0;
        for (Worker worker : workers) {
            most = Math.max(most, worker.world().states().states());
        }
        return most;
    }

    private int countFindings() {
        synchronized (findings) {
            return findings.size();
        }
    }

    private ExploreSummary summary(List<Worker> workers, long nanos, int expected, List<Reported> canaries, List<String> missed) {
        long executions = 0;
        long points = 0;
        long surprised = 0;
        long replayed = 0;
        long diverged = 0;
        MarkCounts marks = new MarkCounts();
        Set<Rule> unmatched = new LinkedHashSet<>();
        for (Worker worker : workers) {
            executions += worker.executions();
            points += worker.points();
            surprised += worker.surprised();
            replayed += worker.replayed();
            diverged += worker.diverged();
            states.unite(worker.world().states());
            marks.add(worker.world().marks());
            unmatched.addAll(worker.rulesSeen());
        }
        workers.forEach(worker -> unmatched.removeAll(worker.rulesMatched()));
        List<Reported> sorted;
        synchronized (findings) {
            sorted = new ArrayList<>(findings.values());
        }
        sorted.sort(Comparator.comparingLong(Reported::execution));
        return new ExploreSummary(executions, nanos, points, surprised, states.states(), states.transitions(), sorted, expected, canaries, missed, replayed,
                diverged, marks.toMap(), List.copyOf(unmatched), cancelled);
    }

    // ---------------------------------------------------------------- findings

    /** Shrinks, replays and stores what the workers find. */
    private final class Finder implements Worker.Sink {

        @Override
        public void found(long execution, Lane lane, Setting setting, StrategyKind strategy, Finding finding, int[] decisions) {
            String key = lane.scenario().name() + '|' + lane.subject().id() + '|' + Finding.withoutNumbers(finding.headline());
            if (isKnown(key, execution)) {
                return;
            }
            Reported reported = report(execution, lane, setting, strategy, finding, decisions, Shrinker.BUDGET);
            synchronized (findings) {
                Reported known = findings.get(key);
                if (known != null && known.execution() < execution) {
                    return;
                }
                try {
                    Reported stored = stored(reported);
                    findings.put(key, stored);
                    if (store != null && known != null && known.file() != null && !known.file().equals(stored.file())) {
                        // The names of objects, which only a trace has, may differ: the later one would be a file that one worker alone had never written.
                        store.remove(known.file());
                    }
                    listener.found(stored);
                } catch (UncheckedIOException e) {
                    findings.put(key, reported);
                    listener.notStored(reported, e);
                }
            }
        }

        private Reported stored(Reported reported) {
            Path file = store == null ? null : store.store(reported.trace(), reported.finding());
            return new Reported(reported.execution(), reported.finding(), reported.trace(), reported.timeline(), file, reported.strategy());
        }

        private boolean isKnown(String key, long execution) {
            synchronized (findings) {
                Reported known = findings.get(key);
                return known != null && known.execution() <= execution;
            }
        }

        @Override
        public void diverged(long execution, Lane lane, Setting setting, StrategyKind strategy, int[] decisions, Execution first, Execution second) {
            Finding finding = new Finding(Kind.NONDETERMINISM,
                    "execution " + execution + " went another way when it was replayed: " + first + ", then " + second, "", first.points());
            synchronized (findings) {
                String key = lane.scenario().name() + '|' + lane.subject().id() + "|NONDETERMINISM";
                Reported known = findings.get(key);
                if (known == null || execution < known.execution()) {
                    Trace none = new Trace(lane.scenario().name(), lane.subject().id(), new TreeMap<>(), finding.headline(), "npfs", List.of());
                    findings.put(key, new Reported(execution, finding, none, "", null, strategy.toString()));
                }
            }
        }
    }

    private Reported report(long execution, Lane lane, Setting setting, StrategyKind strategy, Finding finding, int[] decisions, int budget) {
        Rehearsal rehearsal = new Rehearsal(options.engine(), lane.scenario(), lane.subject(), setting);
        return new Writeup(rehearsal, budget, width, ascii).of(execution, finding, decisions, strategy.toString());
    }

    // ---------------------------------------------------------------- canaries

    /** Looks for one canary, with the same strategies as everything else; ends at the first finding of its kind. */
    private final class CanaryHunt implements Worker.Sink {
        private final Canary canary;
        private @Nullable Reported reported;

        CanaryHunt(Canary canary) {
            this.canary = canary;
        }

        @Nullable Reported run() {
            Scenario scenario = Scenarios.named(canary.scenario()).orElseThrow(() -> new HarnessError(canary.id() + " has no scenario " + canary.scenario()));
            List<Lane> lanes = List.of(new Lane(scenario, Subject.of(canary)));
            Worker worker = new Worker(options.seed(), lanes, Portfolio.DEFAULT, options.windows(), options.engine(), this);
            for (long from = 0; from < CANARY_BUDGET && reported == null && !cancelled; from += Worker.BLOCK) {
                worker.playBlock(from, from + Worker.BLOCK, () -> reported != null || cancelled);
            }
            return reported;
        }

        @Override
        public void found(long execution, Lane lane, Setting setting, StrategyKind strategy, Finding finding, int[] decisions) {
            if (reported == null && finding.kind().name().equals(canary.kind())) {
                reported = report(execution, lane, setting, strategy, finding, decisions, Shrinker.BUDGET);
            }
        }

        @Override
        public void diverged(long execution, Lane lane, Setting setting, StrategyKind strategy, int[] decisions, Execution first, Execution second) {
            throw new HarnessError(canary.id() + ": execution " + execution + " went another way when it was replayed");
        }
    }
}
