package dev.overlap.win32;

import org.jspecify.annotations.Nullable;

/**
 * Waits that the thread pool does for somebody: registered waits, thread-pool waits, and plain work items.
 *
 * <p>A satisfied wait goes through three moments: the object is taken from and the callback queued, it begins, it ends. Ending the wait can come
 * between any two of them; it may drop a callback that is queued, and then the signal was taken and nobody told (0.1.10). Each function says what
 * it promises, and only that holds: to free what a callback touches one needs a promise that none runs or will run.
 */
public interface RegisteredWaitFunctions {
    // registerWaitForSingleObject and, but for the middle two, queueUserWorkItem, flags
    int WT_EXECUTEDEFAULT = 0x0;
    int WT_EXECUTEINIOTHREAD = 0x1;
    int WT_EXECUTEINWAITTHREAD = 0x4;
    int WT_EXECUTEONLYONCE = 0x8;
    int WT_EXECUTELONGFUNCTION = 0x10;
    int WT_EXECUTEINPERSISTENTTHREAD = 0x80;
    int WT_TRANSFER_IMPERSONATION = 0x100;

    /**
     * Has the pool wait for an object, and run the callback each time it is signalled or the time-out passes: once with WT_EXECUTEONLYONCE, else
     * again and again, the time-out beginning anew (W01, W02, T2 to T5).
     *
     * <p>The wait takes from the object as any wait does: an auto-reset event is unset before the callback begins (W11). A manual-reset event that
     * stays set fires without end, unless WT_EXECUTEONLYONCE (W03). The callback may begin, and end, before this call returns; the reference is
     * set by then (TH6).
     *
     * <p>Every successful registration needs exactly one unregistering, a one-time wait that has fired too. Until that is complete the object must
     * stay open: closing it before is undefined (F17).
     *
     * <p>Last errors: 6 a bad object (Wine 8 takes it, Windows is not known, W10), 8 and 1450 no resources. A FALSE leaves the reference alone.
     *
     * <p>Source: Microsoft: RegisterWaitForSingleObject (winbase.h); TH1 to TH8.
     *
     * @param newWaitHandle gets a handle for unregisterWait and unregisterWaitEx only; CloseHandle must not get it
     * @param timeoutMillis 0: looks at the object once, then calls back with what it saw (T8, T9; Wine 8: always as a time-out, W04)
     * @param flags WT_ constants. WT_EXECUTEINWAITTHREAD runs the callback in the thread that waits for others too, and holds them up (TH8)
     */
    boolean registerWaitForSingleObject(HandleReference newWaitHandle, Handle object, WaitOrTimerCallback callback, @Nullable Object context,
            int timeoutMillis, int flags);

    /**
     * Ends a registered wait, without waiting for its callbacks.
     *
     * <p>TRUE: ended, no callback is running or will. FALSE with 997: ended too, but one is running or queued, and nothing tells when it is over; do
     * not call again (F18, TH3, W06). FALSE with another error, 6 for NULL (TH5): not ended. TRUE and 997 use the wait handle up. A signal not taken
     * stays in the object (W05).
     *
     * <p>In the wait's own WT_EXECUTEINWAITTHREAD callback it answers TRUE, although that callback is running (TH6).
     *
     * <p>Source: Microsoft: UnregisterWait (winbase.h). Wine 8 now and then starts a callback after TRUE (W09).
     */
    boolean unregisterWait(Handle waitHandle);

