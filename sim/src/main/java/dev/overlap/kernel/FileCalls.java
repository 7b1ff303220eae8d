package dev.overlap.kernel;

import static dev.overlap.win32.NtStatus.STATUS_BUFFER_OVERFLOW;
import static dev.overlap.win32.NtStatus.STATUS_GUARD_PAGE_VIOLATION;
import static dev.overlap.win32.NtStatus.STATUS_PENDING;
import static dev.overlap.win32.NtStatus.STATUS_SUCCESS;
import static dev.overlap.win32.Win32Error.ERROR_ACCESS_DENIED;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_HANDLE;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_PARAMETER;
import static dev.overlap.win32.Win32Error.ERROR_IO_INCOMPLETE;
import static dev.overlap.win32.Win32Error.ERROR_IO_PENDING;
import static dev.overlap.win32.Win32Error.ERROR_MORE_DATA;
import static dev.overlap.win32.Win32Error.ERROR_NOACCESS;
import static dev.overlap.win32.Win32Error.ERROR_NOT_FOUND;
import static dev.overlap.win32.Win32Error.ERROR_OPERATION_ABORTED;
import static dev.overlap.win32.Win32Error.ERROR_SUCCESS;

import dev.overlap.choice.ChoiceKind;
import dev.overlap.fault.FallibleCall;
import dev.overlap.fault.LateCancelRule;
import dev.overlap.schedule.Blocking;
import dev.overlap.schedule.Operation;
import dev.overlap.win32.CompletionRoutine;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Memory;
import dev.overlap.win32.NtStatus;
import dev.overlap.win32.Overlapped;
import org.jspecify.annotations.Nullable;

/** Reading, writing and cancelling, overlapped and synchronous. */
abstract class FileCalls extends Calls {

    FileCalls(SimKernel kernel, int reader) {
        super(kernel, reader);
    }

    // ---------------------------------------------------------------- ReadFile

    @Override
    public boolean readFile(Handle file, @Nullable Memory buffer, int bufferOffset, int bytesToRead, @Nullable DwordReference bytesRead,
            @Nullable Overlapped overlapped) {
        return read("ReadFile", enter(Operation.READ_FILE, file), file, buffer, bufferOffset, bytesToRead, bytesRead, (SimOverlapped) overlapped, null);
    }

