package dev.overlap.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import dev.overlap.finding.Witness;
import dev.overlap.platform.MarkCounts;
import dev.overlap.schedule.Bench;
import dev.overlap.schedule.Limits;
import dev.overlap.schedule.Replay;
import dev.overlap.schedule.Scheduler;
import dev.overlap.schedule.Verdict;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Win32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The pipes with which a world begins, and what their witness hears of them. */
class OpenPipeTest {

    private static final int STREAM = 7;

    private final List<String> heard = new ArrayList<>();
    private final SimKernel kernel = new SimKernel(new Arena(), witness(), new MarkCounts(KernelMark.class), Profile.WINDOWS_10);
    private final Scheduler scheduler = new Scheduler(new Bench(Bench.bestEngine()), kernel, kernel::threadExits, new Replay(new int[0]),
            (arity, kind, label) -> 0, new Limits(2_000, 10_000, 0), null);
    private final Win32 win32 = kernel.win32();
    private final SimMemory buffer;
    private final DwordReference count = new DwordReference();

    @SuppressWarnings("NullAway") // there is enough memory
    OpenPipeTest() {
        kernel.attach(scheduler);
        scheduler.begin(1, 30);
        buffer = kernel.heap().allocate(100, MemoryOwner.WORLD);
    }

    private Witness witness() {
        return (Witness) Proxy.newProxyInstance(Witness.class.getClassLoader(), new Class<?>[] {Witness.class}, (self, method, arguments) -> {
            if (method.getName().equals("claimed") && !arguments[0].equals(0)) {
                heard.add(new String((byte[]) arguments[1], (int) arguments[2], (int) arguments[3], StandardCharsets.US_ASCII));
            } else if (method.getName().equals("messageEnded")) {
                heard.add(method.getName());
            }
            return null;
        });
    }

    private void write(Handle end, String text) {
        buffer.write(50, text.getBytes(StandardCharsets.US_ASCII), 0, text.length());
        assertThat(win32.writeFile(end, buffer, 50, text.length(), count, null)).isTrue();
    }

    private boolean read(Handle end, int length) {
        return win32.readFile(end, buffer, 0, length, count, null);
    }

    /** The peer acts first, and then the reader. */
    private void inBothProcesses(Runnable peer, Runnable reader) {
        kernel.createTask("peer", 0, peer, false);
        kernel.createTask("reader", 0, reader, true);
        assertThat(scheduler.run()).isEqualTo(Verdict.COMPLETED);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void theWitnessHearsWhereMessagesEnd(boolean readerIsServer) {
        Handle[] ends = kernel.openPipe(true, true, 100, readerIsServer, false);
        kernel.watchStream(ends[0], STREAM);
        inBothProcesses(() -> {
            write(ends[1], "abcdef");
            write(ends[1], "");
            write(ends[1], "gh");
            assertThat(kernel.readableBytes(ends[0])).isEqualTo(8);
        }, () -> {
            assertThat(read(ends[0], 4)).as("a part").isFalse();
            assertThat(read(ends[0], 4)).isTrue();
            assertThat(read(ends[0], 4)).isTrue();
            assertThat(read(ends[0], 2)).isTrue();
        });
        assertThat(heard).containsExactly("abcd", "ef", "messageEnded", "messageEnded", "gh", "messageEnded");
    }

    @Test
    void theWitnessHearsWhereMessagesEndOfReadsThatWaited() {
        Handle[] ends = kernel.openPipe(true, true, 100, true, false);
        kernel.watchStream(ends[0], STREAM);
        List<SimOverlapped> reads = new ArrayList<>();
        kernel.createTask("reader", 0, () -> {
            for (int i = 0; i < 3; i++) {
                SimOverlapped read = kernel.heap().allocateOverlapped(MemoryOwner.WORLD);
                reads.add(read);
                assertThat(win32.readFile(ends[0], buffer, 10 * i, 4, null, read)).isFalse();
            }
            assertThat(win32.getOverlappedResult(ends[0], reads.get(2), count, true)).isTrue();
        }, true);
        kernel.createTask("peer", 0, () -> {
            write(ends[1], "abcdef");
            write(ends[1], "");
        }, false);
        assertThat(scheduler.run()).isEqualTo(Verdict.COMPLETED);
        assertThat(heard).containsExactly("abcd", "ef", "messageEnded", "", "messageEnded");
    }

    @Test
    void inByteReadModeThereAreNoEnds() {
        Handle[] ends = kernel.openPipe(true, false, 100, true, false);
        kernel.watchStream(ends[0], STREAM);
        inBothProcesses(() -> {
            write(ends[1], "abc");
            write(ends[1], "de");
        }, () -> assertThat(read(ends[0], 10)).isTrue());
        assertThat(heard).containsExactly("abcde");
    }

    @ParameterizedTest
    @CsvSource({"false,false,true", "true,false,true", "true,true,true", "false,false,false", "true,true,false"})
    void thePipeIsWhatItWasAskedToBe(boolean messageType, boolean messageRead, boolean readerIsServer) {
        Handle[] ends = kernel.openPipe(messageType, messageRead, 100, readerIsServer, false);
        inBothProcesses(() -> assertThat(win32.disconnectNamedPipe(ends[1])).as("the peer is the server").isEqualTo(!readerIsServer), () -> {
            DwordReference flags = new DwordReference();
            DwordReference state = new DwordReference();
            if (win32.getNamedPipeInfo(ends[0], flags, null, null, null)) {
                assertThat(flags.value).isEqualTo((readerIsServer ? Win32.PIPE_SERVER_END : 0) | (messageType ? Win32.PIPE_TYPE_MESSAGE : 0));
                assertThat(win32.getNamedPipeHandleState(ends[0], state, null, null, null, null, 0)).isTrue();
                assertThat(state.value).isEqualTo(messageRead ? Win32.PIPE_READMODE_MESSAGE : 0);
            } else {
                assertThat(readerIsServer).as("only a client can have been disconnected").isFalse();
            }
        });
    }
}
