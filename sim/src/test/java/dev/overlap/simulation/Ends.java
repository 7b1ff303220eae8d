package dev.overlap.simulation;

import static dev.overlap.win32.NtStatus.STATUS_SUCCESS;
import static dev.overlap.win32.Win32Error.ERROR_IO_PENDING;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;

import dev.overlap.scenario.Stage;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Win32;

/** Both ends of a pipe, overlapped, in one process, as most rows of the conformance catalogue have them. Made and used in tasks. */
public final class Ends {

    private static final String NAME = "\\\\.\\pipe\\ends";

    public final Handle server;
    public final Handle client;
    private final Stage stage;
    private final Win32 win32;

    /** Opens a pipe that lets a write leave so many bytes unread without waiting. */
    public Ends(Stage stage, int quotaBytes) {
        this(stage, quotaBytes, quotaBytes);
    }

    /** Opens a pipe with a quota for each direction. */
    public Ends(Stage stage, int serverToClientBytes, int clientToServerBytes) {
        this(stage, serverToClientBytes, clientToServerBytes, Win32.PIPE_TYPE_BYTE);
    }

    /** Opens a pipe with a quota for each direction and, for both ends, these modes. */
    public Ends(Stage stage, int serverToClientBytes, int clientToServerBytes, int pipeMode) {
        this.stage = stage;
        win32 = stage.win32();
        server = listen(stage, serverToClientBytes, clientToServerBytes, pipeMode);
        client = open(stage);
        int handleMode = pipeMode & (Win32.PIPE_READMODE_MESSAGE | Win32.PIPE_NOWAIT);
        if (handleMode != 0 && !win32.setNamedPipeHandleState(client, handleMode, null, null)) {
            throw new AssertionError("the client does not take the modes of the server: " + win32.getLastError());
        }
    }

    /** Opens a message pipe; both ends are in message-read mode, or in byte-read mode. */
    public static Ends ofMessages(Stage stage, int quotaBytes, boolean messageRead) {
        return new Ends(stage, quotaBytes, quotaBytes, Win32.PIPE_TYPE_MESSAGE | (messageRead ? Win32.PIPE_READMODE_MESSAGE : Win32.PIPE_READMODE_BYTE));
    }

    /** Makes a server end that has no client yet. */
    public static Handle listen(Stage stage, int outBytes, int inBytes) {
        return listen(stage, outBytes, inBytes, Win32.PIPE_TYPE_BYTE);
    }

    private static Handle listen(Stage stage, int outBytes, int inBytes, int pipeMode) {
        return stage.win32().createNamedPipe(NAME, Win32.PIPE_ACCESS_DUPLEX | Win32.FILE_FLAG_OVERLAPPED, pipeMode, 1, outBytes, inBytes, 0, null);
    }

    /** Opens the client end. */
    public static Handle open(Stage stage) {
        return stage.win32().createFile(NAME, Win32.GENERIC_READ | Win32.GENERIC_WRITE, 0, null, Win32.OPEN_EXISTING, Win32.FILE_FLAG_OVERLAPPED, Handle.NULL);
    }

    /** Starts to read at an end. */
    public Transfer reading(Handle end, int length) {
        Transfer read = new Transfer(stage);
        read.read(end, length);
        return read;
    }

    /** Starts to write at an end. */
    public Transfer writing(Handle end, int length) {
        Transfer write = new Transfer(stage);
        write.write(end, length);
        return write;
    }

    /** Writes these bytes at an end, with a quota that covers them. */
    public void write(Handle end, String text) {
        Transfer write = new Transfer(stage);
        if (write.write(end, text) != 0) {
            throw new AssertionError("a write of " + text.length() + " bytes did not succeed at once: " + win32.getLastError());
        }
        write.close();
    }

    /** Reads what is there at an end, at most so many bytes. */
    public String read(Handle end, int length) {
        Transfer read = new Transfer(stage);
        int answer = read.read(end, length);
        // Pending, it says, but it may have completed all the same.
        boolean done = answer == 0 || answer == ERROR_IO_PENDING && read.status() == STATUS_SUCCESS;
        return done ? read.text() : "error " + answer;
    }

    /** How many bytes can be read at an end; the negative of the last error when none will ever be. */
    public int available(Handle end) {
        DwordReference total = new DwordReference(-1);
        return win32.peekNamedPipe(end, null, 0, null, total, null) ? total.value : -win32.getLastError();
    }

    /** Copies what can be read at an end, at most so many bytes. */
    public String peek(Handle end, int length) {
        Memory buffer = requireNonNull(stage.platform().allocate(stage.platform().process(), length));
        DwordReference copied = new DwordReference(-1);
        win32.peekNamedPipe(end, buffer, length, copied, null, null);
        byte[] bytes = new byte[copied.value];
        buffer.read(0, bytes, 0, bytes.length);
        buffer.free();
        return new String(bytes, US_ASCII);
    }

    /** Whether the handle's own object is signalled. */
    public boolean isSignalled(Handle end) {
        return win32.waitForSingleObject(end, 0) == Win32.WAIT_OBJECT_0;
    }

    /** Closes both ends. */
    public void close() {
        win32.closeHandle(server);
        win32.closeHandle(client);
    }
}
