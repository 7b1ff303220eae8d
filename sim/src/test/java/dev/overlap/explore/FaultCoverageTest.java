package dev.overlap.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;

import dev.overlap.explore.FaultCoverage.Failure;
import dev.overlap.fault.FallibleCall;
import dev.overlap.scenario.Scenario;
import dev.overlap.scenario.Scenarios;
import dev.overlap.win32.Win32Error;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every call of the reader that can fail has failed, at each place from which it is made, with each of its errors, and the reader has survived it. */
class FaultCoverageTest {

    private static final int EXECUTIONS = Runs.scaled(1_600_000);
    private static final int LEAST_SURVIVED = Runs.scaled(100);
    private static final long SEED = 5_837_219;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @Test
    void everyCallSiteSurvivesEveryError() {
        List<Scenario> scenarios = Scenarios.all().stream().filter(scenario -> scenario.faults() > 0).toList();
        ExploreOptions all = Runs.options(SEED, Subjects.pipeReaders(), EXECUTIONS, directory);
        Exploration exploration = new Exploration(new ExploreOptions(SEED, scenarios, all.subjects(), all.portfolio(), all.windows(), EXECUTIONS, all.nanos(),
                Runtime.getRuntime().availableProcessors(), all.engine(), false, directory), new Runs.Quiet(), true);
        exploration.countFaults();
        ExploreSummary summary = exploration.run();
        assertThat(summary.findings()).isEmpty();
        List<Failure> failures = exploration.faultCoverage().failures();
        failures.forEach(failure -> System.out.println(failure.site() + " " + failure.call().function() + " " + Win32Error.name(failure.error()) + ": "
                + failure.survived()));
        assertThat(failures).extracting(Failure::call).contains(FallibleCall.values());
        assertThat(failures).allSatisfy(failure -> assertThat(failure.survived()).as(failure.toString()).isGreaterThanOrEqualTo(LEAST_SURVIVED));
    }
}
