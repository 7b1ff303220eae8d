package dev.overlap.oracle;

import static dev.overlap.finding.Kind.LIVELOCK;
import static dev.overlap.simulation.ExecutionAssert.assertThat;

import dev.overlap.platform.EventLoop;
import dev.overlap.platform.IntCell;
import dev.overlap.reader.PipeReader;
import dev.overlap.reader.SignalKind;
import dev.overlap.scenario.Pipe;
import dev.overlap.schedule.Limits;
import dev.overlap.schedule.Verdict;
import dev.overlap.simulation.Play;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Win32;
import org.junit.jupiter.api.Test;

/** LIVELOCK: everybody has his turn, again and again, and nothing comes of it. What ends is none, however long it looks so. */
class LivelockTest {

    private static final int STEP_BOUND = 200_000;
    private static final Limits CALM = new Limits(0, STEP_BOUND, 0);
    private static final int LOOK_EVERY_MILLIS = 10;

    @Test
    void spinningOnWhatNobodyChangesIsOneLongBeforeTheBound() {
        assertThat(Play.ofTask(stage -> {
            IntCell flag = stage.platform().volatileInt(stage.platform().process(), "flag", 0);
            while (flag.get() == 0) {
                flag.get();
            }
        }).within(CALM).once()).ends(Verdict.NO_CHANGE).isFinding(LIVELOCK)
                .says("nothing has changed although everybody had his turn again and again: owner runs, in volatile read");
    }

    @Test
    void twoThatGiveEachOtherTurnsForEverAreOne() {
        assertThat(Play.of(stage -> {
            Handle[] events = new Handle[2];
            stage.task("one", () -> {
                events[0] = stage.win32().createEvent(null, false, false, null);
                events[1] = stage.win32().createEvent(null, false, false, null);
                stage.platform().startThread("other", () -> handOn(stage.win32(), events[0], events[1]));
                stage.win32().setEvent(events[0]);
                handOn(stage.win32(), events[1], events[0]);
            });
        }).within(CALM).once()).ends(Verdict.NO_CHANGE).isFinding(LIVELOCK);
    }

    private static void handOn(Win32 win32, Handle mine, Handle others) {
        while (win32.waitForSingleObject(mine, Win32.INFINITE) == Win32.WAIT_OBJECT_0) {
            win32.setEvent(others);
        }
    }

    @Test
    void anEventThatPostsItselfForEverIsOne() {
        assertThat(Play.ofTask(stage -> {
            EventLoop loop = stage.platform().eventLoop();
            Runnable[] again = new Runnable[1];
            again[0] = () -> loop.post(stage.platform().process(), again[0]);
            again[0].run();
            loop.run();
        }).within(CALM).once()).ends(Verdict.NO_CHANGE).isFinding(LIVELOCK).says("owner runs, in event loop");
    }

    @Test
    void pollingForWhatNeverComesIsOneThoughTimePasses() {
        assertThat(Play.of(stage -> {
            Pipe pipe = stage.bytePipe(10);
            stage.task("owner", () -> poll(stage.win32(), pipe.readerEnd()));
        }).within(CALM).once()).ends(Verdict.NO_CHANGE).isFinding(LIVELOCK);
    }

    @Test
    void pollingForWhatComesInTheEndIsNone() {
        assertThat(Play.of(stage -> {
            Pipe pipe = stage.bytePipe(10);
            stage.task("owner", () -> poll(stage.win32(), pipe.readerEnd()));
            stage.peer("peer", () -> {
                // Ten seconds, in which the owner looks a thousand times.
                stage.platform().eventLoop().runOnce(1_000L * LOOK_EVERY_MILLIS);
                pipe.peer().close();
            });
        }).within(CALM).once()).isClean();
    }

    /** Looks and sleeps until the pipe is broken. */
    private static void poll(Win32 win32, Handle pipe) {
        Handle never = win32.createEvent(null, true, false, null);
        while (win32.peekNamedPipe(pipe, null, 0, null, null, null)) {
            win32.waitForSingleObject(never, LOOK_EVERY_MILLIS);
        }
        win32.closeHandle(never);
    }

    @Test
    void changesWithoutAnEndAreOneAtTheBound() {
        assertThat(Play.ofTask(stage -> {
            for (int i = 0;; i++) {
                stage.win32().createEvent(null, false, false, null);
            }
        }).within(new Limits(0, 500, 0)).once()).ends(Verdict.STEP_BOUND).isFinding(LIVELOCK).says("no end after 500 scheduling points: owner runs");
    }

    @Test
    void aLongTransferIsProgressThoughEachRoundLooksLikeTheOneBefore() {
        int pieces = 4_000;
        assertThat(Play.of(stage -> {
            Pipe pipe = stage.bytePipe(1);
            stage.task("owner", () -> {
                var reader = stage.openReader(pipe, PlainReader.DEAF);
                reader.start();
                for (int left = pieces; left > 0;) {
                    left -= stage.readAll(reader);
                }
                reader.close();
            });
            stage.peer("peer", () -> {
                for (int i = 0; i < pieces; i++) {
                    pipe.peer().write(1);
                }
            });
        }).with(PipeReader.factory(SignalKind.THREADPOOL_WAIT, 16)).within(CALM).once()).isClean();
    }
}
