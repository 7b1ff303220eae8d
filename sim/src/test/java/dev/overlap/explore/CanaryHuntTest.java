package dev.overlap.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.stream.Stream;

import dev.overlap.canary.Canaries;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every canary is found from every seed, within 10,000 executions of the scenario where it shows, and what is kept of it is short and says the same for ever.
 *
 * <p>20 seeds and 1,000 replays at full size.
 */
class CanaryHuntTest {

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path directory;

    @TestFactory
    Stream<DynamicTest> everyCanaryIsFoundShrunkAndReplayed() {
        return KeptCanary.seeds().mapToObj(seed -> dynamicTest("seed " + seed, () -> {
            ExploreSummary summary = Runs.run(Runs.canaryHunt(seed, directory));
            assertThat(summary.canariesMissed()).isEmpty();
            assertThat(summary.canaries()).hasSize(Canaries.all().size());
            for (Reported found : summary.canaries()) {
                KeptCanary.check(seed, found);
            }
        }));
    }
}
