package dev.overlap.script;

import static dev.overlap.script.Kind.ALERTABLE;
import static dev.overlap.script.Kind.ANY_OR_ALL;
import static dev.overlap.script.Kind.ASKED;
import static dev.overlap.script.Kind.CANCEL;
import static dev.overlap.script.Kind.DATA;
import static dev.overlap.script.Kind.FLAGS;
import static dev.overlap.script.Kind.HANDLE;
import static dev.overlap.script.Kind.INFORMATION;
import static dev.overlap.script.Kind.INITIAL;
import static dev.overlap.script.Kind.MEMORY;
import static dev.overlap.script.Kind.NUMBER;
import static dev.overlap.script.Kind.OPERATION;
import static dev.overlap.script.Kind.OPERATION_OR_NULL;
import static dev.overlap.script.Kind.POOL_IO;
import static dev.overlap.script.Kind.POOL_WAIT;
import static dev.overlap.script.Kind.REGISTERED;
import static dev.overlap.script.Kind.RESET;
import static dev.overlap.script.Kind.TEXT;
import static dev.overlap.script.Kind.TEXT_OR_NULL;
import static dev.overlap.script.Kind.TIME;
import static dev.overlap.script.Kind.WAIT;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The functions of Windows that scripts call: what stands behind their names, and what they answer. */
public enum Function {
    CREATE_NAMED_PIPE(Family.PIPE, "CreateNamedPipe", Returned.HANDLE, of(TEXT_OR_NULL, FLAGS, FLAGS), 3, words("max", "out", "in", "timeout"), words()),
    CREATE_FILE(Family.PIPE, "CreateFile", Returned.HANDLE, of(TEXT, FLAGS, FLAGS), 2, words(), words()),
    CREATE_PIPE(Family.PIPE, "CreatePipe", Returned.TWO_HANDLES, of(NUMBER), 1, words(), words()),
    CONNECT_NAMED_PIPE(Family.PIPE, "ConnectNamedPipe", Returned.BOOL, of(HANDLE), 1, words(Function.OVERLAPPED), words()),
    DISCONNECT_NAMED_PIPE(Family.PIPE, "DisconnectNamedPipe", Returned.BOOL, of(HANDLE), 1, words(), words()),
    WAIT_NAMED_PIPE(Family.PIPE, "WaitNamedPipe", Returned.BOOL, of(TEXT, TIME), 2, words(), words()),
    PEEK_NAMED_PIPE(Family.PIPE, "PeekNamedPipe", Returned.BOOL, of(HANDLE, NUMBER), 1, words(), words("read", "available", "left", "data")),
    SET_NAMED_PIPE_HANDLE_STATE(Family.PIPE, "SetNamedPipeHandleState", Returned.BOOL, of(HANDLE, FLAGS), 2, words(), words()),
    GET_NAMED_PIPE_HANDLE_STATE(Family.PIPE, "GetNamedPipeHandleState", Returned.BOOL, of(HANDLE, ASKED), 1, words(), words("state", "instances")),
    GET_NAMED_PIPE_INFO(Family.PIPE, "GetNamedPipeInfo", Returned.BOOL, of(HANDLE), 1, words(), words("flags", "out", "in", "max")),
    TRANSACT_NAMED_PIPE(Family.PIPE, "TransactNamedPipe", Returned.BOOL, of(HANDLE, DATA, NUMBER), 3, words(Function.OVERLAPPED), words("bytes", "data")),
    CALL_NAMED_PIPE(Family.PIPE, "CallNamedPipe", Returned.BOOL, of(TEXT, DATA, NUMBER, TIME), 4, words(), words("bytes", "data")),
    NT_QUERY_INFORMATION_FILE(Family.PIPE, "NtQueryInformationFile", Returned.STATUS, of(HANDLE, INFORMATION), 2, words(),
            words("NamedPipeType", "NamedPipeConfiguration", "MaximumInstances", "CurrentInstances", "InboundQuota", "ReadDataAvailable", "OutboundQuota",
                    "WriteQuotaAvailable", "NamedPipeState", "NamedPipeEnd")),
    READ_FILE(Family.FILE, "ReadFile", Returned.BOOL, of(HANDLE, NUMBER), 2, words(Function.OVERLAPPED, Function.INTO), words("bytes", "data")),
    WRITE_FILE(Family.FILE, "WriteFile", Returned.BOOL, of(HANDLE, DATA), 2, words(Function.OVERLAPPED), words("bytes")),
    FLUSH_FILE_BUFFERS(Family.FILE, "FlushFileBuffers", Returned.BOOL, of(HANDLE), 1, words(), words()),
    GET_OVERLAPPED_RESULT(Family.FILE, "GetOverlappedResult", Returned.BOOL, of(HANDLE, OPERATION, WAIT), 2, words(), words("bytes", "data")),
    CANCEL_IO(Family.FILE, "CancelIo", Returned.BOOL, of(HANDLE), 1, words(), words()),
    CANCEL_IO_EX(Family.FILE, "CancelIoEx", Returned.BOOL, of(HANDLE, OPERATION_OR_NULL), 2, words(), words()),
    READ_FILE_EX(Family.APC, "ReadFileEx", Returned.BOOL, of(HANDLE, NUMBER), 2, words(Function.OVERLAPPED, Function.CALLS), words()),
    WRITE_FILE_EX(Family.APC, "WriteFileEx", Returned.BOOL, of(HANDLE, DATA), 2, words(Function.OVERLAPPED, Function.CALLS), words()),
    QUEUE_USER_APC(Family.APC, "QueueUserAPC", Returned.BOOL, of(HANDLE), 1, words(Function.CALLS), words()),
    SLEEP_EX(Family.APC, "SleepEx", Returned.WAIT, of(TIME, ALERTABLE), 1, words(), words()),
    GET_OVERLAPPED_RESULT_EX(Family.APC, "GetOverlappedResultEx", Returned.BOOL, of(HANDLE, OPERATION, TIME, ALERTABLE), 3, words(), words("bytes", "data")),
    CANCEL_SYNCHRONOUS_IO(Family.FILE, "CancelSynchronousIo", Returned.BOOL, of(HANDLE), 1, words(), words()),
    DUPLICATE_HANDLE(Family.FILE, "DuplicateHandle", Returned.ONE_HANDLE, of(HANDLE, FLAGS), 1, words(Function.TO), words()),
    TERMINATE_PROCESS(Family.FILE, "TerminateProcess", Returned.BOOL, of(HANDLE), 1, words(), words()),
    CREATE_IO_COMPLETION_PORT(Family.PORT, "CreateIoCompletionPort", Returned.HANDLE, of(HANDLE, HANDLE, NUMBER), 2, words(), words()),
    GET_QUEUED_COMPLETION_STATUS(Family.PORT, "GetQueuedCompletionStatus", Returned.BOOL, of(HANDLE, TIME), 2, words(), words("bytes", "key", "of")),
    GET_QUEUED_COMPLETION_STATUS_EX(Family.PORT, "GetQueuedCompletionStatusEx", Returned.BOOL, of(HANDLE, NUMBER, TIME, ALERTABLE), 3, words(),
            words("count", "bytes", "key", "of", "Internal", "bytes2", "key2", "of2", "Internal2")),
    POST_QUEUED_COMPLETION_STATUS(Family.PORT, "PostQueuedCompletionStatus", Returned.BOOL, of(HANDLE, NUMBER, NUMBER), 3, words(Function.OVERLAPPED),
            words()),
    SET_FILE_COMPLETION_NOTIFICATION_MODES(Family.PORT, "SetFileCompletionNotificationModes", Returned.BOOL, of(HANDLE, FLAGS), 2, words(), words()),
    BIND_IO_COMPLETION_CALLBACK(Family.PORT, "BindIoCompletionCallback", Returned.BOOL, of(HANDLE), 1, words(Function.CALLS), words()),
    VIRTUAL_ALLOC(Family.MEMORY, "VirtualAlloc", Returned.POINTER, of(NUMBER, FLAGS, FLAGS), 1, words(), words()),
    GET_WRITE_WATCH(Family.MEMORY, "GetWriteWatch", Returned.NUMBER, of(MEMORY, FLAGS), 1, words(), words("count", "pages")),
    RESET_WRITE_WATCH(Family.MEMORY, "ResetWriteWatch", Returned.NUMBER, of(MEMORY), 1, words(), words()),
    CREATE_EVENT(Family.WAIT, "CreateEvent", Returned.HANDLE, of(RESET, INITIAL), 1, words(), words()),
    SET_EVENT(Family.WAIT, "SetEvent", Returned.BOOL, of(HANDLE), 1, words(), words()),
    RESET_EVENT(Family.WAIT, "ResetEvent", Returned.BOOL, of(HANDLE), 1, words(), words()),
    CREATE_SEMAPHORE(Family.WAIT, "CreateSemaphore", Returned.HANDLE, of(NUMBER, NUMBER), 2, words(), words()),
    RELEASE_SEMAPHORE(Family.WAIT, "ReleaseSemaphore", Returned.BOOL, of(HANDLE, NUMBER), 2, words(), words("previous")),
    WAIT_FOR_SINGLE_OBJECT(Family.WAIT, "WaitForSingleObject", Returned.WAIT, of(HANDLE, TIME), 2, words(), words()),
    WAIT_FOR_SINGLE_OBJECT_EX(Family.WAIT, "WaitForSingleObjectEx", Returned.WAIT, of(HANDLE, TIME, ALERTABLE), 2, words(), words()),
    WAIT_FOR_MULTIPLE_OBJECTS(Family.WAIT, "WaitForMultipleObjects", Returned.WAIT, of(ANY_OR_ALL, TIME, HANDLE), 3, words(), words()),
    SIGNAL_OBJECT_AND_WAIT(Family.WAIT, "SignalObjectAndWait", Returned.WAIT, of(HANDLE, HANDLE, TIME, ALERTABLE), 3, words(), words()),
    GET_LAST_ERROR(Family.WAIT, "GetLastError", Returned.ERROR, of(), 0, words(), words()),
    REGISTER_WAIT(Family.POOL, "RegisterWaitForSingleObject", Returned.REGISTERED, of(HANDLE, TIME, FLAGS), 2, words(Function.CALLS), words()),
    UNREGISTER_WAIT(Family.POOL, "UnregisterWait", Returned.BOOL, of(REGISTERED), 1, words(), words()),
    UNREGISTER_WAIT_EX(Family.POOL, "UnregisterWaitEx", Returned.BOOL, of(REGISTERED, HANDLE), 2, words(), words()),
    CREATE_THREADPOOL_WAIT(Family.POOL, "CreateThreadpoolWait", Returned.POINTER, of(), 0, words(Function.CALLS), words()),
    SET_THREADPOOL_WAIT(Family.POOL, "SetThreadpoolWait", Returned.VOID, of(POOL_WAIT, HANDLE, NUMBER), 2, words(Function.AT), words()),
    WAIT_FOR_THREADPOOL_WAIT_CALLBACKS(Family.POOL, "WaitForThreadpoolWaitCallbacks", Returned.VOID, of(POOL_WAIT, CANCEL), 1, words(), words()),
    CLOSE_THREADPOOL_WAIT(Family.POOL, "CloseThreadpoolWait", Returned.VOID, of(POOL_WAIT), 1, words(), words()),
    CREATE_THREADPOOL_IO(Family.POOL, "CreateThreadpoolIo", Returned.POINTER, of(HANDLE), 1, words(Function.CALLS), words()),
    START_THREADPOOL_IO(Family.POOL, "StartThreadpoolIo", Returned.VOID, of(POOL_IO), 1, words(), words()),
    CANCEL_THREADPOOL_IO(Family.POOL, "CancelThreadpoolIo", Returned.VOID, of(POOL_IO), 1, words(), words()),
    WAIT_FOR_THREADPOOL_IO_CALLBACKS(Family.POOL, "WaitForThreadpoolIoCallbacks", Returned.VOID, of(POOL_IO, CANCEL), 1, words(), words()),
    CLOSE_THREADPOOL_IO(Family.POOL, "CloseThreadpoolIo", Returned.VOID, of(POOL_IO), 1, words(), words()),
    CLOSE_HANDLE(Family.FILE, "CloseHandle", Returned.BOOL, of(HANDLE), 1, words(), words());

