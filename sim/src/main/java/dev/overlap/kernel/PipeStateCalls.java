package dev.overlap.kernel;

import static dev.overlap.win32.NtStatus.STATUS_ACCESS_DENIED;
import static dev.overlap.win32.NtStatus.STATUS_INVALID_HANDLE;
import static dev.overlap.win32.NtStatus.STATUS_OBJECT_TYPE_MISMATCH;
import static dev.overlap.win32.NtStatus.STATUS_PIPE_DISCONNECTED;
import static dev.overlap.win32.NtStatus.STATUS_SUCCESS;
import static dev.overlap.win32.Win32Error.ERROR_ACCESS_DENIED;
import static dev.overlap.win32.Win32Error.ERROR_FILE_NOT_FOUND;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_HANDLE;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_PARAMETER;
import static dev.overlap.win32.Win32Error.ERROR_OPERATION_ABORTED;
import static dev.overlap.win32.Win32Error.ERROR_PIPE_BUSY;
import static dev.overlap.win32.Win32Error.ERROR_PIPE_NOT_CONNECTED;
import static dev.overlap.win32.Win32Error.ERROR_SEM_TIMEOUT;
import static dev.overlap.win32.Win32Error.ERROR_SUCCESS;

import dev.overlap.fault.FallibleCall;
import dev.overlap.schedule.Operation;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.FilePipeLocalInformationReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.NtStatus;
import dev.overlap.win32.SecurityAttributes;
import org.jspecify.annotations.Nullable;

/** The modes of pipe ends and what is known of a pipe, waiting for an instance, flushing, and anonymous pipes. */
abstract class PipeStateCalls extends PipeCalls {

    private static final int DEFAULT_WAIT_MILLIS = 50;
    private static final int DEFAULT_PIPE_BYTES = 4096;

    PipeStateCalls(SimKernel kernel, int reader) {
        super(kernel, reader);
    }

    // ---------------------------------------------------------------- modes

    @Override
    public boolean setNamedPipeHandleState(Handle pipe, @Nullable Integer mode, @Nullable Integer maxCollectionCount,
            @Nullable Integer collectDataTimeoutMillis) {
        SimThread thread = enter(Operation.SET_NAMED_PIPE_HANDLE_STATE, pipe);
        FileObject end = file(thread, "SetNamedPipeHandleState", pipe);
        if (end == null) {
            return fail(thread, ERROR_INVALID_HANDLE);
        }
        if (maxCollectionCount != null || collectDataTimeoutMillis != null) {
            throw new UnsupportedOperationException("not simulated: SetNamedPipeHandleState of how a remote client collects data");
        }
        if (mode == null) {
            return succeed(thread);
        }
        if (lacks(thread, pipe, end, FILE_WRITE_ATTRIBUTES) && (end.isServer() || !kernel.profile.shows(Difference.MODES_NEED_NO_RIGHT))) {
            return fail(thread, ERROR_ACCESS_DENIED);
        }
        end.queryBegins(thread);
        if (end.disconnected) {
            return fail(thread, ERROR_PIPE_NOT_CONNECTED);
        }
        boolean messageRead = (mode & PIPE_READMODE_MESSAGE) != 0;
        boolean nowait = (mode & PIPE_NOWAIT) != 0;
        if ((mode & ~(PIPE_READMODE_MESSAGE | PIPE_NOWAIT)) != 0 || messageRead && !end.pipe.ofMessages) {
            return fail(thread, ERROR_INVALID_PARAMETER);
        }
        if (nowait && !end.nowait && isBusy(end) && !kernel.profile.shows(Difference.BUSY_END_STOPS_WAITING)) {
            return fail(thread, ERROR_PIPE_BUSY);
        }
        // Of reads that pend, too: which mode an end has is asked when bytes come (D20).
        end.messageRead = messageRead;
        end.nowait = nowait;
        return succeed(thread);
    }

    /** Whether a read of an end waits, or something that it wrote is unread: then it cannot be told not to wait (D20). */
    private static boolean isBusy(FileObject end) {
        return end.pipe.readQueue(end).hasWaitingReads() || end.pipe.writeQueue(end).hasData();
    }

