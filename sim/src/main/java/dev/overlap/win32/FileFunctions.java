package dev.overlap.win32;

import org.jspecify.annotations.Nullable;

/**
 * Opening, reading, writing, cancelling: the overlapped operation and its rules.
 *
 * <p>A call that starts an operation has one of four ends. <b>Done at once</b>: TRUE, or FALSE with 234, a warning; status, count, event, APC or
 * packet all follow as for a pending one, and before the call returns (0.1.2, 0.1.3). <b>Pending</b>: FALSE with 997; exactly one completion comes,
 * or has come already (F8, F32). <b>Immediate error</b>: FALSE with anything else; nothing was started, no completion will come, and the OVERLAPPED
 * is left as {@link Overlapped} says (0.1.1). <b>Bad handle</b>: the same with 6, and even the event is left as it was.
 *
 * <p>Completion is carried out on the thread that issued the operation, in steps that another thread can see one by one: bytes, InternalHigh,
 * Internal, event, APC or packet (0.1.9); on a handle bound to a port, without an hEvent, the thread that takes the packet may do the writing (M2).
 * When the issuing thread ends its operations are cancelled, unless the handle is bound to a port (C09).
 */
public interface FileFunctions {
    // createFile and duplicateHandle, desiredAccess; a server end gets what its PIPE_ACCESS_ constant says (K45)
    int GENERIC_READ = 0x8000_0000;
    int GENERIC_WRITE = 0x4000_0000;
    int FILE_READ_DATA = 0x1;
    int FILE_WRITE_DATA = 0x2;
    int FILE_APPEND_DATA = 0x4;
    int FILE_READ_EA = 0x8;
    int FILE_WRITE_EA = 0x10;
    int FILE_READ_ATTRIBUTES = 0x80;
    int FILE_WRITE_ATTRIBUTES = 0x100;
    int READ_CONTROL = 0x2_0000;
    int SYNCHRONIZE = 0x10_0000;

    // createFile, shareMode
    int FILE_SHARE_READ = 0x1;
    int FILE_SHARE_WRITE = 0x2;

    // createFile, creationDisposition: a pipe exists, or it does not
    int OPEN_EXISTING = 3;

    // createFile, flagsAndAttributes; the first two flags also in createNamedPipe
    int FILE_FLAG_OVERLAPPED = 0x4000_0000;
    int FILE_FLAG_WRITE_THROUGH = 0x8000_0000;
    int FILE_ATTRIBUTE_NORMAL = 0x80;
    int SECURITY_SQOS_PRESENT = 0x10_0000;
    int SECURITY_ANONYMOUS = 0x0;
    int SECURITY_IDENTIFICATION = 0x1_0000;

    // setFileCompletionNotificationModes
    int FILE_SKIP_COMPLETION_PORT_ON_SUCCESS = 0x1;
    int FILE_SKIP_SET_EVENT_ON_HANDLE = 0x2;

    /**
     * Opens the client end of a named pipe, and with it connects a listening instance: a pending ConnectNamedPipe completes (K80).
     *
     * <p>The handle is signalled when fresh (K87), and reads in byte mode even on a message pipe, until SetNamedPipeHandleState (F30).
     *
     * <p>Last errors: 2 no such pipe (K19), 231 it exists and no instance listens: all connected, disconnected or closing (D09, R24, R26), 5 the
     * access asked for does not fit the pipe's direction.
     *
     * <p>Source: Microsoft: CreateFile (fileapi.h), Pipes.
     *
     * @param fileName {@code \\.\pipe\…}; the contract knows no other files
     * @param desiredAccess GENERIC_READ, GENERIC_WRITE or both, or the single FILE_ rights
     * @param shareMode without effect on a pipe end
     * @param creationDisposition OPEN_EXISTING
     * @param flagsAndAttributes FILE_FLAG_OVERLAPPED makes every operation on the handle an overlapped one
     * @param templateFile {@link Handle#NULL}
     * @return the client end, or {@link Handle#INVALID_HANDLE_VALUE}
     */
    Handle createFile(String fileName, int desiredAccess, int shareMode, @Nullable SecurityAttributes securityAttributes, int creationDisposition,
            int flagsAndAttributes, Handle templateFile);

