package dev.overlap.schedule;

/** The visible operations: what a task may be about to do at a scheduling point. */
public enum Operation {
    START("start"), LOCK("lock"), TRY_LOCK("try lock"), AWAIT("await"), VOLATILE_READ("volatile read of"), VOLATILE_WRITE("volatile write of"),
    EXCHANGE("exchange"), COMPARE_AND_SET("compare and set"), ADD("add to"), POST("post"), CANCEL_POST("cancel post"), LOOP("event loop"),
    START_THREAD("start thread"), JOIN("join"), CREATE_NAMED_PIPE("CreateNamedPipe"), CREATE_FILE("CreateFile"), CONNECT_NAMED_PIPE("ConnectNamedPipe"),
    DISCONNECT_NAMED_PIPE("DisconnectNamedPipe"), PEEK_NAMED_PIPE("PeekNamedPipe"), READ_FILE("ReadFile"), WRITE_FILE("WriteFile"),
    GET_OVERLAPPED_RESULT("GetOverlappedResult"), CANCEL_IO("CancelIo"), CANCEL_IO_EX("CancelIoEx"), CREATE_EVENT("CreateEvent"), SET_EVENT("SetEvent"),
    RESET_EVENT("ResetEvent"), WAIT_FOR_SINGLE_OBJECT("WaitForSingleObject"), SLEEP("Sleep"), REGISTER_WAIT("RegisterWaitForSingleObject"),
    UNREGISTER_WAIT("UnregisterWait"), UNREGISTER_WAIT_EX("UnregisterWaitEx"), CREATE_THREADPOOL_WAIT("CreateThreadpoolWait"),
    SET_THREADPOOL_WAIT("SetThreadpoolWait"), WAIT_FOR_THREADPOOL_WAIT_CALLBACKS("WaitForThreadpoolWaitCallbacks"),
    CLOSE_THREADPOOL_WAIT("CloseThreadpoolWait"), CLOSE_HANDLE("CloseHandle"), GET_HANDLE_INFORMATION("GetHandleInformation"),
    TERMINATE_PROCESS("TerminateProcess"), COMPLETE("complete"), CALLBACK("callback"),
    SET_NAMED_PIPE_HANDLE_STATE("SetNamedPipeHandleState"), GET_NAMED_PIPE_HANDLE_STATE("GetNamedPipeHandleState"), GET_NAMED_PIPE_INFO("GetNamedPipeInfo"),
    WAIT_NAMED_PIPE("WaitNamedPipe"), CREATE_PIPE("CreatePipe"), FLUSH_FILE_BUFFERS("FlushFileBuffers"),
    WAIT_FOR_MULTIPLE_OBJECTS("WaitForMultipleObjects"), READ_FILE_EX("ReadFileEx"), WRITE_FILE_EX("WriteFileEx"),
    GET_OVERLAPPED_RESULT_EX("GetOverlappedResultEx"), WAIT_FOR_SINGLE_OBJECT_EX("WaitForSingleObjectEx"),
    WAIT_FOR_MULTIPLE_OBJECTS_EX("WaitForMultipleObjectsEx"), MSG_WAIT_FOR_MULTIPLE_OBJECTS_EX("MsgWaitForMultipleObjectsEx"),
    SIGNAL_OBJECT_AND_WAIT("SignalObjectAndWait"), SLEEP_EX("SleepEx"), QUEUE_USER_APC("QueueUserAPC"),
    CREATE_IO_COMPLETION_PORT("CreateIoCompletionPort"), GET_QUEUED_COMPLETION_STATUS("GetQueuedCompletionStatus"),
    GET_QUEUED_COMPLETION_STATUS_EX("GetQueuedCompletionStatusEx"), POST_QUEUED_COMPLETION_STATUS("PostQueuedCompletionStatus"),
    SET_FILE_COMPLETION_NOTIFICATION_MODES("SetFileCompletionNotificationModes"), BIND_IO_COMPLETION_CALLBACK("BindIoCompletionCallback"),
    CREATE_THREADPOOL_IO("CreateThreadpoolIo"), START_THREADPOOL_IO("StartThreadpoolIo"), CANCEL_THREADPOOL_IO("CancelThreadpoolIo"),
    WAIT_FOR_THREADPOOL_IO_CALLBACKS("WaitForThreadpoolIoCallbacks"), CLOSE_THREADPOOL_IO("CloseThreadpoolIo"),
    CANCEL_SYNCHRONOUS_IO("CancelSynchronousIo"), CREATE_SEMAPHORE("CreateSemaphore"), RELEASE_SEMAPHORE("ReleaseSemaphore"),
    DUPLICATE_HANDLE("DuplicateHandle"), NT_QUERY_INFORMATION_FILE("NtQueryInformationFile"), TRANSACT_NAMED_PIPE("TransactNamedPipe"),
    QUEUE_USER_WORK_ITEM("QueueUserWorkItem"), VIRTUAL_ALLOC("VirtualAlloc"), VIRTUAL_PROTECT("VirtualProtect"), GET_WRITE_WATCH("GetWriteWatch"),
    RESET_WRITE_WATCH("ResetWriteWatch");

    private static final Operation[] VALUES = values();

    private final String title;

    Operation(String title) {
        this.title = title;
    }

    /** Windows' name of the function, or a plain word. */
    public String title() {
        return title;
    }

    static Operation of(int ordinal) {
        return VALUES[ordinal];
    }
}
