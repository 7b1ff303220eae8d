package dev.overlap.win32;

/** What {@link HandleFunctions#getLastError() getLastError} answers (Microsoft: System Error Codes), as far as {@link Win32} needs it. */
public final class Win32Error {
    public static final int ERROR_SUCCESS = 0;
    /** ConnectNamedPipe on the client end (K24). */
    public static final int ERROR_INVALID_FUNCTION = 1;
    public static final int ERROR_FILE_NOT_FOUND = 2;
    public static final int ERROR_PATH_NOT_FOUND = 3;
    public static final int ERROR_TOO_MANY_OPEN_FILES = 4;
    public static final int ERROR_ACCESS_DENIED = 5;
    public static final int ERROR_INVALID_HANDLE = 6;
    public static final int ERROR_NOT_ENOUGH_MEMORY = 8;
    public static final int ERROR_BAD_LENGTH = 24;
    /** QueueUserAPC to a thread that has ended (S12). */
    public static final int ERROR_GEN_FAILURE = 31;
    public static final int ERROR_HANDLE_EOF = 38;
    public static final int ERROR_NOT_SUPPORTED = 50;
    public static final int ERROR_INVALID_PARAMETER = 87;
    /** The other end was closed and nothing is left to read: the end of the stream (F27). */
    public static final int ERROR_BROKEN_PIPE = 109;
    /** WaitNamedPipe timed out (K22). */
    public static final int ERROR_SEM_TIMEOUT = 121;
    public static final int ERROR_INSUFFICIENT_BUFFER = 122;
    public static final int ERROR_INVALID_NAME = 123;
    public static final int ERROR_WAIT_NO_CHILDREN = 128;
    public static final int ERROR_BAD_PATHNAME = 161;
    public static final int ERROR_BUSY = 170;
    /** CreateEvent opened an object that was there: the only success that sets an error (S6). */
    public static final int ERROR_ALREADY_EXISTS = 183;
    /** GetOverlappedResultEx was ended by an APC: a wait result that stands in the last error (K115). */
    public static final int WAIT_IO_COMPLETION = WaitFunctions.WAIT_IO_COMPLETION;
    /** PeekNamedPipe on a server end without a client (K11, K21). */
    public static final int ERROR_BAD_PIPE = 230;
    /** No instance is free (K13). */
    public static final int ERROR_PIPE_BUSY = 231;
    /** A write, or ConnectNamedPipe, where the other end was closed (D01, D09); a read from an empty PIPE_NOWAIT pipe (D19). */
    public static final int ERROR_NO_DATA = 232;
    /** Disconnected by DisconnectNamedPipe: for a reader the end of the stream, like 109 (F28). */
    public static final int ERROR_PIPE_NOT_CONNECTED = 233;
    /** The rest of a message is still to be read; a warning, so the operation did complete (F6). */
    public static final int ERROR_MORE_DATA = 234;
    /** GetOverlappedResultEx, GetQueuedCompletionStatus: a wait result that stands in the last error (K114, P7). */
    public static final int WAIT_TIMEOUT = WaitFunctions.WAIT_TIMEOUT;
    public static final int ERROR_NOT_OWNER = 288;
    public static final int ERROR_TOO_MANY_POSTS = 298;
    /** What RtlNtStatusToDosError says of a status that it does not know. */
    public static final int ERROR_MR_MID_NOT_FOUND = 317;
    public static final int ERROR_INVALID_ADDRESS = 487;
    /** ConnectNamedPipe: the client was faster, the connection is good (K23). */
    public static final int ERROR_PIPE_CONNECTED = 535;
    /** The server end has no client yet (K1, K2). */
    public static final int ERROR_PIPE_LISTENING = 536;
    /** The completion port was closed under a thread that waits at it (I05). */
    public static final int ERROR_ABANDONED_WAIT_0 = 735;
    public static final int ERROR_ABANDONED_WAIT_63 = 736;
    public static final int ERROR_USER_APC = 737;
    public static final int ERROR_ALERTED = 739;
    /** A cancel won (F10). */
    public static final int ERROR_OPERATION_ABORTED = 995;
    /** GetOverlappedResult: still pending (F15). */
    public static final int ERROR_IO_INCOMPLETE = 996;
    /** Not a failure: the completion comes later, or has come already (F8, F29). UnregisterWait: callbacks may still run (F18). */
    public static final int ERROR_IO_PENDING = 997;
    /** The buffer is not accessible (R14). */
    public static final int ERROR_NOACCESS = 998;
    /** CancelIoEx found no operation to cancel: it has completed, or never was (C02). */
    public static final int ERROR_NOT_FOUND = 1168;
    public static final int ERROR_NO_SYSTEM_RESOURCES = 1450;
    public static final int ERROR_COMMITMENT_LIMIT = 1455;
    public static final int ERROR_TIMEOUT = 1460;
    public static final int ERROR_INVALID_USER_BUFFER = 1784;
    public static final int ERROR_NOT_ENOUGH_QUOTA = 1816;

    private Win32Error() {}

