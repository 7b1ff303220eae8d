package dev.overlap.explore;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.util.Arrays;

/** A run whose live heap is measured after so many executions, and again after so many more. In a JVM of its own. */
final class LongRun {

    private LongRun() {
    }

    /** A directory for findings, and the counts of executions at which to measure, rising; prints a line with a count and bytes for each. */
    public static void main(String[] arguments) {
        Measuring measuring = new Measuring(Arrays.copyOfRange(arguments, 1, arguments.length));
        ExploreOptions options = Runs.options(1, Subjects.pipeReaders(), Long.MAX_VALUE, Path.of(arguments[0]));
        measuring.run = new Exploration(Runs.withThreads(options, Runtime.getRuntime().availableProcessors()), measuring, true);
        ExploreSummary summary = measuring.run.run();
        System.out.println(summary.findings().size() + " findings, " + Math.round(summary.executionsPerSecond()) + " executions/s");
    }

    private static final class Measuring extends Runs.Quiet {
        private final String[] counts;
        private int next;
        private Exploration run;

        @SuppressWarnings("NullAway.Init")
        Measuring(String[] counts) {
            this.counts = counts;
        }

        @Override
        public void progress(long executions, long nanos, long states, int findings) {
            if (next < counts.length && executions >= Long.parseLong(counts[next])) {
                System.out.println(executions + " " + liveBytes());
                next++;
            }
            if (next == counts.length || findings > 0) {
                run.cancel();
            }
        }

        /** What is left of the heap right after a full collection, whatever the workers have allocated since. */
        private static long liveBytes() {
            ManagementFactory.getMemoryMXBean().gc();
            return ManagementFactory.getMemoryPoolMXBeans().stream()
                    .filter(pool -> pool.getType() == MemoryType.HEAP)
                    .map(MemoryPoolMXBean::getCollectionUsage).filter(usage -> usage != null).mapToLong(usage -> usage.getUsed()).sum();
        }
    }
}
