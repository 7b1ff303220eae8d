package dev.overlap.kernel;

import static dev.overlap.simulation.ExecutionAssert.assertThat;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_PARAMETER;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

import dev.overlap.finding.Kind;
import dev.overlap.scenario.Stage;
import dev.overlap.simulation.Ends;
import dev.overlap.simulation.ExecutionAssert;
import dev.overlap.simulation.Play;
import dev.overlap.simulation.Transfer;
import dev.overlap.win32.Handle;
import dev.overlap.win32.ThreadpoolIo;
import org.junit.jupiter.api.Test;

/** Thread-pool I/O, and the callbacks of BindIoCompletionCallback. */
class ThreadpoolIoRowsTest {

    /** A pipe whose server end belongs to a thread-pool I/O object. */
    private static final class Pool {
        final Stage stage;
        final Ends ends;
        final List<String> log = new ArrayList<>();
        final ThreadpoolIo io;

        Pool(Stage stage) {
            this(stage, Ends.ofMessages(stage, 100, true));
        }

        private Pool(Stage stage, Ends ends) {
            this.stage = stage;
            this.ends = ends;
            io = requireNonNull(stage.win32().createThreadpoolIo(ends.server, (instance, context, overlapped, error, bytes, self) -> {
                assertThat(overlapped).isNotNull();
                log.add("(" + error + ", " + bytes + ")");
            }, null));
        }

        /** Begins to read, announced. */
        Transfer reading(int bytes) {
            stage.win32().startThreadpoolIo(io);
            return ends.reading(ends.server, bytes);
        }

        void await(boolean cancel) {
            stage.win32().waitForThreadpoolIoCallbacks(io, cancel);
        }

        void close() {
            stage.win32().closeHandle(ends.server);
            stage.win32().closeThreadpoolIo(io);
            stage.win32().closeHandle(ends.client);
        }
    }

    private static ExecutionAssert playing(Consumer<Pool> story) {
        return assertThat(Play.ofTask(stage -> story.accept(new Pool(stage))).once());
    }

    @Test
    void everyAnnouncedEndIsACallback() {
        playing(pool -> { // T04
            Transfer read = pool.reading(2);
            pool.ends.write(pool.ends.client, "abc");
            pool.await(false);
            assertThat(pool.log).as("pended, part of a message").containsExactly("(234, 2)");
            pool.stage.win32().startThreadpoolIo(pool.io);
            assertThat(read.read(pool.ends.server, 2)).as("at once").isZero();
            pool.await(false);
            pool.stage.win32().startThreadpoolIo(pool.io);
            read.read(pool.ends.server, 2);
            read.cancel(pool.ends.server);
            pool.await(false);
            pool.stage.win32().startThreadpoolIo(pool.io);
            read.readWithoutEvent(pool.ends.server, 2);
            pool.stage.win32().closeHandle(pool.ends.client);
            pool.await(false);
            assertThat(pool.log).containsExactly("(234, 2)", "(0, 1)", "(995, 0)", "(109, 0)");
            read.close();
            pool.stage.win32().closeHandle(pool.ends.server);
            pool.stage.win32().closeThreadpoolIo(pool.io);
        }).isClean();
    }

    @Test
    void whatFailsAtOnceIsTakenBack() {
        playing(pool -> { // T04
            pool.stage.win32().closeHandle(pool.ends.client);
            pool.reading(2).close();
            pool.stage.win32().cancelThreadpoolIo(pool.io);
            pool.await(false);
            assertThat(pool.log).isEmpty();
            pool.stage.win32().closeHandle(pool.ends.server);
            pool.stage.win32().closeThreadpoolIo(pool.io);
        }).isClean();
        playing(pool -> {
            pool.stage.win32().closeHandle(pool.ends.client);
            pool.reading(2).close();
            pool.await(false);
        }).isFinding(Kind.LOST_WAKEUP).says("owner waits for callbacks of");
    }

