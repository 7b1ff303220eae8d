package dev.overlap.platform;

import dev.overlap.win32.Handle;

/**
 * The event loop of one thread: posted events in the order of posting, timers that have expired, handles that have become signalled.
 *
 * <p>Posting and {@link #quit()} are for any thread, everything else for the loop's own. What is still there when the owner's life ends and was not
 * cancelled is a finding when it runs.
 */
public interface EventLoop {

    /** Runs {@code event} once on this loop's thread. */
    Post post(Lifetime owner, Runnable event);

    /**
     * Runs {@code event} once when {@code delayMillis} have passed.
     *
     * @param delayMillis 0 or more
     */
    Post postDelayed(Lifetime owner, long delayMillis, Runnable event);

    /** Runs {@code event} each time a wait on {@code object} succeeds, which consumes an auto-reset event. The handle must outlive the watch. */
    Post watch(Lifetime owner, Handle object, Runnable event);

    /** Runs events until {@link #quit()}. May be called from within an event (a nested run); {@code quit} then ends the innermost run. */
    void run();

    /**
     * Runs what is due now, or the first thing that becomes due within {@code timeoutMillis}. User APCs count, if the loop is alertable: where nothing else is
     * due they run, also without any waiting.
     *
     * @param timeoutMillis 0 or more, or -1 for no limit
     * @return whether anything ran
     */
    boolean runOnce(long timeoutMillis);

    /** Ends the innermost run after the event that is running now; when none is running, the next run ends at once. */
    void quit();

    /** Whether the loop's waits are alertable (MsgWaitForMultipleObjectsEx with MWMO_ALERTABLE). Initially they are. */
    void setAlertable(boolean alertable);
}
