package dev.overlap.simulation;

import static dev.overlap.simulation.ExecutionAssert.assertThat;
import static dev.overlap.win32.Win32Error.ERROR_BROKEN_PIPE;
import static dev.overlap.win32.Win32Error.ERROR_IO_PENDING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import dev.overlap.platform.Lock;
import dev.overlap.reader.PipeReader;
import dev.overlap.reader.SignalKind;
import dev.overlap.scenario.PeerEnd;
import dev.overlap.scenario.PipeSetup;
import dev.overlap.scenario.Stage;
import dev.overlap.schedule.RandomWalk;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.Win32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A process ends: its threads stop where they are, its operations are cancelled, its handles closed; the other process goes on. */
class ProcessExitTest {

    private static final int SEEDS = 300;
    private static final String NAME = "\\\\.\\pipe\\exit";

    private final List<String> log = new ArrayList<>();

    // ---------------------------------------------------------------- threads

    @Test
    void itsOtherThreadsRunNoFurther() {
        int[] turns = new int[1];
        int[] turnsAtExit = new int[1];
        Play play = Play.ofTask(stage -> {
            turns[0] = 0;
            Lock lock = stage.platform().lock(stage.platform().process(), "lock");
            stage.platform().startThread("worker", () -> {
                while (true) {
                    lock.lock();
                    turns[0]++;
                    lock.unlock();
                }
            });
            stage.exitProcess();
            turnsAtExit[0] = turns[0];
        });
        boolean everRan = false;
        for (int seed = 0; seed < SEEDS; seed++) {
            assertThat(play.randomly(seed, new RandomWalk(), 1)).isClean();
            assertThat(turns[0]).isEqualTo(turnsAtExit[0]);
            everRan |= turns[0] > 0;
        }
        assertThat(everRan).isTrue();
    }

    @Test
    void aThreadThatWaitsForALockGetsItNoMore() {
        assertThat(Play.ofTask(stage -> {
            Lock lock = stage.platform().lock(stage.platform().process(), "lock");
            lock.lock();
            stage.platform().startThread("waiter", () -> {
                lock.lock();
                log.add("has it");
            });
            stage.platform().eventLoop().runOnce(1);
            stage.exitProcess();
            lock.unlock();
        }).once()).isClean();
        assertThat(log).isEmpty();
    }

    @Test
    void aThreadThatWaitsForTimeToPassWakesNoMore() {
        assertThat(Play.ofTask(stage -> {
            stage.platform().startThread("sleeper", () -> {
                stage.platform().eventLoop().runOnce(50);
                log.add("awake");
            });
            stage.platform().eventLoop().runOnce(1);
            stage.exitProcess();
        }).once()).isClean();
        assertThat(log).isEmpty();
    }

    @Test
    void aCallbackBeginsNoMore() {
        boolean[] gone = new boolean[1];
        Play play = Play.ofTask(stage -> {
            gone[0] = false;
            Win32 win32 = stage.win32();
            Handle event = win32.createEvent(null, false, true, null);
            win32.registerWaitForSingleObject(new HandleReference(), event, (context, timedOut) -> {
                assertThat(gone[0]).isFalse();
                win32.setEvent(event);
                assertThat(gone[0]).isFalse();
            }, null, Win32.INFINITE, Win32.WT_EXECUTEDEFAULT);
            stage.platform().eventLoop().runOnce(0);
            stage.exitProcess();
            gone[0] = true;
        });
        play.randomly(SEEDS).areClean();
    }

    @Test
    void theOtherProcessGoesOn() {
        assertThat(Play.of(stage -> {
            stage.task("owner", stage::exitProcess);
            stage.peer("peer", () -> {
                stage.platform().eventLoop().runOnce(100);
                log.add("peer");
            });
        }).once()).isClean();
        assertThat(log).containsExactly("peer");
    }

    // ---------------------------------------------------------------- what it had

    @Test
    void whatItHadOpenIsNoLeak() {
        assertThat(Play.ofTask(stage -> {
            Win32 win32 = stage.win32();
            Handle event = win32.createEvent(null, false, false, null);
            win32.registerWaitForSingleObject(new HandleReference(), event, (context, timedOut) -> {}, null, Win32.INFINITE, Win32.WT_EXECUTEDEFAULT);
            win32.createThreadpoolWait((instance, context, wait, result) -> {}, null);
            stage.platform().startThread("worker", () -> {}).openHandle();
            stage.platform().allocate(stage.platform().lifetime("owner"), 10);
            Ends ends = new Ends(stage, 10);
            assertThat(new Transfer(stage).read(ends.server, 1)).isEqualTo(ERROR_IO_PENDING);
            stage.exitProcess();
        }).once()).isClean();
    }

    @ParameterizedTest
    @EnumSource
    void aReaderThatIsLeftInTheMiddleIsNoLeakNeitherIsWhatItHasTaken(SignalKind signal) {
        Play.of(stage -> {
            var pipe = stage.bytePipe(10);
            stage.task("owner", () -> {
                var reader = stage.openReader(pipe, new Deaf());
                reader.start();
                stage.platform().eventLoop().runOnce(0);
                stage.exitProcess();
            });
            stage.peer("peer", () -> {
                while (pipe.peer().write(7)) {
                    log.add("written");
                }
            });
        }).with(PipeReader.factory(signal, 16)).randomly(SEEDS).areClean();
        assertThat(log).isNotEmpty();
    }

