package dev.overlap.win32;

import org.jspecify.annotations.Nullable;

/**
 * Thread-pool I/O: completions of a handle as callbacks, with a count of those that are expected.
 *
 * <p>Each operation is announced by {@link #startThreadpoolIo startThreadpoolIo}; then either its callback comes, or
 * {@link #cancelThreadpoolIo cancelThreadpoolIo} takes the announcement back. Not one too many, not one too few.
 */
public interface ThreadpoolIoFunctions {
    /**
     * Binds a handle to the pool's port, for the life of the file object.
     *
     * <p>Last errors: 87 a synchronous handle, or bound already (T04).
     *
     * <p>Source: Microsoft: CreateThreadpoolIo (threadpoolapiset.h); the default pool, no callback environment.
     *
     * @return null when it fails
     */
    @Nullable ThreadpoolIo createThreadpoolIo(Handle file, IoCallback callback, @Nullable Object context);

    /**
     * Announces one operation; before each call that may start one. Without it the pool ignores the completion, and its memory is corrupted.
     *
     * <p>Source: Microsoft: StartThreadpoolIo (threadpoolapiset.h).
     */
    void startThreadpoolIo(ThreadpoolIo io);

    /**
     * Takes one announcement back, because no callback will come: after an immediate error, and after TRUE on a handle with
     * FILE_SKIP_COMPLETION_PORT_ON_SUCCESS. It does not cancel the operation. After TRUE without that mode, after 234 and after 997 the callback
     * does come (T04).
     *
     * <p>Source: Microsoft: CancelThreadpoolIo (threadpoolapiset.h).
     */
    void cancelThreadpoolIo(ThreadpoolIo io);

    /**
     * Blocks until no callback of this object is running or expected.
     *
     * <p>With {@code cancelPendingCallbacks} it drops those that are queued and does not wait for operations in flight: they go on, the kernel still
     * writes buffer and OVERLAPPED, and nobody is told (F21, A2 of the bug list). Not from the object's own callback: it waits for itself.
     *
     * <p>Source: Microsoft: WaitForThreadpoolIoCallbacks (threadpoolapiset.h).
     */
    void waitForThreadpoolIoCallbacks(ThreadpoolIo io, boolean cancelPendingCallbacks);

    /**
     * Gives the object up: at once, or after the callbacks that are outstanding. Returns without waiting, so a callback may still run.
     *
     * <p>First close the file handle and wait for all operations to complete; none may complete afterwards.
     *
     * <p>Source: Microsoft: CloseThreadpoolIo (threadpoolapiset.h).
     */
    void closeThreadpoolIo(ThreadpoolIo io);
}
