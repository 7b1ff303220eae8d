package dev.overlap.simulation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import dev.overlap.choice.ChoiceKind;
import dev.overlap.choice.Choices;
import dev.overlap.choice.EnumeratedChoices;
import dev.overlap.choice.SeededChoices;
import dev.overlap.choice.SplitMix;
import dev.overlap.fault.FaultListener;
import dev.overlap.fault.FaultRule;
import dev.overlap.kernel.Profile;
import dev.overlap.kernel.WindowsVersion;
import dev.overlap.platform.CoverageMark;
import dev.overlap.reader.ReaderFactory;
import dev.overlap.scenario.Scenario;
import dev.overlap.scenario.Stage;
import dev.overlap.schedule.Bench;
import dev.overlap.schedule.DepthFirst;
import dev.overlap.schedule.Limits;
import dev.overlap.schedule.RandomWalk;
import dev.overlap.schedule.Replay;
import dev.overlap.schedule.Strategy;
import org.jspecify.annotations.Nullable;

/**
 * A story made for one test, played once or in many schedules. An assertion that fails in one of its tasks fails the test, and says in which schedule.
 */
public final class Play {

    private static final int MAX_DEPTH = 200;
    private static final int MAX_SCHEDULES = 200_000;
    private static final int EXPECTED_POINTS = 30;
    private static final ReaderFactory NO_READER = (win32, platform, pipe, listener) -> {
        throw new IllegalStateException("a reader was opened, but this play has none");
    };

    private final Consumer<Stage> story;
    private final Map<ChoiceKind, Integer> answers = new EnumMap<>(ChoiceKind.class);
    private SimWorld world = new SimWorld(Bench.bestEngine());
    private ReaderFactory reader = NO_READER;
    private Limits limits = new Limits(2_000, 10_000, 3);
    private int faults;
    private List<FaultRule> rules = List.of();
    private Profile profile = Profile.WINDOWS_10;
    private @Nullable AssertionError failure;

    private Play(Consumer<Stage> story) {
        this.story = story;
    }

    /** A story to be played. */
    public static Play of(Consumer<Stage> story) {
        return new Play(story);
    }

    /** A story of one task in the process under test. */
    public static Play ofTask(Consumer<Stage> task) {
        return new Play(stage -> stage.task("owner", () -> task.accept(stage)));
    }

    /** A story of one task whose handles nobody judges. */
    public static Play ofPeer(Consumer<Stage> task) {
        return new Play(stage -> stage.peer("peer", () -> task.accept(stage)));
    }

    /** What comes of a story when nothing is out of the ordinary. */
    public static Execution played(Consumer<Stage> story) {
        return of(story).once();
    }

    // ---------------------------------------------------------------- how it is played

    /** The reader that the story opens. */
    public Play with(ReaderFactory factory) {
        reader = factory;
        return this;
    }

    /** Questions of this kind are always answered so, and not asked. */
    public Play answering(ChoiceKind kind, int value) {
        answers.put(kind, value);
        return this;
    }

    /** Other bounds than usual. */
    public Play within(Limits bounds) {
        limits = bounds;
        return this;
    }

    /** So many calls of the process under test may fail by choice. */
    public Play withFaults(int budget) {
        faults = budget;
        return this;
    }

    /** These calls of the process under test fail. */
    public Play failing(FaultRule... which) {
        rules = List.of(which);
        return this;
    }

    /** Somebody hears of each fault that the program meets. */
    public Play hearing(FaultListener listener) {
        world.listenToFaults(listener);
        return this;
    }

    /** Another version of Windows than 10. */
    public Play onWindows(WindowsVersion other) {
        return as(Profile.of(other));
    }

    /** A kernel that is like this. */
    public Play as(Profile other) {
        profile = other;
        return this;
    }

    /** Another way of running tasks than the fastest. */
    public Play on(Bench.Engine engine) {
        world = new SimWorld(engine);
        return this;
    }

    // ---------------------------------------------------------------- playing it

    /** Plays it with nothing but defaults. */
    public Execution once() {
        Replay defaults = new Replay(new int[0]);
        return by(defaults, defaults, 0, EXPECTED_POINTS);
    }

    /** Plays it as a strategy and a source of choices will have it. */
    public Execution by(Strategy strategy, Choices choices, long seed, int expectedPoints) {
        failure = null;
        Choices asked = (arity, kind, label) -> {
            Integer answer = answers.get(kind);
            return answer == null ? choices.choose(arity, kind, label) : answer;
        };
        Execution execution =
                world.play(new Anonymous(), reader, new Setting(profile, limits, faults, List.copyOf(rules)), strategy, asked, seed, expectedPoints, null);
        if (failure != null) {
            throw new AssertionError(failure.getMessage() + "\nin the execution of seed " + seed, failure);
        }
        return execution;
    }

    /** Plays it in so many random schedules, with random choices. */
    public Schedules randomly(int seeds) {
        return randomly(seeds, new RandomWalk());
    }

    /** Plays it so many times by a strategy, with random choices. */
    public Schedules randomly(int seeds, Strategy strategy) {
        List<Execution> executions = new ArrayList<>(seeds);
        for (int seed = 0; seed < seeds; seed++) {
            executions.add(randomly(seed, strategy, EXPECTED_POINTS));
        }
        return new Schedules(executions);
    }

    /** Plays it once, by a strategy and with random choices, both from one seed. */
    public Execution randomly(long seed, Strategy strategy, int expectedPoints) {
        SeededChoices choices = new SeededChoices();
        // Not the strategy's own seed, or who runs and what is answered would not be independent.
        choices.seed(SplitMix.seedOf(seed, 1));
        return by(strategy, choices, seed, expectedPoints);
    }

    /** Plays it in every schedule with at most so many preemptions, and with every combination of choices. */
    public Schedules everywhere(int maxPreemptions) {
        EnumeratedChoices choices = new EnumeratedChoices(MAX_DEPTH);
        DepthFirst strategy = new DepthFirst(choices, maxPreemptions);
        List<Execution> executions = new ArrayList<>();
        do {
            executions.add(by(strategy, choices, executions.size(), EXPECTED_POINTS));
            if (executions.size() > MAX_SCHEDULES) {
                throw new AssertionError("more than " + MAX_SCHEDULES + " schedules: too many to try them all");
            }
        } while (choices.next());
        return new Schedules(executions);
    }

    // ---------------------------------------------------------------- afterwards

    /** The decisions of the last execution. */
    public int[] recording() {
        return world.recording().toArray();
    }

    /** How often a mark was reached in all executions. */
    public long count(CoverageMark mark) {
        return world.marks().count(mark);
    }

    /** The story, whose tasks keep the assertion that ended them. */
    private final class Anonymous implements Scenario {

        @Override
        public String name() {
            return "anonymous";
        }

        @Override
        public String summary() {
            return "made for one test";
        }

        @Override
        public void play(Stage stage) {
            story.accept(new AttentiveStage(stage, error -> failure = error));
        }
    }
}
