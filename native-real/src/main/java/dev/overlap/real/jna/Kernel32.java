package dev.overlap.real.jna;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import org.jspecify.annotations.Nullable;

/**
 * kernel32 by direct mapping: handles, pointers and SIZE_T are 64-bit numbers, BOOL and DWORD are ints, out parameters are arrays of one, which JNA copies in
 * before the call and out after it. The last error of each call is kept by JNA for its thread before the Java machine can change it.
 *
 * <p>Loading this class loads the library: it happens on Windows only.
 */
@SuppressWarnings("checkstyle:MethodName") // names are the exports'
final class Kernel32 {

    static {
        Native.register(Kernel32.class, NativeLibrary.getInstance("kernel32"));
    }

    private Kernel32() {}

    static native int CloseHandle(long handle);

    static native int DuplicateHandle(long sourceProcess, long source, long targetProcess, long @Nullable [] target, int access, int inherit, int options);

    static native int GetHandleInformation(long handle, int[] flags);

    static native int GetCurrentThreadId();

    static native int GetCurrentProcessId();

    static native int GetProcessHandleCount(long process, int[] count);

    static native void GetSystemTimeAsFileTime(long[] time);

    static native long OpenProcess(int access, int inherit, int processId);

    static native int TerminateProcess(long process, int exitCode);

    // ---------------------------------------------------------------- pipes

    static native long CreateNamedPipeW(char @Nullable [] name, int openMode, int pipeMode, int maxInstances, int outBytes, int inBytes, int defaultTimeout,
            long @Nullable [] security);

    static native int ConnectNamedPipe(long pipe, long overlapped);

    static native int DisconnectNamedPipe(long pipe);

    static native int WaitNamedPipeW(char[] name, int timeout);

    static native int PeekNamedPipe(long pipe, long buffer, int bytes, int @Nullable [] read, int @Nullable [] available, int @Nullable [] left);

    static native int SetNamedPipeHandleState(long pipe, int @Nullable [] mode, int @Nullable [] collectionCount, int @Nullable [] collectTimeout);

    static native int GetNamedPipeHandleStateW(long pipe, int @Nullable [] state, int @Nullable [] instances, int @Nullable [] collectionCount,
            int @Nullable [] collectTimeout, char @Nullable [] userName, int userNameChars);

    static native int GetNamedPipeInfo(long pipe, int @Nullable [] flags, int @Nullable [] outBytes, int @Nullable [] inBytes, int @Nullable [] maxInstances);

    static native int TransactNamedPipe(long pipe, long in, int inBytes, long out, int outBytes, int @Nullable [] read, long overlapped);

    static native int CallNamedPipeW(char[] name, long in, int inBytes, long out, int outBytes, int[] read, int timeout);

    static native int CreatePipe(long[] readPipe, long[] writePipe, long @Nullable [] security, int bytes);

    // ---------------------------------------------------------------- files

    static native long CreateFileW(char[] name, int access, int share, long @Nullable [] security, int disposition, int flags, long template);

    static native int ReadFile(long file, long buffer, int bytes, int @Nullable [] read, long overlapped);

    static native int ReadFileEx(long file, long buffer, int bytes, long overlapped, long routine);

    static native int WriteFile(long file, long buffer, int bytes, int @Nullable [] written, long overlapped);

    static native int WriteFileEx(long file, long buffer, int bytes, long overlapped, long routine);

    static native int FlushFileBuffers(long file);

    static native int GetOverlappedResult(long file, long overlapped, int[] bytes, int wait);

    static native int CancelIo(long file);

    static native int CancelIoEx(long file, long overlapped);

    static native int CancelSynchronousIo(long thread);

    static native int SetFileCompletionNotificationModes(long file, byte flags);

    // ---------------------------------------------------------------- completion ports

    static native long CreateIoCompletionPort(long file, long port, long key, int threads);

    static native int GetQueuedCompletionStatus(long port, int[] bytes, long[] key, long[] overlapped, int timeout);

    static native int GetQueuedCompletionStatusEx(long port, long[] entries, int count, int[] removed, int timeout, int alertable);

    static native int PostQueuedCompletionStatus(long port, int bytes, long key, long overlapped);

    static native int BindIoCompletionCallback(long file, long routine, int flags);

    // ---------------------------------------------------------------- events and waits

    static native long CreateEventW(long @Nullable [] security, int manualReset, int initialState, char @Nullable [] name);

    static native int SetEvent(long event);

    static native int ResetEvent(long event);

    static native long CreateSemaphoreW(long @Nullable [] security, int initialCount, int maximumCount, char @Nullable [] name);

    static native int ReleaseSemaphore(long semaphore, int count, int @Nullable [] previous);

    static native int WaitForSingleObject(long handle, int timeout);

    static native int WaitForSingleObjectEx(long handle, int timeout, int alertable);

    static native int WaitForMultipleObjects(int count, long[] handles, int all, int timeout);

    static native int WaitForMultipleObjectsEx(int count, long[] handles, int all, int timeout, int alertable);

    static native int SignalObjectAndWait(long signalled, long waitedFor, int timeout, int alertable);

    static native int SleepEx(int timeout, int alertable);

    static native int QueueUserAPC(long routine, long thread, long context);

    // ---------------------------------------------------------------- the thread pool

    static native int RegisterWaitForSingleObject(long newWait, long object, long callback, long context, int timeout, int flags);

    static native int UnregisterWait(long wait);

    static native int UnregisterWaitEx(long wait, long event);

    static native int QueueUserWorkItem(long function, long context, int flags);

    static native long CreateThreadpoolWait(long callback, long context, long environment);

    static native void SetThreadpoolWait(long wait, long object, long @Nullable [] timeout);

    static native void WaitForThreadpoolWaitCallbacks(long wait, int cancelPending);

    static native void CloseThreadpoolWait(long wait);

    static native long CreateThreadpoolIo(long file, long callback, long context, long environment);

    static native void StartThreadpoolIo(long io);

    static native void CancelThreadpoolIo(long io);

    static native void WaitForThreadpoolIoCallbacks(long io, int cancelPending);

    static native void CloseThreadpoolIo(long io);

    // ---------------------------------------------------------------- pages

    static native long VirtualAlloc(long address, long bytes, int type, int protection);

    static native int VirtualFree(long address, long bytes, int type);

    static native int VirtualProtect(long address, long bytes, int protection, int[] old);

    static native long VirtualQuery(long address, long[] information, long bytes);

    static native int GetWriteWatch(int flags, long address, long bytes, long[] addresses, long[] count, int[] granularity);

    static native int ResetWriteWatch(long address, long bytes);
}
