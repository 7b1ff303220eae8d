package dev.overlap.kernel;

import static dev.overlap.win32.NtStatus.STATUS_INVALID_PIPE_STATE;
import static dev.overlap.win32.NtStatus.STATUS_PENDING;
import static dev.overlap.win32.NtStatus.STATUS_PIPE_BUSY;
import static dev.overlap.win32.NtStatus.STATUS_PIPE_DISCONNECTED;
import static dev.overlap.win32.NtStatus.STATUS_SUCCESS;
import static dev.overlap.win32.Win32Error.ERROR_ACCESS_DENIED;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_HANDLE;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_USER_BUFFER;
import static dev.overlap.win32.Win32Error.ERROR_IO_PENDING;
import static dev.overlap.win32.Win32Error.ERROR_PIPE_BUSY;

import dev.overlap.choice.ChoiceKind;
import dev.overlap.schedule.Operation;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Memory;
import dev.overlap.win32.NtStatus;
import dev.overlap.win32.Overlapped;
import org.jspecify.annotations.Nullable;

/**
 * A request and its answer as one operation.
 *
 * <p>The request is a message that the other end can read at once; the operation that pends is a read, and the answer ends it. The answer cannot be there
 * when the operation begins: unread data refuse it (Microsoft: FSCTL_PIPE_TRANSCEIVE Reply, MS-FSCC 2.3.48).
 */
abstract class TransactionCalls extends PipeStateCalls {

    TransactionCalls(SimKernel kernel, int reader) {
        super(kernel, reader);
    }

    @Override
    public boolean transactNamedPipe(Handle pipe, @Nullable Memory inBuffer, int inBufferOffset, int inBufferBytes, @Nullable Memory outBuffer,
            int outBufferOffset, int outBufferBytes, @Nullable DwordReference bytesRead, @Nullable Overlapped overlapped) {
        SimThread thread = enter(Operation.TRANSACT_NAMED_PIPE, pipe);
        SimOverlapped ov = (SimOverlapped) overlapped;
        if (ov != null) {
            ov.begin("TransactNamedPipe", thread.process.underTest);
        }
        FileObject end = file(thread, "TransactNamedPipe", pipe);
        if (end == null) {
            return fail(thread, ERROR_INVALID_HANDLE);
        }
        EventObject event = null;
        if (ov != null && !ov.eventForKernel().isNull()) {
            event = event(thread, "TransactNamedPipe", ov.eventForKernel());
            if (event == null) {
                return fail(thread, ERROR_INVALID_HANDLE);
            }
        }
        if (ov == null) {
            checkSynchronous(thread, "TransactNamedPipe", end);
        }
        if (lacks(thread, pipe, end, FILE_READ_DATA | FILE_WRITE_DATA)) {
            return fail(thread, ERROR_ACCESS_DENIED);
        }
        end.operationBegins(thread, event);
        int refusal = refusalOf(end);
        if (refusal != STATUS_PENDING) {
            return refuseTransaction(thread, end, ov, event, refusal);
        }
        byte[] request = bytes(inBuffer, inBufferOffset, inBufferBytes);
        SimMemory answer = (SimMemory) outBuffer;
        if (request == null || answer == null && outBufferBytes != 0
                || answer != null && answer.probe(outBufferOffset, outBufferBytes, true) != STATUS_SUCCESS) {
            return fail(thread, ERROR_INVALID_USER_BUFFER);
        }
        IoRequest read = new IoRequest(IoRequest.Type.READ, end, thread, ov, answer, outBufferOffset, outBufferBytes, event);
        if (answer != null && !answer.lend(read, outBufferOffset, outBufferBytes)) {
            return fail(thread, ERROR_INVALID_USER_BUFFER);
        }
        read.reader = reader;
        read.begin();
        end.pipe.readQueue(end).queueRead(read);
        // Nothing waits for the request to be read: the answer ends the operation alone.
        end.pipe.writeQueue(end).writeRequest(request, request.length, kernel.seenByWriter(thread));
        kernel.finishClaimed();
        if (overlaps(end, ov)) {
            return fail(thread, ERROR_IO_PENDING);
        }
        awaitEnd(read);
        leave(thread);
        kernel.scheduler.order().acquire(read.clock);
        set(bytesRead, read.information());
        return answerStatus(thread, read.status());
    }

    /** Since Windows 8 the driver may say that it pends, and refuse it then (N30b). */
    private boolean refuseTransaction(SimThread thread, FileObject end, @Nullable SimOverlapped ov, @Nullable EventObject event, int status) {
        if (!overlaps(end, ov) || kernel.profile.windows() == WindowsVersion.WINDOWS_7
                || kernel.scheduler.choose(2, ChoiceKind.PENDS, "TransactNamedPipe") == 0) {
            return fail(thread, NtStatus.toWin32Error(status));
        }
        IoRequest refused = new IoRequest(IoRequest.Type.READ, end, thread, ov, null, 0, 0, event);
        refused.reader = reader;
        refused.begin();
        refused.claim(status, 0);
        kernel.finishClaimed();
        return fail(thread, ERROR_IO_PENDING);
    }

    /**
     * The status with which a transaction is refused, or PENDING when it may go on (N30b); the wait mode of the end does not matter. A read that waits is in its
     * way as unread data are (the pipe driver of ReactOS).
     */
    private static int refusalOf(FileObject end) {
        if (end.disconnected) {
            return STATUS_PIPE_DISCONNECTED;
        }
        if (end.pipe.state != NamedPipe.State.CONNECTED || !end.messageRead) {
            return STATUS_INVALID_PIPE_STATE;
        }
        DataQueue answers = end.pipe.readQueue(end);
        return answers.hasData() || answers.hasWaitingReads() ? STATUS_PIPE_BUSY : STATUS_PENDING;
    }

    /** The bytes of a request, or null when there is no such memory. */
    private static byte @Nullable [] bytes(@Nullable Memory buffer, int offset, int length) {
        SimMemory memory = (SimMemory) buffer;
        if (memory == null ? length != 0
                : !memory.canLend("lent to TransactNamedPipe", offset, length) || memory.probe(offset, length, false) != STATUS_SUCCESS) {
            return null;
        }
        byte[] bytes = new byte[length];
        if (memory != null) {
            memory.kernelReads(offset, bytes, length);
        }
        return bytes;
    }

    @Override
    public boolean callNamedPipe(String name, @Nullable Memory inBuffer, int inBufferOffset, int inBufferBytes, @Nullable Memory outBuffer,
            int outBufferOffset, int outBufferBytes, DwordReference bytesRead, int timeoutMillis) {
        Handle pipe = openForCall(name);
        if (pipe.isInvalid() && getLastError() == ERROR_PIPE_BUSY && timeoutMillis != NMPWAIT_NOWAIT && waitNamedPipe(name, timeoutMillis)) {
            // Once: whoever is faster leaves it with ERROR_PIPE_BUSY.
            pipe = openForCall(name);
        }
        if (pipe.isInvalid()) {
            return false;
        }
        boolean answered = setNamedPipeHandleState(pipe, PIPE_READMODE_MESSAGE, null, null)
                && transactNamedPipe(pipe, inBuffer, inBufferOffset, inBufferBytes, outBuffer, outBufferOffset, outBufferBytes, bytesRead, null);
        int error = getLastError();
        closeHandle(pipe);
        kernel.thread().lastError = error;
        return answered;
    }

    private Handle openForCall(String name) {
        return createFile(name, GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE, null, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, Handle.NULL);
    }
}
