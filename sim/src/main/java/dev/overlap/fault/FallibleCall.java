package dev.overlap.fault;

import static dev.overlap.win32.Win32Error.ERROR_INVALID_HANDLE;
import static dev.overlap.win32.Win32Error.ERROR_INVALID_USER_BUFFER;
import static dev.overlap.win32.Win32Error.ERROR_NOACCESS;
import static dev.overlap.win32.Win32Error.ERROR_NOT_ENOUGH_MEMORY;
import static dev.overlap.win32.Win32Error.ERROR_NOT_ENOUGH_QUOTA;
import static dev.overlap.win32.Win32Error.ERROR_NO_SYSTEM_RESOURCES;
import static dev.overlap.win32.Win32Error.ERROR_OPERATION_ABORTED;

import java.util.Arrays;

/**
 * The calls of a reader that may fail, and the errors with which they do: the contract of what a correct reader must survive.
 *
 * <p>To survive means: the error is told once with its own code, by {@code ReaderListener.error} or as a warning; what was made is given back; no byte that
 * was received is lost; the reader can be stopped and closed. A call that fails has had no effect, except where it says otherwise. What a pipe answers by
 * itself (109, 232, 233, 234, 996, 997, 1168) is no fault: the kernel answers so when it must.
 *
 * <table>
 *   <caption>Why each must be survived</caption>
 *   <tr><th>call</th><th>errors</th><th>why</th></tr>
 *   <tr><td>ReadFile</td><td>8, 1450, 1784, 1816, 995</td><td>Documented: 1784 and 8 when too many operations are outstanding, 1816 when the buffer cannot be
 *     locked within the quota of the process, 995 when the operation was aborted before it pended; 1450 is what exhausted pool memory becomes. Immediate:
 *     the event is reset, Internal stays STATUS_PENDING, no completion follows (0.1 fact 1)</td></tr>
 *   <tr><td>ReadFileEx</td><td>8, 1450, 1784, 1816, 995</td><td>As ReadFile, of which it is a variant. No routine is queued</td></tr>
 *   <tr><td>a read that pends</td><td>995, 1450, 8, 998</td><td>It completes with a failure that nobody asked for: another thread's CancelIo, the exit of its
 *     issuing thread (995), a driver out of memory (1450, 8), a buffer that cannot be written any more (998). Takes no bytes. Seen through
 *     GetOverlappedResult, or in Internal</td></tr>
 *   <tr><td>CancelIoEx</td><td>8, 1450</td><td>It allocates a packet for the request. The operation goes on: who stops must try again, or wait until it ends by
 *     itself, and must not give its memory up</td></tr>
 *   <tr><td>PeekNamedPipe</td><td>8, 1450</td><td>It allocates a buffer for the answer</td></tr>
 *   <tr><td>GetNamedPipeHandleState</td><td>8, 1450</td><td>The same</td></tr>
 *   <tr><td>CreateEvent</td><td>8, 1450</td><td>Documented: NULL. Handle quota and pool memory run out, in a service that leaks at the latest</td></tr>
 *   <tr><td>CreateThreadpoolWait</td><td>8, 1450</td><td>Documented: NULL</td></tr>
 *   <tr><td>RegisterWaitForSingleObject</td><td>8, 1450</td><td>Documented: FALSE</td></tr>
 *   <tr><td>CreateIoCompletionPort</td><td>8, 1450</td><td>Documented: NULL. The port comes out of pool memory, and so does what binds a file to it</td></tr>
 *   <tr><td>PostQueuedCompletionStatus</td><td>8, 1450</td><td>Documented: FALSE. The packet comes out of pool memory, other than that of an operation, which was
 *     there from the beginning: no packet of an operation is ever lost for want of memory</td></tr>
 *   <tr><td>UnregisterWaitEx</td><td>8, 1450</td><td>To wait for callbacks it needs an event of its own. The wait stays registered, callbacks go on coming</td></tr>
 *   <tr><td>UnregisterWait</td><td>8</td><td>The same</td></tr>
 *   <tr><td>CloseHandle</td><td>6</td><td>Of a handle that was protected from closing (SetHandleInformation). The handle stays open, and that is no leak of the
 *     reader's</td></tr>
 *   <tr><td>starting a thread</td><td>8</td><td>Documented for CreateThread: NULL. Memory for a stack, or the job's or the desktop's share runs out</td></tr>
 *   <tr><td>an allocation, of memory or an OVERLAPPED</td><td>8</td><td>There is none</td></tr>
 * </table>
 *
 * <p>Left out, because they cannot fail: SetThreadpoolWait, WaitForThreadpoolWaitCallbacks and CloseThreadpoolWait return nothing; GetLastError answers always;
 * GetOverlappedResult without waiting only looks at the OVERLAPPED; SleepEx answers how it ended, and GetQueuedCompletionStatus on an open port without a time-out
 * ends with a packet.
 */