    /** ReadFile or, with a completion routine, ReadFileEx, which answers for every operation that has begun with TRUE, and leaves hEvent alone (A02). */
    final boolean read(String function, SimThread thread, Handle file, @Nullable Memory buffer, int bufferOffset, int bytesToRead,
            @Nullable DwordReference bytesRead, @Nullable SimOverlapped ov, @Nullable CompletionRoutine routine) {
        set(bytesRead, 0);
        if (ov != null) {
            ov.begin(function, thread.process.underTest);
        }
        FileObject end = file(thread, function, file);
        if (end == null) {
            return fail(thread, ERROR_INVALID_HANDLE);
        }
        EventObject event = null;
        if (routine != null) {
            checkOverlapped(thread, function, end);
            if (end.binding != null) {
                return refuseRead(thread, end.readerOf(0, reader), NtStatus.STATUS_INVALID_PARAMETER);
            }
        } else if (ov != null && !ov.eventForKernel().isNull()) {
            event = event(thread, function, ov.eventForKernel());
            if (event == null) {
                return fail(thread, ERROR_INVALID_HANDLE);
            }
        }
        if (ov == null) {
            checkSynchronous(thread, function, end);
        }
        SimMemory memory = (SimMemory) buffer;
        if (memory == null && bytesToRead != 0) {
            return fail(thread, ERROR_NOACCESS);
        }
        if (lacks(thread, file, end, FILE_READ_DATA)) {
            // Access is checked before the event is reset.
            return fail(thread, ERROR_ACCESS_DENIED);
        }
        int fault = memory == null ? STATUS_SUCCESS : memory.probe(bufferOffset, bytesToRead, true);
        if (fault != STATUS_SUCCESS) {
            return fail(thread, errorOfProbe(function, fault));
        }
        end.operationBegins(thread, event);
        int stream = end.readerOf(memory == null ? 0 : memory.stream(), reader);
        int refusal = end.refuseRead();
        if (refusal != STATUS_PENDING) {
            return refuseRead(thread, stream, refusal);
        }
        fault = faultOf(thread, routine == null ? FallibleCall.READ_FILE : FallibleCall.READ_FILE_EX, stream);
        if (fault != ERROR_SUCCESS) {
            return fail(thread, fault);
        }
        RaceRules rules = kernel.interference().races();
        int wanted = rules == null ? bytesToRead : rules.bytesFor(bytesToRead, !end.messageRead);
        IoRequest request = new IoRequest(IoRequest.Type.READ, end, thread, ov, memory, bufferOffset, wanted, event);
        if (memory != null && !memory.lend(request, bufferOffset, bytesToRead)) {
            return fail(thread, ERROR_NOACCESS);
        }
        request.reader = reader;
        request.routine = routine;
        request.begin();
        DataQueue queue = end.pipe.readQueue(end);
        boolean atOnce = queue.hasData();
        boolean saysPending = false;
        if (atOnce) {
            saysPending = overlaps(end, ov) && routine == null && kernel.scheduler.choose(2, ChoiceKind.PENDS, "ReadFile") == 1;
            if (end.binding != null && !saysPending) {
                request.answersAtOnce();
            }
            readAtOnce(end, queue, request, wanted, saysPending);
            saysPending |= request.status() == STATUS_BUFFER_OVERFLOW && overlaps(end, ov) && end.callsPartsPending();
        } else {
            queue.queueRead(request);
            FaultInjector faults = kernel.interference().faults();
            if (faults != null && reader != 0 && thread.process.underTest) {
                faults.mayFailLater(request);
            }
        }
        if (routine != null) {
            return answerBegun(thread, request);
        }
        if (!overlaps(end, ov)) {
            awaitEnd(request);
        } else if (!atOnce || saysPending) {
            return fail(thread, ERROR_IO_PENDING);
        }
        leave(thread);
        // Success and MORE_DATA at once tell the caller that the operation has completed, as seeing Internal would.
        kernel.scheduler.order().acquire(request.clock);
        if (ov == null || request.status() != STATUS_BUFFER_OVERFLOW) {
            set(bytesRead, request.information());
        }
        return answerStatus(thread, request.status());
    }

    /** The error of a call whose buffer is not accessible; of a guard page it is not known which one (M08). */
    private int errorOfProbe(String function, int status) {
        boolean own = status == STATUS_GUARD_PAGE_VIOLATION && !kernel.profile.shows(Difference.GUARD_PAGE_IS_NO_ACCESS)
                && kernel.scheduler.choose(2, ChoiceKind.GUARD_PAGE, function) == 1;
        return own ? NtStatus.toWin32Error(status) : ERROR_NOACCESS;
    }

    /** A read does not begin, which the reader whose it is, if any, will have to tell. */
    private boolean refuseRead(SimThread thread, int stream, int status) {
        if (stream != 0) {
            kernel.tellReadFailed(stream, status);
        }
        return fail(thread, NtStatus.toWin32Error(status));
    }

    /** A call without OVERLAPPED is for synchronous handles. */
    final void checkSynchronous(SimThread thread, String function, FileObject end) {
        if (end.overlapped && thread.process.underTest) {
            kernel.witness.contractBroken(function, "no OVERLAPPED for " + end + ", which was opened for overlapped operations");
        }
    }

    /** A completion routine is for overlapped handles; what becomes of one that a pool thread waits for, no source tells. */
    private void checkOverlapped(SimThread thread, String function, FileObject end) {
        if (!end.overlapped && thread.process.underTest) {
            kernel.witness.contractBroken(function, end + " was not opened for overlapped operations");
        }
        if (thread.task.isCallback()) {
            throw new UnsupportedOperationException("not simulated: " + function + " in a callback of the thread pool");
        }
    }

    /**
     * ReadFileEx and WriteFileEx: TRUE, and the last error says whether there is more of the message (F7). On a synchronous handle they have waited for the end
     * (N35).
     */
    private boolean answerBegun(SimThread thread, IoRequest request) {
        if (!request.file.overlapped) {
            awaitEnd(request);
            if (request.isToldByItsCall()) {
                return answerStatus(thread, request.status());
            }
        }
        boolean more = request.status() == STATUS_BUFFER_OVERFLOW;
        leave(thread);
        if (more) {
            // Such an answer is final, as ReadFile's is. Any other leaves open whether the operation pends.
            kernel.scheduler.order().acquire(request.clock);
        }
        if (more && request.isRead() && kernel.profile.shows(Difference.PART_FAILS_READ_FILE_EX)) {
            return fail(thread, ERROR_MORE_DATA);
        }
        thread.lastError = more ? ERROR_MORE_DATA : ERROR_SUCCESS;
        kernel.tellAnswer(thread, thread.lastError);
        return true;
    }

