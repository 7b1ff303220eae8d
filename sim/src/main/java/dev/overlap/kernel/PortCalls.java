package dev.overlap.kernel;

import static dev.overlap.win32.NtStatus.STATUS_SUCCESS;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_HANDLE;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_PARAMETER;
import static dev.overlap.win32.Win32Error.ERROR_SUCCESS;

import dev.overlap.fault.FallibleCall;
import dev.overlap.schedule.Operation;
import dev.overlap.win32.BoundIoCompletionRoutine;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.NtStatus;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.OverlappedEntry;
import dev.overlap.win32.OverlappedReference;
import dev.overlap.win32.PointerReference;
import org.jspecify.annotations.Nullable;

/** Completion ports: binding files to them, and taking packets. */
abstract class PortCalls extends AlertableCalls {

    PortCalls(SimKernel kernel, int reader) {
        super(kernel, reader);
    }

    // ---------------------------------------------------------------- binding

    @Override
    public Handle createIoCompletionPort(Handle file, Handle existingCompletionPort, long completionKey, int concurrentThreads) {
        SimThread thread = enter(Operation.CREATE_IO_COMPLETION_PORT, file);
        PortObject port = null;
        if (!existingCompletionPort.isNull()) {
            port = port(thread, "CreateIoCompletionPort", existingCompletionPort);
            if (port == null) {
                fail(thread, ERROR_INVALID_HANDLE);
                return Handle.NULL;
            }
        }
        if (file.isInvalid() && port != null) {
            fail(thread, ERROR_INVALID_PARAMETER);
            return Handle.NULL;
        }
        FileObject end = null;
        if (!file.isInvalid()) {
            end = file(thread, "CreateIoCompletionPort", file);
            int refusal = refuseBinding(end);
            if (refusal != ERROR_SUCCESS) {
                fail(thread, refusal);
                return Handle.NULL;
            }
        }
        int fault = faultOf(thread, FallibleCall.CREATE_IO_COMPLETION_PORT, end == null ? 0 : end.readerOf(0, reader));
        if (fault != ERROR_SUCCESS) {
            fail(thread, fault);
            return Handle.NULL;
        }
        PortObject bound = port == null ? kernel.ports.createPort() : port;
        if (end != null) {
            end.binding = new Binding(bound, completionKey);
        }
        Handle handle = port == null ? thread.process.handles.open(bound, true) : existingCompletionPort;
        succeed(thread);
        return handle;
    }

    /** Why a file cannot be bound to a port, or 0 (I01, F31). */
    static int refuseBinding(@Nullable FileObject end) {
        return end == null ? ERROR_INVALID_HANDLE : !end.overlapped || end.binding != null ? ERROR_INVALID_PARAMETER : ERROR_SUCCESS;
    }

    private static @Nullable PortObject port(SimThread thread, String function, Handle handle) {
        KernelObject object = thread.process.handles.find(function, handle);
        if (object != null && !(object instanceof PortObject)) {
            thread.process.handles.tellOtherKind(function, handle, object);
        }
        return object instanceof PortObject port ? port : null;
    }

    @Override
    public boolean setFileCompletionNotificationModes(Handle file, int flags) {
        SimThread thread = enter(Operation.SET_FILE_COMPLETION_NOTIFICATION_MODES, file);
        FileObject end = file(thread, "SetFileCompletionNotificationModes", file);
        if (end == null || !end.overlapped) {
            return fail(thread, end == null ? ERROR_INVALID_HANDLE : ERROR_INVALID_PARAMETER);
        }
        end.addModes((flags & FILE_SKIP_COMPLETION_PORT_ON_SUCCESS) != 0, (flags & FILE_SKIP_SET_EVENT_ON_HANDLE) != 0);
        return succeed(thread);
    }

    @Override
    public boolean bindIoCompletionCallback(Handle file, BoundIoCompletionRoutine callback, int flags) {
        SimThread thread = enter(Operation.BIND_IO_COMPLETION_CALLBACK, file);
        FileObject end = file(thread, "BindIoCompletionCallback", file);
        int refusal = refuseBinding(end);
        if (end == null || refusal != ERROR_SUCCESS) {
            return fail(thread, refusal);
        }
        end.binding = new Binding(new BoundCallback(kernel, callback), 0);
        return succeed(thread);
    }

    // ---------------------------------------------------------------- packets

    @Override
    public boolean getQueuedCompletionStatus(Handle completionPort, DwordReference bytesTransferred, PointerReference completionKey,
            OverlappedReference overlapped, int timeoutMillis) {
        SimThread thread = enter(Operation.GET_QUEUED_COMPLETION_STATUS, completionPort);
        PortObject port = port(thread, "GetQueuedCompletionStatus", completionPort);
        overlapped.value = null;
        if (port == null) {
            return fail(thread, ERROR_INVALID_HANDLE);
        }
        PortObject.Wait wait = port.await(thread, timeoutMillis, false);
        Packet packet = wait.packet;
        if (packet == null) {
            return fail(thread, wait.error);
        }
        bytesTransferred.value = packet.bytes;
        completionKey.value = packet.key;
        overlapped.value = packet.overlapped;
        return packet.status() == STATUS_SUCCESS ? succeed(thread) : fail(thread, NtStatus.toWin32Error(packet.status()));
    }

    @Override
    public boolean getQueuedCompletionStatusEx(Handle completionPort, @Nullable OverlappedEntry[] entries, int count, DwordReference entriesRemoved,
            int timeoutMillis, boolean alertable) {
        SimThread thread = enter(Operation.GET_QUEUED_COMPLETION_STATUS_EX, completionPort);
        PortObject port = port(thread, "GetQueuedCompletionStatusEx", completionPort);
        if (port == null) {
            return fail(thread, ERROR_INVALID_HANDLE);
        }
        if (count < 1) {
            return fail(thread, ERROR_INVALID_PARAMETER);
        }
        PortObject.Wait wait = port.await(thread, timeoutMillis, alertable);
        if (wait.packet == null) {
            // As on Windows, where it says 1 (P9).
            entriesRemoved.value = 1;
            return fail(thread, wait.error);
        }
        int removed = 0;
        for (Packet packet = wait.packet; packet != null; packet = removed < count ? port.take() : null) {
            entries[removed++] = new OverlappedEntry(packet.key, packet.overlapped, packet.status(), packet.bytes);
        }
        entriesRemoved.value = removed;
        return succeed(thread);
    }

    @Override
    public boolean postQueuedCompletionStatus(Handle completionPort, int bytesTransferred, long completionKey, @Nullable Overlapped overlapped) {
        SimThread thread = enter(Operation.POST_QUEUED_COMPLETION_STATUS, completionPort);
        PortObject port = port(thread, "PostQueuedCompletionStatus", completionPort);
        if (port == null) {
            return fail(thread, ERROR_INVALID_HANDLE);
        }
        int fault = faultOf(thread, FallibleCall.POST_QUEUED_COMPLETION_STATUS, 0);
        if (fault != ERROR_SUCCESS) {
            return fail(thread, fault);
        }
        int[] seen = kernel.clockOfNow();
        port.put(new Packet(completionKey, overlapped, bytesTransferred, seen));
        return succeed(thread);
    }
}
