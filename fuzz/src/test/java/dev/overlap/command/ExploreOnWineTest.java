package dev.overlap.command;

import static dev.overlap.command.Ran.overlap;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import dev.overlap.command.KernelLines.Job;
import dev.overlap.command.RealExplore.Outcome;
import dev.overlap.command.RealExplore.Wish;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;

/** Exploring on Wine itself, where native-real/wine/setup has been run. */
@EnabledIf(value = "wineIsSetUp", disabledReason = "native-real/wine/setup has not been run")
class ExploreOnWineTest {

    private static final String READER = "pipe-reader/registered-wait";

    @SuppressWarnings("unused") // named by EnabledIf
    static boolean wineIsSetUp() {
        return ConformOnWineTest.wineIsSetUp();
    }

    @Test
    void asManyExecutionsAreCountedAsWereAskedFor() {
        Ran ran = overlap("explore", "--backend", "wine", "--scenario", "steady-stream", "--reader", READER, "--executions", "3", "--json");
        JsonNode object = ran.json();

        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(object.path("executions").asInt()).isEqualTo(3);
        assertThat(object.path("lanes").path(0).path("executions").asInt()).isEqualTo(3);
    }

    /** Ctrl-C ends Wine, and what was told until then is the summary. */
    @Test
    @Timeout(300)
    void whatItHasComeToIsToldOnTheWay() {
        List<Outcome> told = new ArrayList<>();
        WineTalk talk = new WineTalk(System.getenv());
        talk.run(Job.ofExploring("wine", new Wish(List.of("steady-stream"), List.of(READER), 1_000_000, 0, 1)), (said, line) -> {
            if (said.outcome() != null) {
                told.add(said.outcome());
                if (said.outcome().executions() > 1) {
                    talk.interrupt();
                }
            }
        }, () -> "steady-stream");

        Outcome last = told.getLast();
        assertThat(last.executions()).isGreaterThan(1);
        assertThat(last.seconds()).isPositive();
        assertThat(last.lanes()).singleElement().matches(lane -> lane.executions() == last.executions() && lane.reader().equals(READER));
    }
}
