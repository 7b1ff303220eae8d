package dev.overlap.win32;

import org.jspecify.annotations.Nullable;

/** Named pipes: making, connecting, inspecting and configuring them. Reading and writing them is {@link FileFunctions}. */
public interface NamedPipeFunctions {
    // createNamedPipe, openMode; FILE_FLAG_OVERLAPPED and FILE_FLAG_WRITE_THROUGH of FileFunctions go there too
    int PIPE_ACCESS_INBOUND = 0x1;
    int PIPE_ACCESS_OUTBOUND = 0x2;
    int PIPE_ACCESS_DUPLEX = 0x3;
    int FILE_FLAG_FIRST_PIPE_INSTANCE = 0x0008_0000;

    // createNamedPipe, pipeMode; wait mode and read mode also in set- and getNamedPipeHandleState, the type in getNamedPipeInfo
    int PIPE_WAIT = 0x0;
    int PIPE_NOWAIT = 0x1;
    int PIPE_READMODE_BYTE = 0x0;
    int PIPE_READMODE_MESSAGE = 0x2;
    int PIPE_TYPE_BYTE = 0x0;
    int PIPE_TYPE_MESSAGE = 0x4;
    int PIPE_ACCEPT_REMOTE_CLIENTS = 0x0;
    int PIPE_REJECT_REMOTE_CLIENTS = 0x8;

    // createNamedPipe, maxInstances
    int PIPE_UNLIMITED_INSTANCES = 255;

    // getNamedPipeInfo, flags, beside the type
    int PIPE_CLIENT_END = 0x0;
    int PIPE_SERVER_END = 0x1;

    // waitNamedPipe and callNamedPipe, timeoutMillis
    int NMPWAIT_USE_DEFAULT_WAIT = 0;
    int NMPWAIT_NOWAIT = 1;
    int NMPWAIT_WAIT_FOREVER = -1;

    /**
     * Makes an instance of a named pipe, the first one or a further one, and answers a handle to its server end: listening already, and signalled
     * (K20, K22).
     *
     * <p>The buffer sizes are quotas of written and unread bytes: a write beyond its quota pends, none is refused, and with 0 every non-empty write
     * pends until it is read (M03, M05). All instances share type, access, maximum and default time-out; that Windows refuses a difference is
     * documented for all, seen for the access (K14), and not seen for the others (K15).
     *
     * <p>Last errors: 123 a name that does not begin with {@code \\.\pipe\} (K16), 3 a name of NULL (K18), 87 a bad mode or number, or READMODE_MESSAGE without
     * TYPE_MESSAGE (K17, M11), 231 no instance left (K13), 5 other access than the first instance, or FIRST_PIPE_INSTANCE for a second one (M11).
     *
     * <p>Source: Microsoft: CreateNamedPipe (winbase.h).
     *
     * @param name {@code \\.\pipe\} and up to 247 characters without a backslash, case ignored
     * @param openMode one PIPE_ACCESS_ constant, with FILE_FLAG_OVERLAPPED and others
     * @param pipeMode PIPE_TYPE_, PIPE_READMODE_, PIPE_WAIT or PIPE_NOWAIT; read mode and wait mode are those of the server end
     * @param maxInstances 1 to 254, or PIPE_UNLIMITED_INSTANCES
     * @param outBufferBytes quota from server to client
     * @param inBufferBytes quota from client to server
     * @param defaultTimeoutMillis of waitNamedPipe; 0 means 50 ms
     * @param securityAttributes whether the handle is inherited
     * @return the server end, or {@link Handle#INVALID_HANDLE_VALUE}
     */
    Handle createNamedPipe(@Nullable String name, int openMode, int pipeMode, int maxInstances, int outBufferBytes, int inBufferBytes, int defaultTimeoutMillis,
            @Nullable SecurityAttributes securityAttributes);

    /**
     * Waits on a server end for a client, or begins to; an overlapped operation like ReadFile, so buffer rules apart its rules hold here too.
     *
     * <p>TRUE when a client comes while a synchronous call waits. FALSE with 997: pending (K66); 535: a client is there already, which is a good
     * connection, and no completion follows, Internal stays STATUS_PENDING and the event is reset, never set (K23, K70); 232: the last client has
     * closed, and DisconnectNamedPipe is due (D09); 1: a client end (K24). A PIPE_NOWAIT handle never waits: 536 while nobody is there, at the
     * first call after a disconnect too, which makes the instance listen (K121 to K131; Microsoft says TRUE of it).
     *
     * <p>A pending connect is ended by a client, by a cancel (995; the instance goes on listening, C13, K68), by DisconnectNamedPipe (233) and by
     * closing the handle (K140). The byte count of its result means nothing.
     *
     * <p>Source: Microsoft: ConnectNamedPipe (namedpipeapi.h); D07, D09.
     *
     * @param overlapped required for a handle opened with FILE_FLAG_OVERLAPPED, where null may report a false completion
     */
    boolean connectNamedPipe(Handle pipe, @Nullable Overlapped overlapped);

