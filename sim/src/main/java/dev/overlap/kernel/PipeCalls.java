package dev.overlap.kernel;

import static dev.overlap.win32.Win32Error.ERROR_ACCESS_DENIED;
import static dev.overlap.win32.Win32Error.ERROR_BAD_PIPE;
import static dev.overlap.win32.Win32Error.ERROR_BROKEN_PIPE;
import static dev.overlap.win32.Win32Error.ERROR_FILE_NOT_FOUND;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_FUNCTION;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_HANDLE;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_NAME;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_PARAMETER;
import static dev.overlap.win32.Win32Error.ERROR_IO_PENDING;
import static dev.overlap.win32.Win32Error.ERROR_NO_DATA;
import static dev.overlap.win32.Win32Error.ERROR_PATH_NOT_FOUND;
import static dev.overlap.win32.Win32Error.ERROR_PIPE_BUSY;
import static dev.overlap.win32.Win32Error.ERROR_PIPE_CONNECTED;
import static dev.overlap.win32.Win32Error.ERROR_PIPE_LISTENING;
import static dev.overlap.win32.Win32Error.ERROR_PIPE_NOT_CONNECTED;
import static dev.overlap.win32.Win32Error.ERROR_SUCCESS;

import java.util.Locale;

import dev.overlap.fault.FallibleCall;
import dev.overlap.schedule.Operation;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.SecurityAttributes;
import org.jspecify.annotations.Nullable;

/** Making, opening, connecting and looking into pipes. */
abstract class PipeCalls extends FileCalls {

    private static final String PREFIX = "\\\\.\\pipe\\";

    PipeCalls(SimKernel kernel, int reader) {
        super(kernel, reader);
    }

    @Override
    public Handle createNamedPipe(@Nullable String name, int openMode, int pipeMode, int maxInstances, int outBufferBytes, int inBufferBytes,
            int defaultTimeoutMillis, @Nullable SecurityAttributes securityAttributes) {
        SimThread thread = enter(Operation.CREATE_NAMED_PIPE, 0);
        if (name == null || !isPipeName(name)) {
            fail(thread, name == null ? ERROR_PATH_NOT_FOUND : ERROR_INVALID_NAME);
            return Handle.INVALID_HANDLE_VALUE;
        }
        if ((pipeMode & PIPE_TYPE_MESSAGE) == 0 && (pipeMode & PIPE_READMODE_MESSAGE) != 0
                || !isNumber(maxInstances) && !kernel.profile.shows(Difference.ANY_NUMBER_OF_INSTANCES)
                || (openMode & PIPE_ACCESS_DUPLEX) == 0) {
            fail(thread, ERROR_INVALID_PARAMETER);
            return Handle.INVALID_HANDLE_VALUE;
        }
        int access = Access.ofServer(openMode);
        NamedPipe first = kernel.pipes.firstOf(canonical(name));
        int refusal = first == null ? ERROR_SUCCESS : refuseInstance(first, openMode, access);
        if (refusal != ERROR_SUCCESS) {
            fail(thread, refusal);
            return Handle.INVALID_HANDLE_VALUE;
        }
        boolean messageRead = (pipeMode & PIPE_READMODE_MESSAGE) != 0;
        // A further instance is accepted with another type, maximum and time-out (K15); those of the first one hold, as the pipe driver keeps them by name.
        boolean ofMessages = first == null ? (pipeMode & PIPE_TYPE_MESSAGE) != 0 : first.ofMessages;
        if (messageRead && !ofMessages) {
            throw new UnsupportedOperationException("not simulated: CreateNamedPipe with PIPE_READMODE_MESSAGE for a further instance of a byte pipe");
        }
        NamedPipe pipe = kernel.pipes.add(new NamedPipe(kernel, canonical(name), ofMessages,
                first != null ? first.maxInstances : isNumber(maxInstances) ? maxInstances : PIPE_UNLIMITED_INSTANCES,
                first == null ? defaultTimeoutMillis : first.defaultTimeoutMillis, inBufferBytes, outBufferBytes, (openMode & FILE_FLAG_OVERLAPPED) != 0,
                access));
        FileObject end = pipe.server();
        end.messageRead = messageRead;
        end.nowait = (pipeMode & PIPE_NOWAIT) != 0;
        Handle handle = thread.process.handles.open(end, true);
        succeed(thread);
        return handle;
    }

