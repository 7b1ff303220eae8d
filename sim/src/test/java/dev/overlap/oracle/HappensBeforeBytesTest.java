package dev.overlap.oracle;

import static dev.overlap.simulation.ExecutionAssert.assertThat;

import java.util.function.BiConsumer;

import dev.overlap.platform.IntCell;
import dev.overlap.scenario.Stage;
import dev.overlap.simulation.Ends;
import dev.overlap.simulation.Play;
import dev.overlap.simulation.Schedules;
import dev.overlap.simulation.Transfer;
import dev.overlap.win32.Handle;
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
