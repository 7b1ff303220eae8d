package dev.overlap.win32;

import org.jspecify.annotations.Nullable;

/**
 * LPOVERLAPPED_COMPLETION_ROUTINE as BindIoCompletionCallback uses it: runs on a thread of the pool, not as an APC, for every completion of the
 * handle (Microsoft: BindIoCompletionCallback (winbase.h); I14).
 */
@FunctionalInterface
public interface BoundIoCompletionRoutine {
    /**
     * @param error the status as a {@link Win32Error}, ERROR_SUCCESS for none
     * @param bytesTransferred bytes; after a warning trust {@link Overlapped#internalHigh()}, what stands here is not known then
     * @param overlapped the operation's, which also tells whose it was: there is no context
     */
    void callback(int error, int bytesTransferred, @Nullable Overlapped overlapped);
}
