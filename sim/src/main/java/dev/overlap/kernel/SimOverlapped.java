package dev.overlap.kernel;

import static dev.overlap.win32.NtStatus.STATUS_PENDING;
import static dev.overlap.win32.NtStatus.STATUS_SUCCESS;

import dev.overlap.schedule.Clocks;
import dev.overlap.schedule.Operation;
import dev.overlap.schedule.Task;
import dev.overlap.win32.Handle;
import dev.overlap.win32.MemoryFunctions;
import dev.overlap.win32.Overlapped;
import org.jspecify.annotations.Nullable;

/**
 * An OVERLAPPED. Its address is the key by which a cancel finds the operation; the kernel writes status and count into it when the operation completes,
 * also when it was freed meanwhile, which the witness is told.
 *
 * <p>Reading Internal is an acquire load: whoever sees a final status has seen all that the operation's kernel side had.
 */
public final class SimOverlapped implements Overlapped {

    private final SimKernel kernel;
    private final int number;
    private final int ordinal;
    private final MemoryOwner owner;
    private final int madeAt;
    final long address;
    /** The memory that it lies in, if that is the program's own, and where. */
    private final @Nullable SimMemory home;
    private final int homeOffset;
    int internal;
    private long internalHigh;
    private int offset;
    private int offsetHigh;
    private Handle event = Handle.NULL;
    private @Nullable IoRequest borrower;
    private int completedEpoch;
    private boolean injected;
    private int abortedReader;
    private int @Nullable [] completedClock;
    private int freedAt = -1;
    @Nullable SimOverlapped madeBefore;

    SimOverlapped(SimKernel kernel, long address, int ordinal, MemoryOwner owner, @Nullable SimMemory home, int homeOffset) {
        this.kernel = kernel;
        this.address = address;
        this.ordinal = ordinal;
        this.owner = owner;
        this.home = home;
        this.homeOffset = homeOffset;
        this.number = kernel.newObject(this);
        this.madeAt = kernel.scheduler.points();
    }

    @Override
    public int internal() {
        kernel.scheduler.point(Operation.VOLATILE_READ, number);
        touch("Internal read");
        return observe();
    }

    /** A function of Windows reads Internal on behalf of the program. */
    int observeForCall() {
        touch("used");
        return observe();
    }

    /** Reads Internal and learns what its writer had seen. */
    private int observe() {
        if (internal != STATUS_PENDING && completedClock != null) {
            kernel.scheduler.order().acquire(completedClock);
        }
        return internal;
    }

    @Override
    public long internalHigh() {
        touch("InternalHigh read");
        if (borrower != null && kernel.thread().process.underTest) {
            kernel.witness.borrowedTouched("InternalHigh read", this, borrower);
        }
        Task task = kernel.scheduler.current();
        if (!Clocks.isBefore(completedEpoch, task.clock())) {
            kernel.tellUnordered("InternalHigh read", this, completedEpoch);
        }
        return internalHigh;
    }

    @Override
    public void setResult(int status, long information) {
        change("written");
        internal = status;
        internalHigh = information;
        completedClock = null;
        completedEpoch = 0;
    }

    @Override
    public int offset() {
        touch("read");
        return offset;
    }

    @Override
    public int offsetHigh() {
        touch("read");
        return offsetHigh;
    }

    @Override
    public void setOffset(int low, int high) {
        change("written");
        offset = low;
        offsetHigh = high;
    }

    @Override
    public Handle event() {
        touch("read");
        return event;
    }

    @Override
    public void setEvent(Handle value) {
        change("written");
        event = value;
    }

    @Override
    public void clear() {
        change("cleared");
        internal = 0;
        internalHigh = 0;
        offset = 0;
        offsetHigh = 0;
        event = Handle.NULL;
    }

    @Override
    public long address() {
        return address;
    }