    /** The name and the number, "ERROR_IO_PENDING (997)"; "error 4711" for a number that is not among the constants above. */
    public static String name(int error) {
        String name = listed(error);
        return name.isEmpty() ? symbol(error) : name + " (" + error + ")";
    }

    /** The name alone, "ERROR_IO_PENDING"; "error 4711" for a number that is not among the constants above. */
    public static String symbol(int error) {
        String name = listed(error);
        return name.isEmpty() ? "error " + error : name;
    }

    private static String listed(int error) {
        return switch (error) {
            case ERROR_SUCCESS -> "ERROR_SUCCESS";
            case ERROR_INVALID_FUNCTION -> "ERROR_INVALID_FUNCTION";
            case ERROR_FILE_NOT_FOUND -> "ERROR_FILE_NOT_FOUND";
            case ERROR_PATH_NOT_FOUND -> "ERROR_PATH_NOT_FOUND";
            case ERROR_TOO_MANY_OPEN_FILES -> "ERROR_TOO_MANY_OPEN_FILES";
            case ERROR_ACCESS_DENIED -> "ERROR_ACCESS_DENIED";
            case ERROR_INVALID_HANDLE -> "ERROR_INVALID_HANDLE";
            case ERROR_NOT_ENOUGH_MEMORY -> "ERROR_NOT_ENOUGH_MEMORY";
            case ERROR_BAD_LENGTH -> "ERROR_BAD_LENGTH";
            case ERROR_GEN_FAILURE -> "ERROR_GEN_FAILURE";
            case ERROR_HANDLE_EOF -> "ERROR_HANDLE_EOF";
            case ERROR_NOT_SUPPORTED -> "ERROR_NOT_SUPPORTED";
            case ERROR_INVALID_PARAMETER -> "ERROR_INVALID_PARAMETER";
            case ERROR_BROKEN_PIPE -> "ERROR_BROKEN_PIPE";
            case ERROR_SEM_TIMEOUT -> "ERROR_SEM_TIMEOUT";
            case ERROR_INSUFFICIENT_BUFFER -> "ERROR_INSUFFICIENT_BUFFER";
            case ERROR_INVALID_NAME -> "ERROR_INVALID_NAME";
            case ERROR_WAIT_NO_CHILDREN -> "ERROR_WAIT_NO_CHILDREN";
            case ERROR_BAD_PATHNAME -> "ERROR_BAD_PATHNAME";
            case ERROR_BUSY -> "ERROR_BUSY";
            case ERROR_ALREADY_EXISTS -> "ERROR_ALREADY_EXISTS";
            case WAIT_IO_COMPLETION -> "WAIT_IO_COMPLETION";
            case ERROR_BAD_PIPE -> "ERROR_BAD_PIPE";
            case ERROR_PIPE_BUSY -> "ERROR_PIPE_BUSY";
            case ERROR_NO_DATA -> "ERROR_NO_DATA";
            case ERROR_PIPE_NOT_CONNECTED -> "ERROR_PIPE_NOT_CONNECTED";
            case ERROR_MORE_DATA -> "ERROR_MORE_DATA";
            case WAIT_TIMEOUT -> "WAIT_TIMEOUT";
            case ERROR_NOT_OWNER -> "ERROR_NOT_OWNER";
            case ERROR_TOO_MANY_POSTS -> "ERROR_TOO_MANY_POSTS";
            case ERROR_MR_MID_NOT_FOUND -> "ERROR_MR_MID_NOT_FOUND";
            case ERROR_INVALID_ADDRESS -> "ERROR_INVALID_ADDRESS";
            case ERROR_PIPE_CONNECTED -> "ERROR_PIPE_CONNECTED";
            case ERROR_PIPE_LISTENING -> "ERROR_PIPE_LISTENING";
            case ERROR_ABANDONED_WAIT_0 -> "ERROR_ABANDONED_WAIT_0";
            case ERROR_ABANDONED_WAIT_63 -> "ERROR_ABANDONED_WAIT_63";
            case ERROR_USER_APC -> "ERROR_USER_APC";
            case ERROR_ALERTED -> "ERROR_ALERTED";
            case ERROR_OPERATION_ABORTED -> "ERROR_OPERATION_ABORTED";
            case ERROR_IO_INCOMPLETE -> "ERROR_IO_INCOMPLETE";
            case ERROR_IO_PENDING -> "ERROR_IO_PENDING";
            case ERROR_NOACCESS -> "ERROR_NOACCESS";
            case ERROR_NOT_FOUND -> "ERROR_NOT_FOUND";
            case ERROR_NO_SYSTEM_RESOURCES -> "ERROR_NO_SYSTEM_RESOURCES";
            case ERROR_COMMITMENT_LIMIT -> "ERROR_COMMITMENT_LIMIT";
            case ERROR_TIMEOUT -> "ERROR_TIMEOUT";
            case ERROR_INVALID_USER_BUFFER -> "ERROR_INVALID_USER_BUFFER";
            case ERROR_NOT_ENOUGH_QUOTA -> "ERROR_NOT_ENOUGH_QUOTA";
            default -> "";
        };
    }
}
