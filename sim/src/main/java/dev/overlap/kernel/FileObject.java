package dev.overlap.kernel;

import static dev.overlap.win32.NtStatus.STATUS_BUFFER_OVERFLOW;
import static dev.overlap.win32.NtStatus.STATUS_CANCELLED;
import static dev.overlap.win32.NtStatus.STATUS_PENDING;
import static dev.overlap.win32.NtStatus.STATUS_PIPE_BROKEN;
import static dev.overlap.win32.NtStatus.STATUS_PIPE_CLOSING;
import static dev.overlap.win32.NtStatus.STATUS_PIPE_DISCONNECTED;
import static dev.overlap.win32.NtStatus.STATUS_PIPE_EMPTY;
import static dev.overlap.win32.NtStatus.STATUS_PIPE_LISTENING;
import static dev.overlap.win32.NtStatus.STATUS_SUCCESS;

import dev.overlap.choice.ChoiceKind;
import dev.overlap.schedule.Blocking;
import dev.overlap.schedule.Scheduler;
import dev.overlap.win32.FileFunctions;
import org.jspecify.annotations.Nullable;

/**
 * One end of a pipe as it was opened: what handles refer to and operations are issued on.
 *
 * <p>The file object itself is signalled by an operation that was given no event, and unsignalled while one is in flight (X01). Closing a handle does
 * nothing to operations as long as another handle is open (F13).
 */
final class FileObject extends KernelObject {

    final NamedPipe pipe;
    private final boolean isServer;
    final boolean overlapped;
    /** The rights that it was opened with, of which handles have all, or fewer. */
    final int access;
    /** PIPE_READMODE_MESSAGE, of this end alone; a client begins without (F30). */
    boolean messageRead;
    /** PIPE_NOWAIT, of this end alone. */
    boolean nowait;
    /** The thread whose call this synchronous file is in; other calls on it wait for that one (F33). */
    @Nullable SimThread busyWith;
    private long waitingForTurn;
    /** A client whose server has called DisconnectNamedPipe: its instance is lost to it for ever. */
    boolean disconnected;
    /** The port that the file is bound to, for good (F31), or null. */
    @Nullable Binding binding;
    private boolean skipsPackets;
    private boolean skipsSignals;
    private boolean signalled = true;
    /** Whether it is left open if the file object is signalled, until somebody looks. */
    private boolean undecided;
    private @Nullable IoRequest firstRequest;

    FileObject(SimKernel kernel, NamedPipe pipe, boolean isServer, boolean overlapped, int access) {
        super(kernel, isServer ? "server" : "client", kernel.endOrdinal(isServer));
        this.pipe = pipe;
        this.isServer = isServer;
        this.overlapped = overlapped;
        this.access = access;
    }

    boolean isServer() {
        return isServer;
    }

    /** Whether it was opened for reading bytes. */
    boolean isReadable() {
        return (access & FileFunctions.FILE_READ_DATA) != 0;
    }

    /** Whether it was opened for writing bytes. */
    boolean isWritable() {
        return (access & FileFunctions.FILE_WRITE_DATA) != 0;
    }

    /**
     * The number of the reader that an operation of this end is for, as the witness knows it; 0 for none. Several may read one end, so who was made last for it is
     * taken only for the story around them.
     *
     * @param owner whose memory it uses, 0 when that says nothing
     * @param caller who has called, 0 for the story
     */
    int readerOf(int owner, int caller) {
        return owner != 0 ? owner : caller != 0 ? caller : pipe.readQueue(this).stream;
    }

    // ---------------------------------------------------------------- reading and writing

    /** The status with which a read is refused, or PENDING when it may go on: data first, then the state of the pipe, then the wait mode (D19). */
    int refuseRead() {
        if (disconnected) {
            return STATUS_PIPE_DISCONNECTED;
        }
        return switch (pipe.state) {
            case DISCONNECTED -> STATUS_PIPE_DISCONNECTED;
            case LISTENING -> STATUS_PIPE_LISTENING;
            case CONNECTED -> nowait && !pipe.readQueue(this).hasData() ? STATUS_PIPE_EMPTY : STATUS_PENDING;
            case CLOSING -> pipe.readQueue(this).hasData() ? STATUS_PENDING : STATUS_PIPE_BROKEN;
        };
    }

    /** The status with which a write is refused, or PENDING when it may go on. */
    int refuseWrite() {
        if (disconnected) {
            return STATUS_PIPE_DISCONNECTED;
        }
        return switch (pipe.state) {
            case DISCONNECTED -> STATUS_PIPE_DISCONNECTED;
            case LISTENING -> STATUS_PIPE_LISTENING;
            case CONNECTED -> STATUS_PENDING;
            case CLOSING -> STATUS_PIPE_CLOSING;
        };
    }

    // ---------------------------------------------------------------- completion ports

    /** Adds notification modes, for good (I18): no packet for what answers at once, and no signal of the file object, which loses one that it has (N29). */
    void addModes(boolean packets, boolean signals) {
        skipsPackets |= packets;
        skipsSignals |= signals;
        if (signals) {
            unsignal();
        }
    }

    /** Whether what ends within its call with this status has no packet: success, and before Windows 8 part of a message too (F8, N28). */
    boolean skipsPacketOf(int status) {
        return skipsPackets && (status == STATUS_SUCCESS || status == STATUS_BUFFER_OVERFLOW && kernel.profile.shows(Difference.PARTS_HAVE_NO_PACKET));
    }

    /** Whether a read that gets part of a message at once says that it pends, so that it has its packet (F8, N28). */
    boolean callsPartsPending() {
        return binding != null && skipsPackets && !kernel.profile.shows(Difference.PARTS_HAVE_NO_PACKET);
    }