public enum FallibleCall {
    READ_FILE("ReadFile", ERROR_NOT_ENOUGH_MEMORY, ERROR_NO_SYSTEM_RESOURCES, ERROR_INVALID_USER_BUFFER, ERROR_NOT_ENOUGH_QUOTA, ERROR_OPERATION_ABORTED),
    READ_FILE_EX("ReadFileEx", ERROR_NOT_ENOUGH_MEMORY, ERROR_NO_SYSTEM_RESOURCES, ERROR_INVALID_USER_BUFFER, ERROR_NOT_ENOUGH_QUOTA, ERROR_OPERATION_ABORTED),
    /** The completion of a read that pends. */
    GET_OVERLAPPED_RESULT("GetOverlappedResult", ERROR_OPERATION_ABORTED, ERROR_NO_SYSTEM_RESOURCES, ERROR_NOT_ENOUGH_MEMORY, ERROR_NOACCESS),
    CANCEL_IO_EX("CancelIoEx", ERROR_NOT_ENOUGH_MEMORY, ERROR_NO_SYSTEM_RESOURCES),
    PEEK_NAMED_PIPE("PeekNamedPipe", ERROR_NOT_ENOUGH_MEMORY, ERROR_NO_SYSTEM_RESOURCES),
    GET_NAMED_PIPE_HANDLE_STATE("GetNamedPipeHandleState", ERROR_NOT_ENOUGH_MEMORY, ERROR_NO_SYSTEM_RESOURCES),
    CREATE_EVENT("CreateEvent", ERROR_NOT_ENOUGH_MEMORY, ERROR_NO_SYSTEM_RESOURCES),
    CREATE_THREADPOOL_WAIT("CreateThreadpoolWait", ERROR_NOT_ENOUGH_MEMORY, ERROR_NO_SYSTEM_RESOURCES),
    REGISTER_WAIT("RegisterWaitForSingleObject", ERROR_NOT_ENOUGH_MEMORY, ERROR_NO_SYSTEM_RESOURCES),
    CREATE_IO_COMPLETION_PORT("CreateIoCompletionPort", ERROR_NOT_ENOUGH_MEMORY, ERROR_NO_SYSTEM_RESOURCES),
    POST_QUEUED_COMPLETION_STATUS("PostQueuedCompletionStatus", ERROR_NOT_ENOUGH_MEMORY, ERROR_NO_SYSTEM_RESOURCES),
    UNREGISTER_WAIT_EX("UnregisterWaitEx", ERROR_NOT_ENOUGH_MEMORY, ERROR_NO_SYSTEM_RESOURCES),
    UNREGISTER_WAIT("UnregisterWait", ERROR_NOT_ENOUGH_MEMORY),
    CLOSE_HANDLE("CloseHandle", ERROR_INVALID_HANDLE),
    START_THREAD("startThread", ERROR_NOT_ENOUGH_MEMORY),
    ALLOCATE("allocate", ERROR_NOT_ENOUGH_MEMORY),
    ALLOCATE_OVERLAPPED("allocateOverlapped", ERROR_NOT_ENOUGH_MEMORY);

    private final String function;
    private final int[] errors;

    FallibleCall(String function, int... errors) {
        this.function = function;
        this.errors = errors;
    }

    /** Whether a reader can receive nothing any more when the call has failed, so that its listener must hear of it. */
    public boolean endsReading() {
        return switch (this) {
            case CANCEL_IO_EX, POST_QUEUED_COMPLETION_STATUS, UNREGISTER_WAIT, UNREGISTER_WAIT_EX, CLOSE_HANDLE -> false;
            case READ_FILE, READ_FILE_EX, GET_OVERLAPPED_RESULT, PEEK_NAMED_PIPE, GET_NAMED_PIPE_HANDLE_STATE, CREATE_EVENT, CREATE_THREADPOOL_WAIT,
                    REGISTER_WAIT, CREATE_IO_COMPLETION_PORT, START_THREAD, ALLOCATE, ALLOCATE_OVERLAPPED -> true;
        };
    }

    /** Windows' name of the function; the platform's for an allocation. */
    public String function() {
        return function;
    }

    /** The errors with which it may fail, the plainest first. */
    public int[] errors() {
        return Arrays.copyOf(errors, errors.length);
    }

    /** How many errors there are. */
    public int errorCount() {
        return errors.length;
    }

    /** The error of this position, 0 to {@link #errorCount()} - 1. */
    public int error(int position) {
        return errors[position];
    }
}
