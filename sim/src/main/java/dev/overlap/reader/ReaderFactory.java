package dev.overlap.reader;

import dev.overlap.platform.Platform;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Win32;

/** Makes the reader that a scenario plays with. */
@FunctionalInterface
public interface ReaderFactory {

    /** Makes a reader, stopped, owned by the calling thread. The pipe was opened for overlapped operations and stays the caller's. */
    AsyncPipeReader open(Win32 win32, Platform platform, Handle pipe, ReaderListener listener);
}
