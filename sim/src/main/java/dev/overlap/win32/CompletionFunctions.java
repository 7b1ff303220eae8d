package dev.overlap.win32;

import org.jspecify.annotations.Nullable;

/**
 * Completion ports: a queue of packets, one for each completed operation of the handles that are bound to it.
 *
 * <p>There is a packet for every operation that pended, however it ended, and for one that was done at once with success or a warning; none for an
 * immediate error, none where hEvent has its lowest bit set, none for an operation without OVERLAPPED (I01, F32). hEvent is set beside it (I08).
 */
public interface CompletionFunctions {
    /**
     * Makes a port, binds a handle to a port, or both. A binding is for the life of the file object, and holds for all handles to it (F31).
     *
     * <p>An operation that pends already has its packet too (I06), unless it has an APC (I15). ReadFileEx and WriteFileEx are refused on a bound
     * handle (I13). Operations of a bound handle survive the end of the thread that issued them (C09).
     *
     * <p>Last errors: 87 bound already, to whichever port, or a synchronous handle, or no file with an existing port (I01).
     *
     * <p>Source: Microsoft: CreateIoCompletionPort (ioapiset.h).
     *
     * @param file an overlapped handle, or {@link Handle#INVALID_HANDLE_VALUE} to make a port only
     * @param existingCompletionPort {@link Handle#NULL} to make one
     * @param completionKey comes with each packet of this file; ignored without one
     * @param concurrentThreads how many threads may handle packets at once, 0 for one a processor; ignored with an existing port
     * @return the port, new or existing, or {@link Handle#NULL}
     */
    Handle createIoCompletionPort(Handle file, Handle existingCompletionPort, long completionKey, int concurrentThreads);

    /**
     * Takes the oldest packet, or waits for one.
     *
     * <p>TRUE: a packet of an operation that succeeded, or one that was posted. FALSE with an OVERLAPPED: a packet too, of an operation that did not,
     * its error in the last error and its bytes in {@code *bytesTransferred}: 234 with the partial count, 995 and 109 with 0 (I01). FALSE with a
     * null OVERLAPPED: no packet, the other out parameters indeterminate; 258 the time has passed (P7), 735 the port was closed meanwhile
     * (I05; Wine 8 goes on waiting).
     *
     * <p>Not alertable. Threads are served last come, first served; packets first in, first out.
     *
     * <p>Source: Microsoft: GetQueuedCompletionStatus (ioapiset.h); P8.
     */
    boolean getQueuedCompletionStatus(Handle completionPort, DwordReference bytesTransferred, PointerReference completionKey,
            OverlappedReference overlapped, int timeoutMillis);

    /**
     * Takes up to {@code count} packets, or waits for at least one.
     *
     * <p>TRUE with failed operations among them: their status is in each {@link Overlapped#internal()}. FALSE: no packet; 258 the time has passed,
     * and {@code *entriesRemoved} may say 1 (P9), 192 an APC was run (P11), 735 the port was closed. A packet wins over a queued APC (P12).
     *
     * <p>Source: Microsoft: GetQueuedCompletionStatusEx (ioapiset.h); P10.
     *
     * @param entries filled from index 0; what lies beyond the entries removed is left alone
     */
    boolean getQueuedCompletionStatusEx(Handle completionPort, @Nullable OverlappedEntry[] entries, int count, DwordReference entriesRemoved,
            int timeoutMillis, boolean alertable);

    /**
     * Queues a packet of one's own: the three values come out as they went in, and nothing looks at them (P8, I2). The OVERLAPPED may be null or
     * made up, and is not touched.
     *
     * <p>Source: Microsoft: PostQueuedCompletionStatus (ioapiset.h).
     */
    boolean postQueuedCompletionStatus(Handle completionPort, int bytesTransferred, long completionKey, @Nullable Overlapped overlapped);

    /**
     * Binds a handle to the port of the thread pool: a thread of the pool runs the routine for each packet. For the life of the file object; there
     * is no way to wait for the callbacks, so what they touch must outlive the last operation.
     *
     * <p>Last errors: 87 a synchronous handle, or bound already (I14).
     *
     * <p>Source: Microsoft: BindIoCompletionCallback (winbase.h).
     *
     * @param flags 0
     */
    boolean bindIoCompletionCallback(Handle file, BoundIoCompletionRoutine callback, int flags);
}