    /** Behind it stand the name of an operation and, where it has one, {@code event} and the event; {@code event new} makes it. */
    static final String OVERLAPPED = "overlapped";

    /** Behind it stands the name of what is called back. */
    static final String CALLS = "calls";

    /** Behind it stands the memory that bytes go to. */
    static final String INTO = "into";

    /** Behind it stands the process that gets a handle. */
    static final String TO = "to";

    /** Behind it stand milliseconds from now, which the call is told as a point in time. */
    static final String AT = "at";

    /** Who makes the calls. */
    enum Family {
        PIPE, FILE, APC, PORT, MEMORY, WAIT, POOL
    }

    /** What a function gives back by itself. */
    enum Returned {
        BOOL, NUMBER, STATUS, HANDLE, ONE_HANDLE, TWO_HANDLES, REGISTERED, WAIT,
        /** Something that is no handle, or NULL. */
        POINTER,
        /** Nothing: that it returns is all. */
        VOID,
        /** The last error. */
        ERROR
    }

    private final Family family;
    private final String windowsName;
    private final Returned returned;
    private final List<Kind> arguments;
    private final int required;
    private final List<String> options;
    private final List<String> fields;

    Function(Family family, String windowsName, Returned returned, List<Kind> arguments, int required, List<String> options, List<String> fields) {
        this.family = family;
        this.windowsName = windowsName;
        this.returned = returned;
        this.arguments = arguments;
        this.required = required;
        this.options = options;
        this.fields = fields;
    }

