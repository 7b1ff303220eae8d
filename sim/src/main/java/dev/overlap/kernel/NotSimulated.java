package dev.overlap.kernel;

import dev.overlap.win32.ApcRoutine;
import dev.overlap.win32.BoundIoCompletionRoutine;
import dev.overlap.win32.CompletionRoutine;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.FilePipeLocalInformationReference;
import dev.overlap.win32.FileTime;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.IoCallback;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.OverlappedEntry;
import dev.overlap.win32.OverlappedReference;
import dev.overlap.win32.PointerReference;
import dev.overlap.win32.SecurityAttributes;
import dev.overlap.win32.ThreadpoolIo;
import dev.overlap.win32.ThreadpoolWait;
import dev.overlap.win32.WaitCallback;
import dev.overlap.win32.WaitOrTimerCallback;
import dev.overlap.win32.Win32;
import dev.overlap.win32.WorkItem;
import org.jspecify.annotations.Nullable;

/**
 * Every function of the contract, answered by "not simulated": the simulated kernel extends this and overrides what it simulates.
 *
 * <p>Never a made-up answer: a reader that gets FALSE from a function which nobody wrote would be tested against a Windows that does not exist.
 */
abstract class NotSimulated implements Win32 {
    @Override public Handle createNamedPipe(@Nullable String name, int openMode, int pipeMode, int maxInstances, int outBufferBytes, int inBufferBytes,
            int defaultTimeoutMillis, @Nullable SecurityAttributes securityAttributes) {
        throw notSimulated("CreateNamedPipe");
    }
    @Override public boolean connectNamedPipe(Handle pipe, @Nullable Overlapped overlapped) { throw notSimulated("ConnectNamedPipe"); }
    @Override public boolean disconnectNamedPipe(Handle pipe) { throw notSimulated("DisconnectNamedPipe"); }
    @Override public boolean waitNamedPipe(String name, int timeoutMillis) { throw notSimulated("WaitNamedPipe"); }
    @Override public boolean peekNamedPipe(Handle pipe, @Nullable Memory buffer, int bufferBytes, @Nullable DwordReference bytesRead,
            @Nullable DwordReference totalBytesAvailable, @Nullable DwordReference bytesLeftThisMessage) {
        throw notSimulated("PeekNamedPipe");
    }
    @Override public boolean setNamedPipeHandleState(Handle pipe, @Nullable Integer mode, @Nullable Integer maxCollectionCount,
            @Nullable Integer collectDataTimeoutMillis) {
        throw notSimulated("SetNamedPipeHandleState");
    }
    @Override public boolean getNamedPipeHandleState(Handle pipe, @Nullable DwordReference state, @Nullable DwordReference currentInstances,
            @Nullable DwordReference maxCollectionCount, @Nullable DwordReference collectDataTimeoutMillis, char @Nullable [] userName,
            int userNameChars) {
        throw notSimulated("GetNamedPipeHandleState");
    }
    @Override public boolean getNamedPipeInfo(Handle pipe, @Nullable DwordReference flags, @Nullable DwordReference outBufferBytes,
            @Nullable DwordReference inBufferBytes, @Nullable DwordReference maxInstances) {
        throw notSimulated("GetNamedPipeInfo");
    }
    @Override public boolean transactNamedPipe(Handle pipe, @Nullable Memory inBuffer, int inBufferOffset, int inBufferBytes,
            @Nullable Memory outBuffer, int outBufferOffset, int outBufferBytes, @Nullable DwordReference bytesRead,
            @Nullable Overlapped overlapped) {
        throw notSimulated("TransactNamedPipe");
    }
    @Override public boolean callNamedPipe(String name, @Nullable Memory inBuffer, int inBufferOffset, int inBufferBytes, @Nullable Memory outBuffer,
            int outBufferOffset, int outBufferBytes, DwordReference bytesRead, int timeoutMillis) {
        throw notSimulated("CallNamedPipe");
    }
    @Override public boolean createPipe(HandleReference readPipe, HandleReference writePipe, @Nullable SecurityAttributes securityAttributes,
            int sizeBytes) {
        throw notSimulated("CreatePipe");
    }
    @Override public int ntQueryInformationFile(Handle file,
            FilePipeLocalInformationReference information) { throw notSimulated("NtQueryInformationFile"); }

