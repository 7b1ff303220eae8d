package dev.overlap.kernel;

import static dev.overlap.win32.NtStatus.STATUS_PIPE_BROKEN;
import static dev.overlap.win32.NtStatus.STATUS_PIPE_DISCONNECTED;
import static dev.overlap.win32.NtStatus.STATUS_SUCCESS;

import org.jspecify.annotations.Nullable;

/**
 * One instance of a named pipe: a server end, at most one client end, and a data queue for each direction.
 *
 * <p>Closing the last handle of an end ends the reads of both sides and the other side's writes with PIPE_BROKEN; what the closing end wrote stays
 * readable, also when that write was still pending; what it had not read is dropped. DisconnectNamedPipe drops everything.
 */
final class NamedPipe {

    /** Where the instance is in its life. */
    enum State {
        LISTENING, CONNECTED, CLOSING, DISCONNECTED
    }

    final SimKernel kernel;
    final String name;
    final int maxInstances;
    final DataQueue inbound;
    final DataQueue outbound;
    private final FileObject server;
    private @Nullable FileObject client;
    private @Nullable IoRequest listen;
    State state = State.LISTENING;

    NamedPipe(SimKernel kernel, String name, int maxInstances, int inQuotaBytes, int outQuotaBytes, boolean overlapped, boolean readable, boolean writable) {
        this.kernel = kernel;
        this.name = name;
        this.maxInstances = maxInstances;
        this.inbound = new DataQueue(kernel, inQuotaBytes);
        this.outbound = new DataQueue(kernel, outQuotaBytes);
        this.server = new FileObject(kernel, this, true, overlapped, readable, writable);
    }

    FileObject server() {
        return server;
    }

    /** The other end, or null when it is not open. */
    @Nullable FileObject otherEnd(FileObject end) {
        return end.isServer() ? client : server;
    }

    /** The queue that the given end reads. */
    DataQueue readQueue(FileObject end) {
        return end.isServer() ? inbound : outbound;
    }

    /** The queue that the given end writes. */
    DataQueue writeQueue(FileObject end) {
        return end.isServer() ? outbound : inbound;
    }

    /** A client opens the instance. */
    FileObject connect(boolean overlapped, boolean readable, boolean writable) {
        FileObject end = new FileObject(kernel, this, false, overlapped, readable, writable);
        client = end;
        state = State.CONNECTED;
        IoRequest waiting = listen;
        if (waiting != null) {
            listen = null;
            waiting.claim(STATUS_SUCCESS, 0);
        }
        return end;
    }

    void queueListen(IoRequest request) {
        if (listen != null) {
            throw new UnsupportedOperationException("not simulated: a second ConnectNamedPipe while one is pending");
        }
        listen = request;
        state = State.LISTENING;
    }

    /** Takes a cancelled operation out of whatever it waits in. */
    void remove(IoRequest request) {
        if (request == listen) {
            listen = null;
        } else {
            (request.isRead() ? readQueue(request.file) : writeQueue(request.file)).remove(request);
        }
    }

    /** DisconnectNamedPipe on the server end: everything that is unread or waiting is lost. */
    void disconnect() {
        if (listen != null) {
            IoRequest waiting = listen;
            listen = null;
            waiting.claim(STATUS_PIPE_DISCONNECTED, 0);
        }
        for (int direction = 0; direction < 2; direction++) {
            DataQueue queue = direction == 0 ? inbound : outbound;
            queue.failReads(STATUS_PIPE_DISCONNECTED);
            queue.failWrites(STATUS_PIPE_DISCONNECTED);
            queue.discard();
        }
        if (client != null) {
            client.disconnected = true;
            client = null;
        }
        state = State.DISCONNECTED;
    }

    /** The last handle of an end is gone. */
    void closeEnd(FileObject end) {
        if (end.disconnected) {
            return;
        }
        if (listen != null && end.isServer()) {
            IoRequest waiting = listen;
            listen = null;
            waiting.claim(STATUS_PIPE_BROKEN, 0);
        }
        readQueue(end).failReads(STATUS_PIPE_BROKEN);
        readQueue(end).failWrites(STATUS_PIPE_BROKEN);
        readQueue(end).discard();
        if (writeQueue(end).failReads(STATUS_PIPE_BROKEN)) {
            kernel.mark(KernelMark.PENDING_READ_BROKEN);
        }
        if (state == State.CONNECTED) {
            state = State.CLOSING;
        }
        if (!end.isServer()) {
            client = null;
        }
    }

    /** A thread exits: what it has issued on either end is cancelled. */
    void cancelAllOf(SimThread thread) {
        server.cancelAllOf(thread);
        if (client != null) {
            client.cancelAllOf(thread);
        }
    }

    /** A process is gone: what it has issued on either end is cancelled. */
    void cancelAllOf(SimProcess process) {
        server.cancelAllOf(process);
        if (client != null) {
            client.cancelAllOf(process);
        }
    }

    /** Whether the server's end is open. */
    boolean exists() {
        return server.handles > 0;
    }

    boolean isOpenable() {
        return state == State.LISTENING && client == null && exists();
    }
}