    // ---------------------------------------------------------------- calls on a synchronous file

    /** A synchronous file is the call's alone from here to its end; those that come meanwhile wait, and have their turns in no certain order (F33). */
    private void takeTurn(SimThread thread) {
        if (overlapped) {
            return;
        }
        while (busyWith != null) {
            waitingForTurn |= thread.task.bit();
            kernel.scheduler.block(Blocking.INPUT_OUTPUT, number, busyWith.task.slot(), Scheduler.NEVER);
        }
        busyWith = thread;
        thread.hasTurnOn = this;
    }

    /** The call that had the file to itself is over. */
    void turnIsOver(SimThread thread) {
        kernel.require(busyWith == thread, "a turn is given back by whoever has it");
        busyWith = null;
        if (waitingForTurn != 0) {
            kernel.scheduler.wake(waitingForTurn);
            waitingForTurn = 0;
        }
    }

    // ---------------------------------------------------------------- operations in flight

    void add(IoRequest request) {
        request.nextOfFile = firstRequest;
        firstRequest = request;
    }

    void remove(IoRequest request) {
        IoRequest before = null;
        for (IoRequest other = firstRequest; other != null; other = other.nextOfFile) {
            if (other == request) {
                if (before == null) {
                    firstRequest = request.nextOfFile;
                } else {
                    before.nextOfFile = request.nextOfFile;
                }
                return;
            }
            before = other;
        }
    }

    @Nullable IoRequest firstRequest() {
        return firstRequest;
    }

    /** Cancels an operation that is pending: it leaves its queue, and its fate is decided. */
    void cancel(IoRequest request) {
        end(request, STATUS_CANCELLED);
    }

    /** Ends an operation that is pending, with a failure. */
    void end(IoRequest request, int status) {
        pipe.remove(request);
        request.claim(status, 0);
    }

    /** Cancels everything that a thread has issued on this file. */
    void cancelAllOf(SimThread thread) {
        for (IoRequest request = firstRequest; request != null; request = request.nextOfFile) {
            if (request.thread == thread && request.isPending()) {
                cancel(request);
            }
        }
    }

    /** A thread ends: what it has issued is cancelled, unless the file is bound to a port (C09). */
    void threadExits(SimThread thread) {
        for (IoRequest request = firstRequest; request != null; request = request.nextOfFile) {
            if (request.thread == thread && request.isPending()
                    && (binding == null || request.routine != null || request.event != null && kernel.profile.shows(Difference.EVENT_ENDS_WITH_THREAD))) {
                cancel(request);
            }
        }
    }

    boolean isCompletingFor(SimThread thread) {
        for (IoRequest request = firstRequest; request != null && binding == null; request = request.nextOfFile) {
            if (request.thread == thread && !request.isPending()) {
                return true;
            }
        }
        return false;
    }

    /** Cancels everything that a process has issued on this file. */
    void cancelAllOf(SimProcess process) {
        for (IoRequest request = firstRequest; request != null; request = request.nextOfFile) {
            if (request.thread.process == process && request.isPending()) {
                cancel(request);
            }
        }
    }

    /** A process has closed its last handle, and others have one: of what it has issued only that is cancelled whose end is nothing but a packet (M2). */
    void closedBy(SimProcess process) {
        Binding bound = kernel.profile.shows(Difference.CLOSE_CANCELS_NO_PACKETS) ? null : binding;
        for (IoRequest request = firstRequest; request != null; request = request.nextOfFile) {
            if (request.thread.process == process && request.isPending() && bound != null && request.event == null && request.hasPacket(bound)) {
                cancel(request);
            }
        }
    }

    /**
     * A call begins that is an operation of this file, overlapped or not: the event that it was given is reset, then it waits for its turn, then the file object
     * is unsignalled, also when there is an event (X01).
     */
    void operationBegins(SimThread thread, @Nullable EventObject event) {
        if (event != null) {
            event.reset();
        }
        takeTurn(thread);
        unsignal();
    }

    /** A call begins that asks for the file's state, or sets it. It may signal the file object, as every operation does that is given no event. */
    void queryBegins(SimThread thread) {
        takeTurn(thread);
        signalPerhaps();
    }

    private void unsignal() {
        signalled = false;
        undecided = false;
    }

    /** An operation has completed: its event is set, or the file object is signalled; on a synchronous file both (N36). */
    void completed(@Nullable EventObject event, int @Nullable [] seen) {
        if (event != null) {
            event.set(seen);
        }
        if (event == null || !overlapped && !kernel.profile.shows(Difference.SYNCHRONOUS_FILE_IS_NOT_SIGNALLED)) {
            signal(seen);
        }
    }

    void signal(int @Nullable [] seen) {
        if (skipsSignals) {
            return;
        }
        rememberSignaller(seen);
        signalled = true;
        undecided = false;
        satisfyWaiters();
    }

    /**
     * The file object may be signalled from here on, or not: which of them shows when somebody looks, or waits already. So after calls that wait by themselves on
     * an overlapped file (N37), and after those that the driver answers at once or as if they had pended.
     */
    void signalPerhaps() {
        if (skipsSignals || signalled) {
            return;
        }
        rememberSignaller(null);
        undecided = true;
        satisfyWaiters();
    }

    @Override
    boolean isSignalled() {
        if (undecided) {
            undecided = false;
            signalled = kernel.scheduler.choose(2, ChoiceKind.FILE_SIGNAL, "file object") == 1;
        }
        return signalled;
    }

    @Override
    void consume() {
        // A file object stays signalled until the next operation begins.
    }

    @Override
    void lastHandleClosed() {
        pipe.closeEnd(this);
    }
}