    @Override
    public boolean getNamedPipeHandleState(Handle pipe, @Nullable DwordReference state, @Nullable DwordReference currentInstances,
            @Nullable DwordReference maxCollectionCount, @Nullable DwordReference collectDataTimeoutMillis, char @Nullable [] userName,
            int userNameChars) {
        SimThread thread = enter(Operation.GET_NAMED_PIPE_HANDLE_STATE, pipe);
        FileObject end = file(thread, "GetNamedPipeHandleState", pipe);
        if (end == null) {
            return fail(thread, ERROR_INVALID_HANDLE);
        }
        if (lacks(thread, pipe, end, FILE_READ_ATTRIBUTES)) {
            return fail(thread, ERROR_ACCESS_DENIED);
        }
        end.queryBegins(thread);
        if (end.disconnected) {
            tellEnded(end);
            return fail(thread, ERROR_PIPE_NOT_CONNECTED);
        }
        int fault = faultOf(thread, FallibleCall.GET_NAMED_PIPE_HANDLE_STATE, end.readerOf(0, reader));
        if (fault != ERROR_SUCCESS) {
            return fail(thread, fault);
        }
        if (maxCollectionCount != null || collectDataTimeoutMillis != null || userName != null && !end.isServer()) {
            // They have no meaning for a pipe on this machine (K74).
            return fail(thread, ERROR_INVALID_PARAMETER);
        }
        if (userName != null) {
            throw new UnsupportedOperationException("not simulated: GetNamedPipeHandleState of the client's user name");
        }
        set(state, (end.messageRead ? PIPE_READMODE_MESSAGE : 0) | (end.nowait ? PIPE_NOWAIT : 0));
        if (currentInstances != null) {
            currentInstances.value = kernel.pipes.instancesOf(end.pipe.name);
        }
        return succeed(thread);
    }

    @Override
    public boolean getNamedPipeInfo(Handle pipe, @Nullable DwordReference flags, @Nullable DwordReference outBufferBytes,
            @Nullable DwordReference inBufferBytes, @Nullable DwordReference maxInstances) {
        SimThread thread = enter(Operation.GET_NAMED_PIPE_INFO, pipe);
        FileObject end = file(thread, "GetNamedPipeInfo", pipe);
        if (end == null) {
            return fail(thread, ERROR_INVALID_HANDLE);
        }
        if (lacks(thread, pipe, end, FILE_READ_ATTRIBUTES)) {
            return fail(thread, ERROR_ACCESS_DENIED);
        }
        end.queryBegins(thread);
        if (end.disconnected) {
            return fail(thread, ERROR_PIPE_NOT_CONNECTED);
        }
        // Out is from server to client, for the client's end too (M07).
        set(flags, (end.isServer() ? PIPE_SERVER_END : PIPE_CLIENT_END) | (end.pipe.ofMessages ? PIPE_TYPE_MESSAGE : PIPE_TYPE_BYTE));
        set(outBufferBytes, end.pipe.outbound.quotaBytes);
        set(inBufferBytes, end.pipe.inbound.quotaBytes);
        set(maxInstances, end.pipe.maxInstances);
        return succeed(thread);
    }

    @Override
    public int ntQueryInformationFile(Handle file, FilePipeLocalInformationReference information) {
        SimThread thread = enter(Operation.NT_QUERY_INFORMATION_FILE, file);
        FileObject end = file(thread, "NtQueryInformationFile", file);
        if (end == null) {
            // The pseudo handles of the process and of the thread are handles, though not of a file (N10).
            boolean ofOtherKind = isPseudo(file) || thread.process.handles.peek(file) != null;
            return answerNative(thread, ofOtherKind ? STATUS_OBJECT_TYPE_MISMATCH : STATUS_INVALID_HANDLE);
        }
        if (lacks(thread, file, end, FILE_READ_ATTRIBUTES)) {
            return answerNative(thread, STATUS_ACCESS_DENIED);
        }
        end.queryBegins(thread);
        if (end.disconnected) {
            return answerNative(thread, STATUS_PIPE_DISCONNECTED);
        }
        information.value = end.pipe.localInformation(end);
        return answerNative(thread, STATUS_SUCCESS);
    }

