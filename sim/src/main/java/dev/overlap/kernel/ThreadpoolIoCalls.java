package dev.overlap.kernel;

import static dev.overlap.win32.Win32Error.ERROR_SUCCESS;

import dev.overlap.schedule.Operation;
import dev.overlap.win32.Handle;
import dev.overlap.win32.IoCallback;
import dev.overlap.win32.NtStatus;
import dev.overlap.win32.ThreadpoolIo;
import dev.overlap.win32.WorkItem;
import org.jspecify.annotations.Nullable;

/** Work items, and thread-pool I/O: completions of a file as callbacks, each announced before its operation begins. */
abstract class ThreadpoolIoCalls extends PortCalls {

    ThreadpoolIoCalls(SimKernel kernel, int reader) {
        super(kernel, reader);
    }

    @Override
    public boolean queueUserWorkItem(WorkItem function, @Nullable Object context, int flags) {
        SimThread thread = enter(Operation.QUEUE_USER_WORK_ITEM, 0);
        if ((flags & ~(WT_EXECUTELONGFUNCTION | WT_EXECUTEINPERSISTENTTHREAD)) != WT_EXECUTEDEFAULT) {
            throw new UnsupportedOperationException("not simulated: QueueUserWorkItem with flags 0x" + Integer.toHexString(flags));
        }
        int[] seen = kernel.clockOfNow();
        kernel.createPoolTask(new SimThread(thread.process, () -> function.callback(context)), seen);
        return succeed(thread);
    }

    @Override
    public @Nullable ThreadpoolIo createThreadpoolIo(Handle file, IoCallback callback, @Nullable Object context) {
        SimThread thread = enter(Operation.CREATE_THREADPOOL_IO, file);
        FileObject end = file(thread, "CreateThreadpoolIo", file);
        int refusal = refuseBinding(end);
        if (end == null || refusal != ERROR_SUCCESS) {
            fail(thread, refusal);
            return null;
        }
        SimThreadpoolIo io = kernel.ports.createThreadpoolIo(end, (self, request) -> callback.callback(INSTANCE, context, request.overlapped,
                NtStatus.toWin32Error(request.status()), request.information(), self));
        end.binding = new Binding(io, 0);
        succeed(thread);
        return io;
    }

    @Override
    public void startThreadpoolIo(ThreadpoolIo io) {
        SimThreadpoolIo known = (SimThreadpoolIo) io;
        SimThread thread = enter(Operation.START_THREADPOOL_IO, known.number);
        if (!isClosed("StartThreadpoolIo", known)) {
            known.announce();
            succeed(thread);
        }
    }

    @Override
    public void cancelThreadpoolIo(ThreadpoolIo io) {
        SimThreadpoolIo known = (SimThreadpoolIo) io;
        SimThread thread = enter(Operation.CANCEL_THREADPOOL_IO, known.number);
        if (isClosed("CancelThreadpoolIo", known)) {
            return;
        }
        if (!known.takeBack()) {
            kernel.witness.contractBroken("CancelThreadpoolIo", known + " expects no completion");
        }
        succeed(thread);
    }

    @Override
    public void waitForThreadpoolIoCallbacks(ThreadpoolIo io, boolean cancelPendingCallbacks) {
        SimThreadpoolIo known = (SimThreadpoolIo) io;
        SimThread thread = enter(Operation.WAIT_FOR_THREADPOOL_IO_CALLBACKS, known.number);
        if (isClosed("WaitForThreadpoolIoCallbacks", known)) {
            return;
        }
        if (known.callbacks.isInside()) {
            kernel.witness.contractBroken("WaitForThreadpoolIoCallbacks", "waits for the callbacks of " + known + " inside one of them");
        }
        known.awaitCallbacks(cancelPendingCallbacks);
        succeed(thread);
    }

    @Override
    public void closeThreadpoolIo(ThreadpoolIo io) {
        SimThreadpoolIo known = (SimThreadpoolIo) io;
        SimThread thread = enter(Operation.CLOSE_THREADPOOL_IO, known.number);
        if (isClosed("CloseThreadpoolIo", known)) {
            return;
        }
        IoRequest inFlight = known.inFlight();
        if (inFlight != null) {
            // MS CloseThreadpoolIo: all operations must have completed before, for none may complete afterwards.
            kernel.witness.contractBroken("CloseThreadpoolIo", known + " is closed while " + inFlight + " is in flight");
        }
        known.close();
        succeed(thread);
    }
}
