package dev.overlap.win32;

import java.util.HexFormat;

/**
 * NTSTATUS values: what {@link Overlapped#internal()} holds and NT functions return.
 *
 * <p>The top two bits are the severity: 0 success, 1 information, 2 warning, 3 error. Warnings complete an operation as successes do: status and
 * byte count are written, event, APC and packet follow (0.1.2); errors do so only for an operation that was pending (0.1.1).
 */
public final class NtStatus {
    public static final int STATUS_SUCCESS = 0x0;
    public static final int STATUS_ABANDONED_WAIT_0 = 0x80;
    public static final int STATUS_ABANDONED_WAIT_63 = 0xBF;
    public static final int STATUS_USER_APC = 0xC0;
    public static final int STATUS_ALERTED = 0x101;
    public static final int STATUS_TIMEOUT = 0x102;
    /** What {@link Overlapped#internal()} holds from issue to completion, and for ever after an immediate error (F5). */
    public static final int STATUS_PENDING = 0x103;
    public static final int STATUS_GUARD_PAGE_VIOLATION = 0x8000_0001;
    /** A warning: the operation completed, the rest of the message is still in the pipe (F6). */
    public static final int STATUS_BUFFER_OVERFLOW = 0x8000_0005;
    public static final int STATUS_UNSUCCESSFUL = 0xC000_0001;
    public static final int STATUS_INFO_LENGTH_MISMATCH = 0xC000_0004;
    public static final int STATUS_ACCESS_VIOLATION = 0xC000_0005;
    public static final int STATUS_INVALID_HANDLE = 0xC000_0008;
    public static final int STATUS_INVALID_PARAMETER = 0xC000_000D;
    public static final int STATUS_INVALID_DEVICE_REQUEST = 0xC000_0010;
    public static final int STATUS_END_OF_FILE = 0xC000_0011;
    public static final int STATUS_NO_MEMORY = 0xC000_0017;
    public static final int STATUS_ACCESS_DENIED = 0xC000_0022;
    public static final int STATUS_BUFFER_TOO_SMALL = 0xC000_0023;
    public static final int STATUS_OBJECT_TYPE_MISMATCH = 0xC000_0024;
    public static final int STATUS_INVALID_PARAMETER_MIX = 0xC000_0030;
    public static final int STATUS_OBJECT_NAME_INVALID = 0xC000_0033;
    public static final int STATUS_OBJECT_NAME_NOT_FOUND = 0xC000_0034;
    public static final int STATUS_OBJECT_NAME_COLLISION = 0xC000_0035;
    public static final int STATUS_OBJECT_PATH_INVALID = 0xC000_0039;
    public static final int STATUS_OBJECT_PATH_NOT_FOUND = 0xC000_003A;
    public static final int STATUS_QUOTA_EXCEEDED = 0xC000_0044;
    public static final int STATUS_MUTANT_NOT_OWNED = 0xC000_0046;
    public static final int STATUS_SEMAPHORE_LIMIT_EXCEEDED = 0xC000_0047;
    public static final int STATUS_THREAD_IS_TERMINATING = 0xC000_004B;
    public static final int STATUS_INSUFFICIENT_RESOURCES = 0xC000_009A;
    public static final int STATUS_INSTANCE_NOT_AVAILABLE = 0xC000_00AB;
    public static final int STATUS_PIPE_NOT_AVAILABLE = 0xC000_00AC;
    public static final int STATUS_INVALID_PIPE_STATE = 0xC000_00AD;
    public static final int STATUS_PIPE_BUSY = 0xC000_00AE;
    public static final int STATUS_ILLEGAL_FUNCTION = 0xC000_00AF;
    /** DisconnectNamedPipe, seen from either end. */
    public static final int STATUS_PIPE_DISCONNECTED = 0xC000_00B0;
    /** A write, or a listen, where the other end was closed. */
    public static final int STATUS_PIPE_CLOSING = 0xC000_00B1;
    public static final int STATUS_PIPE_CONNECTED = 0xC000_00B2;
    public static final int STATUS_PIPE_LISTENING = 0xC000_00B3;
    public static final int STATUS_INVALID_READ_MODE = 0xC000_00B4;
    public static final int STATUS_IO_TIMEOUT = 0xC000_00B5;
    public static final int STATUS_NOT_SUPPORTED = 0xC000_00BB;
    /** A PIPE_NOWAIT read found nothing. */
    public static final int STATUS_PIPE_EMPTY = 0xC000_00D9;
    public static final int STATUS_INVALID_USER_BUFFER = 0xC000_00E8;
    public static final int STATUS_PROCESS_IS_TERMINATING = 0xC000_010A;
    /** A cancel won. */
    public static final int STATUS_CANCELLED = 0xC000_0120;
    public static final int STATUS_FILE_CLOSED = 0xC000_0128;
    public static final int STATUS_COMMITMENT_LIMIT = 0xC000_012D;
    /** The other end was closed; also what ends one's own reads when the last handle of their end is closed (D10). */
    public static final int STATUS_PIPE_BROKEN = 0xC000_014B;
    public static final int STATUS_NOT_FOUND = 0xC000_0225;

