package dev.overlap.kernel;

import static dev.overlap.win32.Win32.INFINITE;
import static dev.overlap.win32.Win32.WAIT_IO_COMPLETION;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;

import dev.overlap.scenario.Stage;
import dev.overlap.schedule.Bench;
import dev.overlap.simulation.Ends;
import dev.overlap.simulation.Play;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A completion routine comes exactly once, whatever races what, on either engine. */
class CompletionRoutineRaceTest {

    private static final int SEEDS = 1000;

    private final Set<String> outcomes = new TreeSet<>();

    @ParameterizedTest
    @EnumSource
    void aCancelRacesAWrite(Bench.Engine engine) {
        Play.ofTask(this::cancelled).on(engine).randomly(SEEDS / 5).areClean();
        assertThat(outcomes).contains("(0, 1)", "(995, 0)");
    }

    private void cancelled(Stage stage) {
        Ends ends = new Ends(stage, 100);
        Routine read = new Routine(stage);
        read.read(ends.server, 100);
        var writer = stage.platform().startThread("writer", () -> ends.write(ends.client, "x"));
        read.cancel(ends.server);
        assertThat(stage.win32().sleepEx(INFINITE, true)).isEqualTo(WAIT_IO_COMPLETION);
        assertThat(read.log).hasSize(1);
        outcomes.addAll(read.log);
        writer.join();
        assertThat(ends.available(ends.server)).isEqualTo(read.log.contains("(0, 1)") ? 0 : 1);
        assertThat(stage.win32().sleepEx(0, true)).isZero();
        read.close();
        ends.close();
    }

    @Test
    void aCloseRacesAWrite() {
        Play.ofTask(stage -> {
            Ends ends = new Ends(stage, 100);
            Routine read = new Routine(stage);
            read.read(ends.server, 100);
            var closer = stage.platform().startThread("closer", () -> stage.win32().closeHandle(ends.server));
            Routine write = new Routine(stage);
            int refused = write.write(ends.client, 1);
            assertThat(stage.win32().sleepEx(INFINITE, true)).isEqualTo(WAIT_IO_COMPLETION);
            closer.join();
            while (read.log.size() < 1 || write.log.size() < (refused == 0 ? 1 : 0)) {
                stage.win32().sleepEx(INFINITE, true);
            }
            outcomes.add(read.log + " " + write.log);
            read.close();
            write.close();
            stage.win32().closeHandle(ends.client);
        }).randomly(SEEDS).areClean();
        assertThat(outcomes).containsExactlyInAnyOrder("[(0, 1)] [(0, 1)]", "[(109, 0)] []");
    }

    @Test
    void theEndOfTheIssuerRacesAWrite() {
        Play.ofTask(stage -> { // A04, C09
            Ends ends = new Ends(stage, 100);
            Routine read = new Routine(stage);
            var issuer = stage.platform().startThread("issuer", () -> {
                read.read(ends.server, 100);
                stage.win32().sleepEx(1, true);
            });
            ends.write(ends.client, "x");
            issuer.join();
            outcomes.add(read.log.isEmpty() ? "never" : read.log.get(0));
            read.close();
            ends.close();
        }).randomly(SEEDS).areClean();
        assertThat(outcomes).containsExactlyInAnyOrder("(0, 1)", "never");
    }
}
