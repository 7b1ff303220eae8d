package dev.overlap.win32;

/**
 * OVERLAPPED: the status block of one operation in flight (Microsoft: OVERLAPPED (minwinbase.h)). Lives outside the Java heap, because the kernel
 * writes it at completion; owned by whoever allocated it, until {@link #free()}.
 *
 * <p>One operation, one OVERLAPPED: from issue until the completion is observed it must not be changed, reused or freed, and members that are not
 * used must be zero (F2). The completion writes InternalHigh, then Internal, then sets the event, then queues APC or packet.
 *
 * <p>An immediate error leaves it half-written: Internal stays STATUS_PENDING for ever, InternalHigh is untouched, and the event is never set but
 * reset, unless the file handle was bad (0.1.1, F4, F5). So Internal tells something only after a call that answered TRUE, ERROR_IO_PENDING or
 * ERROR_MORE_DATA; HasOverlappedIoCompleted, which is {@code internal() != STATUS_PENDING}, is wrong after any other error.
 */
public interface Overlapped {
    /**
     * Internal: the {@link NtStatus} of the operation, {@link NtStatus#STATUS_PENDING} from issue to completion.
     *
     * <p>An acquire load: who sees the final status also sees InternalHigh and the bytes in the buffer. The event may still be unset then (X03).
     */
    int internal();

    /** InternalHigh: the bytes transferred, also of a partial message (F6). Valid once {@link #internal()} is final. */
    long internalHigh();

    /**
     * Sets Internal and InternalHigh by hand: what a program does that makes an OVERLAPPED up, and asks GetOverlappedResult of it (P1), or that wants to see
     * whether a call touches them (K48). Not while an operation is in flight with it.
     */
    void setResult(int internal, long internalHigh);

    /** Offset: low half of a file position. Pipes ignore it (R16). */
    int offset();

    /** OffsetHigh: high half of a file position. Pipes ignore it (R16). */
    int offsetHigh();

    /** Sets Offset and OffsetHigh. */
    void setOffset(int low, int high);

    /** hEvent: what is reset at issue and set at completion; {@link Handle#NULL} to signal the file object instead (R13). */
    Handle event();

    /** Sets hEvent. The lowest bit set keeps the packet from a completion port, and still signals the event (I01). */
    void setEvent(Handle event);

    /** Zeroes all members, hEvent too. */
    void clear();

    /** The key by which CancelIoEx finds the operation; a copy elsewhere is another operation's (C07). Reused by a later allocation after free. */
    long address();

    /** Gives the memory back. Once, by its owner, and only after the completion was observed. */
    void free();
}
