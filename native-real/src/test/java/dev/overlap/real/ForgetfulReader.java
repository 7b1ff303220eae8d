package dev.overlap.real;

import static java.util.Objects.requireNonNull;

import dev.overlap.platform.Lifetime;
import dev.overlap.platform.Platform;
import dev.overlap.reader.AsyncPipeReader;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.Win32;
import dev.overlap.win32.Win32Error;

/** Reads once, waits in its stop until that read is over, and never asks what it has brought. */
final class ForgetfulReader implements AsyncPipeReader {

    private static final int BYTES = 16;
    private static final int LONG_ENOUGH_MILLIS = 10_000;

    private final Win32 win32;
    private final Handle pipe;
    private final Lifetime lifetime;
    private final Memory buffer;
    private final Overlapped overlapped;
    private final Handle event;
    private boolean pends;

    ForgetfulReader(Win32 win32, Platform platform, Handle pipe) {
        this.win32 = win32;
        this.pipe = pipe;
        this.lifetime = platform.lifetime("forgetful reader");
        this.buffer = requireNonNull(platform.allocate(lifetime, BYTES));
        this.overlapped = requireNonNull(platform.allocateOverlapped(lifetime));
        this.event = win32.createEvent(null, true, false, null);
    }

    @Override
    public void start() {
        overlapped.setEvent(event);
        pends = !win32.readFile(pipe, buffer, 0, BYTES, null, overlapped) && win32.getLastError() == Win32Error.ERROR_IO_PENDING;
    }

    @Override
    public void stop() {
        if (pends) {
            win32.waitForSingleObject(event, LONG_ENOUGH_MILLIS);
        }
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
        buffer.free();
        overlapped.free();
        win32.closeHandle(event);
        lifetime.destroy();
    }
}
