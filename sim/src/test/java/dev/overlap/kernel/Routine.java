package dev.overlap.kernel;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;

import dev.overlap.scenario.Stage;
import dev.overlap.win32.CompletionRoutine;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.Win32;

/** One operation with a completion routine, which writes down with what it was called. Made and used in tasks. */
final class Routine {

    private static final int BUFFER_BYTES = 1000;

    final Overlapped overlapped;
    final Memory buffer;
    final List<String> log;
    private final CompletionRoutine routine;
    private final Win32 win32;

    Routine(Stage stage) {
        this(stage, "", new ArrayList<>());
    }

    /** An operation whose routine begins what it writes with a name. */
    Routine(Stage stage, String name, List<String> log) {
        win32 = stage.win32();
        overlapped = requireNonNull(stage.platform().allocateOverlapped(stage.platform().process()));
        buffer = requireNonNull(stage.platform().allocate(stage.platform().process(), BUFFER_BYTES));
        this.log = log;
        routine = (error, bytes, completed) -> log.add(name + "(" + error + ", " + bytes + ")" + (completed.equals(overlapped) ? "" : " of another"));
    }

    /** Begins to read: 0 for TRUE, or the last error. */
    int read(Handle end, int length) {
        return win32.readFileEx(end, buffer, 0, length, overlapped, routine) ? 0 : win32.getLastError();
    }

    /** Begins to write. */
    int write(Handle end, int length) {
        return win32.writeFileEx(end, buffer, 0, length, overlapped, routine) ? 0 : win32.getLastError();
    }

    int cancel(Handle end) {
        return win32.cancelIoEx(end, overlapped) ? 0 : win32.getLastError();
    }

    String text() {
        byte[] arrived = new byte[(int) overlapped.internalHigh()];
        buffer.read(0, arrived, 0, arrived.length);
        return new String(arrived, US_ASCII);
    }

    void close() {
        buffer.free();
        overlapped.free();
    }
}
