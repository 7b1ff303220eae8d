package dev.overlap.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Workers share nothing: two threads do almost twice the work of one. Means something on a machine that does nothing else. */
@Tag("acceptance")
class TwoThreadsTest {

    private static final int EXECUTIONS = 400_000;
    private static final int ROUNDS = 7;
    private static final double LEAST_FACTOR = 1.8;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void twoThreadsDoAlmostTwiceTheWorkOfOne() {
        assumeThat(Runtime.getRuntime().availableProcessors()).isGreaterThanOrEqualTo(2);
        executionsPerSecond(1);
        executionsPerSecond(2);
        double[] one = new double[ROUNDS];
        double[] two = new double[ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            one[round] = executionsPerSecond(1);
            two[round] = executionsPerSecond(2);
        }
        double factor = median(two) / median(one);
        String figures = String.format(Locale.ROOT, "one thread %.0f executions/s %s, two threads %.0f %s: factor %.2f; load average %.2f", median(one),
                rounded(one), median(two), rounded(two), factor, ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
        System.out.println(figures);
        assertThat(factor).as(figures).isGreaterThanOrEqualTo(LEAST_FACTOR);
    }

    private double executionsPerSecond(int threads) {
        return Runs.run(Runs.withThreads(Runs.options(3, Subjects.pipeReaders(), EXECUTIONS, directory), threads)).executionsPerSecond();
    }

    private static double median(double[] figures) {
        double[] sorted = figures.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static String rounded(double[] figures) {
        return Arrays.toString(Arrays.stream(figures).mapToLong(Math::round).toArray());
    }
}