    private NtStatus() {}

    /** NT_SUCCESS: success or information, which includes STATUS_PENDING. */
    public static boolean isSuccess(int status) {
        return status >= 0;
    }

    public static boolean isWarning(int status) {
        return status >>> 30 == 2;
    }

    public static boolean isError(int status) {
        return status >>> 30 == 3;
    }

    /**
     * RtlNtStatusToDosError: what {@link HandleFunctions#getLastError() getLastError} says of a status. Several statuses share an error, so there
     * is no way back. STATUS_TIMEOUT gives ERROR_TIMEOUT: functions that time out say WAIT_TIMEOUT instead, by themselves.
     *
     * <p>A status outside the constants above gives ERROR_MR_MID_NOT_FOUND, as an unknown one does in Windows.
     */
    public static int toWin32Error(int status) {
        return switch (status) {
            case STATUS_SUCCESS -> Win32Error.ERROR_SUCCESS;
            case STATUS_ABANDONED_WAIT_0 -> Win32Error.ERROR_WAIT_NO_CHILDREN;
            case STATUS_ABANDONED_WAIT_63 -> Win32Error.ERROR_ABANDONED_WAIT_63;
            case STATUS_USER_APC -> Win32Error.ERROR_USER_APC;
            case STATUS_ALERTED -> Win32Error.ERROR_ALERTED;
            case STATUS_TIMEOUT -> Win32Error.ERROR_TIMEOUT;
            case STATUS_PENDING -> Win32Error.ERROR_IO_PENDING;
            case STATUS_GUARD_PAGE_VIOLATION -> status;
            case STATUS_BUFFER_OVERFLOW -> Win32Error.ERROR_MORE_DATA;
            case STATUS_UNSUCCESSFUL -> Win32Error.ERROR_GEN_FAILURE;
            case STATUS_INFO_LENGTH_MISMATCH -> Win32Error.ERROR_BAD_LENGTH;
            case STATUS_ACCESS_VIOLATION -> Win32Error.ERROR_NOACCESS;
            case STATUS_INVALID_HANDLE, STATUS_OBJECT_TYPE_MISMATCH, STATUS_FILE_CLOSED -> Win32Error.ERROR_INVALID_HANDLE;
            case STATUS_INVALID_PARAMETER, STATUS_INVALID_PARAMETER_MIX -> Win32Error.ERROR_INVALID_PARAMETER;
            case STATUS_INVALID_DEVICE_REQUEST, STATUS_ILLEGAL_FUNCTION -> Win32Error.ERROR_INVALID_FUNCTION;
            case STATUS_END_OF_FILE -> Win32Error.ERROR_HANDLE_EOF;
            case STATUS_NO_MEMORY -> Win32Error.ERROR_NOT_ENOUGH_MEMORY;
            case STATUS_ACCESS_DENIED, STATUS_THREAD_IS_TERMINATING, STATUS_PROCESS_IS_TERMINATING -> Win32Error.ERROR_ACCESS_DENIED;
            case STATUS_BUFFER_TOO_SMALL -> Win32Error.ERROR_INSUFFICIENT_BUFFER;
            case STATUS_OBJECT_NAME_INVALID -> Win32Error.ERROR_INVALID_NAME;
            case STATUS_OBJECT_NAME_NOT_FOUND -> Win32Error.ERROR_FILE_NOT_FOUND;
            case STATUS_OBJECT_NAME_COLLISION -> Win32Error.ERROR_ALREADY_EXISTS;
            case STATUS_OBJECT_PATH_INVALID -> Win32Error.ERROR_BAD_PATHNAME;
            case STATUS_OBJECT_PATH_NOT_FOUND -> Win32Error.ERROR_PATH_NOT_FOUND;
            case STATUS_QUOTA_EXCEEDED -> Win32Error.ERROR_NOT_ENOUGH_QUOTA;
            case STATUS_MUTANT_NOT_OWNED -> Win32Error.ERROR_NOT_OWNER;
            case STATUS_SEMAPHORE_LIMIT_EXCEEDED -> Win32Error.ERROR_TOO_MANY_POSTS;
            case STATUS_INSUFFICIENT_RESOURCES -> Win32Error.ERROR_NO_SYSTEM_RESOURCES;
            case STATUS_INSTANCE_NOT_AVAILABLE, STATUS_PIPE_NOT_AVAILABLE, STATUS_PIPE_BUSY -> Win32Error.ERROR_PIPE_BUSY;
            case STATUS_INVALID_PIPE_STATE, STATUS_INVALID_READ_MODE -> Win32Error.ERROR_BAD_PIPE;
            case STATUS_PIPE_DISCONNECTED -> Win32Error.ERROR_PIPE_NOT_CONNECTED;
            case STATUS_PIPE_CLOSING, STATUS_PIPE_EMPTY -> Win32Error.ERROR_NO_DATA;
            case STATUS_PIPE_CONNECTED -> Win32Error.ERROR_PIPE_CONNECTED;
            case STATUS_PIPE_LISTENING -> Win32Error.ERROR_PIPE_LISTENING;
            case STATUS_IO_TIMEOUT -> Win32Error.ERROR_SEM_TIMEOUT;
            case STATUS_NOT_SUPPORTED -> Win32Error.ERROR_NOT_SUPPORTED;
            case STATUS_INVALID_USER_BUFFER -> Win32Error.ERROR_INVALID_USER_BUFFER;
            case STATUS_CANCELLED -> Win32Error.ERROR_OPERATION_ABORTED;
            case STATUS_COMMITMENT_LIMIT -> Win32Error.ERROR_COMMITMENT_LIMIT;
            case STATUS_PIPE_BROKEN -> Win32Error.ERROR_BROKEN_PIPE;
            case STATUS_NOT_FOUND -> Win32Error.ERROR_NOT_FOUND;
            default -> unlistedToWin32Error(status);
        };
    }

