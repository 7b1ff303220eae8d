package dev.overlap.benchmark;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

import com.sun.management.ThreadMXBean;
import dev.overlap.choice.SeededChoices;
import dev.overlap.choice.SplitMix;
import dev.overlap.kernel.WindowsVersion;
import dev.overlap.reader.PipeReader;
import dev.overlap.reader.ReaderFactory;
import dev.overlap.reader.SignalKind;
import dev.overlap.scenario.Scenario;
import dev.overlap.scenario.Scenarios;
import dev.overlap.schedule.Bench;
import dev.overlap.schedule.Limits;
import dev.overlap.schedule.Pct;
import dev.overlap.schedule.RandomWalk;
import dev.overlap.schedule.Strategy;
import dev.overlap.schedule.SwitchList;
import dev.overlap.simulation.Execution;
import dev.overlap.simulation.Setting;
import dev.overlap.simulation.SimWorld;

/** The work that is measured: executions of stop-races-completion with all oracles on, and the same switches with empty bodies. CPU time of the thread. */
final class HotLoop {

    static final int EXECUTIONS = 2_000;
    private static final int EXPECTED_DECISIONS = 40;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** What a batch cost and did. */
    record Batch(long cpuNanos, long bytes, int executions, long points, long findings) {

        double nanosPerExecution() {
            return (double) cpuNanos / executions;
        }

        double pointsPerExecution() {
            return (double) points / executions;
        }
    }

    private final Scenario scenario = Scenarios.named("stop-races-completion").orElseThrow();
    private final ReaderFactory reader;
    private final Setting setting = new Setting(WindowsVersion.WINDOWS_10, new Limits(400, 20_000, 2));
    private final SeededChoices choices = new SeededChoices();
    private final SimWorld world;
    private final SwitchList.Bare bare = new SwitchList.Bare();
    private final List<SwitchList> switchLists = new ArrayList<>();
    private final Strategy randomWalk = new RandomWalk();
    private final Strategy pct = new Pct(3);

    HotLoop(Bench.Engine engine, SignalKind signal) {
        reader = PipeReader.factory(signal, 16);
        world = new SimWorld(new Bench(engine));
        SwitchList.Recorder recorder = new SwitchList.Recorder();
        SimWorld recorded = new SimWorld(recorder.bench());
        for (int i = 0; i < EXECUTIONS; i++) {
            play(recorded, randomWalk, i);
            switchLists.add(recorder.next());
        }
    }

    private Execution play(SimWorld in, Strategy strategy, int number) {
        long seed = SplitMix.seedOf(1, number);
        choices.seed(seed);
        return in.play(scenario, reader, setting, strategy, choices, SplitMix.mix(seed), EXPECTED_DECISIONS, null);
    }

    double switchesPerExecution() {
        return switchLists.stream().mapToInt(SwitchList::switches).average().orElse(0);
    }

    Batch randomWalk() {
        return batch(randomWalk);
    }

    Batch pct() {
        return batch(pct);
    }

    private Batch batch(Strategy strategy) {
        long id = Thread.currentThread().threadId();
        long bytes = THREADS.getThreadAllocatedBytes(id);
        long begin = THREADS.getCurrentThreadCpuTime();
        long points = 0;
        long findings = 0;
        for (int i = 0; i < EXECUTIONS; i++) {
            Execution execution = play(world, strategy, i);
            points += execution.points();
            findings += execution.finding() == null ? 0 : 1;
        }
        long end = THREADS.getCurrentThreadCpuTime();
        return new Batch(end - begin, THREADS.getThreadAllocatedBytes(id) - bytes, EXECUTIONS, points, findings);
    }

    Batch bare() {
        long begin = THREADS.getCurrentThreadCpuTime();
        for (SwitchList list : switchLists) {
            bare.replay(list);
        }
        return new Batch(THREADS.getCurrentThreadCpuTime() - begin, 0, EXECUTIONS, 0, 0);
    }
}
