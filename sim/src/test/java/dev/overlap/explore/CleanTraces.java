package dev.overlap.explore;

import java.util.ArrayList;
import java.util.List;

import dev.overlap.choice.SeededChoices;
import dev.overlap.choice.SplitMix;
import dev.overlap.explore.Rehearsal.Take;
import dev.overlap.kernel.WindowsVersion;
import dev.overlap.platform.CoverageMark;
import dev.overlap.scenario.Scenario;
import dev.overlap.schedule.Limits;
import dev.overlap.schedule.RandomWalk;
import dev.overlap.simulation.Execution;
import dev.overlap.simulation.Setting;
import dev.overlap.simulation.SimWorld;
import dev.overlap.trace.Trace;
import dev.overlap.trace.TraceEntry;

/** Traces that expect no finding, and yet lead through a rare path: the plainest execution of a correct reader that passes a coverage mark. */
final class CleanTraces {

    private static final Setting SETTING = new Setting(WindowsVersion.WINDOWS_10, new Limits(Worker.SAFETY_POINTS, 20_000, 3));

    private final SimWorld world = new SimWorld(Runs.ENGINE);
    private final Scenario scenario;
    private final Subject subject;
    private final CoverageMark mark;

    CleanTraces(Scenario scenario, Subject subject, CoverageMark mark) {
        this.scenario = scenario;
        this.subject = subject;
        this.mark = mark;
    }

    /** The first one from a seed. */
    Trace plainest(long seed) {
        Rehearsal rehearsal = new Rehearsal(world, scenario, subject, SETTING);
        Take best = rehearsal.play(new RecordedAnswers(decisions(seed)), null);
        boolean improved = true;
        while (improved) {
            improved = false;
            for (int i = best.entries().size() - 1; i >= 0; i--) {
                List<TraceEntry> without = new ArrayList<>(best.entries());
                without.remove(i);
                long before = world.marks().count(mark);
                Take take = rehearsal.play(new TraceAnswers(without, false), null);
                if (take.finding() == null && world.marks().count(mark) > before && take.entries().size() < best.entries().size()) {
                    best = take;
                    improved = true;
                    i = Math.min(i, best.entries().size());
                }
            }
        }
        return rehearsal.trace(best);
    }

    private int[] decisions(long seed) {
        RandomWalk strategy = new RandomWalk();
        SeededChoices choices = new SeededChoices();
        for (int execution = 0;; execution++) {
            long own = SplitMix.seedOf(seed, execution);
            choices.seed(own);
            long before = world.marks().count(mark);
            Execution played = world.play(scenario, subject.factory(), SETTING, strategy, choices, SplitMix.mix(own), 1, null);
            if (played.finding() == null && world.marks().count(mark) > before) {
                return world.recording().toArray();
            }
        }
    }
}
