package dev.overlap.oracle;

import static dev.overlap.win32.Win32Error.ERROR_BROKEN_PIPE;
import static dev.overlap.win32.Win32Error.ERROR_IO_PENDING;
import static dev.overlap.win32.Win32Error.ERROR_MORE_DATA;
import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.function.Consumer;

import dev.overlap.platform.Platform;
import dev.overlap.reader.AsyncPipeReader;
import dev.overlap.reader.ReaderFactory;
import dev.overlap.reader.ReaderListener;
import dev.overlap.simulation.Deaf;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.Win32;

/** A reader that takes what is there when it is started and waits for it, so that nothing can go wrong but what a test makes go wrong. */
class PlainReader implements AsyncPipeReader {

    /** A listener that does not care. */
    static final ReaderListener DEAF = new Deaf();

    private static final int BUFFER_BYTES = 64;

    final Win32 win32;
    final Platform platform;
    final Handle pipe;
    final ReaderListener listener;
    byte[] kept = {};
    /** Whether it tells of what has arrived. */
    boolean tells = true;
    private final Consumer<String> onCall;

    PlainReader(Win32 win32, Platform platform, Handle pipe, ReaderListener listener) {
        this.win32 = win32;
        this.platform = platform;
        this.pipe = pipe;
        this.listener = listener;
        this.onCall = call -> {};
    }

    private PlainReader(Win32 win32, Platform platform, Handle pipe, ReaderListener listener, String wrong, Consumer<PlainReader> deed) {
        this.win32 = win32;
        this.platform = platform;
        this.pipe = pipe;
        this.listener = listener;
        this.onCall = call -> {
            if (call.equals(wrong)) {
                deed.accept(this);
            }
        };
    }

    /** One that does something beside in one of its calls. */
    static ReaderFactory thatOn(String call, Consumer<PlainReader> deed) {
        return (win32, platform, pipe, listener) -> new PlainReader(win32, platform, pipe, listener, call, deed);
    }

    /** What it keeps of what has arrived. */
    byte[] keep(byte[] arrived) {
        return arrived;
    }

    /** What it says of a read that has failed. */
    void failed(int error) {
        if (error == ERROR_BROKEN_PIPE) {
            listener.closed();
        }
    }

    @Override
    public void start() {
        onCall.accept("start");
        read();
    }

    /** Reads what is there, or what comes first. */
    final void read() {
        Memory buffer = requireNonNull(platform.allocate(platform.process(), BUFFER_BYTES));
        Overlapped overlapped = requireNonNull(platform.allocateOverlapped(platform.process()));
        DwordReference bytes = new DwordReference();
        boolean begun = win32.readFile(pipe, buffer, 0, BUFFER_BYTES, null, overlapped) || win32.getLastError() == ERROR_IO_PENDING
                || win32.getLastError() == ERROR_MORE_DATA;
        if (begun && (win32.getOverlappedResult(pipe, overlapped, bytes, true) || win32.getLastError() == ERROR_MORE_DATA)) {
            byte[] arrived = new byte[bytes.value];
            buffer.read(0, arrived, 0, arrived.length);
            kept = keep(arrived);
            if (tells) {
                listener.readyRead();
            }
        } else {
            failed(win32.getLastError());
        }
        buffer.free();
        overlapped.free();
    }

    @Override
    public void stop() {
        onCall.accept("stop");
    }

    @Override
    public void stopAndClear() {
        onCall.accept("stopAndClear");
    }

    @Override
    public void close() {
        onCall.accept("close");
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        int bytes = Math.min(length, kept.length);
        System.arraycopy(kept, 0, target, offset, bytes);
        kept = Arrays.copyOfRange(kept, bytes, kept.length);
        return bytes;
    }

    @Override
    public long bytesAvailable() {
        return kept.length;
    }
}
