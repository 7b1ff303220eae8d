package dev.overlap.reader;

import static dev.overlap.simulation.ExecutionAssert.assertThat;
import static dev.overlap.win32.Win32Error.ERROR_IO_PENDING;
import static dev.overlap.win32.Win32Error.ERROR_NOT_ENOUGH_MEMORY;
import static dev.overlap.win32.Win32Error.ERROR_NO_SYSTEM_RESOURCES;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

import dev.overlap.fault.FallibleCall;
import dev.overlap.fault.FaultRule;
import dev.overlap.platform.EventLoop;
import dev.overlap.scenario.Stage;
import dev.overlap.simulation.Ends;
import dev.overlap.simulation.Play;
import dev.overlap.simulation.Transfer;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.OverlappedReference;
import dev.overlap.win32.PointerReference;
import dev.overlap.win32.Win32;
import org.junit.jupiter.api.Test;

/** {@link PipeReader} with a completion port: packets that are its own, packets that are not, and pipes that are bound already. */
class CompletionPortSignalTest {

    private static final int SEEDS = 500;
    private static final int CHUNK_BYTES = 16;
    private static final ReaderFactory FACTORY = PipeReader.factory(SignalKind.COMPLETION_PORT, CHUNK_BYTES);

    private final List<Integer> errors = new ArrayList<>();
    private final List<Integer> counts = new ArrayList<>();
    /** How many packets of the reader's own have been promised and not been taken. */
    private int outstanding;
    private int mostOutstanding;

    /** Reads to the end and leaves the loop. */
    private final class Listener implements ReaderListener {
        private final Stage stage;
        private final EventLoop loop;
        private final AsyncPipeReader reader;
        private int bytes;

        Listener(Stage stage, Handle pipe) {
            this.stage = stage;
            this.loop = stage.platform().eventLoop();
            this.reader = stage.openReader((win32, platform, end, listener) -> FACTORY.open(counting(win32), platform, end, listener), pipe, this);
        }

        @Override
        public void readyRead() {
            bytes += stage.readAll(reader);
        }

        @Override
        public void error(int win32Error) {
            errors.add(win32Error);
        }

        @Override
        public void closed() {
            counts.add(bytes);
            loop.quit();
        }
    }

    @Test
    void packetsOfItsCallersWritesAreNotItsOwn() {
        // Both directions of one handle, as every duplex reader has it: the packets of the writes come to the reader's port, before it reads and while it does.
        Play play = Play.of(stage -> {
            Ends[] ends = new Ends[1];
            stage.task("owner", () -> {
                ends[0] = new Ends(stage, 4);
                Transfer early = ends[0].writing(ends[0].server, 5);
                Listener listener = new Listener(stage, ends[0].server);
                listener.reader.start();
                Transfer late = ends[0].writing(ends[0].server, 6);
                stage.platform().startThread("peer", () -> {
                    ends[0].write(ends[0].client, "abc");
                    Transfer reading = new Transfer(stage);
                    for (int received = 0; received < 11; received += reading.bytes.value) {
                        reading.read(ends[0].client, 20);
                        reading.await(ends[0].client);
                    }
                    ends[0].write(ends[0].client, "defg");
                    reading.close();
                    stage.win32().closeHandle(ends[0].client);
                });
                listener.loop.run();
                early.await(ends[0].server);
                late.await(ends[0].server);
                early.close();
                late.close();
                listener.reader.close();
                stage.win32().closeHandle(ends[0].server);
            });
        });
        play.randomly(SEEDS).areClean();
        assertThat(counts).hasSize(SEEDS).containsOnly(7);
        assertThat(errors).isEmpty();
        assertThat(mostOutstanding).as("a read is issued only when the packet of the one before was taken").isEqualTo(1);
    }

    /** The same functions, and what they say of the reader's packets. */
    private Win32 counting(Win32 win32) {
        Object[] own = new Object[1];
        InvocationHandler handler = (proxy, method, arguments) -> {
            Object answer;
            try {
                answer = method.invoke(win32, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
            if (method.getName().equals("readFile")) {
                own[0] = arguments[5];
                boolean promised = answer.equals(true) || win32.getLastError() == ERROR_IO_PENDING;
                outstanding += promised ? 1 : 0;
                mostOutstanding = Math.max(mostOutstanding, outstanding);
            } else
                if (method.getName().equals("getQueuedCompletionStatus") && Objects.equals(((OverlappedReference) arguments[3]).value, own[0])
                        && own[0] != null) {
                            outstanding--;
                        }
            return answer;
        };
        return (Win32) Proxy.newProxyInstance(Win32.class.getClassLoader(), new Class<?>[] {Win32.class}, handler);
    }

    @Test
    void aPipeThatIsBoundToAPortOfItsCallersKeepsItsPacketsToItself() {
        Play play = Play.of(stage -> {
            var pipe = stage.bytePipe(10);
            stage.task("owner", () -> {
                Win32 win32 = stage.win32();
                Handle port = win32.createIoCompletionPort(pipe.readerEnd(), Handle.NULL, 7, 1);
                Listener listener = new Listener(stage, pipe.readerEnd());
                listener.reader.start();
                listener.reader.stop();
                listener.reader.start();
                listener.loop.run();
                listener.reader.close();
                var nothing = new OverlappedReference();
                assertThat(win32.getQueuedCompletionStatus(port, new DwordReference(), new PointerReference(), nothing, 0))
                        .isFalse();
                assertThat(nothing.value).isNull();
                win32.closeHandle(port);
                pipe.closeReaderEnd();
            });
            stage.peer("peer", () -> {
                pipe.peer().write(5);
                pipe.peer().write(7);
                pipe.peer().close();
            });
        });
        play.randomly(SEEDS).areClean();
        assertThat(play.count(ReaderMark.PIPE_BOUND_ALREADY)).isEqualTo(SEEDS);
        assertThat(counts).hasSize(SEEDS).containsOnly(12);
        assertThat(errors).isEmpty();
    }

    @Test
    void aThreadThatCannotBeToldToEndIsToldAgain() {
        long[] waited = new long[1];
        Play play = opened(stage -> waited[0] = stage.platform().clock().millis()).failing(
                new FaultRule(FallibleCall.POST_QUEUED_COMPLETION_STATUS, 1, ERROR_NO_SYSTEM_RESOURCES),
                new FaultRule(FallibleCall.POST_QUEUED_COMPLETION_STATUS, 2, ERROR_NOT_ENOUGH_MEMORY));
        assertThat(play.once()).isClean();
        assertThat(play.count(ReaderMark.POST_FAILED)).isEqualTo(2);
        assertThat(waited[0]).isEqualTo(200);
    }

    @Test
    void withoutAThreadItReadsNothingAndSaysSo() {
        Play play = opened(stage -> {}).failing(new FaultRule(FallibleCall.START_THREAD, 1, ERROR_NOT_ENOUGH_MEMORY));
        assertThat(play.once()).isClean();
        assertThat(errors).containsExactly(ERROR_NOT_ENOUGH_MEMORY);
        assertThat(counts).containsExactly(0);
    }

    private Play opened(Consumer<Stage> afterwards) {
        return Play.of(stage -> {
            var pipe = stage.bytePipe(10);
            stage.task("owner", () -> {
                Listener listener = new Listener(stage, pipe.readerEnd());
                listener.reader.start();
                listener.loop.run();
                listener.reader.close();
                pipe.closeReaderEnd();
                afterwards.accept(stage);
            });
            stage.peer("peer", () -> pipe.peer().close());
        });
    }
}