    private static int unlistedToWin32Error(int status) {
        if ((status & 0x2000_0000) != 0) {
            return status; // defined by an application, passed through
        }
        if (status >>> 28 == 0xD) {
            return toWin32Error(status & ~0x1000_0000);
        }
        int facility = status >>> 16;
        return facility == 0xC001 || facility == 0x8007 ? status & 0xFFFF : Win32Error.ERROR_MR_MID_NOT_FOUND;
    }

    /** The name and the value, "STATUS_PENDING (0x00000103)"; "status 0xC0004711" for a value that is not among the constants above. */
    public static String name(int status) {
        String name = listed(status);
        return name.isEmpty() ? symbol(status) : name + " (" + hex(status) + ")";
    }

    /** The name alone; "status 0xC0000001" for a number that is not among the constants above. */
    public static String symbol(int status) {
        String name = listed(status);
        return name.isEmpty() ? "status " + hex(status) : name;
    }

    private static String hex(int status) {
        return "0x" + HexFormat.of().withUpperCase().toHexDigits(status);
    }

    private static String listed(int status) {
        return switch (status) {
            case STATUS_SUCCESS -> "STATUS_SUCCESS";
            case STATUS_ABANDONED_WAIT_0 -> "STATUS_ABANDONED_WAIT_0";
            case STATUS_ABANDONED_WAIT_63 -> "STATUS_ABANDONED_WAIT_63";
            case STATUS_USER_APC -> "STATUS_USER_APC";
            case STATUS_ALERTED -> "STATUS_ALERTED";
            case STATUS_TIMEOUT -> "STATUS_TIMEOUT";
            case STATUS_PENDING -> "STATUS_PENDING";
            case STATUS_GUARD_PAGE_VIOLATION -> "STATUS_GUARD_PAGE_VIOLATION";
            case STATUS_BUFFER_OVERFLOW -> "STATUS_BUFFER_OVERFLOW";
            case STATUS_UNSUCCESSFUL -> "STATUS_UNSUCCESSFUL";
            case STATUS_INFO_LENGTH_MISMATCH -> "STATUS_INFO_LENGTH_MISMATCH";
            case STATUS_ACCESS_VIOLATION -> "STATUS_ACCESS_VIOLATION";
            case STATUS_INVALID_HANDLE -> "STATUS_INVALID_HANDLE";
            case STATUS_INVALID_PARAMETER -> "STATUS_INVALID_PARAMETER";
            case STATUS_INVALID_DEVICE_REQUEST -> "STATUS_INVALID_DEVICE_REQUEST";
            case STATUS_END_OF_FILE -> "STATUS_END_OF_FILE";
            case STATUS_NO_MEMORY -> "STATUS_NO_MEMORY";
            case STATUS_ACCESS_DENIED -> "STATUS_ACCESS_DENIED";
            case STATUS_BUFFER_TOO_SMALL -> "STATUS_BUFFER_TOO_SMALL";
            case STATUS_OBJECT_TYPE_MISMATCH -> "STATUS_OBJECT_TYPE_MISMATCH";
            case STATUS_INVALID_PARAMETER_MIX -> "STATUS_INVALID_PARAMETER_MIX";
            case STATUS_OBJECT_NAME_INVALID -> "STATUS_OBJECT_NAME_INVALID";
            case STATUS_OBJECT_NAME_NOT_FOUND -> "STATUS_OBJECT_NAME_NOT_FOUND";
            case STATUS_OBJECT_NAME_COLLISION -> "STATUS_OBJECT_NAME_COLLISION";
            case STATUS_OBJECT_PATH_INVALID -> "STATUS_OBJECT_PATH_INVALID";
            case STATUS_OBJECT_PATH_NOT_FOUND -> "STATUS_OBJECT_PATH_NOT_FOUND";
            case STATUS_QUOTA_EXCEEDED -> "STATUS_QUOTA_EXCEEDED";
            case STATUS_MUTANT_NOT_OWNED -> "STATUS_MUTANT_NOT_OWNED";
            case STATUS_SEMAPHORE_LIMIT_EXCEEDED -> "STATUS_SEMAPHORE_LIMIT_EXCEEDED";
            case STATUS_THREAD_IS_TERMINATING -> "STATUS_THREAD_IS_TERMINATING";
            case STATUS_INSUFFICIENT_RESOURCES -> "STATUS_INSUFFICIENT_RESOURCES";
            case STATUS_INSTANCE_NOT_AVAILABLE -> "STATUS_INSTANCE_NOT_AVAILABLE";
            case STATUS_PIPE_NOT_AVAILABLE -> "STATUS_PIPE_NOT_AVAILABLE";
            case STATUS_INVALID_PIPE_STATE -> "STATUS_INVALID_PIPE_STATE";
            case STATUS_PIPE_BUSY -> "STATUS_PIPE_BUSY";
            case STATUS_ILLEGAL_FUNCTION -> "STATUS_ILLEGAL_FUNCTION";
            case STATUS_PIPE_DISCONNECTED -> "STATUS_PIPE_DISCONNECTED";
            case STATUS_PIPE_CLOSING -> "STATUS_PIPE_CLOSING";
            case STATUS_PIPE_CONNECTED -> "STATUS_PIPE_CONNECTED";
            case STATUS_PIPE_LISTENING -> "STATUS_PIPE_LISTENING";
            case STATUS_INVALID_READ_MODE -> "STATUS_INVALID_READ_MODE";
            case STATUS_IO_TIMEOUT -> "STATUS_IO_TIMEOUT";
            case STATUS_NOT_SUPPORTED -> "STATUS_NOT_SUPPORTED";
            case STATUS_PIPE_EMPTY -> "STATUS_PIPE_EMPTY";
            case STATUS_INVALID_USER_BUFFER -> "STATUS_INVALID_USER_BUFFER";
            case STATUS_PROCESS_IS_TERMINATING -> "STATUS_PROCESS_IS_TERMINATING";
            case STATUS_CANCELLED -> "STATUS_CANCELLED";
            case STATUS_FILE_CLOSED -> "STATUS_FILE_CLOSED";
            case STATUS_COMMITMENT_LIMIT -> "STATUS_COMMITMENT_LIMIT";
            case STATUS_PIPE_BROKEN -> "STATUS_PIPE_BROKEN";
            case STATUS_NOT_FOUND -> "STATUS_NOT_FOUND";
            default -> "";
        };
    }
}
