package dev.overlap.win32;

import org.jspecify.annotations.Nullable;

/**
 * WAITORTIMERCALLBACK: what a registered wait runs, on a thread of the pool (Microsoft: RegisterWaitForSingleObject (winbase.h)).
 *
 * <p>Two callbacks of one wait may overlap, unless it is WT_EXECUTEONLYONCE. One may begin before registerWaitForSingleObject has returned (TH6).
 */
@FunctionalInterface
public interface WaitOrTimerCallback {
    /**
     * @param context what registerWaitForSingleObject was given
     * @param timerOrWaitFired true: the time-out passed; false: the object was signalled
     */
    void callback(@Nullable Object context, boolean timerOrWaitFired);
}
