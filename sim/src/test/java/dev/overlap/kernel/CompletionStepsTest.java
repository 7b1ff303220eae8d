package dev.overlap.kernel;

import static dev.overlap.win32.NtStatus.STATUS_PENDING;
import static dev.overlap.win32.NtStatus.STATUS_SUCCESS;
import static dev.overlap.win32.Win32Error.ERROR_IO_PENDING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;

import dev.overlap.choice.ChoiceKind;
import dev.overlap.simulation.Ends;
import dev.overlap.simulation.Play;
import dev.overlap.simulation.Transfer;
import org.junit.jupiter.api.Test;

/** The steps of a completion, as its issuer and others may see them: SEMANTICS.md 1. */
class CompletionStepsTest {

    private static final int SEEDS = 500;

    private final Set<String> seen = new TreeSet<>();

    @Test
    void anotherThreadSeesTheStatusBeforeTheEvent() {
        Play.ofPeer(stage -> { // X03, X04
            Ends ends = new Ends(stage, 10);
            Transfer read = ends.reading(ends.server, 10);
            var writer = stage.platform().startThread("writer", () -> ends.write(ends.client, "x"));
            var observer = stage.platform().startThread("observer", () -> seen.add(status(read) + ", " + (read.isSet() ? "set" : "unset")));
            observer.join();
            writer.join();
        }).randomly(SEEDS).areClean();
        assertThat(seen).contains("pending, unset", "done, unset", "done, set");
    }

    @Test
    void nobodySeesTheEventBeforeTheStatus() {
        Play.ofPeer(stage -> {
            Ends ends = new Ends(stage, 10);
            Transfer read = ends.reading(ends.server, 10);
            var writer = stage.platform().startThread("writer", () -> ends.write(ends.client, "x"));
            var observer = stage.platform().startThread("observer", () -> seen.add((read.isSet() ? "set" : "unset") + ", " + status(read)));
            observer.join();
            writer.join();
        }).randomly(SEEDS).areClean();
        assertThat(seen).containsExactlyInAnyOrder("unset, pending", "unset, done", "set, done");
    }

    @Test
    void whoHasWrittenMayStillSeeTheReadPend() {
        Play.ofPeer(stage -> { // X03, fact 9
            Ends ends = new Ends(stage, 10);
            Transfer read = ends.reading(ends.server, 10);
            stage.platform().startThread("writer", () -> {
                ends.write(ends.client, "x");
                seen.add(status(read));
            }).join();
        }).randomly(SEEDS).areClean();
        assertThat(seen).containsExactlyInAnyOrder("pending", "done");
    }

    @Test
    void theIssuerSeesAllStepsOrNone() {
        Play.ofPeer(stage -> {
            Ends ends = new Ends(stage, 10);
            Transfer read = ends.reading(ends.server, 10);
            var writer = stage.platform().startThread("writer", () -> ends.write(ends.client, "x"));
            String status = status(read);
            boolean set = read.isSet();
            assertThat(set || status.equals("pending")).as("the event is set when the status is there").isTrue();
            seen.add(status);
            writer.join();
        }).randomly(SEEDS).areClean();
        assertThat(seen).containsExactlyInAnyOrder("pending", "done");
    }

    @Test
    void noCallOfTheIssuerReturnsBeforeWhatIsQueuedToItIsDone() {
        Play.ofPeer(stage -> {
            Ends ends = new Ends(stage, 10);
            Transfer read = ends.reading(ends.server, 10);
            Transfer write = new Transfer(stage);
            stage.platform().startThread("writer", () -> write.write(ends.client, "x")).join();
            seen.add(status(read));
            ends.available(ends.client);
            assertThat(read.status()).isEqualTo(STATUS_SUCCESS);
            assertThat(read.isSet()).isTrue();
        }).randomly(SEEDS).areClean();
        assertThat(seen).as("before the call").containsExactlyInAnyOrder("pending", "done");
    }

    @Test
    void aReadThatSaysItPendsMayBeComplete() {
        Play.ofPeer(stage -> {
            Ends ends = new Ends(stage, 10);
            ends.write(ends.client, "abc");
            Transfer read = new Transfer(stage);
            assertThat(read.read(ends.server, 10)).isEqualTo(ERROR_IO_PENDING);
            assertThat(read.isSet()).isTrue();
            assertThat(read.status()).isEqualTo(STATUS_SUCCESS);
            assertThat(read.text()).isEqualTo("abc");
        }).answering(ChoiceKind.PENDS, 1).randomly(50).areClean();
    }

    @Test
    void operationsOfOneThreadCompleteInTheOrderOfTheirClaims() {
        Play.ofPeer(stage -> {
            Ends ends = new Ends(stage, 10);
            Transfer first = ends.reading(ends.server, 1);
            Transfer second = ends.reading(ends.server, 1);
            var writer = stage.platform().startThread("writer", () -> ends.write(ends.client, "ab"));
            var observer = stage.platform().startThread("observer", () -> {
                String later = status(second);
                seen.add(later + ", " + status(first));
            });
            observer.join();
            writer.join();
        }).randomly(SEEDS).areClean();
        assertThat(seen).contains("pending, pending", "pending, done", "done, done").doesNotContain("done, pending");
    }

    @Test
    void operationsOfTwoThreadsCompleteInAnyOrder() {
        Play.ofPeer(stage -> { // R09
            Ends ends = new Ends(stage, 10);
            Transfer first = ends.reading(ends.server, 1);
            Transfer second = new Transfer(stage);
            var issuer = stage.platform().startThread("issuer", () -> {
                second.read(ends.server, 1);
                second.await(ends.server);
            });
            stage.platform().eventLoop().runOnce(5);
            stage.platform().startThread("writer", () -> {
                ends.write(ends.client, "ab");
                String later = status(second);
                seen.add(later + ", " + status(first));
            }).join();
            issuer.join();
        }).randomly(SEEDS).areClean();
        assertThat(seen).contains("pending, done", "done, pending", "done, done");
    }

    private static String status(Transfer operation) {
        return operation.status() == STATUS_PENDING ? "pending" : "done";
    }
}