    @Override public Handle createFile(String fileName, int desiredAccess, int shareMode, @Nullable SecurityAttributes securityAttributes,
            int creationDisposition, int flagsAndAttributes, Handle templateFile) {
        throw notSimulated("CreateFile");
    }
    @Override public boolean readFile(Handle file, @Nullable Memory buffer, int bufferOffset, int bytesToRead, @Nullable DwordReference bytesRead,
            @Nullable Overlapped overlapped) {
        throw notSimulated("ReadFile");
    }
    @Override public boolean readFileEx(Handle file, @Nullable Memory buffer, int bufferOffset, int bytesToRead, Overlapped overlapped,
            CompletionRoutine completionRoutine) {
        throw notSimulated("ReadFileEx");
    }
    @Override public boolean writeFile(Handle file, @Nullable Memory buffer, int bufferOffset, int bytesToWrite,
            @Nullable DwordReference bytesWritten, @Nullable Overlapped overlapped) {
        throw notSimulated("WriteFile");
    }
    @Override public boolean writeFileEx(Handle file, @Nullable Memory buffer, int bufferOffset, int bytesToWrite, Overlapped overlapped,
            CompletionRoutine completionRoutine) {
        throw notSimulated("WriteFileEx");
    }
    @Override public boolean flushFileBuffers(Handle file) { throw notSimulated("FlushFileBuffers"); }
    @Override public boolean getOverlappedResult(Handle file, Overlapped overlapped, DwordReference bytesTransferred,
            boolean wait) {
        throw notSimulated("GetOverlappedResult");
    }
    @Override public boolean getOverlappedResultEx(Handle file, Overlapped overlapped, DwordReference bytesTransferred, int timeoutMillis,
            boolean alertable) {
        throw notSimulated("GetOverlappedResultEx");
    }
    @Override public boolean cancelIo(Handle file) { throw notSimulated("CancelIo"); }
    @Override public boolean cancelIoEx(Handle file, @Nullable Overlapped overlapped) { throw notSimulated("CancelIoEx"); }
    @Override public boolean cancelSynchronousIo(Handle thread) { throw notSimulated("CancelSynchronousIo"); }
    @Override public boolean setFileCompletionNotificationModes(Handle file, int flags) { throw notSimulated("SetFileCompletionNotificationModes"); }

    @Override public Handle createIoCompletionPort(Handle file, Handle existingCompletionPort, long completionKey,
            int concurrentThreads) {
        throw notSimulated("CreateIoCompletionPort");
    }
    @Override public boolean getQueuedCompletionStatus(Handle completionPort, DwordReference bytesTransferred, PointerReference completionKey,
            OverlappedReference overlapped, int timeoutMillis) {
        throw notSimulated("GetQueuedCompletionStatus");
    }
    @Override public boolean getQueuedCompletionStatusEx(Handle completionPort, @Nullable OverlappedEntry[] entries, int count,
            DwordReference entriesRemoved, int timeoutMillis, boolean alertable) {
        throw notSimulated("GetQueuedCompletionStatusEx");
    }
    @Override public boolean postQueuedCompletionStatus(Handle completionPort, int bytesTransferred, long completionKey,
            @Nullable Overlapped overlapped) {
        throw notSimulated("PostQueuedCompletionStatus");
    }
    @Override public boolean bindIoCompletionCallback(Handle file, BoundIoCompletionRoutine callback,
            int flags) {
        throw notSimulated("BindIoCompletionCallback");
    }

    @Override public @Nullable ThreadpoolIo createThreadpoolIo(Handle file, IoCallback callback,
            @Nullable Object context) {
        throw notSimulated("CreateThreadpoolIo");
    }
    @Override public void startThreadpoolIo(ThreadpoolIo io) { throw notSimulated("StartThreadpoolIo"); }
    @Override public void cancelThreadpoolIo(ThreadpoolIo io) { throw notSimulated("CancelThreadpoolIo"); }
    @Override public void waitForThreadpoolIoCallbacks(ThreadpoolIo io,
            boolean cancelPendingCallbacks) { throw notSimulated("WaitForThreadpoolIoCallbacks"); }
    @Override public void closeThreadpoolIo(ThreadpoolIo io) { throw notSimulated("CloseThreadpoolIo"); }

