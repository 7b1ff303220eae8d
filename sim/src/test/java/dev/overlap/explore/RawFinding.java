package dev.overlap.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import dev.overlap.canary.Canary;
import dev.overlap.explore.Rehearsal.Take;
import dev.overlap.explore.Worker.Lane;
import dev.overlap.finding.Finding;
import dev.overlap.kernel.WindowsVersion;
import dev.overlap.simulation.Execution;
import dev.overlap.simulation.Setting;

/** An execution of a canary as it was found. */
record RawFinding(Canary canary, Setting setting, Finding unnamed, int[] decisions) {

    Rehearsal rehearsal() {
        return new Rehearsal(Runs.ENGINE, Runs.scenario(canary), Subject.of(canary), setting);
    }

    /** The same, with the names that objects have only when somebody listens. */
    Take first(Rehearsal rehearsal) {
        Take first = rehearsal.play(new RecordedAnswers(decisions), null);
        Finding named = Objects.requireNonNull(first.finding());
        assertThat(named.kind()).isEqualTo(unnamed.kind());
        assertThat(named.step()).isEqualTo(unnamed.step());
        return first;
    }

    /** The first executions of a canary, in the run of a seed, that showed something. */
    static List<RawFinding> of(Canary canary, long seed, int wanted) {
        List<RawFinding> found = new ArrayList<>();
        List<Lane> lanes = List.of(new Lane(Runs.scenario(canary), Subject.of(canary)));
        Worker worker = new Worker(seed, lanes, Portfolio.DEFAULT, WindowsVersion.WINDOWS_10, Runs.ENGINE, new Worker.Sink() {
            @Override
            public void found(long execution, Lane lane, Setting setting, StrategyKind strategy, Finding finding, int[] decisions) {
                found.add(new RawFinding(canary, setting, finding, decisions));
            }

            @Override
            public void diverged(long execution, Lane lane, Setting setting, StrategyKind strategy, int[] decisions, Execution first, Execution second) {
                throw new AssertionError("execution " + execution + " diverged");
            }
        });
        for (int from = 0; found.size() < wanted; from += Worker.BLOCK) {
            worker.playBlock(from, from + Worker.BLOCK, () -> false);
        }
        return found.subList(0, wanted);
    }

    @Override
    public String toString() {
        return canary.id() + ": " + unnamed;
    }
}
