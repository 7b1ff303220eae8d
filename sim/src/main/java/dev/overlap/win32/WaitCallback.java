package dev.overlap.win32;

import org.jspecify.annotations.Nullable;

/**
 * PTP_WAIT_CALLBACK: what a thread-pool wait runs, on a thread of the pool, once for each time it is set (Microsoft: CreateThreadpoolWait
 * (threadpoolapiset.h)).
 *
 * <p>May set its own wait again. When it sets it before it ends, the next callback may overlap with it.
 */
@FunctionalInterface
public interface WaitCallback {
    /**
     * @param instance of this one call; valid until it returns
     * @param context what createThreadpoolWait was given
     * @param wait the wait that was satisfied
     * @param waitResult WAIT_OBJECT_0: the object was signalled; WAIT_TIMEOUT: the time-out passed
     */
    void callback(CallbackInstance instance, @Nullable Object context, ThreadpoolWait wait, int waitResult);
}
