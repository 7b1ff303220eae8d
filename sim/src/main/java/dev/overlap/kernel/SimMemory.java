package dev.overlap.kernel;

import java.util.Arrays;

import dev.overlap.finding.HarnessError;
import dev.overlap.schedule.Clocks;
import dev.overlap.schedule.Task;
import dev.overlap.win32.AccessViolation;
import dev.overlap.win32.Memory;
import dev.overlap.win32.NtStatus;
import org.jspecify.annotations.Nullable;

/**
 * A block of memory that knows its bounds, whether it was freed, which operations borrow which part of it, and who touched each byte last.
 *
 * <p>The kernel borrows a read's buffer until it has written the status (step s of RULES.md); until then the program may not touch that part. Afterwards a
 * part that the kernel wrote may be touched by whoever has observed the completion. Every access goes through here, so that bounds are exact and need no
 * red zone: a byte beyond the end is told as soon as it is touched or lent.
 */
public final class SimMemory implements Memory {

    private static final byte FREED = (byte) 0xDD;
    private static final String FREED_ACCESS = "freed";

    private final SimKernel kernel;
    private final Arena arena;
    private final int begin;
    private final int size;
    private final int ordinal;
    private final MemoryOwner owner;
    private final int madeAt;
    /** What may be done with its pages, if that was ever asked: most memory is just there. */
    final @Nullable Pages pages;
    @Nullable IoRequest firstBorrower;
    private int freedAt = -1;
    @Nullable SimMemory madeBefore;