    /**
     * Reads what is there, or waits for it: any available byte ends a read, which is seldom full (F26). Resets hEvent first, then begins (F3).
     *
     * <p>TRUE: done; 0 bytes means that the peer wrote an empty message, or that 0 were asked for, never the end (F24). FALSE with 234: done, and
     * the message goes on in the next read (message-read mode only); {@code *bytesRead} is then 0 with an OVERLAPPED, the count being in
     * InternalHigh and in GetOverlappedResult, and the real count without one (0.1.2, F6, K31, K47). FALSE with 997: pending; {@code *bytesRead}
     * is 0. A read of 0 bytes pends until something arrives, takes nothing of it, and a zero-byte write to a byte pipe does not wake it (F25, R07).
     *
     * <p>Immediate errors, after which Internal is STATUS_PENDING and no completion comes: 109 the other end was closed and all is read (F27), 233
     * disconnected (F28), 536 no client yet (K2), 232 nothing there on a PIPE_NOWAIT handle (D19), 5 no read access, 998 the buffer is not all
     * writable (R14), 6 the file or hEvent (R14), 8, 1450, 1784 and 1816 too many operations in flight. 109 and 233 are both the end of the stream.
     *
     * <p>A pending read ends with 0, 234, 109, 233 or 995; with 109, not 995, when the last handle of its own end is closed (0.1.6, D10). Reads
     * complete in the order in which they were issued (R09), but threads may see that in any order.
     *
     * <p>Source: Microsoft: ReadFile (fileapi.h); R01 to R16, K84 to K103.
     *
     * @param buffer borrowed until completion (F1); null is 998, unless 0 bytes are asked for
     * @param bufferOffset where in the buffer the first byte goes: Windows' pointer is {@code buffer.address() + bufferOffset}
     * @param bytesToRead bytes, 0 to the rest of the buffer
     * @param bytesRead set to 0 before anything else; null only with an {@code overlapped}, and best null then (F29)
     * @param overlapped borrowed until completion (F2). Null on a handle opened with FILE_FLAG_OVERLAPPED waits for the file object, which other
     *     operations signal too, and so may return early (R12); on a synchronous handle the call blocks with or without it (K47)
     */
    boolean readFile(Handle file, @Nullable Memory buffer, int bufferOffset, int bytesToRead, @Nullable DwordReference bytesRead,
            @Nullable Overlapped overlapped);

    /**
     * Reads like {@link #readFile readFile}, and at completion queues the routine to the issuing thread as a user APC.
     *
     * <p>TRUE: the routine will run, in an alertable wait of this thread, also when the read was done at once; the last error is then 0, or 234 for
     * a partial message (F7; Wine 8 answers FALSE and queues the APC all the same, A03). FALSE: an immediate error, the routine never runs (P13).
     * If the thread ends first it never runs either (A04). hEvent is not touched (A02).
     *
     * <p>Last errors: readFile's immediate ones, and 87 where the handle is bound to a port (I13, F31). The handle must be an overlapped one.
     *
     * <p>Source: Microsoft: ReadFileEx (fileapi.h); F14, K80, K81.
     */
    boolean readFileEx(Handle file, @Nullable Memory buffer, int bufferOffset, int bytesToRead, Overlapped overlapped,
            CompletionRoutine completionRoutine);

    /**
     * Writes to the other end: fills the reads that wait there, then the buffer. Resets hEvent first, then begins (F3).
     *
     * <p>Whole or pending: a write that exceeds the free quota pends as a whole, though all its bytes can be read and peeked at once; it completes
     * with its full length as soon as the unread rest fits (0.1.7, K90 to K99). Its result never tells what was received: cancelled half read it
     * ends with 995 and 0 bytes (C08), and after the reader has closed with 109 (D18).
     *
     * <p>A zero-byte write does nothing on a byte pipe; on a message pipe it is a message: it ends one waiting read with 0 bytes, or queues (0.1.5).
     * On a PIPE_NOWAIT byte handle TRUE may come with fewer bytes written.
     *
     * <p>Immediate errors: 232 the other end was closed (D01; Microsoft says 109 of anonymous pipes), 233 disconnected, 536 no client yet (K1), 5 no
     * write access, 998 the buffer is not all readable, 6 the file or hEvent, 8, 1450, 1784 and 1816 too many operations in flight.
     *
     * <p>Source: Microsoft: WriteFile (fileapi.h); M03, M04, K88 to K103.
     *
     * @param buffer borrowed until completion (F1); reading it meanwhile is harmless
     * @param bufferOffset where in the buffer the first byte is
     * @param bytesToWrite bytes, 0 to the rest of the buffer
     * @param bytesWritten set to 0 before anything else; null only with an {@code overlapped}
     * @param overlapped as in {@link #readFile readFile}
     */
    boolean writeFile(Handle file, @Nullable Memory buffer, int bufferOffset, int bytesToWrite, @Nullable DwordReference bytesWritten,
            @Nullable Overlapped overlapped);

    /**
     * Writes like {@link #writeFile writeFile}, and at completion queues the routine to the issuing thread as a user APC, by the rules of
     * {@link #readFileEx readFileEx}.
     *
     * <p>Source: Microsoft: WriteFileEx (fileapi.h); K82, K83.
     */
    boolean writeFileEx(Handle file, @Nullable Memory buffer, int bufferOffset, int bytesToWrite, Overlapped overlapped,
            CompletionRoutine completionRoutine);

    /**
     * Blocks until the other end has read everything that this end wrote, pending writes included; on an overlapped handle too, and no cancel by
     * OVERLAPPED reaches it (K91, K95, N37). TRUE at once when nothing is unread (K88), when nobody is connected yet, and when the other end
     * was closed before (N30c).
     *
     * <p>Last errors: 109 the reader closed meanwhile (K109), 233 disconnected, meanwhile or before (K110, N30c), 5 no write access.
     *
     * <p>Source: Microsoft: FlushFileBuffers (fileapi.h).
     */
    boolean flushFileBuffers(Handle file);