    private static List<Kind> of(Kind... kinds) {
        return List.of(kinds);
    }

    private static List<String> words(String... words) {
        return List.of(words);
    }

    /** The function of this name. */
    static Optional<Function> named(String name) {
        return Arrays.stream(values()).filter(function -> function.windowsName.equals(name)).findFirst();
    }

    /** Windows' name for it. */
    public String windowsName() {
        return windowsName;
    }

    Family family() {
        return family;
    }

    Returned returned() {
        return returned;
    }

    /** What stands behind the name, one after the other. */
    List<Kind> arguments() {
        return arguments;
    }

    /** How many of the arguments must be there. */
    int required() {
        return required;
    }

    /** Whether the last argument may be there several times. */
    boolean repeatsTheLast() {
        return this == WAIT_FOR_MULTIPLE_OBJECTS;
    }

    /** Words that begin something more, in any order: a number each, but for {@link #OVERLAPPED}, {@link #CALLS}, {@link #INTO} and {@link #TO}. */
    List<String> options() {
        return options;
    }

    /** Those of the options without which the call makes no sense. */
    List<String> neededOptions() {
        return family == Family.APC || this == BIND_IO_COMPLETION_CALLBACK ? options : List.of();
    }

    /** What an answer can say besides value and error. */
    List<String> fields() {
        return fields;
    }

    /** What the names before it stand for. */
    Name resultName() {
        return switch (this) {
            case CREATE_EVENT -> Name.EVENT;
            case CREATE_THREADPOOL_WAIT -> Name.POOL_WAIT;
            case CREATE_THREADPOOL_IO -> Name.POOL_IO;
            case VIRTUAL_ALLOC -> Name.MEMORY;
            default -> returned == Returned.REGISTERED ? Name.WAIT : Name.HANDLE;
        };
    }

    /** How many handles it gives a name to. */
    int results() {
        return switch (returned) {
            case HANDLE, ONE_HANDLE, REGISTERED, POINTER -> 1;
            case TWO_HANDLES -> 2;
            case BOOL, NUMBER, STATUS, WAIT, VOID, ERROR -> 0;
        };
    }
}
