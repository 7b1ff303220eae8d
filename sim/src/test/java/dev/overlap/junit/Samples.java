package dev.overlap.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;

import dev.overlap.canary.Canaries;
import dev.overlap.platform.EventLoop;
import dev.overlap.platform.Platform;
import dev.overlap.reader.AsyncPipeReader;
import dev.overlap.reader.PipeReader;
import dev.overlap.reader.ReaderFactory;
import dev.overlap.reader.ReaderListener;
import dev.overlap.scenario.Pipe;
import dev.overlap.scenario.Stage;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Win32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;

/** Tests as users write them, good and bad ones; run by {@link OverlapExtensionTest} only. */
@SuppressWarnings({"UnusedMethod", "UnusedVariable"}) final class Samples {

    private static final long ENOUGH = 20_000;

    private Samples() {
    }

    /** The owner starts and stops a reader while the peer writes. */
    static void startAndStop(Stage stage, ReaderFactory factory) {
        Pipe pipe = stage.bytePipe(64);
        stage.task("owner", () -> {
            AsyncPipeReader reader = stage.openReader(factory, pipe.readerEnd(), new Deaf());
            reader.start();
            reader.stop();
            stage.readAll(reader);
            reader.close();
            pipe.closeReaderEnd();
        });
        stage.peer("peer", () -> {
            pipe.peer().write(5);
            pipe.peer().close();
        });
    }

    static ReaderFactory canary(String id) {
        return Canaries.all().stream().filter(canary -> canary.id().equals("canary/" + id)).findFirst().orElseThrow().factory();
    }

    static class Deaf implements ReaderListener {
        @Override
        public void readyRead() {
            // Not of interest.
        }

        @Override
        public void error(int win32Error) {
            // Not of interest.
        }

        @Override
        public void closed() {
            // Not of interest.
        }
    }

    static class Good {
        private int quotaBytes;

        @BeforeEach
        void setUp() {
            quotaBytes = 64;
        }

        @OverlapTest(executions = 500)
        void aCorrectReader(Stage stage) {
            assertEquals(64, quotaBytes);
            startAndStop(stage, PipeReader::new);
        }

        @Nested
        class Inside {
            @OverlapTest(executions = 200, strategy = "pct:3", windows = "7", seed = 5)
            void aCorrectReader(Stage stage) {
                assertEquals(64, quotaBytes);
                startAndStop(stage, PipeReader::new);
            }
        }
    }

    static class Wrong {
        static boolean repaired;

        @OverlapTest(executions = ENOUGH)
        void closesTooEarly(Stage stage) {
            startAndStop(stage, repaired ? PipeReader::new : canary("late-callback"));
        }
    }

    static class WrongInside {
        @Nested
        class Inside {
            @OverlapTest(executions = ENOUGH)
            void closesTooEarly(Stage stage) {
                startAndStop(stage, canary("late-callback"));
            }
        }
    }

    static class WrongAssertion {
        @OverlapTest(executions = ENOUGH)
        void expectsEverythingAtOnce(Stage stage) {
            Pipe pipe = stage.bytePipe(64);
            stage.task("owner", () -> {
                EventLoop loop = stage.platform().eventLoop();
                AsyncPipeReader reader = stage.openReader(PipeReader::new, pipe.readerEnd(), new Deaf() {
                    @Override
                    public void readyRead() {
                        loop.quit();
                    }
                });
                reader.start();
                loop.run();
                int bytes = stage.readAll(reader);
                reader.close();
                pipe.closeReaderEnd();
                assertEquals(10, bytes);
            });
            stage.peer("peer", () -> {
                pipe.peer().write(5);
                pipe.peer().write(5);
            });
        }
    }

    static class ByChance {
        private final Random random = new Random();

        @OverlapTest(executions = 2_000)
        void writesAnyNumber(Stage stage) {
            int bytes = 1 + random.nextInt(9);
            Pipe pipe = stage.bytePipe(64);
            stage.task("owner", () -> {
                AsyncPipeReader reader = stage.openReader(PipeReader::new, pipe.readerEnd(), new Deaf());
                reader.start();
                reader.stop();
                reader.close();
                pipe.closeReaderEnd();
            });
            stage.peer("peer", () -> {
                for (int i = 0; i < bytes; i++) {
                    pipe.peer().write(1);
                }
            });
        }
    }

    static class Counting {
        private int calls;

        @OverlapTest(executions = 2_000)
        void doesMoreEachTime(Stage stage) {
            calls++;
            stage.peer("peer", () -> {
                for (int i = 0; i < calls; i++) {
                    stage.win32().setEvent(Handle.NULL);
                }
            });
        }
    }

    static class RealThreads {
        @OverlapTest(executions = 100)
        void usesOne(Stage stage) {
            stage.peer("peer", () -> {
                Thread real = new Thread(() -> stage.win32().setEvent(Handle.NULL));
                real.setUncaughtExceptionHandler((thread, thrown) -> {});
                real.start();
                stage.win32().setEvent(Handle.NULL);
            });
        }
    }

    static class Idle {
        @OverlapTest(executions = 1)
        void doesNothingToBeSeen(Stage stage) {
            stage.task("owner", () -> {});
        }
    }

    static class SettingWithWindows {
        @OverlapTest
        void makesAnEventTooEarly(Stage stage) {
            stage.win32().createEvent(null, true, true, null);
        }
    }

    static class NoTask {
        @OverlapTest
        void nobodyThere(Stage stage) {
            stage.bytePipe(64);
        }
    }

    static class NoParameter {
        @OverlapTest
        void nothing() {
            throw new AssertionError("must not be called");
        }
    }

    static class OtherParameter {
        @OverlapTest
        void something(String text) {
            throw new AssertionError("must not be called");
        }
    }

    static class TwoParameters {
        @OverlapTest
        void more(Stage stage, Stage other) {
            throw new AssertionError("must not be called");
        }
    }

    static class PrivateMethod {
        @OverlapTest
        @SuppressWarnings("PrivateTestMethod")
        private void hidden(Stage stage) {
            throw new AssertionError("must not be called");
        }

        @OverlapTest(executions = 1)
        void visible(Stage stage) {
            startAndStop(stage, PipeReader::new);
        }
    }

    static class NoReader {
        @OverlapTest
        void opensAnyReader(Stage stage) {
            Pipe pipe = stage.bytePipe(64);
            stage.task("owner", () -> stage.openReader(pipe, new Deaf()));
        }
    }

    static class ThrowingWhileSetting {
        @OverlapTest
        void throwsAtOnce(Stage stage) {
            throw new IllegalStateException("the user's own");
        }
    }

    static class UnknownNames {
        @OverlapTest(strategy = "luck")
        void byLuck(Stage stage) {
            startAndStop(stage, PipeReader::new);
        }

        @OverlapTest(windows = "95")
        void onAnOldWindows(Stage stage) {
            startAndStop(stage, PipeReader::new);
        }
    }

    static class HidingReader {
        @OverlapTest
        void hides(Stage stage) {
            startAndStop(stage, Hiding::new);
        }
    }

    /** Keeps the last answer where the harness does not see it. */
    static final class Hiding implements AsyncPipeReader {
        private int last;

        Hiding(Win32 win32, Platform platform, Handle pipe, ReaderListener listener) {
            last = win32.getLastError();
        }

        @Override
        public void start() {
            last++;
        }

        @Override
        public void stop() {
            last++;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            return 0;
        }

        @Override
        public long bytesAvailable() {
            return 0;
        }

        @Override
        public void close() {
            last++;
        }
    }
}
