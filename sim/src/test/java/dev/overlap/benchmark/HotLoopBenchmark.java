package dev.overlap.benchmark;

import java.util.concurrent.TimeUnit;

import dev.overlap.reader.SignalKind;
import dev.overlap.schedule.Bench;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * What an execution costs, and how that compares with its bare switches: random walk, PCT and bare in turn within one invocation, so that a machine's moods meet
 * all three alike. The score is CPU time of the thread, in the counters; wall time says little on a shared machine.
 *
 * <p>Run {@link #main} with the test class path, or {@code HotLoopTest} for the short form.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = {"--add-exports=java.base/jdk.internal.vm=ALL-UNNAMED", "-XX:+UseSerialGC", "-Xmx512m"})
@Warmup(iterations = 30, batchSize = 20)
@Measurement(iterations = 5, batchSize = 20)
public class HotLoopBenchmark {

    /** How tasks are run. */
    @Param({"CONTINUATIONS", "THREADS"})
    public Bench.Engine engine = Bench.Engine.CONTINUATIONS;

    /** How the reader is told of completions. */
    @Param({"THREADPOOL_WAIT", "REGISTERED_WAIT"})
    public SignalKind signal = SignalKind.THREADPOOL_WAIT;

    private HotLoop loop = new HotLoop(Bench.Engine.CONTINUATIONS, SignalKind.THREADPOOL_WAIT);

    /** The figures, summed over an iteration's invocations; a rate is a sum divided by the executions. */
    @AuxCounters(AuxCounters.Type.EVENTS)
    @State(Scope.Thread)
    public static class Figures {
        /** Executions of each kind. */
        public long executions;
        /** CPU nanoseconds of random walk. */
        public long randomWalkNanos;
        /** CPU nanoseconds of PCT with depth 3. */
        public long pctNanos;
        /** CPU nanoseconds of the bare switches of the random walks. */
        public long bareNanos;
        /** Scheduling points of the random walks. */
        public long points;
        /** Switches of the random walks. */
        public long switches;
        /** Bytes that the random walks allocated. */
        public long bytes;
    }

    /** Records the switches. */
    @Setup
    public void prepare() {
        loop = new HotLoop(engine, signal);
    }

    /** One batch of each. */
    @Benchmark
    public void batches(Figures figures) {
        HotLoop.Batch randomWalk = loop.randomWalk();
        HotLoop.Batch bare = loop.bare();
        HotLoop.Batch pct = loop.pct();
        figures.executions += randomWalk.executions();
        figures.randomWalkNanos += randomWalk.cpuNanos();
        figures.pctNanos += pct.cpuNanos();
        figures.bareNanos += bare.cpuNanos();
        figures.points += randomWalk.points();
        figures.switches += Math.round(loop.switchesPerExecution() * randomWalk.executions());
        figures.bytes += randomWalk.bytes();
    }

    /** Runs all of it; takes a few minutes. */
    public static void main(String[] arguments) throws RunnerException {
        new Runner(new OptionsBuilder().include(HotLoopBenchmark.class.getName()).build()).run();
    }
}
