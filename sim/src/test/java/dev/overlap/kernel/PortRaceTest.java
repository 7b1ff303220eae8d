package dev.overlap.kernel;

import static dev.overlap.win32.Win32.INFINITE;
import static dev.overlap.win32.Win32Error.ERROR_ABANDONED_WAIT_0;
import static dev.overlap.win32.Win32Error.ERROR_OPERATION_ABORTED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;

import dev.overlap.scenario.Stage;
import dev.overlap.schedule.Bench;
import dev.overlap.simulation.Ends;
import dev.overlap.simulation.Play;
import dev.overlap.simulation.Transfer;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.OverlappedReference;
import dev.overlap.win32.PointerReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each operation has one packet, whatever races what, on either engine. */
class PortRaceTest {

    private static final int SEEDS = 1000;

    private final Set<String> outcomes = new TreeSet<>();

    @ParameterizedTest
    @EnumSource
    void aCancelRacesAWrite(Bench.Engine engine) {
        Play.ofTask(this::cancelled).on(engine).randomly(SEEDS / 5).areClean();
        assertThat(outcomes).containsExactlyInAnyOrder("x", "aborted");
    }

    private void cancelled(Stage stage) {
        Ends ends = new Ends(stage, 100);
        Port port = new Port(stage);
        port.bind(ends.server, 1);
        Transfer read = new Transfer(stage);
        if (stage.choose(2, "event") == 0) {
            read.readWithoutEvent(ends.server, 10);
        } else {
            read.read(ends.server, 10);
        }
        var writer = stage.platform().startThread("writer", () -> ends.write(ends.client, "x"));
        read.cancel(ends.server);
        int answer = port.take(INFINITE);
        outcomes.add(answer == ERROR_OPERATION_ABORTED ? "aborted" : read.text());
        writer.join();
        assertThat(ends.available(ends.server)).isEqualTo(answer == 0 ? 0 : 1);
        assertThat(port.take()).isNotZero();
        read.close();
        ends.close();
        stage.win32().closeHandle(port.handle);
    }

    @Test
    void twoThreadsTakeEachPacketOnce() {
        Play.ofTask(stage -> {
            Port port = new Port(stage);
            Port same = new Port(stage);
            stage.win32().closeHandle(same.handle);
            long[] taken = new long[2];
            var other = stage.platform().startThread("other", () -> taken[1] = keyOf(stage, port));
            var poster = stage.platform().startThread("poster", () -> {
                stage.win32().postQueuedCompletionStatus(port.handle, 0, 1, null);
                stage.win32().postQueuedCompletionStatus(port.handle, 0, 2, null);
            });
            taken[0] = keyOf(stage, port);
            other.join();
            poster.join();
            outcomes.add(taken[0] + " " + taken[1]);
            stage.win32().closeHandle(port.handle);
        }).randomly(SEEDS).areClean();
        assertThat(outcomes).containsExactlyInAnyOrder("1 2", "2 1");
    }

    private static long keyOf(Stage stage, Port port) {
        var bytes = new DwordReference();
        var key = new PointerReference();
        assertThat(stage.win32().getQueuedCompletionStatus(port.handle, bytes, key, new OverlappedReference(), INFINITE)).isTrue();
        return key.value;
    }

    @Test
    void aCloseRacesAPacketThatSomebodyWaitsFor() {
        Play.ofPeer(stage -> {
            Ends ends = new Ends(stage, 100);
            Port port = new Port(stage);
            port.bind(ends.server, 1);
            Transfer read = new Transfer(stage);
            read.readWithoutEvent(ends.server, 10);
            var closer = stage.platform().startThread("closer", () -> stage.win32().closeHandle(port.handle));
            var writer = stage.platform().startThread("writer", () -> ends.write(ends.client, "x"));
            int answer = port.take(INFINITE);
            outcomes.add(answer == 0 ? read.text() : answer == ERROR_ABANDONED_WAIT_0 ? "abandoned" : "closed");
            closer.join();
            writer.join();
        }).randomly(SEEDS).areClean();
        assertThat(outcomes).containsExactlyInAnyOrder("x", "abandoned", "closed");
    }

    @Test
    void theEndOfTheIssuerRacesAWrite() {
        Play.ofTask(stage -> { // C09
            Ends ends = new Ends(stage, 100);
            Port port = new Port(stage);
            port.bind(ends.server, 1);
            Transfer read = new Transfer(stage);
            boolean withEvent = stage.choose(2, "event") == 1;
            var issuer = stage.platform().startThread("issuer", () -> {
                if (withEvent) {
                    read.read(ends.server, 10);
                } else {
                    read.readWithoutEvent(ends.server, 10);
                }
            });
            var writer = stage.platform().startThread("writer", () -> ends.write(ends.client, "x"));
            assertThat(port.take(INFINITE)).isZero();
            assertThat(read.text()).isEqualTo("x");
            issuer.join();
            writer.join();
            read.close();
            ends.close();
            stage.win32().closeHandle(port.handle);
        }).randomly(SEEDS).areClean();
    }
}