    /**
     * Throws the client off a server end. Unread bytes of both directions are lost, every pending operation of both ends completes with 233, and
     * so does everything that the client still tries; it must close its handle (0.1.6, D06, D07, K3 to K10).
     *
     * <p>Afterwards the instance is disconnected: connectNamedPipe makes it listen again, reads and writes give 233, PeekNamedPipe 230.
     * Legal, and TRUE, while listening and after the client has closed.
     *
     * <p>Last errors: 233 disconnected already (K8), 1 a client end (R25).
     *
     * <p>Source: Microsoft: DisconnectNamedPipe (namedpipeapi.h); F28.
     */
    boolean disconnectNamedPipe(Handle pipe);

    /**
     * Blocks until an instance of the pipe listens, with or without a pending ConnectNamedPipe (K22, K138, K139).
     *
     * <p>TRUE reserves nothing: another client may be faster, and CreateFile then gives 231. FALSE at once with 2 when no instance exists at all,
     * whatever the time-out (K18, K137), and with 121 when the time has passed (K22).
     *
     * <p>Source: Microsoft: WaitNamedPipe (winbase.h).
     *
     * @param timeoutMillis milliseconds, NMPWAIT_USE_DEFAULT_WAIT (the server's), or NMPWAIT_WAIT_FOREVER
     */
    boolean waitNamedPipe(String name, int timeoutMillis);

    /**
     * Copies bytes that wait to be read, and tells how many there are, without taking any. Never waits for data; on a synchronous handle it
     * waits for the calls of other threads on the same handle (F33).
     *
     * <p>{@code totalBytesAvailable} counts all messages, and the bytes of writes that still pend: when such a write is cancelled its rest is
     * retracted, so a read of what was peeked can still pend (F23). On a message pipe only the next message is copied, also for an end in
     * byte-read mode (M06, K35). {@code bytesLeftThisMessage} of a byte pipe is 0 minus the bytes copied, not the 0 that Microsoft says (K28).
     *
     * <p>On an overlapped handle it signals the file object: who waits on the handle itself, hEvent being NULL, wakes for nothing (0.1.4, M06).
     *
     * <p>FALSE leaves the out parameters alone, with 109 the other end was closed and all is read (D01), 233 a client end that was disconnected
     * (K10), 230 a server end without client (K11, K21), 5 no read access (R14).
     *
     * <p>Source: Microsoft: PeekNamedPipe (namedpipeapi.h); F22.
     *
     * @param buffer filled from offset 0; null copies nothing
     * @param bufferBytes how much to copy at most, ignored without a buffer
     */
    boolean peekNamedPipe(Handle pipe, @Nullable Memory buffer, int bufferBytes, @Nullable DwordReference bytesRead,
            @Nullable DwordReference totalBytesAvailable, @Nullable DwordReference bytesLeftThisMessage);

    /**
     * Sets read mode and wait mode of this end. Reads that pend already go on pending, in the new read mode (D20).
     *
     * <p>A client end begins in byte-read mode, whatever the server chose (F30). After the other end was closed it still answers TRUE (M07).
     *
     * <p>Last errors: 87 READMODE_MESSAGE on a byte pipe, or another bit (K72, M07), 5 a handle without write attributes, which a server end of
     * an inbound pipe is (M07), 231 PIPE_NOWAIT for an end that waits, and has a read pending or has written what is unread (D20), 233 a client end that was
     * disconnected.
     *
     * <p>Source: Microsoft: SetNamedPipeHandleState (namedpipeapi.h).
     *
     * @param mode PIPE_READMODE_ and PIPE_WAIT or PIPE_NOWAIT, null to keep both
     * @param maxCollectionCount bytes; null for a pipe on this machine
     * @param collectDataTimeoutMillis null for a pipe on this machine
     */
    boolean setNamedPipeHandleState(Handle pipe, @Nullable Integer mode, @Nullable Integer maxCollectionCount,
            @Nullable Integer collectDataTimeoutMillis);

    /**
     * Tells read mode and wait mode of this end, and how many instances there are. TRUE with nothing asked for, too (K71).
     *
     * <p>Last errors: 87 the collection parameters or the user name asked for where they do not apply (K74), 233 a client end that was
     * disconnected (M07).
     *
     * <p>Source: Microsoft: GetNamedPipeHandleState (winbase.h); K71 to K75.
     *
     * @param state PIPE_READMODE_MESSAGE and PIPE_NOWAIT, each where set
     * @param maxCollectionCount null for a pipe on this machine
     * @param collectDataTimeoutMillis null for a pipe on this machine
     * @param userName of the client, ended by a NUL; null for a client end
     * @param userNameChars size of {@code userName}
     */
    boolean getNamedPipeHandleState(Handle pipe, @Nullable DwordReference state, @Nullable DwordReference currentInstances,
            @Nullable DwordReference maxCollectionCount, @Nullable DwordReference collectDataTimeoutMillis, char @Nullable [] userName,
            int userNameChars);