    private void readAtOnce(FileObject end, DataQueue queue, IoRequest request, int bytesToRead, boolean saysPending) {
        kernel.mark(saysPending ? KernelMark.READ_PENDING_THOUGH_COMPLETE : KernelMark.READ_COMPLETED_AT_ONCE);
        if (end.pipe.state == NamedPipe.State.CLOSING) {
            kernel.mark(KernelMark.READ_AFTER_PEER_CLOSED);
        }
        byte[] bytes = new byte[Math.min(bytesToRead, queue.bytesInQueue())];
        if (!end.messageRead) {
            int taken = queue.consume(bytes, bytesToRead, request.clock, request.stream());
            request.claimWith(bytes, taken, STATUS_SUCCESS);
        } else if (bytesToRead == 0) {
            request.claim(statusOfReadingNothing(queue), 0);
        } else {
            int taken = queue.consumeMessage(bytes, bytesToRead, request.clock, request.stream());
            request.claimWith(bytes, taken, queue.messageGoesOn() ? STATUS_BUFFER_OVERFLOW : STATUS_SUCCESS);
        }
        kernel.finishClaimed();
    }

    /** A read of no bytes, in message-read mode, takes nothing of a message that is there; since Windows 8 it is told that there is more (R07, K63). */
    private int statusOfReadingNothing(DataQueue queue) {
        if (queue.leftOfMessage(0) == 0) {
            throw new UnsupportedOperationException("not simulated: ReadFile of 0 bytes that finds an empty message");
        }
        return kernel.profile.shows(Difference.EMPTY_READ_SUCCEEDS) ? STATUS_SUCCESS : STATUS_BUFFER_OVERFLOW;
    }

    /** Blocks a synchronous call until its operation has ended. */
    final void awaitEnd(IoRequest request) {
        if (request.hasEnded()) {
            return;
        }
        request.thread.blockedIn = request;
        while (!request.hasEnded()) {
            kernel.scheduler.block(Blocking.INPUT_OUTPUT, request.number, request);
        }
        request.thread.blockedIn = null;
    }

    /** Whether an operation runs beside its caller: on a handle opened for that, with an OVERLAPPED. On any other handle the call waits (K47, R12). */
    static boolean overlaps(FileObject end, @Nullable SimOverlapped ov) {
        return ov != null && end.overlapped;
    }

    static void set(@Nullable DwordReference target, int value) {
        if (target != null) {
            target.value = value;
        }
    }

    // ---------------------------------------------------------------- WriteFile

    @Override
    public boolean writeFile(Handle file, @Nullable Memory buffer, int bufferOffset, int bytesToWrite, @Nullable DwordReference bytesWritten,
            @Nullable Overlapped overlapped) {
        return write("WriteFile", enter(Operation.WRITE_FILE, file), file, buffer, bufferOffset, bytesToWrite, bytesWritten, (SimOverlapped) overlapped, null);
    }