    @Test
    void whoCancelsPendingCallbacksIsNotToldOfOperationsInFlight() {
        playing(pool -> { // F21
            Transfer read = pool.reading(10);
            pool.await(true);
            pool.ends.write(pool.ends.client, "x");
            assertThat(read.await(pool.ends.server)).as("it goes on all the same").isZero();
            assertThat(read.text()).isEqualTo("x");
            pool.await(false);
            assertThat(pool.log).isEmpty();
            read.close();
            pool.close();
        }).isClean();
    }

    @Test
    void aQueuedCallbackIsDroppedOrRuns() {
        Set<Integer> callbacks = new TreeSet<>();
        Play.ofTask(stage -> {
            Pool pool = new Pool(stage);
            Transfer read = new Transfer(stage);
            stage.win32().startThreadpoolIo(pool.io);
            read.readWithoutEvent(pool.ends.server, 10);
            pool.ends.write(pool.ends.client, "x");
            pool.await(true);
            int before = pool.log.size();
            callbacks.add(before);
            stage.platform().eventLoop().runOnce(1);
            assertThat(pool.log).hasSize(before);
            assertThat(read.text()).isEqualTo("x");
            read.close();
            pool.close();
        }).randomly(300).areClean();
        assertThat(callbacks).containsExactly(0, 1);
    }

    @Test
    void anOperationThatWasNotAnnouncedBreaksTheContract() {
        playing(pool -> {
            pool.ends.reading(pool.ends.server, 10);
            pool.ends.write(pool.ends.client, "x");
        }).isFinding(Kind.CONTRACT).says("was not told");
        playing(pool -> pool.stage.win32().cancelThreadpoolIo(pool.io)).isFinding(Kind.CONTRACT).says("expects no completion");
    }

    @Test
    void closingWithAnOperationInFlightBreaksTheContract() {
        playing(pool -> {
            pool.reading(10);
            pool.stage.win32().closeThreadpoolIo(pool.io);
        }).isFinding(Kind.CONTRACT).says("tpio1 is closed while r1 is in flight");
    }

    @Test
    void waitingInsideACallbackBreaksTheContract() {
        assertThat(Play.ofTask(stage -> {
            Ends ends = new Ends(stage, 10);
            ThreadpoolIo io = requireNonNull(stage.win32().createThreadpoolIo(ends.server,
                    (instance, context, overlapped, error, bytes, self) -> stage.win32().waitForThreadpoolIoCallbacks(self, false), null));
            stage.win32().startThreadpoolIo(io);
            ends.reading(ends.server, 10);
            ends.write(ends.client, "x");
            stage.win32().waitForThreadpoolIoCallbacks(io, false);
        }).once()).isFinding(Kind.CONTRACT).says("inside one of them");
    }

    @Test
    void anObjectThatIsLeftIsALeakAndOneThatIsClosedIsNotUsed() {
        playing(pool -> {
            pool.stage.win32().closeHandle(pool.ends.server);
            pool.stage.win32().closeHandle(pool.ends.client);
        }).isFinding(Kind.HANDLE_LEAK).says("tpio1");
        playing(pool -> {
            pool.close();
            pool.stage.win32().startThreadpoolIo(pool.io);
        }).isFinding(Kind.HANDLE_MISUSE).says("StartThreadpoolIo got tpio1");
    }

    @Test
    void whoHasWaitedHasSeenWhatTheCallbackDid() {
        Play.ofTask(stage -> {
            Ends ends = new Ends(stage, 10);
            var cell = stage.platform().plainInt(stage.platform().process(), "cell", 0);
            ThreadpoolIo io = requireNonNull(stage.win32().createThreadpoolIo(ends.server,
                    (instance, context, overlapped, error, bytes, self) -> cell.set(cell.get() + 1), null));
            stage.win32().startThreadpoolIo(io);
            Transfer read = ends.reading(ends.server, 10);
            ends.write(ends.client, "x");
            stage.win32().waitForThreadpoolIoCallbacks(io, false);
            assertThat(cell.get()).isEqualTo(1);
            assertThat(read.text()).isEqualTo("x");
            read.close();
            ends.close();
            stage.win32().closeThreadpoolIo(io);
        }).randomly(300).areClean();
    }