    /** Native functions answer with the status, and leave the last error alone. */
    private int answerNative(SimThread thread, int status) {
        leave(thread);
        kernel.tellAnswer(thread, NtStatus.toWin32Error(status));
        return status;
    }

    // ---------------------------------------------------------------- waiting for an instance

    @Override
    public boolean waitNamedPipe(String name, int timeoutMillis) {
        SimThread thread = enter(Operation.WAIT_NAMED_PIPE, 0);
        if (!isPipeName(name)) {
            throw new UnsupportedOperationException("not simulated: WaitNamedPipe for anything but a pipe: " + name);
        }
        NamedPipe first = kernel.pipes.firstOf(canonical(name));
        if (first == null) {
            return fail(thread, ERROR_FILE_NOT_FOUND);
        }
        if (kernel.pipes.listeningOf(first.name) != null) {
            return succeed(thread);
        }
        int millis = timeoutMillis == NMPWAIT_USE_DEFAULT_WAIT ? first.defaultTimeoutMillis : timeoutMillis;
        InstanceWait wait = kernel.pipes.await(thread, first.name, millis == 0 ? DEFAULT_WAIT_MILLIS : millis);
        if (wait.hasFound()) {
            return succeed(thread);
        }
        return fail(thread, wait.wasCancelled() ? ERROR_OPERATION_ABORTED : wait.isGone() ? ERROR_FILE_NOT_FOUND : ERROR_SEM_TIMEOUT);
    }

    // ---------------------------------------------------------------- flushing

    @Override
    public boolean flushFileBuffers(Handle file) {
        SimThread thread = enter(Operation.FLUSH_FILE_BUFFERS, file);
        FileObject end = file(thread, "FlushFileBuffers", file);
        if (end == null) {
            return fail(thread, ERROR_INVALID_HANDLE);
        }
        if (lacks(thread, file, end, FILE_WRITE_DATA)) {
            return fail(thread, ERROR_ACCESS_DENIED);
        }
        end.operationBegins(thread, null);
        if (end.disconnected) {
            end.signalPerhaps();
            return fail(thread, ERROR_PIPE_NOT_CONNECTED);
        }
        DataQueue queue = end.pipe.writeQueue(end);
        if (!queue.hasData()) {
            flushed(end);
            return succeed(thread);
        }
        // An overlapped file does not let the call return early: it waits for an event of its own (N37).
        EventObject event = end.overlapped ? kernel.createEvent(false, false) : null;
        IoRequest request = new IoRequest(IoRequest.Type.FLUSH, end, thread, null, null, 0, 0, event);
        request.begin();
        queue.flush(request);
        awaitEnd(request);
        leave(thread);
        kernel.scheduler.order().acquire(request.clock);
        flushed(end);
        return answerStatus(thread, request.status());
    }

    /** A flush is over: what it has signalled of an overlapped file was seen to differ (N37). */
    private static void flushed(FileObject end) {
        if (end.overlapped) {
            end.signalPerhaps();
        } else {
            end.signal(null);
        }
    }

    // ---------------------------------------------------------------- anonymous pipes

    @Override
    public boolean createPipe(HandleReference readPipe, HandleReference writePipe, @Nullable SecurityAttributes securityAttributes, int sizeBytes) {
        SimThread thread = enter(Operation.CREATE_PIPE, 0);
        int bytes = sizeBytes == 0 ? DEFAULT_PIPE_BYTES : sizeBytes;
        // The end that reads is the server's, and may write attributes, unlike that of other inbound pipes (K50).
        NamedPipe pipe = kernel.pipes.add(new NamedPipe(kernel, kernel.pipes.anonymousName(), false, 1, 0, bytes, bytes, false,
                Access.READ | FILE_WRITE_ATTRIBUTES));
        FileObject client = pipe.connect(false, Access.ofClient(GENERIC_WRITE));
        readPipe.value = thread.process.handles.open(pipe.server(), true);
        writePipe.value = thread.process.handles.open(client, true);
        return succeed(thread);
    }
}