    @Override public Handle createEvent(@Nullable SecurityAttributes securityAttributes, boolean manualReset, boolean initialState,
            @Nullable String name) {
        throw notSimulated("CreateEvent");
    }
    @Override public boolean setEvent(Handle event) { throw notSimulated("SetEvent"); }
    @Override public boolean resetEvent(Handle event) { throw notSimulated("ResetEvent"); }
    @Override public Handle createSemaphore(@Nullable SecurityAttributes securityAttributes, int initialCount, int maximumCount,
            @Nullable String name) {
        throw notSimulated("CreateSemaphore");
    }
    @Override public boolean releaseSemaphore(Handle semaphore, int releaseCount,
            @Nullable DwordReference previousCount) {
        throw notSimulated("ReleaseSemaphore");
    }
    @Override public int waitForSingleObject(Handle handle, int timeoutMillis) { throw notSimulated("WaitForSingleObject"); }
    @Override public int waitForSingleObjectEx(Handle handle, int timeoutMillis, boolean alertable) { throw notSimulated("WaitForSingleObjectEx"); }
    @Override public int waitForMultipleObjects(int count, Handle[] handles, boolean waitAll,
            int timeoutMillis) {
        throw notSimulated("WaitForMultipleObjects");
    }
    @Override public int waitForMultipleObjectsEx(int count, Handle[] handles, boolean waitAll, int timeoutMillis,
            boolean alertable) {
        throw notSimulated("WaitForMultipleObjectsEx");
    }
    @Override public int msgWaitForMultipleObjectsEx(int count, Handle @Nullable [] handles, int timeoutMillis, int wakeMask,
            int flags) {
        throw notSimulated("MsgWaitForMultipleObjectsEx");
    }
    @Override public int signalObjectAndWait(Handle objectToSignal, Handle objectToWaitOn, int timeoutMillis,
            boolean alertable) {
        throw notSimulated("SignalObjectAndWait");
    }
    @Override public int sleepEx(int timeoutMillis, boolean alertable) { throw notSimulated("SleepEx"); }
    @Override public boolean queueUserAPC(ApcRoutine routine, Handle thread, @Nullable Object context) { throw notSimulated("QueueUserAPC"); }

    @Override public boolean registerWaitForSingleObject(HandleReference newWaitHandle, Handle object, WaitOrTimerCallback callback,
            @Nullable Object context, int timeoutMillis, int flags) {
        throw notSimulated("RegisterWaitForSingleObject");
    }
    @Override public boolean unregisterWait(Handle waitHandle) { throw notSimulated("UnregisterWait"); }
    @Override public boolean unregisterWaitEx(Handle waitHandle, Handle completionEvent) { throw notSimulated("UnregisterWaitEx"); }
    @Override public @Nullable ThreadpoolWait createThreadpoolWait(WaitCallback callback,
            @Nullable Object context) {
        throw notSimulated("CreateThreadpoolWait");
    }
    @Override public void setThreadpoolWait(ThreadpoolWait wait, Handle object,
            @Nullable FileTime timeout) { throw notSimulated("SetThreadpoolWait"); }
    @Override public void waitForThreadpoolWaitCallbacks(ThreadpoolWait wait,
            boolean cancelPendingCallbacks) {
        throw notSimulated("WaitForThreadpoolWaitCallbacks");
    }
    @Override public void closeThreadpoolWait(ThreadpoolWait wait) { throw notSimulated("CloseThreadpoolWait"); }
    @Override public boolean queueUserWorkItem(WorkItem function, @Nullable Object context, int flags) { throw notSimulated("QueueUserWorkItem"); }

    @Override public boolean duplicateHandle(Handle sourceProcess, Handle source, Handle targetProcess, @Nullable HandleReference target,
            int desiredAccess, boolean inheritHandle, int options) {
        throw notSimulated("DuplicateHandle");
    }
    @Override public boolean closeHandle(Handle handle) { throw notSimulated("CloseHandle"); }
    @Override public boolean getHandleInformation(Handle handle, DwordReference flags) { throw notSimulated("GetHandleInformation"); }
    @Override public int getLastError() { throw notSimulated("GetLastError"); }
    @Override public int getCurrentThreadId() { throw notSimulated("GetCurrentThreadId"); }
    @Override public FileTime getSystemTimeAsFileTime() { throw notSimulated("GetSystemTimeAsFileTime"); }
    @Override public boolean terminateProcess(Handle process, int exitCode) { throw notSimulated("TerminateProcess"); }

    @Override public @Nullable Memory virtualAlloc(int bytes, int allocationType, int protection) { throw notSimulated("VirtualAlloc"); }
    @Override public boolean virtualProtect(Memory memory, int offset, int bytes, int newProtection, DwordReference oldProtection) {
        throw notSimulated("VirtualProtect");
    }
    @Override public int getWriteWatch(int flags, Memory memory, int offset, int bytes, long[] addresses,
            DwordReference count) {
        throw notSimulated("GetWriteWatch");
    }
    @Override public int resetWriteWatch(Memory memory, int offset, int bytes) { throw notSimulated("ResetWriteWatch"); }
    @Override public Overlapped overlappedAt(Memory memory, int offset) { throw notSimulated("an OVERLAPPED in memory"); }

    private static UnsupportedOperationException notSimulated(String function) {
        return new UnsupportedOperationException("not simulated: " + function);
    }
}