    /**
     * Ends a registered wait, and tells when its callbacks are over in the way that {@code completionEvent} says.
     *
     * <ul>
     *   <li>{@link Handle#INVALID_HANDLE_VALUE}: blocks until they are; TRUE is the promise that none runs or will. Never in a callback of the same
     *       wait, nor while holding a lock that a callback takes: it would wait for itself (F18).
     *   <li>An event: returns at once, TRUE or FALSE with 997; the event is set when they are over, in both cases, and must stay open till then
     *       (W05, W06, T16).
     *   <li>{@link Handle#NULL}: as {@link #unregisterWait unregisterWait}.
     * </ul>
     *
     * <p>FALSE with another error than 997: not ended, callbacks go on. It is not documented what causes that; a caller can only keep everything
     * that a callback touches.
     *
     * <p>Source: Microsoft: UnregisterWaitEx (threadpoollegacyapiset.h); T14 to T19. Wine 8 now and then starts a callback after TRUE (W08).
     */
    boolean unregisterWaitEx(Handle waitHandle, Handle completionEvent);

    /**
     * Makes a thread-pool wait, which waits for nothing before {@link #setThreadpoolWait setThreadpoolWait}.
     *
     * <p>Last errors: 8, 1450 no resources.
     *
     * <p>Source: Microsoft: CreateThreadpoolWait (threadpoolapiset.h); the default pool, no callback environment.
     *
     * @return null when it fails
     */
    @Nullable ThreadpoolWait createThreadpoolWait(WaitCallback callback, @Nullable Object context);

    /**
     * Arms a wait for one object, in place of what it was armed for; or disarms it. Each arming gives one callback at most, then it must be armed
     * again, before the next signal (T01, T35, F19).
     *
     * <p>When the object is signalled it is taken from and the callback gets WAIT_OBJECT_0; when the time passes first, it is left alone and the
     * callback gets WAIT_TIMEOUT. A time-out of 0 gives WAIT_TIMEOUT even where the object is signalled (T43).
     *
     * <p>{@link Handle#NULL} queues no new callback, but one that is queued or running goes on; a signal not taken stays in the object (T44, F19,
     * F20). Answers nothing and reports no error; the object must be open as long as the wait is armed.
     *
     * <p>Any thread, the wait's own callback too. Source: Microsoft: SetThreadpoolWait (threadpoolapiset.h); T36 to T49.
     *
     * @param timeout null for none
     */
    void setThreadpoolWait(ThreadpoolWait wait, Handle object, @Nullable FileTime timeout);

    /**
     * Blocks until callbacks of the wait that are queued or running have ended; with {@code cancelPendingCallbacks} those queued are dropped instead.
     *
     * <p>It waits for callbacks, not for I/O: an operation that was to signal the object goes on. It does not disarm: an armed wait can fire right
     * afterwards (T02, T38, T40; Windows 8 disarms), hence the order setThreadpoolWait(NULL), this, closeThreadpoolWait (F20). Not in the wait's
     * own callback: it waits for itself.
     *
     * <p>Source: Microsoft: WaitForThreadpoolWaitCallbacks (threadpoolapiset.h). Wine 8 often starts callbacks after it has returned (T06, T07).
     */
    void waitForThreadpoolWaitCallbacks(ThreadpoolWait wait, boolean cancelPendingCallbacks);

    /**
     * Gives the wait up, armed or not: at once, or after the callbacks that are outstanding. Returns without waiting, so a callback may still run, or
     * begin (T02, F20). A signal not taken stays in the object (T01).
     *
     * <p>Source: Microsoft: CloseThreadpoolWait (threadpoolapiset.h).
     */
    void closeThreadpoolWait(ThreadpoolWait wait);

    /**
     * Has a thread of the pool run a function once. It can not be taken back, and nothing tells when it is over.
     *
     * <p>An operation issued there completes by APC only if that thread should wait alertably, which nobody promises, and is cancelled if the thread
     * ends, which the pool avoids while operations pend.
     *
     * <p>Last errors: 8, 1450 no resources.
     *
     * <p>Source: Microsoft: QueueUserWorkItem (threadpoollegacyapiset.h).
     *
     * @param flags WT_EXECUTEDEFAULT, WT_EXECUTELONGFUNCTION for one that blocks long, WT_EXECUTEINPERSISTENTTHREAD
     */
    boolean queueUserWorkItem(WorkItem function, @Nullable Object context, int flags);
}