    /** Why a pipe that exists gets no further instance like that: 231 before 5, as the pipe driver asks (K13, K14, M11). */
    private int refuseInstance(NamedPipe first, int openMode, int access) {
        if (first.maxInstances != PIPE_UNLIMITED_INSTANCES && kernel.pipes.instancesOf(first.name) >= first.maxInstances) {
            return ERROR_PIPE_BUSY;
        }
        boolean isFirst = (openMode & FILE_FLAG_FIRST_PIPE_INSTANCE) != 0 && !kernel.profile.shows(Difference.FIRST_INSTANCE_IS_NOT_ASKED);
        return first.server().access != access || isFirst ? ERROR_ACCESS_DENIED : ERROR_SUCCESS;
    }

    private static boolean isNumber(int maxInstances) {
        return maxInstances >= 1 && maxInstances <= PIPE_UNLIMITED_INSTANCES;
    }

    static boolean isPipeName(String name) {
        return name.regionMatches(true, 0, PREFIX, 0, PREFIX.length()) && name.length() > PREFIX.length();
    }

    static String canonical(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    @Override
    public Handle createFile(String fileName, int desiredAccess, int shareMode, @Nullable SecurityAttributes securityAttributes, int creationDisposition,
            int flagsAndAttributes, Handle templateFile) {
        SimThread thread = enter(Operation.CREATE_FILE, 0);
        if (!isPipeName(fileName)) {
            throw new UnsupportedOperationException("not simulated: CreateFile of anything but a pipe: " + fileName);
        }
        int access = Access.ofClient(desiredAccess);
        NamedPipe first = kernel.pipes.firstOf(canonical(fileName));
        NamedPipe pipe = kernel.pipes.listeningOf(canonical(fileName));
        boolean against = first != null && isAgainst(first.server(), access);
        if (pipe == null || against) {
            fail(thread, first == null ? ERROR_FILE_NOT_FOUND : against ? ERROR_ACCESS_DENIED : ERROR_PIPE_BUSY);
            return Handle.INVALID_HANDLE_VALUE;
        }
        FileObject end = pipe.connect((flagsAndAttributes & FILE_FLAG_OVERLAPPED) != 0, access);
        Handle handle = thread.process.handles.open(end, true);
        kernel.finishClaimed();
        succeed(thread);
        return handle;
    }

    /** Whether a client wants to read what the server cannot write, or to write what it cannot read. */
    private static boolean isAgainst(FileObject server, int access) {
        return (access & FILE_READ_DATA) != 0 && !server.isWritable() || (access & FILE_WRITE_DATA) != 0 && !server.isReadable();
    }

    @Override
    public boolean connectNamedPipe(Handle pipe, @Nullable Overlapped overlapped) {
        SimThread thread = enter(Operation.CONNECT_NAMED_PIPE, pipe);
        SimOverlapped ov = (SimOverlapped) overlapped;
        if (ov != null) {
            ov.begin("ConnectNamedPipe", thread.process.underTest);
        }
        FileObject end = file(thread, "ConnectNamedPipe", pipe);
        if (end == null) {
            return fail(thread, ERROR_INVALID_HANDLE);
        }
        EventObject event = null;
        if (ov != null && !ov.eventForKernel().isNull()) {
            event = event(thread, "ConnectNamedPipe", ov.eventForKernel());
            if (event == null) {
                return fail(thread, ERROR_INVALID_HANDLE);
            }
        }
        end.operationBegins(thread, event);
        if (!end.isServer()) {
            return fail(thread, ERROR_INVALID_FUNCTION);
        }
        switch (end.pipe.state) {
            case CONNECTED -> {
                return fail(thread, ERROR_PIPE_CONNECTED);
            }
            case CLOSING -> {
                return fail(thread, ERROR_NO_DATA);
            }
            case LISTENING, DISCONNECTED -> {
                if (end.nowait) {
                    // Not TRUE after a disconnect, as Microsoft says: test_nowait (K121 to K131).
                    end.pipe.listen();
                    return fail(thread, ERROR_PIPE_LISTENING);
                }
                IoRequest request = new IoRequest(IoRequest.Type.LISTEN, end, thread, ov, null, 0, 0, event);
                request.begin();
                end.pipe.queueListen(request);
                if (overlaps(end, ov)) {
                    return fail(thread, ERROR_IO_PENDING);
                }
                awaitEnd(request);
                return answerStatus(thread, request.status());
            }
        }
        throw new IllegalStateException();
    }

    @Override
    public boolean disconnectNamedPipe(Handle pipe) {
        SimThread thread = enter(Operation.DISCONNECT_NAMED_PIPE, pipe);
        FileObject end = file(thread, "DisconnectNamedPipe", pipe);
        if (end == null) {
            return fail(thread, ERROR_INVALID_HANDLE);
        }
        end.operationBegins(thread, null);
        if (end.disconnected || end.isServer() && end.pipe.state == NamedPipe.State.DISCONNECTED) {
            return failControl(thread, end, ERROR_PIPE_NOT_CONNECTED);
        }
        if (!end.isServer()) {
            return failControl(thread, end, ERROR_INVALID_FUNCTION);
        }
        end.pipe.disconnect();
        end.signal(null);
        kernel.finishClaimed();
        return succeed(thread);
    }

    @Override
    public boolean peekNamedPipe(Handle pipe, @Nullable Memory buffer, int bufferBytes, @Nullable DwordReference bytesRead,
            @Nullable DwordReference totalBytesAvailable, @Nullable DwordReference bytesLeftThisMessage) {
        SimThread thread = enter(Operation.PEEK_NAMED_PIPE, pipe);
        FileObject end = file(thread, "PeekNamedPipe", pipe);
        if (end == null) {
            return fail(thread, ERROR_INVALID_HANDLE);
        }
        if (lacks(thread, pipe, end, FILE_READ_DATA)) {
            return fail(thread, ERROR_ACCESS_DENIED);
        }
        end.operationBegins(thread, null);
        if (end.disconnected) {
            tellEnded(end);
            return failControl(thread, end, ERROR_PIPE_NOT_CONNECTED);
        }
        int fault = faultOf(thread, FallibleCall.PEEK_NAMED_PIPE, end.readerOf(0, reader));
        if (fault != ERROR_SUCCESS) {
            return failControl(thread, end, fault);
        }
        DataQueue queue = end.pipe.readQueue(end);
        switch (end.pipe.state) {
            case LISTENING, DISCONNECTED -> {
                return failControl(thread, end, ERROR_BAD_PIPE);
            }
            case CLOSING -> {
                if (!queue.hasData()) {
                    tellEnded(end);
                    return failControl(thread, end, ERROR_BROKEN_PIPE);
                }
            }
            case CONNECTED -> {
                // Looks at whatever is there.
            }
        }
        int copied = 0;
        if (buffer != null && bufferBytes > 0) {
            byte[] bytes = new byte[Math.min(bufferBytes, queue.bytesInQueue())];
            copied = queue.peek(bytes, bytes.length);
            buffer.write(0, bytes, 0, copied);
        }
        set(bytesRead, copied);
        set(totalBytesAvailable, queue.bytesInQueue());
        set(bytesLeftThisMessage, queue.leftOfMessage(copied));
        // The file object is signalled on the way, although a read may be pending (0.1 fact 4).
        end.signal(null);
        return succeed(thread);
    }

    /** A control code of the pipe is refused. Windows 8 and later may say that it pends first, and then signal the file object (N30). */
    private boolean failControl(SimThread thread, FileObject end, int error) {
        if (kernel.profile.windows() != WindowsVersion.WINDOWS_7) {
            end.signalPerhaps();
        }
        return fail(thread, error);
    }

    /** Looking has told the reader that there will be nothing more. */
    final void tellEnded(FileObject end) {
        int stream = end.readerOf(0, reader);
        if (stream != 0) {
            kernel.witness.ended(stream);
        }
    }
}
