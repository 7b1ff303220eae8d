package dev.overlap.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import dev.overlap.canary.Canaries;
import dev.overlap.reader.PipeReader;
import dev.overlap.reader.ReaderFactory;
import dev.overlap.reader.SignalKind;
import dev.overlap.scenario.Scenario;
import dev.overlap.scenario.Scenarios;
import dev.overlap.simulation.Execution;
import dev.overlap.simulation.Play;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Whatever is played, its recording is the same execution again, bit by bit, on both engines. */
class ReplayProperties {

    /**
     * One execution and what decides it.
     *
     * @param depth of the strategy that plays it; 0 for a random walk
     */
    record Plan(Scenario scenario, String readerId, ReaderFactory reader, int depth, int expectedPoints, int faults, int surprises, long seed) {

        Play play(Bench.Engine engine) {
            return Play.of(scenario::play).with(reader).within(new Limits(400, 5_000, surprises)).withFaults(faults).on(engine);
        }

        Execution on(Play play) {
            return play.randomly(seed, depth == 0 ? new RandomWalk() : new Pct(depth), expectedPoints);
        }

        @Override
        public String toString() {
            return scenario.name() + " with " + readerId + ", depth " + depth + ", " + expectedPoints + " points, " + faults + " faults, " + surprises
                    + " surprises, seed " + seed;
        }
    }

    /** What comes of a recording, and comes of it again. */
    private static void repeats(Play play, int[] recording, Execution expected) {
        Replay replay = new Replay(recording);
        for (int i = 0; i < 2; i++) {
            assertThat(play.by(replay, replay, 0, 1)).isEqualTo(expected);
            assertThat(replay.divergedAt()).isEqualTo(-1);
            assertThat(replay.isUsedUp()).isTrue();
            assertThat(play.recording()).isEqualTo(recording);
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void aRecordingIsTheSameExecution(@ForAll("plans") Plan plan) {
        Play play = plan.play(Bench.Engine.CONTINUATIONS);
        Execution execution = plan.on(play);
        int[] recording = play.recording();
        repeats(play, recording, execution);
        // What ran before does not matter.
        assertThat(plan.on(play)).isEqualTo(execution);
        assertThat(play.recording()).isEqualTo(recording);
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void theOtherEngineMakesTheSameOfIt(@ForAll("plans") Plan plan) {
        Play continuations = plan.play(Bench.Engine.CONTINUATIONS);
        Play threads = plan.play(Bench.Engine.THREADS);
        Execution execution = plan.on(continuations);
        assertThat(plan.on(threads)).isEqualTo(execution);
        assertThat(threads.recording()).isEqualTo(continuations.recording());
        repeats(threads, continuations.recording(), execution);
    }

    /** A decision that is changed is followed, where it is possible, and nothing that stands before it moves. */
    @Property(tries = 200, edgeCases = EdgeCasesMode.NONE)
    void aChangedDecisionIsFollowedOrToldToBeImpossible(@ForAll("plans") Plan plan, @ForAll double at) {
        Play play = plan.play(Bench.Engine.CONTINUATIONS);
        plan.on(play);
        int[] recording = play.recording();
        if (recording.length > 0) {
            int changed = (int) Math.floorMod(Math.round(at), (long) recording.length);
            recording[changed] ^= 1;
            Replay replay = new Replay(recording);
            play.by(replay, replay, 0, 1);
            boolean followed = play.recording().length > changed && play.recording()[changed] == recording[changed];
            assertThat(Arrays.copyOf(play.recording(), changed)).isEqualTo(Arrays.copyOf(recording, changed));
            assertThat(replay.divergedAt() < 0 || replay.divergedAt() >= changed).isTrue();
            assertThat(followed || replay.divergedAt() >= 0).as("a decision is repeated, or the replay says that it was not possible").isTrue();
        }
    }

    // ---------------------------------------------------------------- what is tried

    @Provide
    Arbitrary<Plan> plans() {
        List<Plan> casts = new ArrayList<>();
        for (Scenario scenario : Scenarios.all()) {
            for (SignalKind signal : SignalKind.values()) {
                casts.add(new Plan(scenario, signal.toString(), PipeReader.factory(signal, 8), 0, 0, 0, 0, 0));
            }
        }
        Canaries.all().forEach(canary -> casts.add(
                new Plan(Scenarios.named(canary.scenario()).orElseThrow(), canary.id(), canary.factory(), 0, 0, 0, 0, 0)));
        return Combinators.combine(Arbitraries.of(casts), Arbitraries.integers().between(0, 5), Arbitraries.of(1, 10, 50, 200),
                Arbitraries.of(0, 0, 1, 3), Arbitraries.of(0, 1, 3, 10), Arbitraries.longs()).as(
                        (cast, depth, points, faults, surprises, seed) -> new Plan(
                                cast.scenario, cast.readerId, cast.reader, depth, points, faults, surprises, seed));
    }
}