    @Test
    void whoReadsAtTheOtherEndIsToldTheEnd() {
        acrossProcesses(stage -> {
            Transfer read = new Transfer(stage);
            Handle client = client(stage);
            assertThat(read.read(client, 5)).isEqualTo(ERROR_IO_PENDING);
            log.add("reads");
            assertThat(read.await(client)).isEqualTo(ERROR_BROKEN_PIPE);
            log.add("is told");
        }, stage -> stage.platform().eventLoop().runOnce(10));
        assertThat(log).containsExactly("reads", "is told");
    }

    @Test
    void whoWritesAtTheOtherEndIsToldTheEnd() {
        acrossProcesses(stage -> {
            PeerEnd end = stage.peerEnd(client(stage));
            assertThat(end.write(20)).isFalse();
            assertThat(stage.win32().getLastError()).isEqualTo(ERROR_BROKEN_PIPE); // D18
            log.add("is told");
        }, stage -> stage.platform().eventLoop().runOnce(10));
        assertThat(log).containsExactly("is told");
    }

    private static Handle client(Stage stage) {
        return stage.win32().createFile(NAME, Win32.GENERIC_READ | Win32.GENERIC_WRITE, 0, null, Win32.OPEN_EXISTING, Win32.FILE_FLAG_OVERLAPPED, Handle.NULL);
    }

    /** The owner has the server's end, and exits after this; the peer opens the client's before. */
    private static void acrossProcesses(Consumer<Stage> peer, Consumer<Stage> beforeExit) {
        assertThat(Play.of(stage -> {
            stage.task("owner", () -> {
                stage.win32().createNamedPipe(NAME, Win32.PIPE_ACCESS_DUPLEX | Win32.FILE_FLAG_OVERLAPPED, Win32.PIPE_TYPE_BYTE, 1, 10, 10, 0, null);
                beforeExit.accept(stage);
                stage.exitProcess();
            });
            stage.peer("peer", () -> peer.accept(stage));
        }).once()).isClean();
    }

    // ---------------------------------------------------------------- a peer that dies

    @Test
    void aWriteThatPendedWithItIsTakenBackAsFarAsItWasNotRead() {
        dying(peer -> peer.startWrite(30)); // K111
    }

    @Test
    void aWriteThatOneOfItsThreadsWasBlockedInIsTakenBackToo() {
        assertThat(Play.of(stage -> {
            var pipe = stage.bytePipe(5);
            stage.task("owner", () -> readsThreeAndFindsNoMore(stage, pipe.readerEnd()));
            stage.peer("writer", () -> {
                pipe.peer().write(30);
                log.add("written");
            });
            stage.peer("killer", () -> {
                stage.platform().eventLoop().runOnce(20);
                stage.exitProcess();
            });
        }).once()).isClean();
        assertThat(log).containsExactly("3 read", "the rest is gone");
    }

    private void dying(Consumer<PeerEnd> last) {
        assertThat(Play.of(stage -> {
            var pipe = stage.pipe(PipeSetup.bytes(5).overlappedPeer());
            stage.task("owner", () -> readsThreeAndFindsNoMore(stage, pipe.readerEnd()));
            stage.peer("peer", () -> {
                last.accept(pipe.peer());
                stage.platform().eventLoop().runOnce(20);
                stage.exitProcess();
            });
        }).once()).isClean();
        assertThat(log).containsExactly("3 read", "the rest is gone");
    }

    private void readsThreeAndFindsNoMore(Stage stage, Handle pipe) {
        stage.platform().eventLoop().runOnce(10);
        Transfer read = new Transfer(stage);
        assertThat(read.read(pipe, 3)).isZero();
        assertThat(read.count()).isEqualTo(3);
        log.add("3 read");
        DwordReference total = new DwordReference();
        assertThat(stage.win32().peekNamedPipe(pipe, null, 0, null, total, null)).isTrue();
        assertThat(total.value).isEqualTo(27);
        stage.platform().eventLoop().runOnce(20);
        assertThat(read.read(pipe, 3)).isEqualTo(ERROR_BROKEN_PIPE);
        log.add("the rest is gone");
        read.close();
    }

    @Test
    void whatItHadWrittenBeforeStaysReadable() {
        assertThat(Play.of(stage -> {
            var pipe = stage.bytePipe(5);
            stage.task("owner", () -> {
                stage.platform().eventLoop().runOnce(10);
                Transfer read = new Transfer(stage);
                assertThat(read.read(pipe.readerEnd(), 9)).isZero();
                assertThat(read.count()).isEqualTo(5);
                assertThat(read.read(pipe.readerEnd(), 9)).isEqualTo(ERROR_BROKEN_PIPE);
                read.close();
            });
            stage.peer("peer", () -> {
                pipe.peer().write(5);
                stage.exitProcess();
            });
        }).once()).isClean();
    }

    @Test
    void aThreadThatWasCompletingSomebodyElsesReadHasCompletedIt() {
        // Inside the kernel a thread is not stopped half-way: the owner's read ends, whatever the moment of the exit.
        Play.of(stage -> {
            var pipe = stage.bytePipe(5);
            stage.task("owner", () -> {
                Transfer read = new Transfer(stage);
                int answer = read.read(pipe.readerEnd(), 3);
                int end = answer == ERROR_IO_PENDING ? read.await(pipe.readerEnd()) : answer;
                assertThat(end).isIn(0, ERROR_BROKEN_PIPE);
                read.close();
            });
            stage.peer("writer", () -> pipe.peer().write(3));
            stage.peer("killer", stage::exitProcess);
        }).randomly(4 * SEEDS).areClean();
    }
}
