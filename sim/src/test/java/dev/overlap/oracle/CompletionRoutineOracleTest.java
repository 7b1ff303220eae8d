package dev.overlap.oracle;

import static dev.overlap.finding.Kind.LOST_WAKEUP;
import static dev.overlap.finding.Kind.USE_AFTER_DESTROY;
import static dev.overlap.finding.Kind.USE_AFTER_FREE;

import dev.overlap.platform.IntCell;
import dev.overlap.platform.Platform;
import dev.overlap.reader.AsyncPipeReader;
import dev.overlap.simulation.Play;
import dev.overlap.simulation.Schedules;
import dev.overlap.win32.Handle;
import dev.overlap.win32.NtStatus;
import dev.overlap.win32.Win32;
import org.junit.jupiter.api.Test;

/** What becomes of a reader that lets go of a read before its completion routine has run, or waits for it in vain. */
class CompletionRoutineOracleTest {

    private static final int SEEDS = 300;

    /** What it does between the cancel and the freeing. */
    private enum Closing {
        WAITS_ALERTABLY, DOES_NOT_WAIT, POLLS_THE_STATUS, KEEPS_ITS_MEMORY, WAITS_DEAF
    }

    private static final class RoutineReader extends OneReadReader {
        private final Closing closing;
        private final IntCell done;

        RoutineReader(Win32 win32, Platform platform, Handle pipe, Closing closing) {
            super(win32, platform, pipe);
            this.closing = closing;
            this.done = platform.plainInt(lifetime, "done", 0);
        }

        @Override
        public void start() {
            win32.readFileEx(pipe, buffer, 0, BUFFER_BYTES, overlapped, (error, bytes, which) -> done.set(1));
        }

        @Override
        public void close() {
            win32.cancelIoEx(pipe, overlapped);
            switch (closing) {
                case WAITS_ALERTABLY -> {
                    while (done.get() == 0) {
                        win32.sleepEx(Win32.INFINITE, true);
                    }
                }
                case DOES_NOT_WAIT -> {}
                case POLLS_THE_STATUS, KEEPS_ITS_MEMORY -> {
                    while (overlapped.internal() == NtStatus.STATUS_PENDING) {
                        win32.sleepEx(1, false);
                    }
                }
                case WAITS_DEAF -> win32.sleepEx(Win32.INFINITE, false);
            }
            if (closing != Closing.KEEPS_ITS_MEMORY) {
                free();
            }
            if (closing == Closing.KEEPS_ITS_MEMORY || closing == Closing.WAITS_ALERTABLY) {
                lifetime.destroy();
            }
        }
    }

    private static Schedules closed(Closing closing) {
        return Play.of(stage -> {
            var pipe = stage.bytePipe(10);
            stage.task("owner", () -> {
                AsyncPipeReader reader = stage.openReader((win32, platform, end, listener) -> new RoutineReader(win32, platform, end, closing),
                        pipe.readerEnd(), PlainReader.DEAF);
                reader.start();
                reader.close();
                stage.platform().eventLoop().runOnce(0);
                pipe.closeReaderEnd();
            });
            stage.peer("peer", () -> {
                pipe.peer().write(5);
                pipe.peer().close();
            });
        }).randomly(SEEDS);
    }

    @Test
    void aReadIsOverWhenItsRoutineHasRun() {
        closed(Closing.WAITS_ALERTABLY).areClean();
    }

    @Test
    void aCancelIsNotTheEndOfIt() {
        closed(Closing.DOES_NOT_WAIT).areSometimes(USE_AFTER_FREE);
    }

    @Test
    void aStatusIsNotTheEndOfItEither() {
        closed(Closing.POLLS_THE_STATUS).areSometimes(USE_AFTER_FREE).says("read for its completion routine");
    }

    @Test
    void aRoutineThatWasLeftQueuedFindsItsOwnerGone() {
        closed(Closing.KEEPS_ITS_MEMORY).areSometimes(USE_AFTER_DESTROY);
    }

    @Test
    void aRoutineDoesNotRunInAWaitThatIsNotAlertable() {
        closed(Closing.WAITS_DEAF).areAll(LOST_WAKEUP);
    }
}
