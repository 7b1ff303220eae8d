package dev.overlap.win32;

import org.jspecify.annotations.Nullable;

/**
 * PTP_WIN32_IO_CALLBACK: what a thread-pool I/O object runs for each completion, on a thread of the pool (Microsoft: CreateThreadpoolIo
 * (threadpoolapiset.h)).
 */
@FunctionalInterface
public interface IoCallback {
    /**
     * @param instance of this one call; valid until it returns
     * @param context what createThreadpoolIo was given
     * @param overlapped the operation's
     * @param ioResult a {@link Win32Error}: ERROR_SUCCESS, or ERROR_MORE_DATA, ERROR_OPERATION_ABORTED, ERROR_BROKEN_PIPE, … (T04)
     * @param bytesTransferred bytes
     * @param io the object whose handle completed something
     */
    void callback(CallbackInstance instance, @Nullable Object context, @Nullable Overlapped overlapped, int ioResult, long bytesTransferred,
            ThreadpoolIo io);
}
