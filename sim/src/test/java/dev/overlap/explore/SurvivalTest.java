package dev.overlap.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import dev.overlap.kernel.KernelMark;
import dev.overlap.platform.CoverageMark;
import dev.overlap.reader.ReaderMark;
import dev.overlap.scenario.Scenario;
import dev.overlap.scenario.Scenarios;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * The reader survives: each scenario with each signal, 300,000 executions at full size, most of them full of surprises, through every rare path.
 *
 * <p>{@code -Doverlap.seed=…} plays others.
 */
class SurvivalTest {

    private static final long SEED = Long.getLong("overlap.seed", 5_837_219);
    private static final int EXECUTIONS = Runs.scaled(300_000);
    private static final int LEAST_PASSAGES = Runs.scaled(100);
    private static final double LEAST_SURPRISED = 0.8;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path directory;

    @TestFactory
    Stream<DynamicTest> theReaderSurvives() {
        Map<String, Long> marks = new TreeMap<>();
        List<DynamicTest> tests = new ArrayList<>();
        for (Scenario scenario : Scenarios.all()) {
            for (Subject subject : Subjects.pipeReaders()) {
                tests.add(dynamicTest(scenario.name() + ", " + subject.id(), () -> survives(scenario, subject, marks)));
            }
        }
        tests.add(dynamicTest("every rare path was taken", () -> {
            System.out.println("SEED=" + SEED + " " + marks);
            for (CoverageMark mark : allMarks()) {
                String name = mark.getClass().getSimpleName() + "." + mark.name();
                assertThat(marks).containsKey(name);
                assertThat(marks.getOrDefault(name, 0L)).as(name).isGreaterThanOrEqualTo(LEAST_PASSAGES);
            }
        }));
        return tests.stream();
    }

    private static List<CoverageMark> allMarks() {
        List<CoverageMark> all = new ArrayList<>(List.of(KernelMark.values()));
        all.addAll(List.of(ReaderMark.values()));
        return all;
    }

    private static void survives(Scenario scenario, Subject subject, Map<String, Long> marks) {
        Path findings = directory.resolve(scenario.name() + "-" + subject.id().replace('/', '-'));
        ExploreOptions all = Runs.options(SEED, List.of(subject), EXECUTIONS, findings);
        ExploreSummary summary = Runs.run(new ExploreOptions(SEED, List.of(scenario), all.subjects(), all.portfolio(), all.windows(), EXECUTIONS, all.nanos(),
                Runtime.getRuntime().availableProcessors(), all.engine(), false, findings));
        double surprised = (double) summary.surprised() / summary.executions();
        System.out.printf(Locale.ROOT, "SEED=%d %s %s: %d executions, %.0f/s, %.1f points each, %.2f %% surprised, %d states, %d replayed, %d findings%n", SEED,
                scenario.name(), subject.id(), summary.executions(), summary.executionsPerSecond(), (double) summary.points() / summary.executions(),
                100 * surprised, summary.states(), summary.replayed(), summary.findings().size());
        summary.marks().forEach((mark, count) -> marks.merge(mark, count, Long::sum));
        assertThat(summary.findings().stream().map(found -> found.finding().headline() + "\n" + found.timeline())).isEmpty();
        assertThat(summary.executions()).isEqualTo(EXECUTIONS);
        assertThat(summary.diverged()).isZero();
        assertThat(summary.replayed()).isEqualTo(EXECUTIONS / Worker.REPLAY_ONE_IN);
        assertThat(surprised).isGreaterThanOrEqualTo(LEAST_SURPRISED);
        assertThat(findings).doesNotExist();
    }
}
