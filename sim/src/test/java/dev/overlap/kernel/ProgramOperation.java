package dev.overlap.kernel;

import dev.overlap.win32.NtStatus;
import org.jspecify.annotations.Nullable;

/** What a program knows of one operation that it has issued, and what has become of it. */
final class ProgramOperation {

    /** How the call that has issued it was answered. */
    enum Answer {
        NONE, SUCCESS, MORE_DATA, PENDING, FAILED
    }

    final int number;
    final IoRequest.Type type;
    final int end;
    final int thread;
    final int length;
    final @Nullable SimOverlapped overlapped;
    final @Nullable SimMemory memory;
    /** The event that it sets, -1 for none. */
    final int event;
    final boolean routine;
    final boolean packetSuppressed;
    /** Whether the handle that its call was given is bound to the port. */
    boolean bound;
    Answer answer = Answer.NONE;
    /** The kernel's side of it, once it was seen. */
    @Nullable IoRequest request;
    int routineCalls;
    int packets;
    /** Whether its OVERLAPPED was final when it was looked at. */
    boolean ended;
    /** Whether there is nothing more to look at. */
    boolean looked;
    /** Whether the invariants know that it has signalled something. */
    boolean signalled;
    /** What the call without an OVERLAPPED has answered. */
    int answeredBytes;
    /** Whether somebody has asked for a cancel of it, or its thread ends. */
    boolean mayBeCancelled;
    /** Moments of the program at which its call began and returned. */
    int begunAt;
    int returnedAt = Integer.MAX_VALUE;
    /** How many of a write's bytes have been claimed by reads. */
    int claimed;
    /** The first byte of a write, from which the others count on. */
    final int firstValue;

    ProgramOperation(int number, IoRequest.Type type, int end, int thread, int length, @Nullable SimOverlapped overlapped, @Nullable SimMemory memory,
            int event,
            boolean routine, boolean packetSuppressed, int firstValue) {
        this.number = number;
        this.type = type;
        this.end = end;
        this.thread = thread;
        this.length = length;
        this.overlapped = overlapped;
        this.memory = memory;
        this.event = event;
        this.routine = routine;
        this.packetSuppressed = packetSuppressed;
        this.firstValue = firstValue;
        if (overlapped != null) {
            overlapped.internal = NtStatus.STATUS_PENDING;
        }
    }

    boolean hasReturned() {
        return returnedAt != Integer.MAX_VALUE;
    }

    /** How it has ended, PENDING while it has not. */
    int status() {
        IoRequest known = request;
        if (known != null) {
            return known.status();
        }
        return overlapped != null ? overlapped.internal : answer == Answer.SUCCESS ? NtStatus.STATUS_SUCCESS : NtStatus.STATUS_PENDING;
    }

    /** Whether OVERLAPPED says how it has ended. */
    boolean isFinal() {
        return overlapped != null && overlapped.internal != NtStatus.STATUS_PENDING;
    }

    /** Whether it was ended by something else than the other side. */
    boolean hasFailed() {
        int status = status();
        return answer == Answer.FAILED || status < 0 && status != NtStatus.STATUS_BUFFER_OVERFLOW;
    }

    /** How many bytes of a write that has returned, or waits, the pipe has taken. */
    int accepted() {
        if (overlapped != null) {
            return isFinal() ? (int) overlapped.information() : length;
        }
        return answer == Answer.SUCCESS ? answeredBytes : length;
    }

    @Override
    public String toString() {
        return type.name().charAt(0) + "#" + number + "(" + length + ")";
    }
}
