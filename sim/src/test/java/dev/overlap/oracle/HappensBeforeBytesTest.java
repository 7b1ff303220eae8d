package dev.overlap.oracle;

import static dev.overlap.finding.Kind.DATA_RACE;
import static dev.overlap.simulation.ExecutionAssert.assertThat;

import java.util.function.BiConsumer;

import dev.overlap.platform.IntCell;
import dev.overlap.scenario.Stage;
import dev.overlap.simulation.Ends;
import dev.overlap.simulation.Play;
import dev.overlap.simulation.Schedules;
import dev.overlap.simulation.Transfer;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Win32;
import org.junit.jupiter.api.Test;

/** Bytes that pass through a pipe order who has sent them with who has received them: SEMANTICS.md 2. */
class HappensBeforeBytesTest {

    @Test
    void aWriteOrdersWithTheCompletionOfTheReadThatGetsItsBytes() {
        completing((stage, ends) -> ends.write(ends.client, "x")).areClean();
    }

    @Test
    void aCloseOrdersWithTheCompletionOfTheReadThatItEnds() {
        completing((stage, ends) -> stage.win32().disconnectNamedPipe(ends.server)).areClean();
    }

    /** A thread counts, and then completes a read, whose issuer looks at the count. */
    private static Schedules completing(BiConsumer<Stage, Ends> deed) {
        return Play.ofTask(stage -> {
            IntCell count = count(stage);
            Ends ends = new Ends(stage, 10);
            Transfer read = ends.reading(ends.server, 10);
            var completer = stage.platform().startThread("completer", () -> {
                count.set(1);
                deed.accept(stage, ends);
            });
            read.await(ends.server);
            count.get();
            completer.join();
            read.close();
            ends.close();
        }).everywhere(2);
    }

    @Test
    void whatPrecedesTheIssuingOfAReadPrecedesItsCompletion() {
        issuing((count, read) -> {
            count.set(1);
            read.run();
        }).areClean();
    }

    /** As in a reader that notes only after ReadFile that a read is in flight. */
    @Test
    void whatFollowsTheIssuingOfAReadIsNotOrderedWithItsCompletion() {
        issuing((count, read) -> {
            read.run();
            count.set(1);
        }).areAll(DATA_RACE);
    }

    /** A thread waits for a read's event and looks at a count, which the issuer of the read has changed. */
    private static Schedules issuing(BiConsumer<IntCell, Runnable> issuer) {
        return Play.ofTask(stage -> {
            IntCell count = count(stage);
            Ends ends = new Ends(stage, 10);
            Transfer read = new Transfer(stage);
            var waiter = stage.platform().startThread("waiter", () -> {
                stage.win32().waitForSingleObject(read.event, Win32.INFINITE);
                count.get();
            });
            var writer = stage.platform().startThread("writer", () -> ends.write(ends.client, "x"));
            issuer.accept(count, () -> read.read(ends.server, 10));
            waiter.join();
            writer.join();
            read.close();
            ends.close();
        }).randomly(400);
    }

    @Test
    void theAnswerOfAPeerOrdersWithTheQuestion() {
        assertThat(Play.played(stage -> {
            IntCell count = count(stage);
            stage.task("owner", () -> {
                Handle server = Ends.listen(stage, 10, 10);
                Transfer question = new Transfer(stage);
                Transfer answer = new Transfer(stage);
                question.connect(server);
                question.await(server);
                var listener = stage.platform().startThread("listener", () -> {
                    answer.read(server, 10);
                    answer.await(server);
                    count.get();
                });
                count.set(1);
                question.write(server, "?");
                listener.join();
                question.close();
                answer.close();
                stage.win32().closeHandle(server);
            });
            stage.peer("peer", () -> {
                Handle client = Ends.open(stage);
                Transfer both = new Transfer(stage);
                both.read(client, 10);
                both.await(client);
                both.write(client, "!");
            });
        })).isClean();
    }

    private static IntCell count(Stage stage) {
        return stage.platform().plainInt(stage.platform().process(), "count", 0);
    }
}
