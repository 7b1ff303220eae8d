package dev.overlap.kernel;

import static dev.overlap.simulation.ExecutionAssert.assertThat;
import static dev.overlap.win32.Win32Error.ERROR_NOT_FOUND;
import static dev.overlap.win32.Win32Error.ERROR_OPERATION_ABORTED;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;

import dev.overlap.choice.ChoiceKind;
import dev.overlap.simulation.Ends;
import dev.overlap.simulation.Play;
import dev.overlap.simulation.Transfer;
import org.junit.jupiter.api.Test;

/** A cancel races a completion (C14): every outcome that Windows may have is seen in some schedule, and no byte is lost or doubled in any. */
class CancelRaceTest {

    private final Set<String> outcomes = new TreeSet<>();

    @Test
    void aCancelOfAReadRacesAWrite() {
        Play.ofPeer(stage -> {
            Ends ends = new Ends(stage, 10);
            Transfer read = ends.reading(ends.server, 10);
            var writer = stage.platform().startThread("writer", () -> ends.write(ends.client, "x"));
            int answer = read.cancel(ends.server);
            writer.join();
            int result = read.await(ends.server);
            assertThat(result == 0 ? read.text() : ends.read(ends.server, 10)).isEqualTo("x");
            assertThat(ends.available(ends.server)).isZero();
            outcomes.add(answer(answer) + ", " + name(result));
        }).answering(ChoiceKind.PENDS, 0).everywhere(1).areClean();
        assertThat(outcomes).containsExactlyInAnyOrder("TRUE, aborted", "TRUE, completed", "not found, completed");
    }

    @Test
    void aCancelByAnotherThreadRacesAWrite() {
        Play.ofPeer(stage -> {
            Ends ends = new Ends(stage, 10);
            Transfer read = ends.reading(ends.server, 10);
            int[] answer = {0};
            var canceller = stage.platform().startThread("canceller", () -> answer[0] = read.cancel(ends.server));
            ends.write(ends.client, "x");
            canceller.join();
            int result = read.await(ends.server);
            assertThat(result == 0 ? read.text() : ends.read(ends.server, 10)).isEqualTo("x");
            assertThat(ends.available(ends.server)).isZero();
            outcomes.add(answer(answer[0]) + ", " + name(result));
        }).answering(ChoiceKind.PENDS, 0).everywhere(1).areClean();
        assertThat(outcomes).containsExactlyInAnyOrder("TRUE, aborted", "TRUE, completed", "not found, completed");
    }

    @Test
    void twoCancelsFindTheReadAtLeastOnceAndAbortItOnce() {
        Play.ofPeer(stage -> {
            Ends ends = new Ends(stage, 10);
            Transfer read = ends.reading(ends.server, 10);
            int[] answer = {0};
            var canceller = stage.platform().startThread("canceller", () -> answer[0] = read.cancel(ends.server));
            int own = read.cancel(ends.server);
            canceller.join();
            assertThat(read.await(ends.server)).isEqualTo(ERROR_OPERATION_ABORTED);
            assertThat(own == 0 || answer[0] == 0).isTrue();
            outcomes.add(answer(own) + ", " + answer(answer[0]));
        }).answering(ChoiceKind.PENDS, 0).everywhere(1).areClean();
        assertThat(outcomes).contains("TRUE, not found", "not found, TRUE");
    }

    @Test
    void aCancelOfAWriteRacesItsReader() {
        Play.ofPeer(stage -> { // C08: what was read before the cancel was read, and the result does not tell
            Ends ends = new Ends(stage, 2);
            Transfer write = new Transfer(stage);
            write.write(ends.client, "abcde");
            String[] got = {""};
            var reader = stage.platform().startThread("reader", () -> got[0] = ends.read(ends.server, 3));
            int answer = write.cancel(ends.client);
            int result = write.await(ends.client);
            reader.join();
            boolean read = got[0].equals("abc");
            assertThat(read || got[0].equals("error 997")).isTrue();
            assertThat(ends.available(ends.server)).isEqualTo(result == 0 ? 2 : 0);
            outcomes.add(answer(answer) + ", " + name(result) + (read ? ", read" : ", nothing read"));
        }).answering(ChoiceKind.PENDS, 0).everywhere(1).areClean();
        assertThat(outcomes).containsExactlyInAnyOrder("TRUE, aborted, nothing read", "TRUE, completed, read", "not found, completed, read");
    }

    private static String answer(int error) {
        return error == 0 ? "TRUE" : error == ERROR_NOT_FOUND ? "not found" : "error " + error;
    }

    private static String name(int result) {
        return result == 0 ? "completed" : result == ERROR_OPERATION_ABORTED ? "aborted" : "error " + result;
    }

    @Test
    void aCancelThatIsGrantedAndNotYetCarriedOutIsTheOnlyOne() {
        assertThat(Play.ofPeer(stage -> { // F11
            Ends ends = new Ends(stage, 10);
            Transfer read = ends.reading(ends.server, 10);
            assertThat(read.cancel(ends.server)).isZero();
            assertThat(read.cancel(ends.server)).as("it is being cancelled").isEqualTo(ERROR_NOT_FOUND);
            assertThat(read.await(ends.server)).isEqualTo(ERROR_OPERATION_ABORTED);
        }).answering(ChoiceKind.CANCEL_WHEN, 1).once()).isClean();
    }
}
