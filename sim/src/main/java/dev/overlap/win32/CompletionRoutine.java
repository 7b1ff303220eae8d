package dev.overlap.win32;

/**
 * LPOVERLAPPED_COMPLETION_ROUTINE: what ReadFileEx and WriteFileEx run at completion, as a user APC (Microsoft: minwinbase.h).
 *
 * <p>Runs on the thread that issued the operation, and only inside one of its alertable waits; never when that thread ends first (A04, F14).
 */
@FunctionalInterface
public interface CompletionRoutine {
    /**
     * @param error ERROR_SUCCESS, ERROR_MORE_DATA for a partial message, ERROR_OPERATION_ABORTED after a cancel, or what else ended it (A05, C10)
     * @param bytesTransferred bytes, 0 after an error
     * @param overlapped the operation's; it and the buffer are the program's again
     */
    void callback(int error, int bytesTransferred, Overlapped overlapped);
}