    /**
     * The result of an operation that pended: status and byte count out of its OVERLAPPED. Takes nothing away, and may be repeated (R01).
     *
     * <p>While Internal is STATUS_PENDING: FALSE with 996 (whether {@code *bytesTransferred} is left alone is not known), or with {@code wait} it
     * blocks, not alertable, until hEvent is signalled, or the file object if that is NULL, which any other operation on the handle may signal
     * (F15). It does not look at Internal again: a signal from elsewhere gives TRUE and a meaningless count (R10). After an immediate error it is 996
     * for ever (0.1.1). An auto-reset event is consumed by the wait, but left set when there was nothing to wait for (R11).
     *
     * <p>When done: TRUE, or FALSE with the operation's error; {@code *bytesTransferred} is set in both cases, for 234 to the bytes of the partial
     * message (F6, R03), for 995, 109 and 233 to 0.
     *
     * <p>Any thread may ask, not the issuing one alone. Source: Microsoft: GetOverlappedResult (ioapiset.h); P1, P2.
     *
     * @param file the handle of the operation; only used to wait without an hEvent (M10)
     */
    boolean getOverlappedResult(Handle file, Overlapped overlapped, DwordReference bytesTransferred, boolean wait);

    /**
     * {@link #getOverlappedResult getOverlappedResult} with a time-out, and alertable if asked.
     *
     * <p>Still pending: FALSE with 996 for a time-out of 0, which never runs an APC (K112, K113); with 258 when the time has passed (K114); with 192
     * when alertable and an APC was run, though the operation goes on (K115).
     *
     * <p>Source: Microsoft: GetOverlappedResultEx (ioapiset.h).
     */
    boolean getOverlappedResultEx(Handle file, Overlapped overlapped, DwordReference bytesTransferred, int timeoutMillis, boolean alertable);

    /**
     * Asks for all operations that the <em>calling thread</em> issued on the handle to be cancelled; those of other threads go on, and TRUE is
     * answered all the same, also when there is nothing to cancel (C05, F12). What a cancel means: {@link #cancelIoEx cancelIoEx}.
     *
     * <p>Source: Microsoft: CancelIo (ioapiset.h); K68.
     */
    boolean cancelIo(Handle file);

    /**
     * Asks for operations on the handle, of any thread of this process, to be cancelled: all of them, or those issued with one OVERLAPPED.
     *
     * <p>A request, not an end: it does not wait, and OVERLAPPED and buffer stay borrowed until the completion comes, which it does, event, APC or
     * packet included (F10). TRUE: the operation may end with 995 and no byte taken, or normally, or with another error. FALSE with 1168: nothing
     * found; it has completed, or its completion is under way and may not be visible yet (C02, F11). Of a read's bytes none is lost or doubled:
     * either the operation has them, or the next one (0.1.8; F34 is contested).
     *
     * <p>Whether the end is visible on return: for an operation of the calling thread yes, where the cancel wins at once (C01); for another
     * thread's not necessarily (0.1.9).
     *
     * <p>The key is the address of the OVERLAPPED, so a copy finds nothing (C07), and two operations with one OVERLAPPED are both hit (F12, R16).
     * A duplicate of the handle reaches the same operations (C06); the other end of the pipe does not. With null and nothing pending the answer is
     * FALSE with 1168 (Wine 8: TRUE, C02).
     *
     * <p>Source: Microsoft: CancelIoEx (ioapiset.h); C01 to C14.
     */
    boolean cancelIoEx(Handle file, @Nullable Overlapped overlapped);

    /**
     * Asks for the synchronous call in which a thread is blocked to be cancelled; it then returns FALSE with 995, or as it would have anyway.
     *
     * <p>Of a call that fails so, as of any that has waited in vain on a synchronous handle, its OVERLAPPED and hEvent tell nothing (N8).
     *
     * <p>FALSE with 1168 when the thread is not blocked in a synchronous operation: it may be just about to be, and then nothing wakes it; an
     * overlapped operation that it waits for does not count (K118, K120). 6 for a bad thread handle (K117).
     *
     * <p>Source: Microsoft: CancelSynchronousIo (ioapiset.h); K119, C11, N8.
     */
    boolean cancelSynchronousIo(Handle thread);

    /**
     * Adds notification modes to the file object, for good: modes can not be removed (I18).
     *
     * <p>FILE_SKIP_COMPLETION_PORT_ON_SUCCESS: no packet for an operation that answers TRUE at once; pending ones have theirs. A partial message at
     * once is reported as 997 with a packet since Windows 8, as 234 without one before (F8, N28). FILE_SKIP_SET_EVENT_ON_HANDLE: the file object
     * is no longer signalled, hEvent still is (F9, N29). Unknown bits are ignored (I19).
     *
     * <p>Last errors: 87 a synchronous handle (I16).
     *
     * <p>Source: Microsoft: SetFileCompletionNotificationModes (winbase.h).
     */
    boolean setFileCompletionNotificationModes(Handle file, int flags);
}
