package dev.overlap.oracle;

import static dev.overlap.finding.Kind.HANDLE_LEAK;
import static dev.overlap.finding.Kind.HANDLE_MISUSE;
import static dev.overlap.finding.Kind.LOST_WAKEUP;
import static dev.overlap.finding.Kind.USE_AFTER_FREE;

import dev.overlap.platform.IntCell;
import dev.overlap.platform.Platform;
import dev.overlap.platform.PlatformThread;
import dev.overlap.reader.AsyncPipeReader;
import dev.overlap.simulation.Play;
import dev.overlap.simulation.Schedules;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.NtStatus;
import dev.overlap.win32.OverlappedReference;
import dev.overlap.win32.PointerReference;
import dev.overlap.win32.Win32;
import org.junit.jupiter.api.Test;

/** What becomes of a reader that lets go of a read before its packet was taken, or of its port in the wrong order. */
class CompletionPortOracleTest {

    private static final int SEEDS = 300;

    /** What it does wrong when it is closed. */
    private enum Closing {
        IN_ORDER, FREES_AFTER_THE_CANCEL, FREES_AFTER_THE_STATUS, POSTS_NO_FAREWELL, LEAVES_THE_PORT, CLOSES_THE_PORT_FIRST
    }

    private static final class PortReader extends OneReadReader {
        private final Closing closing;
        private final IntCell done;
        private final Handle port;
        private final PlatformThread thread;

        PortReader(Win32 win32, Platform platform, Handle pipe, Closing closing) {
            super(win32, platform, pipe);
            this.closing = closing;
            this.done = platform.volatileInt(platform.process(), "done", 0);
            this.port = win32.createIoCompletionPort(pipe, Handle.NULL, 0, 1);
            this.thread = platform.startThread("packets", this::takePackets);
        }

        private void takePackets() {
            DwordReference bytes = new DwordReference();
            OverlappedReference which = new OverlappedReference();
            while (win32.getQueuedCompletionStatus(port, bytes, new PointerReference(), which, Win32.INFINITE) || which.value != null) {
                if (which.value == null) {
                    return;
                }
                win32.getOverlappedResult(pipe, which.value, bytes, false);
                done.set(1);
            }
        }

        @Override
        public void start() {
            win32.readFile(pipe, buffer, 0, BUFFER_BYTES, null, overlapped);
        }

        @Override
        public void close() {
            win32.cancelIoEx(pipe, overlapped);
            while (closing == Closing.FREES_AFTER_THE_STATUS && overlapped.internal() == NtStatus.STATUS_PENDING
                    || closing != Closing.FREES_AFTER_THE_CANCEL && closing != Closing.FREES_AFTER_THE_STATUS && done.get() == 0) {
                win32.sleepEx(1, false);
            }
            if (closing == Closing.FREES_AFTER_THE_CANCEL || closing == Closing.FREES_AFTER_THE_STATUS) {
                free();
            }
            if (closing == Closing.CLOSES_THE_PORT_FIRST) {
                win32.closeHandle(port);
            }
            if (closing != Closing.POSTS_NO_FAREWELL) {
                win32.postQueuedCompletionStatus(port, 0, 0, null);
            }
            thread.join();
            if (closing != Closing.LEAVES_THE_PORT && closing != Closing.CLOSES_THE_PORT_FIRST) {
                win32.closeHandle(port);
            }
            if (closing != Closing.FREES_AFTER_THE_CANCEL && closing != Closing.FREES_AFTER_THE_STATUS) {
                free();
            }
            lifetime.destroy();
        }
    }

    private static Schedules closed(Closing closing) {
        return Play.of(stage -> {
            var pipe = stage.bytePipe(10);
            stage.task("owner", () -> {
                AsyncPipeReader reader = stage.openReader((win32, platform, end, listener) -> new PortReader(win32, platform, end, closing), pipe.readerEnd(),
                        PlainReader.DEAF);
                reader.start();
                reader.close();
                pipe.closeReaderEnd();
            });
            stage.peer("peer", () -> {
                stage.platform().eventLoop().runOnce(stage.choose(2, "late"));
                pipe.peer().write(5);
                pipe.peer().close();
            });
        }).randomly(SEEDS);
    }

    @Test
    void aReadIsOverWhenItsPacketWasTaken() {
        closed(Closing.IN_ORDER).areClean();
    }

    @Test
    void aCancelIsNotTheEndOfIt() {
        closed(Closing.FREES_AFTER_THE_CANCEL).areSometimes(USE_AFTER_FREE);
    }

    @Test
    void aStatusIsNotTheEndOfItEither() {
        closed(Closing.FREES_AFTER_THE_STATUS).areSometimes(USE_AFTER_FREE);
    }

    @Test
    void nobodyEndsAThreadThatWaitsForAPacket() {
        closed(Closing.POSTS_NO_FAREWELL).areAll(LOST_WAKEUP);
    }

    @Test
    void aPortIsClosedByWhoHasMadeIt() {
        closed(Closing.LEAVES_THE_PORT).areAll(HANDLE_LEAK);
    }

    @Test
    void aPortIsNotClosedUnderItsThread() {
        closed(Closing.CLOSES_THE_PORT_FIRST).areAll(HANDLE_MISUSE);
    }
}
