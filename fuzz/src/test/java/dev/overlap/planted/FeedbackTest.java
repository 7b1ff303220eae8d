package dev.overlap.planted;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the states are worth that ReaderProgramFuzzer is told of: how many executions it takes to find each defect that was planted in the pipe reader, with and without
 * them, from the same seeds. Without {@code -Doverlap.acceptance=true} one defect is looked for, once.
 */
class FeedbackTest {

    private static final boolean ALL = Boolean.getBoolean("overlap.acceptance");
    private static final int SEEDS = Integer.getInteger("overlap.feedback.seeds", ALL ? 10 : 1);
    /** Who has found nothing after so many executions is counted as if it found it then. */
    private static final long EXECUTIONS = Long.getLong("overlap.feedback.executions", 100_000);
    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final String TARGET = "ReaderProgramFuzzer";
    private static final String SOON = "drain-loses-what-a-cancelled-read-has-brought";
    private static final double WANTED = 5;

    /** The executions of all seeds, in order of size. */
    private record Hunted(PlantedDefect defect, long[] on, long[] off) {

        private static double median(long[] sorted) {
            int half = sorted.length / 2;
            return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2.0;
        }

        double ratio() {
            return median(off) / median(on);
        }

        private static String told(long[] sorted) {
            long found = Arrays.stream(sorted).filter(count -> count < EXECUTIONS).count();
            return String.format(Locale.ROOT, "%s%,.0f | %d of %d", median(sorted) < EXECUTIONS ? "" : "> ", median(sorted), found, sorted.length);
        }

        String row() {
            return String.format(Locale.ROOT, "| %s | %s | %s | %.1f |", defect, told(on), told(off), ratio());
        }
    }

    @TempDir
    private Path folders = Path.of("");

    @Test
    void statesLeadToTheDefectsOfThePipeReader() throws Exception {
        List<PlantedDefect> defects = DefectList.read(DefectList.PIPE_READER).stream().filter(defect -> ALL || defect.name().equals(SOON)).toList();
        List<Hunted> table = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(ALL ? Math.max(1, Runtime.getRuntime().availableProcessors()) : 1)) {
            for (PlantedDefect defect : defects) {
                List<Path> classes = List.of(DefectiveClasses.compile(defect, Checkout.PLANTED.resolve(defect.name())));
                List<Future<Long>> on = hunts(pool, defect, classes, true);
                List<Future<Long>> off = ALL ? hunts(pool, defect, classes, false) : on;
                table.add(new Hunted(defect, sorted(on), sorted(off)));
                write(table);
            }
        }
        if (ALL) {
            assertThat(table).allSatisfy(hunted -> assertThat(hunted.ratio()).as(hunted.row()).isGreaterThanOrEqualTo(WANTED));
        } else {
            assertThat(table.get(0).on()[0]).as("executions").isLessThan(EXECUTIONS);
        }
    }

    private List<Future<Long>> hunts(ExecutorService pool, PlantedDefect defect, List<Path> classes, boolean feedback) {
        List<Future<Long>> hunts = new ArrayList<>();
        for (int seed = 1; seed <= SEEDS; seed++) {
            int from = seed;
            Callable<Long> hunt = () -> {
                Path folder = Files.createDirectories(folders.resolve(defect + (feedback ? "-on-" : "-off-") + from));
                FuzzRun run = FuzzRun.ofExecutions(classes, TARGET, EXECUTIONS, PATIENCE, feedback, from, folder);
                System.out.printf("%s, feedback %s, seed %d: %s%n", defect, feedback ? "on" : "off", from, run);
                return run.found() ? Math.min(run.executions(), EXECUTIONS - 1) : EXECUTIONS;
            };
            hunts.add(pool.submit(hunt));
        }
        return hunts;
    }

    private static long[] sorted(List<Future<Long>> hunts) throws Exception {
        long[] counts = new long[hunts.size()];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = hunts.get(i).get();
        }
        Arrays.sort(counts);
        return counts;
    }

    private static void write(List<Hunted> table) throws IOException {
        List<String> lines =
                new ArrayList<>(List.of("| defect | with states: median | found | without: median | found | ratio |", "|---|---:|---:|---:|---:|---:|"));
        table.forEach(hunted -> lines.add(hunted.row()));
        Files.write(Files.createDirectories(Checkout.PLANTED).resolve("feedback.md"), lines);
        System.out.println(lines.get(lines.size() - 1));
    }
}
