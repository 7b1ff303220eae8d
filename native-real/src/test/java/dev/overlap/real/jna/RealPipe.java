package dev.overlap.real.jna;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;

import dev.overlap.win32.DwordReference;
import dev.overlap.win32.FileFunctions;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Memory;
import dev.overlap.win32.NamedPipeFunctions;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.Win32;
import dev.overlap.win32.Win32Error;

/** A connected pipe, both ends overlapped and in this process, and what a test does with it. */
final class RealPipe implements AutoCloseable {

    static final int QUOTA_BYTES = 4096;
    static final int LONG_ENOUGH_MILLIS = 10_000;

    private static final AtomicInteger NAMES = new AtomicInteger();

    final Win32 win32;
    final Heap heap;
    final Handle server;
    final Handle client;

    private RealPipe(Win32 win32, Heap heap, int mode) {
        this.win32 = win32;
        this.heap = heap;
        String name = "\\\\.\\pipe\\overlap-jna-" + ProcessHandle.current().pid() + "-" + NAMES.incrementAndGet();
        server = win32.createNamedPipe(name, NamedPipeFunctions.PIPE_ACCESS_DUPLEX | FileFunctions.FILE_FLAG_OVERLAPPED, mode, 1, QUOTA_BYTES, QUOTA_BYTES, 0,
                null);
        assertThat(server.isInvalid()).isFalse();
        client = win32.createFile(name, FileFunctions.GENERIC_READ | FileFunctions.GENERIC_WRITE, 0, null, FileFunctions.OPEN_EXISTING,
                FileFunctions.FILE_FLAG_OVERLAPPED, Handle.NULL);
        assertThat(client.isInvalid()).isFalse();
    }

    static RealPipe bytes(Win32 win32, Heap heap) {
        return new RealPipe(win32, heap, NamedPipeFunctions.PIPE_TYPE_BYTE);
    }

    static RealPipe messages(Win32 win32, Heap heap) {
        return new RealPipe(win32, heap, NamedPipeFunctions.PIPE_TYPE_MESSAGE | NamedPipeFunctions.PIPE_READMODE_MESSAGE);
    }

    Memory buffer(int bytes) {
        return requireNonNull(heap.allocate("buffer", bytes));
    }

    /** An OVERLAPPED with a manual-reset event. */
    Overlapped operation() {
        Overlapped overlapped = bare();
        overlapped.setEvent(event(true));
        return overlapped;
    }

    Overlapped bare() {
        return requireNonNull(heap.allocateOverlapped());
    }

    Handle event(boolean manualReset) {
        Handle event = win32.createEvent(null, manualReset, false, null);
        assertThat(event.isNull()).isFalse();
        return event;
    }

    /** The server end reads, and has to wait. */
    void readPends(Memory buffer, Overlapped overlapped) {
        assertThat(win32.readFile(server, buffer, 0, buffer.size(), null, overlapped)).isFalse();
        assertThat(win32.getLastError()).isEqualTo(Win32Error.ERROR_IO_PENDING);
    }

    /** The client end writes, which is done when this returns. */
    void write(String text) {
        Memory buffer = buffer(text.length());
        for (int i = 0; i < text.length(); i++) {
            buffer.put(i, (byte) text.charAt(i));
        }
        Overlapped overlapped = operation();
        DwordReference written = new DwordReference();
        if (!win32.writeFile(client, buffer, 0, text.length(), null, overlapped)) {
            assertThat(win32.getLastError()).isEqualTo(Win32Error.ERROR_IO_PENDING);
        }
        assertThat(win32.getOverlappedResult(client, overlapped, written, true)).isTrue();
        assertThat(written.value).isEqualTo(text.length());
        win32.closeHandle(overlapped.event());
        overlapped.free();
        buffer.free();
    }

    static String text(Memory memory, int bytes) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < bytes; i++) {
            text.append((char) memory.get(i));
        }
        return text.toString();
    }

    @Override
    public void close() {
        win32.closeHandle(client);
        win32.closeHandle(server);
    }
}