    /**
     * Tells what never changes: which end this is, the pipe's type, buffer sizes and maximum of instances. Read mode and wait mode do not show (K77).
     *
     * <p>Both ends get the sizes as the server gave them: out is from server to client, also for the client (M07, K76 to K79).
     *
     * <p>Last errors: 233 a client end that was disconnected (M07), 5 a handle without read attributes (N10).
     *
     * <p>Source: Microsoft: GetNamedPipeInfo (namedpipeapi.h).
     *
     * @param flags PIPE_SERVER_END and PIPE_TYPE_MESSAGE, each where true
     */
    boolean getNamedPipeInfo(Handle pipe, @Nullable DwordReference flags, @Nullable DwordReference outBufferBytes,
            @Nullable DwordReference inBufferBytes, @Nullable DwordReference maxInstances);

    /**
     * Writes one message and reads the answer, as one operation that pends like a read. Only on a message pipe, and an end in message-read mode.
     *
     * <p>An answer longer than {@code outBufferBytes} gives FALSE with 234, and ReadFile gets the rest. The count of an overlapped result is that of
     * the bytes read.
     *
     * <p>Last errors: 230 the wrong mode, or an end that has no other end, closed or not yet there (N30b), 233 a client end that was
     * disconnected, 231 something to read is there already, 1784 a buffer that is not accessible, 5 a handle that cannot both read and write. None of
     * them has written anything. PIPE_NOWAIT makes no difference.
     *
     * <p>Source: Microsoft: TransactNamedPipe (namedpipeapi.h), FSCTL_PIPE_TRANSCEIVE Reply (MS-FSCC 2.3.48). Sizes up to 64 KiB are guaranteed.
     *
     * @param inBuffer what to write (the pipe's view of in and out)
     * @param outBuffer where the answer goes
     * @param bytesRead may be null only with an {@code overlapped}
     */
    boolean transactNamedPipe(Handle pipe, @Nullable Memory inBuffer, int inBufferOffset, int inBufferBytes, @Nullable Memory outBuffer,
            int outBufferOffset, int outBufferBytes, @Nullable DwordReference bytesRead, @Nullable Overlapped overlapped);

    /**
     * A whole client in one blocking call: CreateFile, or WaitNamedPipe and CreateFile; message-read mode; TransactNamedPipe; CloseHandle.
     *
     * <p>An answer longer than {@code outBufferBytes} gives FALSE with 234, and its rest is lost with the handle. Fails on a byte pipe.
     * Last errors otherwise: those of the functions that it is made of.
     *
     * <p>Source: Microsoft: CallNamedPipe (winbase.h).
     *
     * @param timeoutMillis for an instance to become free: milliseconds, or an NMPWAIT_ constant
     */
    boolean callNamedPipe(String name, @Nullable Memory inBuffer, int inBufferOffset, int inBufferBytes, @Nullable Memory outBuffer,
            int outBufferOffset, int outBufferBytes, DwordReference bytesRead, int timeoutMillis);

    /**
     * Makes an anonymous pipe: a byte pipe with a private name, of one direction and one instance, both handles synchronous. The read end is its
     * server end (K50).
     *
     * <p>A write blocks only beyond the quota (K52), and closing an end is told as in any pipe (K51). After FALSE both references are indeterminate.
     *
     * <p>Source: Microsoft: CreatePipe (namedpipeapi.h).
     *
     * @param sizeBytes quota, taken as given (K54); 0 for 4096 (K50)
     */
    boolean createPipe(HandleReference readPipe, HandleReference writePipe, @Nullable SecurityAttributes securityAttributes, int sizeBytes);

    /**
     * NtQueryInformationFile(FilePipeLocalInformation): state and free quota of one end, at this moment.
     *
     * <p>The only function of the contract that answers an {@link NtStatus} and leaves the last error alone: STATUS_SUCCESS, and only then the
     * reference is filled in; STATUS_PIPE_DISCONNECTED on a client end that was disconnected (N32a), STATUS_ACCESS_DENIED without read attributes
     * (N10), STATUS_INVALID_HANDLE, STATUS_OBJECT_TYPE_MISMATCH for a handle that is no file (N10).
     *
     * <p>Source: Microsoft: NtQueryInformationFile (ntifs.h), FILE_PIPE_LOCAL_INFORMATION (ntifs.h); N33, R4, R5.
     */
    int ntQueryInformationFile(Handle file, FilePipeLocalInformationReference information);
}
