package dev.overlap.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import dev.overlap.canary.Canaries;
import dev.overlap.canary.Canary;
import dev.overlap.explore.Subject;
import dev.overlap.explore.Subjects;
import dev.overlap.scenario.Scenario;
import dev.overlap.scenario.Scenarios;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** All scenarios with all signals on this machine's kernel. */
@EnabledOnOs(OS.WINDOWS)
class RealExplorationTest {

    /** Of each scenario with each signal. */
    private static final int ITERATIONS = Integer.getInteger("overlap.real.iterations", Boolean.getBoolean("overlap.acceptance") ? 1_000 : 100);
    private static final long SEED = Long.getLong("overlap.seed", 5_837_219);

    private final List<String> heard = new ArrayList<>();

    private RealSummary explore(List<RealLane> lanes, int iterations) {
        return new RealExploration(lanes, iterations, SEED, new RealExploration.Listener() {
            @Override
            public void progressed(RealLane lane, int executionsOfLane, long executions, int findings) {
                if (executionsOfLane == iterations) {
                    System.out.printf("SEED=%d %s %s: %d executions%n", SEED, lane.scenario().name(), lane.reader(), executionsOfLane);
                }
            }

            @Override
            public void found(RealSummary.Found found) {
                heard.add(found.finding().kind().name());
            }
        }, () -> false).run();
    }

    @Test void aCorrectReaderIsCorrectOnARealKernelInEveryStoryWithEverySignal() {
        List<RealLane> lanes = new ArrayList<>();
        for (Scenario scenario : Scenarios.all()) {
            for (Subject subject : Subjects.pipeReaders()) {
                lanes.add(new RealLane(scenario, subject.id(), subject.factory(), subject.capabilities()));
            }
        }
        RealSummary summary = explore(lanes, ITERATIONS);
        assertThat(summary.findings()).isEmpty();
        assertThat(summary.handlesMore()).isEmpty();
        assertThat(summary.notExpressible()).containsOnlyKeys("peer-dies-with-pending-write", "process-exit");
        assertThat(summary.lanes()).hasSize(lanes.size() - 2 * Subjects.pipeReaders().size()).allMatch(lane -> lane.executions() == ITERATIONS);
        System.out.printf("%d executions in %.0f s, %d late callbacks discarded%n", summary.executions(), summary.seconds(), summary.discardedCallbacks());
    }

    @Test void asManyExecutionsArePlayedAsWereAskedFor() {
        Subject subject = Subjects.pipeReaders().getFirst();
        RealSummary summary =
                explore(List.of(new RealLane(Scenarios.named("steady-stream").orElseThrow(), subject.id(), subject.factory(), subject.capabilities())), 3);
        assertThat(summary.executions()).isEqualTo(3);
        assertThat(summary.lanes()).singleElement().matches(played -> played.executions() == 3);
    }

    @Test void aLaneEndsWithWhatItHasFound() {
        Canary canary = Canaries.all().stream().filter(each -> each.id().equals("canary/broken-contract")).findFirst().orElseThrow();
        RealLane lane = new RealLane(Scenarios.named(canary.scenario()).orElseThrow(), canary.id(), canary.factory(), canary.capabilities());
        RealSummary summary = explore(List.of(lane), 50);
        assertThat(heard).containsExactly("CONTRACT");
        assertThat(summary.executions()).isEqualTo(1);
        assertThat(summary.findings()).singleElement()
                .matches(found -> found.reader().equals("canary/broken-contract") && found.finding().kind().name().equals("CONTRACT"));
        assertThat(summary.lanes()).singleElement().matches(played -> played.executions() == 1 && played.findings() == 1);
        assertThat(summary.mustExit()).isFalse();
    }
}