    SimMemory(SimKernel kernel, Arena arena, int begin, int size, int ordinal, MemoryOwner owner, @Nullable Pages pages) {
        this.kernel = kernel;
        this.arena = arena;
        this.begin = begin;
        this.size = size;
        this.ordinal = ordinal;
        this.owner = owner;
        this.pages = pages;
        this.madeAt = kernel.scheduler.points();
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public long address() {
        return 0x10_0000L + begin;
    }

    @Override
    public byte get(int offset) {
        touch("read", offset, 1, false);
        return arena.bytes[begin + offset];
    }

    @Override
    public void put(int offset, byte value) {
        touch("write", offset, 1, true);
        arena.bytes[begin + offset] = value;
    }

    @Override
    public void read(int offset, byte[] target, int targetOffset, int length) {
        touch("read", offset, length, false);
        System.arraycopy(arena.bytes, begin + offset, target, targetOffset, length);
    }

    @Override
    public void write(int offset, byte[] source, int sourceOffset, int length) {
        touch("write", offset, length, true);
        System.arraycopy(source, sourceOffset, arena.bytes, begin + offset, length);
    }

    @Override
    public void free() {
        owner.check("its memory");
        if (freedAt >= 0) {
            kernel.witness.freedTouched("freed again", this, freedAt);
            return;
        }
        if (firstBorrower != null) {
            kernel.witness.borrowedFreed(this, firstBorrower);
        }
        checkOrder(FREED_ACCESS, 0, size, true);
        freedAt = kernel.scheduler.points();
        if (owner.isUnderTest()) {
            kernel.witness.freed(this, size);
        }
        Arrays.fill(arena.bytes, begin, begin + size, FREED);
    }

    MemoryOwner owner() {
        return owner;
    }

    /** The number of the reader that it belongs to, 0 for none. */
    int stream() {
        return owner.stream();
    }

    boolean isFreed() {
        return freedAt >= 0;
    }

    int madeAt() {
        return madeAt;
    }

    // ---------------------------------------------------------------- accesses of the program

    private void touch(String access, int offset, int length, boolean writing) {
        if (offset < 0 || length < 0 || offset > size - length) {
            kernel.witness.exceeded(access, this, offset, length, size);
            throw new HarnessError("an access beyond the end of " + this + " was let pass");
        }
        owner.check("its memory");
        touchPlace(access, offset, length, writing);
        for (IoRequest request = firstBorrower; request != null; request = request.nextBorrower) {
            if (request.overlaps(offset, length) && (request.isRead() || writing)) {
                kernel.witness.borrowedTouched(access, this, request);
            }
        }
        checkOrder(access, offset, length, writing);
    }

    /** The program touches a part, whatever that holds. */
    void touchPlace(String access, int offset, int length, boolean writing) {
        if (freedAt >= 0) {
            kernel.witness.freedTouched(access, this, freedAt);
        }
        int status = pages == null ? NtStatus.STATUS_SUCCESS : pages.touch(offset, length, writing);
        if (status != NtStatus.STATUS_SUCCESS) {
            throw new AccessViolation(access + " of " + length + " bytes at " + offset + " of " + this, status);
        }
    }

    /** The race check of FastTrack, byte by byte: reads against the last write, writes against the last write and the last reads. */
    private void checkOrder(String access, int offset, int length, boolean writing) {
        if (!owner.isUnderTest() || !kernel.scheduler.isRunning()) {
            // The peer's memory is nobody's business.
            return;
        }
        Task task = kernel.scheduler.current();
        check(access, offset, length, writing, task.clock(), task.epoch());
    }

    private void check(String access, int offset, int length, boolean writing, int[] clock, int epoch) {
        int[] writes = arena.writes;
        int[] reads = arena.reads;
        int before = 0;
        int after = 0;
        for (int i = begin + offset, end = i + length; i < end; i++) {
            int written = writes[i];
            if (written != epoch && !Clocks.isBefore(written, clock)) {
                tellUnordered(access, written);
            }
            int read = reads[i];
            if (writing) {
                if (read != epoch && !Clocks.isBefore(read, clock)) {
                    tellUnorderedRead(access, read, clock);
                }
                writes[i] = epoch;
                reads[i] = 0;
            } else if (read == 0 || Clocks.isBefore(read, clock)) {
                reads[i] = epoch;
            } else {
                if (read != before) {
                    before = read;
                    after = readBeside(read, clock, epoch);
                }
                reads[i] = after;
            }
        }
    }

    /** What stands for a read at {@code epoch} and for those that were before and have no order with it: they need a vector clock, which neighbours share. */
    private int readBeside(int read, int[] clock, int epoch) {
        int[] known = read < 0 ? arena.moments(read) : null;
        int component = Clocks.component(epoch);
        if (known != null && known[component] == Clocks.time(epoch)) {
            return read;
        }
        if (known != null && Clocks.firstNotBefore(known, clock) == 0) {
            return epoch;
        }
        Clocks clocks = kernel.scheduler.order().clocks();
        int[] moments = known == null ? clocks.take() : clocks.take(known);
        if (known == null) {
            moments[Clocks.component(read)] = Clocks.time(read);
        }
        moments[component] = Clocks.time(epoch);
        return arena.keep(moments);
    }

    private void tellUnorderedRead(String access, int read, int[] clock) {
        int unordered = read < 0 ? Clocks.firstNotBefore(arena.moments(read), clock) : read;
        if (unordered != 0) {
            tellUnordered(access, unordered);
        }
    }

    private void tellUnordered(String access, int epoch) {
        if (Clocks.isOperation(epoch) && access.equals(FREED_ACCESS)) {
            kernel.witness.unobservedFreed(this);
        } else {
            kernel.tellUnordered(access, this, epoch);
        }
    }

    // ---------------------------------------------------------------- accesses of the kernel

    /** Touches a part for the kernel: STATUS_SUCCESS, or how that fails. Hot path. */
    int probe(int offset, int length, boolean writing) {
        return pages == null || offset < 0 || length < 0 || offset > size - length ? NtStatus.STATUS_SUCCESS : pages.touch(offset, length, writing);
    }

    /** Touches what bytes that have arrived in a buffer are copied to; where that fails the operation does, and they are lost (M08). Hot path. */
    int probeForCopy(int offset, int bufferBytes, int arrived) {
        Pages known = pages;
        if (known == null) {
            return NtStatus.STATUS_SUCCESS;
        }
        if (kernel.profile.shows(Difference.WHOLE_BUFFER_IS_COPIED) && !known.canBeWritten(offset, bufferBytes)) {
            return NtStatus.STATUS_INVALID_USER_BUFFER;
        }
        return probe(offset, arrived, true);
    }

    /** Whether there is such a part to lend; if not, the witness was told. */
    boolean canLend(String access, int offset, int length) {
        if (freedAt >= 0) {
            kernel.witness.freedTouched(access, this, freedAt);
            return false;
        }
        if (offset < 0 || length < 0 || offset > size - length) {
            kernel.witness.exceeded(access, this, offset, Integer.toUnsignedLong(length), size);
            return false;
        }
        return true;
    }

    /** Lends a part to an operation; false, after the witness was told, when there is no such part. */
    boolean lend(IoRequest request, int offset, int length) {
        if ((freedAt >= 0 || offset < 0 || length < 0 || offset > size - length) && !canLend("lent to " + request, offset, length)) {
            return false;
        }
        request.nextBorrower = firstBorrower;
        firstBorrower = request;
        return true;
    }

    void giveBack(IoRequest request) {
        IoRequest before = null;
        for (IoRequest borrower = firstBorrower; borrower != null; borrower = borrower.nextBorrower) {
            if (borrower == request) {
                if (before == null) {
                    firstBorrower = request.nextBorrower;
                } else {
                    before.nextBorrower = request.nextBorrower;
                }
                request.nextBorrower = null;
                return;
            }
            before = borrower;
        }
    }

    /** The kernel copies bytes into the memory, on behalf of an operation that has seen {@code clock} and is at {@code epoch}. */
    void kernelWrites(Object operation, int offset, byte[] source, int sourceOffset, int length, int[] clock, int epoch) {
        if (freedAt >= 0) {
            kernel.witness.freedTouched("written by the kernel for " + operation, this, freedAt);
            return;
        }
        check("written by the kernel", offset, length, true, clock, epoch);
        System.arraycopy(source, sourceOffset, arena.bytes, begin + offset, length);
    }

    /** The kernel takes bytes that the running task wants to write. */
    void kernelReads(int offset, byte[] target, int length) {
        touch("read", offset, length, false);
        System.arraycopy(arena.bytes, begin + offset, target, 0, length);
    }

    @Override
    public String toString() {
        return "m" + ordinal;
    }
}