    @Override
    public void free() {
        owner.check("its OVERLAPPED");
        if (freedAt >= 0) {
            kernel.witness.freedTouched("freed again", this, freedAt);
            return;
        }
        if (borrower != null) {
            kernel.witness.borrowedFreed(this, borrower);
        }
        freedAt = kernel.scheduler.points();
        kernel.heap().forget(this);
    }

    private void touch(String access) {
        owner.check("its OVERLAPPED");
        if (freedAt >= 0) {
            kernel.witness.freedTouched(access, this, freedAt);
        }
        if (home != null) {
            home.touchPlace(access, homeOffset, MemoryFunctions.OVERLAPPED_BYTES, false);
        }
    }

    private void change(String access) {
        touch(access);
        if (home != null) {
            home.touchPlace(access, homeOffset, MemoryFunctions.OVERLAPPED_BYTES, true);
        }
        if (borrower != null) {
            kernel.witness.borrowedTouched(access, this, borrower);
        }
    }

    boolean isFreed() {
        return freedAt >= 0;
    }

    int madeAt() {
        return madeAt;
    }

    // ---------------------------------------------------------------- the kernel's side

    /** A call with this OVERLAPPED begins: ReadFile stores STATUS_PENDING before anything else (F5). */
    void begin(String function, boolean judged) {
        touch("used");
        if (judged && borrower != null) {
            kernel.witness.contractBroken(function, this + " is used again while " + borrower + " is in flight");
        }
        if (judged && (offset | offsetHigh) != 0) {
            kernel.witness.contractBroken(function, "Offset and OffsetHigh of " + this + " are not zero, which a pipe does not use");
        }
        if (home != null) {
            home.touchPlace("used", homeOffset, MemoryFunctions.OVERLAPPED_BYTES, true);
        }
        internal = STATUS_PENDING;
        completedClock = null;
        injected = false;
        abortedReader = 0;
    }

    /** hEvent, as the kernel takes it: the lowest bit, which concerns completion ports, is left out. */
    Handle eventForKernel() {
        return (event.value() & 1) == 0 ? event : new Handle(event.value() & ~1L);
    }

    /** Before it calls a completion routine, kernel32 takes error and count out of it, whatever the routine does with it. */
    void readForRoutine() {
        touch("read for its completion routine");
    }

    /** InternalHigh as it is. */
    long information() {
        return internalHigh;
    }

    /** Whether the status in it was injected. */
    boolean wasInjected() {
        return injected;
    }

    /** The reader whose operation with it has ended with an abort that it had not asked for, 0 when none has. */
    int abortedReader() {
        return abortedReader;
    }

    /** The number of the reader that it belongs to, 0 for none. */
    int stream() {
        return owner.stream();
    }

    /** Whether the lowest bit of hEvent keeps the packet from a completion port (I01). */
    boolean suppressesPacket() {
        return (event.value() & 1) != 0;
    }

    /** An operation ends without having written anything. */
    void giveBack(IoRequest request) {
        if (borrower == request) {
            borrower = null;
        }
    }

    void lend(IoRequest request) {
        borrower = request;
    }

    /** The kernel writes InternalHigh, then Internal; what the operation has seen can be learnt from now on. */
    void complete(IoRequest request, int status, long information, int[] clock, int epoch) {
        giveBack(request);
        if (freedAt >= 0) {
            kernel.witness.freedTouched("written by the kernel for " + request, this, freedAt);
            return;
        }
        if (home != null && home.probe(homeOffset, MemoryFunctions.OVERLAPPED_BYTES, true) != STATUS_SUCCESS) {
            // That it cannot be written is nobody's concern (M09).
            return;
        }
        internalHigh = information;
        internal = status;
        injected = request.wasInjected();
        abortedReader = request.wasAbortedByOthers() ? request.stream() : 0;
        completedClock = clock;
        completedEpoch = epoch;
    }

    @Override
    public String toString() {
        return "ov" + ordinal;
    }
}