    /** WriteFile or, with a completion routine, WriteFileEx. */
    final boolean write(String function, SimThread thread, Handle file, @Nullable Memory buffer, int bufferOffset, int bytesToWrite,
            @Nullable DwordReference bytesWritten, @Nullable SimOverlapped ov, @Nullable CompletionRoutine routine) {
        set(bytesWritten, 0);
        if (ov != null) {
            ov.begin(function, thread.process.underTest);
        }
        FileObject end = file(thread, function, file);
        if (end == null) {
            return fail(thread, ERROR_INVALID_HANDLE);
        }
        EventObject event = null;
        if (routine != null) {
            checkOverlapped(thread, function, end);
            if (end.binding != null) {
                return fail(thread, ERROR_INVALID_PARAMETER);
            }
        } else if (ov != null && !ov.eventForKernel().isNull()) {
            event = event(thread, function, ov.eventForKernel());
            if (event == null) {
                return fail(thread, ERROR_INVALID_HANDLE);
            }
        }
        if (ov == null) {
            checkSynchronous(thread, function, end);
        }
        SimMemory memory = (SimMemory) buffer;
        if (memory == null && bytesToWrite != 0) {
            return fail(thread, ERROR_NOACCESS);
        }
        if (memory != null && !memory.canLend("lent to WriteFile", bufferOffset, bytesToWrite)) {
            return fail(thread, ERROR_NOACCESS);
        }
        if (lacks(thread, file, end, FILE_WRITE_DATA)) {
            return fail(thread, ERROR_ACCESS_DENIED);
        }
        int fault = memory == null ? STATUS_SUCCESS : memory.probe(bufferOffset, bytesToWrite, false);
        if (fault != STATUS_SUCCESS) {
            return fail(thread, errorOfProbe(function, fault));
        }
        byte[] data = new byte[bytesToWrite];
        if (memory != null) {
            memory.kernelReads(bufferOffset, data, bytesToWrite);
        }
        end.operationBegins(thread, event);
        int refusal = end.refuseWrite();
        if (refusal != STATUS_PENDING) {
            return fail(thread, NtStatus.toWin32Error(refusal));
        }
        int[] seen = kernel.seenByWriter(thread);
        DataQueue queue = end.pipe.writeQueue(end);
        boolean mustWait = queue.mustWait(bytesToWrite);
        boolean pends = mustWait && !end.nowait;
        int written = mustWait && end.nowait ? queue.writtenWithoutWaiting(bytesToWrite) : bytesToWrite;
        if (ov == null && !pends) {
            write(queue, data, written, seen);
            end.signal(null);
            kernel.finishClaimed();
            set(bytesWritten, written);
            return succeed(thread);
        }
        IoRequest request = new IoRequest(IoRequest.Type.WRITE, end, thread, ov, memory, bufferOffset, bytesToWrite, event);
        if (memory != null && !memory.lend(request, bufferOffset, bytesToWrite)) {
            return fail(thread, ERROR_NOACCESS);
        }
        request.reader = reader;
        request.routine = routine;
        request.begin();
        if (pends) {
            kernel.mark(KernelMark.WRITE_PENDED);
            queue.write(data, bytesToWrite, seen, request);
        } else {
            if (end.binding != null) {
                request.answersAtOnce();
            }
            write(queue, data, written, seen);
            request.claim(STATUS_SUCCESS, written);
        }
        kernel.finishClaimed();
        if (routine != null) {
            return answerBegun(thread, request);
        }
        if (!overlaps(end, ov)) {
            awaitEnd(request);
        } else if (pends) {
            return fail(thread, ERROR_IO_PENDING);
        }
        leave(thread);
        // An answer that is final tells the caller of the completion, as seeing Internal would.
        kernel.scheduler.order().acquire(request.clock);
        set(bytesWritten, request.information());
        return answerStatus(thread, request.status());
    }

    /** Writes, without waiting, as much of the data as there is room for: nothing at all of a message, which then leaves no empty one. */
    private static void write(DataQueue queue, byte[] data, int length, int[] seen) {
        if (length > 0 || data.length == 0) {
            queue.write(data, length, seen, null);
        }
    }

    // ---------------------------------------------------------------- outcome

    @Override
    public boolean getOverlappedResult(Handle file, Overlapped overlapped, DwordReference bytesTransferred, boolean wait) {
        SimThread thread = enter(Operation.GET_OVERLAPPED_RESULT, file);
        SimOverlapped ov = (SimOverlapped) overlapped;
        if (ov.observeForCall() == STATUS_PENDING) {
            if (!wait) {
                return fail(thread, ERROR_IO_INCOMPLETE);
            }
            // It waits only while Internal is PENDING (F15, R11).
            KernelObject object = signalled(thread, "GetOverlappedResult", file, ov);
            if (object == null) {
                return fail(thread, ERROR_INVALID_HANDLE);
            }
            await(thread, object, INFINITE);
        }
        return tellResult(thread, ov, bytesTransferred);
    }

    /** What the end of an operation signals: the event or, without one, the file object (F15); null when the handle is bad. */
    static @Nullable KernelObject signalled(SimThread thread, String function, Handle file, SimOverlapped ov) {
        Handle event = ov.eventForKernel();
        return thread.process.handles.find(function, event.isNull() ? file : event);
    }

