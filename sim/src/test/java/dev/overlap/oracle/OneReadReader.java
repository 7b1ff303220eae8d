package dev.overlap.oracle;

import static java.util.Objects.requireNonNull;

import dev.overlap.platform.Lifetime;
import dev.overlap.platform.Platform;
import dev.overlap.reader.AsyncPipeReader;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.Win32;

/** A reader that issues one read and cancels it when it is closed: all that is needed to be wrong about how the completion of one read is taken. */
abstract class OneReadReader implements AsyncPipeReader {

    static final int BUFFER_BYTES = 8;

    final Win32 win32;
    final Platform platform;
    final Handle pipe;
    final Lifetime lifetime;
    final Memory buffer;
    final Overlapped overlapped;

    OneReadReader(Win32 win32, Platform platform, Handle pipe) {
        this.win32 = win32;
        this.platform = platform;
        this.pipe = pipe;
        this.lifetime = platform.lifetime("reader");
        this.buffer = requireNonNull(platform.allocate(lifetime, BUFFER_BYTES));
        this.overlapped = requireNonNull(platform.allocateOverlapped(lifetime));
    }

    /** Gives the memory back. */
    final void free() {
        buffer.free();
        overlapped.free();
    }

    @Override
    public void stop() {
        throw new UnsupportedOperationException("stop");
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        return 0;
    }

    @Override
    public long bytesAvailable() {
        return 0;
    }
}
