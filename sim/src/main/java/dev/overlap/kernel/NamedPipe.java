package dev.overlap.kernel;

import static dev.overlap.win32.NtStatus.STATUS_PIPE_BROKEN;
import static dev.overlap.win32.NtStatus.STATUS_PIPE_DISCONNECTED;
import static dev.overlap.win32.NtStatus.STATUS_SUCCESS;

import dev.overlap.win32.FilePipeLocalInformation;
import dev.overlap.win32.NamedPipeFunctions;
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
    final boolean ofMessages;
    final int maxInstances;
    final int defaultTimeoutMillis;
    final DataQueue inbound;
    final DataQueue outbound;
    private final FileObject server;
    private @Nullable FileObject client;
    /** The client before, of which operations may be left. */
    private @Nullable FileObject formerClient;
    private @Nullable IoRequest firstListen;
    State state = State.LISTENING;
    /** Of several listening instances the one that has listened longest gets the client (K132 to K136). */
    long listeningSince;

    NamedPipe(SimKernel kernel, String name, boolean ofMessages, int maxInstances, int defaultTimeoutMillis, int inQuotaBytes, int outQuotaBytes,
            boolean overlapped, int access) {
        this.kernel = kernel;
        this.name = name;
        this.ofMessages = ofMessages;
        this.maxInstances = maxInstances;
        this.defaultTimeoutMillis = defaultTimeoutMillis;
        this.inbound = new DataQueue(kernel, ofMessages, inQuotaBytes);
        this.outbound = new DataQueue(kernel, ofMessages, outQuotaBytes);
        this.server = new FileObject(kernel, this, true, overlapped, access);
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
    FileObject connect(boolean overlapped, int access) {
        FileObject end = new FileObject(kernel, this, false, overlapped, access);
        client = end;
        state = State.CONNECTED;
        endListens(STATUS_SUCCESS);
        return end;
    }

    /** A ConnectNamedPipe waits, maybe beside others. */
    void queueListen(IoRequest request) {
        listen();
        request.nextInQueue = null;
        IoRequest last = firstListen;
        if (last == null) {
            firstListen = request;
            return;
        }
        while (last.nextInQueue != null) {
            last = last.nextInQueue;
        }
        last.nextInQueue = request;
    }

    /** The instance listens, if it did not: who waits for one is told (K139). */
    void listen() {
        if (state != State.LISTENING) {
            state = State.LISTENING;
            kernel.pipes.listens(this);
        }
    }

    private void endListens(int status) {
        while (firstListen != null) {
            IoRequest waiting = firstListen;
            firstListen = waiting.nextInQueue;
            waiting.claim(status, 0);
        }
    }

    private void removeListen(IoRequest request) {
        IoRequest before = null;
        for (IoRequest waiting = firstListen; waiting != null; waiting = waiting.nextInQueue) {
            if (waiting == request) {
                if (before == null) {
                    firstListen = request.nextInQueue;
                } else {
                    before.nextInQueue = request.nextInQueue;
                }
                return;
            }
            before = waiting;
        }
        kernel.require(false, "a pending ConnectNamedPipe is in its queue");
    }

    /** Takes a cancelled operation out of whatever it waits in. */
    void remove(IoRequest request) {
        if (request.type == IoRequest.Type.LISTEN) {
            removeListen(request);
        } else {
            (request.isRead() ? readQueue(request.file) : writeQueue(request.file)).remove(request);
        }
    }

    /** DisconnectNamedPipe on the server end: everything that is unread or waiting is lost. */
    void disconnect() {
        endListens(STATUS_PIPE_DISCONNECTED);
        for (int direction = 0; direction < 2; direction++) {
            DataQueue queue = direction == 0 ? inbound : outbound;
            queue.failReads(STATUS_PIPE_DISCONNECTED);
            queue.failWrites(STATUS_PIPE_DISCONNECTED);
            queue.discard();
        }
        if (client != null) {
            client.disconnected = true;
            formerClient = client;
            client = null;
        }
        // Without a handle nobody can listen again, whoever else is in a call that has waited for its turn.
        state = exists() ? State.DISCONNECTED : State.CLOSING;
    }

    /** The last handle of an end is gone. */
    void closeEnd(FileObject end) {
        if (end.disconnected) {
            return;
        }
        if (end.isServer()) {
            endListens(STATUS_PIPE_BROKEN);
            kernel.pipes.instanceClosed(this);
        }
        readQueue(end).failReads(STATUS_PIPE_BROKEN);
        readQueue(end).failWrites(STATUS_PIPE_BROKEN);
        readQueue(end).discard();
        if (kernel.profile.shows(Difference.CLOSE_DROPS_PENDING_WRITES)) {
            writeQueue(end).dropWaitingWrites(STATUS_PIPE_BROKEN);
        }
        if (writeQueue(end).failReads(STATUS_PIPE_BROKEN)) {
            kernel.mark(KernelMark.PENDING_READ_BROKEN);
        }
        if (state == State.CONNECTED || end.isServer()) {
            // Also for a call on the server's end that has waited for its turn until now.
            state = State.CLOSING;
        }
        if (!end.isServer()) {
            formerClient = client;
            client = null;
        }
    }

    /** A thread exits: what it has issued on either end is cancelled. */
    void threadExits(SimThread thread) {
        server.threadExits(thread);
        if (client != null) {
            client.threadExits(thread);
        }
        if (formerClient != null) {
            formerClient.threadExits(thread);
        }
    }

    boolean isCompletingFor(SimThread thread) {
        return server.isCompletingFor(thread) || client != null && client.isCompletingFor(thread)
                || formerClient != null && formerClient.isCompletingFor(thread);
    }

    /** A process is gone: what it has issued on either end is cancelled. */
    void cancelAllOf(SimProcess process) {
        server.cancelAllOf(process);
        if (client != null) {
            client.cancelAllOf(process);
        }
        if (formerClient != null) {
            formerClient.cancelAllOf(process);
        }
    }

    /** What one end is told of the pipe, unless it has lost it (N32a, N33, R4, R5). */
    FilePipeLocalInformation localInformation(FileObject end) {
        int configuration = !server.isWritable() ? FilePipeLocalInformation.FILE_PIPE_INBOUND
                : server.isReadable() ? FilePipeLocalInformation.FILE_PIPE_FULL_DUPLEX : FilePipeLocalInformation.FILE_PIPE_OUTBOUND;
        int seenState = switch (state) {
            case DISCONNECTED -> FilePipeLocalInformation.FILE_PIPE_DISCONNECTED_STATE;
            case LISTENING -> FilePipeLocalInformation.FILE_PIPE_LISTENING_STATE;
            case CONNECTED -> FilePipeLocalInformation.FILE_PIPE_CONNECTED_STATE;
            case CLOSING -> FilePipeLocalInformation.FILE_PIPE_CLOSING_STATE;
        };
        return new FilePipeLocalInformation(
                ofMessages ? FilePipeLocalInformation.FILE_PIPE_MESSAGE_TYPE : FilePipeLocalInformation.FILE_PIPE_BYTE_STREAM_TYPE, configuration,
                maxInstances == NamedPipeFunctions.PIPE_UNLIMITED_INSTANCES ? -1 : maxInstances, kernel.pipes.instancesOf(name), inbound.quotaBytes,
                readQueue(end).bytesInQueue(), outbound.quotaBytes, writeQueue(end).quotaAvailable(), seenState,
                end.isServer() ? FilePipeLocalInformation.FILE_PIPE_SERVER_END : FilePipeLocalInformation.FILE_PIPE_CLIENT_END);
    }

    /** Whether the server's end is open. */
    boolean exists() {
        return server.handles > 0;
    }

    boolean isOpenable() {
        return state == State.LISTENING && client == null && exists();
    }
}