    /** Answers with what stands in an OVERLAPPED. */
    final boolean tellResult(SimThread thread, SimOverlapped ov, DwordReference bytesTransferred) {
        int status = ov.observeForCall();
        FaultInjector faults = kernel.interference().faults();
        if (faults != null && ov.wasInjected()) {
            faults.met(FallibleCall.GET_OVERLAPPED_RESULT, NtStatus.toWin32Error(status));
        }
        bytesTransferred.value = (int) ov.information();
        return status == STATUS_PENDING ? succeed(thread) : answerStatus(thread, status);
    }

    // ---------------------------------------------------------------- cancelling

    @Override
    public boolean cancelIoEx(Handle file, @Nullable Overlapped overlapped) {
        SimThread thread = enter(Operation.CANCEL_IO_EX, file);
        FileObject end = file(thread, "CancelIoEx", file);
        if (end == null) {
            return fail(thread, ERROR_INVALID_HANDLE);
        }
        SimOverlapped ov = (SimOverlapped) overlapped;
        int fault = faultOf(thread, FallibleCall.CANCEL_IO_EX, end.readerOf(ov == null ? 0 : ov.stream(), reader));
        if (fault != ERROR_SUCCESS) {
            return fail(thread, fault);
        }
        boolean found = false;
        boolean missed = false;
        RaceRules rules = kernel.interference().races();
        LateCancelRule late = rules == null ? null : rules.cancelBegins();
        IoRequest aborted = null;
        for (IoRequest request = end.firstRequest(); request != null; request = request.nextOfFile) {
            if (request.thread.process != thread.process || ov != null && (request.overlapped == null || request.overlapped.address != ov.address)) {
                continue;
            }
            if (request.wasAbortedByOthers()) {
                aborted = request;
            }
            if (request.isPending()) {
                request.askCancel();
                found |= cancelPending(end, request, "CancelIoEx", rules, late);
            } else if (late != null || kernel.scheduler.choose(2, ChoiceKind.CANCEL_LATE, "CancelIoEx") == 1) {
                kernel.mark(KernelMark.CANCEL_TRUE_AFTER_CLAIM);
                found = true;
            } else {
                missed = true;
            }
        }
        kernel.finishClaimed();
        if (!found && missed) {
            kernel.mark(KernelMark.CANCEL_LOST_TO_COMPLETION);
        }
        // Whichever of them the answer was for: an operation and an earlier one with the same OVERLAPPED, still on its way out, look the same.
        if (found && aborted != null) {
            kernel.witness.forgiven(aborted.stream(), ERROR_OPERATION_ABORTED);
        } else if (found && ov != null && ov.abortedReader() != 0) {
            kernel.witness.forgiven(ov.abortedReader(), ERROR_OPERATION_ABORTED);
        }
        return found || ov == null && kernel.profile.shows(Difference.CANCEL_OF_NOTHING_SUCCEEDS) ? succeed(thread) : fail(thread, ERROR_NOT_FOUND);
    }

    /** Cancels an operation that nothing has completed yet, now or later; false when somebody has asked for that before (F11). */
    final boolean cancelPending(FileObject end, IoRequest request, String function, @Nullable RaceRules rules, @Nullable LateCancelRule late) {
        if (request.isCancelRequested()) {
            return false;
        }
        if (rules != null && late != null) {
            rules.cancelLate(request, late);
        } else if (kernel.scheduler.choose(2, ChoiceKind.CANCEL_WHEN, function) == 0) {
            end.cancel(request);
        } else {
            request.requestCancel(false);
        }
        return true;
    }

    @Override
    public boolean cancelIo(Handle file) {
        SimThread thread = enter(Operation.CANCEL_IO, file);
        FileObject end = file(thread, "CancelIo", file);
        if (end == null) {
            return fail(thread, ERROR_INVALID_HANDLE);
        }
        for (IoRequest request = end.firstRequest(); request != null; request = request.nextOfFile) {
            if (request.thread == thread) {
                if (request.wasAbortedByOthers()) {
                    kernel.witness.forgiven(request.stream(), ERROR_OPERATION_ABORTED);
                }
                request.askCancel();
            }
        }
        end.cancelAllOf(thread);
        kernel.finishClaimed();
        return succeed(thread);
    }
}
