package dev.overlap.win32;

/**
 * A Windows kernel, as far as a pipe reader can see it: all functions and constants of the contract in one type.
 *
 * <p>True of every method, unless its own text says otherwise:
 * <ul>
 *   <li>BOOL is boolean. FALSE means that {@link #getLastError()} of the same thread tells why; success leaves the last error as it was.
 *   <li>DWORD is int, as a bit pattern: time-outs are milliseconds, 0 does not wait, {@link #INFINITE} (-1) is for ever, and other negative values
 *       are the long times that they are unsigned.
 *   <li>A parameter that Windows lets be NULL is nullable or {@link Handle#NULL}; an out parameter is written only where the text says so.
 *   <li>Any thread may call, a callback too; a function that waits blocks its thread, and nothing else.
 *   <li>A handle that is closed, never was, or names another kind of object gives ERROR_INVALID_HANDLE (6), before anything else has happened (D13).
 * </ul>
 */
public interface Win32 extends NamedPipeFunctions, FileFunctions, CompletionFunctions, ThreadpoolIoFunctions, WaitFunctions, RegisteredWaitFunctions,
        HandleFunctions, MemoryFunctions {}
