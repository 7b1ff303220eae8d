package dev.overlap.kernel;

import static dev.overlap.win32.NtStatus.STATUS_CANCELLED;
import static dev.overlap.win32.NtStatus.STATUS_PENDING;
import static dev.overlap.win32.NtStatus.STATUS_PIPE_BROKEN;
import static dev.overlap.win32.NtStatus.STATUS_PIPE_DISCONNECTED;
import static dev.overlap.win32.NtStatus.STATUS_SUCCESS;

import java.util.List;

import dev.overlap.kernel.IoRequest.Stage;
import org.jspecify.annotations.Nullable;

/**
 * What is true of the kernel whenever somebody else may run. Looked at before each decision of the scheduler, where no thread is in the middle of changing a
 * pipe.
 */
final class KernelInvariants {

    private final ProgramRun run;
    private final List<ProgramOperation> operations;
    /** Operations up to here have been looked at to their end. */
    private int done;
    /** Whether there is a reason why an event, or the file object of an end, may be signalled. */
    private final boolean[] eventHasReason = new boolean[KernelProgram.EVENTS];
    private final boolean[] fileHasReason = {true, true};

    KernelInvariants(ProgramRun run, List<ProgramOperation> operations) {
        this.run = run;
        this.operations = operations;
    }

    /** Nobody runs while it completes an operation of its own. */
    void checkHeld(long enabled) {
        for (int end = 0; end < 2; end++) {
            for (IoRequest request = run.file(end).firstRequest(); request != null; request = request.nextOfFile) {
                boolean completing = request.stage.compareTo(Stage.QUEUED) > 0 && request.stage.compareTo(Stage.SIGNALLED) <= 0;
                run.require(!completing || request.thread.task.hasEnded() || (enabled & request.thread.task.bit()) == 0, "%s can run while it completes %s",
                        request.thread.task.name(), request);
            }
        }
    }

    void look() {
        NamedPipe pipe = run.pipe();
        check(pipe.inbound);
        check(pipe.outbound);
        boolean readsMayWait = pipe.state == NamedPipe.State.CONNECTED || pipe.inbound.firstRead == null && pipe.outbound.firstRead == null;
        run.require(readsMayWait, "reads wait on a pipe that is %s", pipe.state);
        for (int end = 0; end < 2; end++) {
            FileObject file = run.file(end);
            IoRequest pending = null;
            for (IoRequest request = file.firstRequest(); request != null; request = request.nextOfFile) {
                recognize(request);
                run.require(file.overlapped || pending == null || !request.isPending(), "%s and %s pend on a synchronous file", pending, request);
                pending = request.isPending() ? request : pending;
                run.require(request.type != IoRequest.Type.LISTEN || !request.isPending() || pipe.state == NamedPipe.State.LISTENING,
                        "%s waits on a pipe that is %s", request,
                        pipe.state);
            }
        }
        for (int i = done; i < operations.size(); i++) {
            ProgramOperation operation = operations.get(i);
            if (!operation.looked) {
                check(operation);
            } else if (i == done) {
                done++;
            }
        }
        for (int i = 0; i < KernelProgram.EVENTS; i++) {
            checkSignal(eventHasReason, i, run.event(i), run.signals.eventIsBeingSet(i));
        }
        for (int end = 0; end < 2; end++) {
            checkSignal(fileHasReason, end, run.file(end), !run.shape().overlapped()[end] || run.signals.fileMayBeSignalled(end));
        }
    }

    /** Somebody is about to set the event. */
    void eventIsSet(int event) {
        eventHasReason[event] = true;
    }

    /** Somebody is about to signal the file object, as PeekNamedPipe does. */
    void fileIsSignalled(int end) {
        fileHasReason[end] = true;
    }

    // ---------------------------------------------------------------- queues

    private void check(DataQueue queue) {
        run.require(queue.firstRead == null || queue.firstEntry == null, "reads wait beside data");
        for (IoRequest read = queue.firstRead; read != null; read = read.nextInQueue) {
            run.require(read.isPending(), "%s waits, and has ended", read);
            run.require(!read.file.nowait, "%s waits, and should not", read);
        }
        int charged = 0;
        int unread = 0;
        boolean waits = false;
        for (DataQueue.Entry entry = queue.firstEntry; entry != null; entry = entry.next) {
            charged += entry.charged;
            unread += entry.unread();
            run.require(entry.charged >= 0 && entry.charged <= entry.unread(), "an entry of %s bytes is charged %s", entry.unread(), entry.charged);
            run.require(entry.write == null || entry.write.isPending(), "%s is in the queue, and has ended", entry.write);
            run.require(entry.write == null || entry.charged < entry.unread(), "%s pends, and all of it is covered", entry.write);
            run.require(entry != queue.firstEntry || entry.flush == null, "a flush waits for nothing");
            waits |= entry.charged < entry.unread();
        }
        run.require(charged == queue.quotaUsed, "%s bytes are charged, and %s of the quota used", charged, queue.quotaUsed);
        run.require(charged <= queue.quotaBytes, "%s of %s bytes of quota are used", charged, queue.quotaBytes);
        run.require(unread == queue.bytesInQueue(), "%s bytes are unread, and %s counted", unread, queue.bytesInQueue());
        run.require(!waits || charged == queue.quotaBytes, "something waits for quota, and %s of %s bytes are used", charged, queue.quotaBytes);
    }