    @Test
    void aRoutineOfThePoolIsBoundForTheLifeOfTheFile() {
        assertThat(Play.ofTask(stage -> { // I14
            Ends ends = new Ends(stage, 10);
            List<String> log = new ArrayList<>();
            assertThat(bind(stage, ends.server, log)).isZero();
            assertThat(bind(stage, ends.server, log)).isEqualTo(ERROR_INVALID_PARAMETER);
            Transfer read = new Transfer(stage);
            read.readWithoutEvent(ends.server, 10);
            ends.write(ends.client, "x");
            stage.platform().eventLoop().runOnce(1);
            assertThat(log).containsExactly("(0, 1)");
            assertThat(read.status()).isZero();
            read.close();
            ends.close();
        }).once()).isClean();
    }

    private static int bind(Stage stage, Handle file, List<String> log) {
        return stage.win32().bindIoCompletionCallback(file, (error, bytes, overlapped) -> log.add("(" + error + ", " + bytes + ")"), 0) ? 0
                : stage.win32().getLastError();
    }

    @Test
    void whoTakesAnAnnouncementBackLetsThoseThroughWhoWaitForIt() {
        playing(pool -> { // T04
            pool.stage.win32().startThreadpoolIo(pool.io);
            var waiter = pool.stage.platform().startThread("waiter", () -> {
                pool.await(false);
                pool.log.add("nothing left");
            });
            pool.stage.platform().eventLoop().runOnce(1);
            assertThat(pool.log).isEmpty();
            pool.stage.win32().cancelThreadpoolIo(pool.io);
            waiter.join();
            assertThat(pool.log).containsExactly("nothing left");
            pool.close();
        }).isClean();
    }

    @Test
    void allThatIsQueuedIsRunOrDropped() {
        for (boolean cancel : new boolean[] {false, true}) {
            playing(pool -> { // F21
                Transfer[] reads = {pool.reading(1), pool.reading(1), pool.reading(1), pool.reading(1)};
                for (int i = 0; i < reads.length; i++) {
                    pool.ends.write(pool.ends.client, "x");
                }
                pool.await(cancel);
                assertThat(pool.log).hasSize(cancel ? 0 : reads.length);
                pool.stage.platform().eventLoop().runOnce(10);
                assertThat(pool.log).as("none begins afterwards").hasSize(cancel ? 0 : reads.length);
                for (Transfer read : reads) {
                    assertThat(read.text()).as("the operations have ended all the same").isEqualTo("x");
                    read.close();
                }
                pool.close();
            }).isClean();
        }
    }

    @Test
    void whatWasGivenUpIsCountedExactly() {
        for (boolean takesBack : new boolean[] {false, true}) {
            playing(pool -> { // F21
                Transfer read = pool.reading(10);
                pool.await(true);
                if (takesBack) {
                    pool.stage.win32().cancelThreadpoolIo(pool.io);
                    pool.stage.win32().startThreadpoolIo(pool.io);
                }
                pool.ends.write(pool.ends.client, "x");
                read.await(pool.ends.server);
                pool.await(false);
                assertThat(pool.log).hasSize(takesBack ? 1 : 0);
                pool.stage.win32().startThreadpoolIo(pool.io);
                pool.ends.write(pool.ends.client, "yz");
                read.read(pool.ends.server, 10);
                pool.await(false);
                assertThat(pool.log).as("the next one").hasSize(takesBack ? 2 : 1).last().isEqualTo("(0, 2)");
                read.close();
                pool.close();
            }).isClean();
        }
    }
}
