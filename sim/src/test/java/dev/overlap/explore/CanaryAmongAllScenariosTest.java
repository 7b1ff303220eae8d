package dev.overlap.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import dev.overlap.canary.Canaries;
import dev.overlap.canary.Canary;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** As {@link CanaryHuntTest}, with nothing known of where a canary shows: in all scenarios in turn. */
class CanaryAmongAllScenariosTest {

    @TempDir
    static Path directory;

    @TestFactory
    Stream<DynamicTest> everyCanaryIsFoundAmongAllScenarios() {
        return KeptCanary.seeds().mapToObj(seed -> dynamicTest("seed " + seed, () -> {
            for (Canary canary : Canaries.all()) {
                List<Subject> subjects = List.of(Subject.of(canary));
                ExploreSummary summary = Runs.run(Runs.options(seed, subjects, Exploration.CANARY_BUDGET, directory));
                assertThat(summary.diverged()).isZero();
                assertThat(summary.findings()).as(canary.id()).isNotEmpty()
                        .allSatisfy(found -> assertThat(found.finding().kind().name()).satisfiesAnyOf(kind -> assertThat(kind).isEqualTo(canary.kind()),
                                kind -> assertThat(canary.elsewhere()).contains(kind)));
                KeptCanary.check(seed,
                        summary.findings().stream().filter(found -> found.finding().kind().name().equals(canary.kind())).findFirst().orElseThrow());
            }
        }));
    }
}
