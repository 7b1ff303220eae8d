package dev.overlap.simulation;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import dev.overlap.scenario.Stage;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.Win32;

/** One overlapped operation after the other, with an OVERLAPPED, a manual-reset event and a buffer of their own. Made and used in tasks. */
public final class Transfer {

    private static final int BUFFER_BYTES = 16_000;

    public final Overlapped overlapped;
    public final Handle event;
    public final Memory buffer;
    /** What GetOverlappedResult has said last of the number of bytes. */
    public final DwordReference bytes = new DwordReference(-1);
    private final Win32 win32;

    /** An operation with a buffer that is large enough for everything. */
    public Transfer(Stage stage) {
        this(stage, BUFFER_BYTES);
    }

    /** An operation with a buffer of so many bytes. */
    public Transfer(Stage stage, int bufferBytes) {
        win32 = stage.win32();
        overlapped = requireNonNull(stage.platform().allocateOverlapped(stage.platform().process()));
        event = win32.createEvent(null, true, false, null);
        buffer = requireNonNull(stage.platform().allocate(stage.platform().process(), bufferBytes));
    }

    // ---------------------------------------------------------------- beginning; each answers 0 for TRUE, or the last error

    /** Reads up to so many bytes. */
    public int read(Handle end, int length) {
        prepare(event);
        return answer(win32.readFile(end, buffer, 0, length, null, overlapped));
    }

    /** Reads with no event, so that the file object is signalled. */
    public int readWithoutEvent(Handle end, int length) {
        prepare(Handle.NULL);
        return answer(win32.readFile(end, buffer, 0, length, null, overlapped));
    }

    /** Writes so many bytes, whatever they are. */
    public int write(Handle end, int length) {
        prepare(event);
        return answer(win32.writeFile(end, buffer, 0, length, null, overlapped));
    }

    /** Writes these bytes. */
    public int write(Handle end, String text) {
        buffer.write(0, text.getBytes(US_ASCII), 0, text.length());
        return write(end, text.length());
    }

    /** Waits for a client. */
    public int connect(Handle server) {
        prepare(event);
        return answer(win32.connectNamedPipe(server, overlapped));
    }

    private void prepare(Handle signalled) {
        overlapped.clear();
        overlapped.setEvent(signalled);
    }

    // ---------------------------------------------------------------- afterwards

    /** Asks for it to be cancelled. */
    public int cancel(Handle end) {
        return answer(win32.cancelIoEx(end, overlapped));
    }

    /** Internal. */
    public int status() {
        return overlapped.internal();
    }

    /** InternalHigh. */
    public long count() {
        return overlapped.internalHigh();
    }

    /** Whether the event is set. */
    public boolean isSet() {
        return win32.waitForSingleObject(event, 0) == Win32.WAIT_OBJECT_0;
    }

    /** The result, if it is there. */
    public int result(Handle end) {
        return answer(win32.getOverlappedResult(end, overlapped, bytes, false));
    }

    /** The result, as soon as it is there. */
    public int await(Handle end) {
        return answer(win32.getOverlappedResult(end, overlapped, bytes, true));
    }

    /** The bytes that have arrived. */
    public String text() {
        byte[] arrived = new byte[(int) count()];
        buffer.read(0, arrived, 0, arrived.length);
        return new String(arrived, US_ASCII);
    }

    /** Gives everything back. */
    public void close() {
        win32.closeHandle(event);
        buffer.free();
        overlapped.free();
    }

    private int answer(boolean succeeded) {
        return succeeded ? 0 : win32.getLastError();
    }
}