    // ---------------------------------------------------------------- operations

    private void recognize(IoRequest request) {
        for (int i = done; i < operations.size(); i++) {
            ProgramOperation operation = operations.get(i);
            if (operation.request == request) {
                return;
            }
            if (operation.request == null && (operation.overlapped != null ? operation.overlapped == request.overlapped
                    : request.overlapped == null && !operation.hasReturned() && run.isDoneBy(operation.thread, request.thread))) {
                operation.request = request;
                return;
            }
        }
    }

    private void check(ProgramOperation operation) {
        IoRequest request = operation.request;
        Stage stage = request == null ? null : request.stage;
        boolean isFinal = operation.isFinal();
        if (stage != null) {
            boolean signalled = stage.compareTo(Stage.SIGNALLED) >= 0;
            if (operation.overlapped != null && stage != Stage.IN_PORT) {
                // The failure of a call that has waited is told by the call alone.
                boolean told = !run.shape().overlapped()[operation.end] && operation.hasFailed();
                run.require(!signalled || isFinal || told, "%s was signalled before its status was written", operation);
                run.require(!isFinal || stage.compareTo(Stage.WRITTEN) >= 0, "%s has a status at %s", operation, stage);
            }
            if (signalled && !operation.signalled) {
                signalled(operation);
            }
        } else if (isFinal && !operation.signalled) {
            signalled(operation);
        }
        if (isFinal) {
            run.hasEnded(operation);
            if (operation.signalled && (request == null || request.hasEnded())) {
                operation.looked = true;
            }
        } else if (operation.hasReturned() && (operation.answer == ProgramOperation.Answer.FAILED || operation.overlapped == null)) {
            operation.looked = true;
        }
    }

    private void signalled(ProgramOperation operation) {
        operation.signalled = true;
        if (operation.event >= 0) {
            eventHasReason[operation.event] = true;
            run.signals.eventWasSet(operation.event);
        } else {
            fileHasReason[operation.end] = true;
        }
    }

    private void checkSignal(boolean[] hasReason, int index, KernelObject object, boolean mayBe) {
        boolean signalled = object.isSignalled();
        run.require(!signalled || hasReason[index] || mayBe, "%s is signalled, and nothing has signalled it", object);
        if (!signalled) {
            hasReason[index] = mayBe;
        }
    }

    /** An operation may end so only if somebody has done something. */
    void checkStatus(ProgramOperation operation, int status) {
        run.require(status != STATUS_CANCELLED || operation.mayBeCancelled, "%s was cancelled, and nobody has asked for that", operation);
        run.require(status != STATUS_PIPE_BROKEN && status != STATUS_PIPE_DISCONNECTED || run.mayBreak(), "%s says that the pipe is gone", operation);
        boolean wrote = operation.type == IoRequest.Type.WRITE && status == STATUS_SUCCESS;
        long information = operation.overlapped == null ? 0 : operation.overlapped.information();
        run.require(!wrote || information == operation.length || information < operation.length && run.mayBeShort(operation), "%s wrote %s", operation,
                information);
        run.require(operation.type == IoRequest.Type.READ || wrote || information == 0, "%s has %s bytes", operation, information);
        run.require(status != STATUS_PENDING, "%s has no status", operation);
    }

    // ---------------------------------------------------------------- blocked threads

    /** Nobody can run: why does this thread not? */
    void explain(SimThread thread, KernelObject @Nullable [] waitsFor, boolean all) {
        run.require(!thread.hasCompletions(), "%s has completions to carry out, and waits", thread.task.name());
        run.require(!thread.alertable || !thread.hasApcs(), "%s has APCs to run, and waits", thread.task.name());
        switch (thread.task.blocking()) {
            case OBJECT -> {
                if (waitsFor == null) {
                    throw new IllegalStateException(thread.task.name() + " waits for some object");
                }
                int signalled = 0;
                for (KernelObject object : waitsFor) {
                    signalled += isReady(object) ? 1 : 0;
                }
                run.require(signalled < (all ? waitsFor.length : 1), "%s waits, and what it waits for is signalled", thread.task.name());
            }
            case INPUT_OUTPUT -> {
                IoRequest request = thread.blockedIn;
                run.require(request != null ? request.isPending() : run.waitsForItsTurn(thread), "%s waits for %s, which has ended", thread.task.name(),
                        request);
            }
            case TIME -> {
                // Somebody else will end it.
            }
            default -> run.require(false, "%s waits for %s", thread.task.name(), thread.task.blocking());
        }
    }

    private static boolean isReady(KernelObject object) {
        return object instanceof PortObject port ? port.first != null || !port.isOpen() : object.isSignalled();
    }
}
