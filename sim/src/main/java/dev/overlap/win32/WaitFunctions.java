package dev.overlap.win32;

import org.jspecify.annotations.Nullable;

/**
 * Events, semaphores, waits, and the APCs that alertable waits run.
 *
 * <p>A wait that an object satisfies takes from it, in one step: it resets an auto-reset event and lowers a semaphore, and leaves a manual-reset
 * event, a thread and a process as they are. Several waiters of an auto-reset event: one of them gets it, and which one is not defined.
 *
 * <p>An alertable wait runs all queued user APCs of its thread before it returns {@link #WAIT_IO_COMPLETION}; when the object is signalled as well,
 * the object wins and the APCs stay queued (E03, F14). Success and time-out leave the last error alone (S7).
 */
public interface WaitFunctions {
    // all time-outs
    int INFINITE = -1;

    // what waits answer; of several objects, WAIT_OBJECT_0 plus an index
    int WAIT_OBJECT_0 = 0;
    int WAIT_ABANDONED_0 = 0x80;
    int WAIT_IO_COMPLETION = 192;
    int WAIT_TIMEOUT = 258;
    int WAIT_FAILED = -1;

    int MAXIMUM_WAIT_OBJECTS = 64;

    // msgWaitForMultipleObjectsEx, wakeMask
    int QS_KEY = 0x1;
    int QS_MOUSEMOVE = 0x2;
    int QS_MOUSEBUTTON = 0x4;
    int QS_POSTMESSAGE = 0x8;
    int QS_TIMER = 0x10;
    int QS_PAINT = 0x20;
    int QS_SENDMESSAGE = 0x40;
    int QS_HOTKEY = 0x80;
    int QS_ALLPOSTMESSAGE = 0x100;
    int QS_RAWINPUT = 0x400;
    int QS_ALLINPUT = 0x4FF;

    // msgWaitForMultipleObjectsEx, flags
    int MWMO_WAITALL = 0x1;
    int MWMO_ALERTABLE = 0x2;
    int MWMO_INPUTAVAILABLE = 0x4;

    /**
     * Makes an event, or opens the one that has the name already: then with last error 183, and {@code manualReset} and {@code initialState} are
     * ignored (S6).
     *
     * <p>Last errors: 183 with a handle, 6 with none: the name is another kind of object's; 8, 1450 and 1816 no resources.
     *
     * <p>Source: Microsoft: CreateEvent (synchapi.h); E01.
     *
     * @param manualReset true: stays set until resetEvent; false: the wait that it satisfies resets it. ReadFile resets either kind
     * @param name case matters (S6); null for an event of one's own
     * @return the event, or {@link Handle#NULL}
     */
    Handle createEvent(@Nullable SecurityAttributes securityAttributes, boolean manualReset, boolean initialState, @Nullable String name);

    /**
     * Sets an event. Setting it twice is setting it once: a signal that nobody has taken yet is not counted (E01).
     *
     * <p>Last errors: 6 no event, so also a pipe (D13).
     *
     * <p>Source: Microsoft: SetEvent (synchapi.h).
     */
    boolean setEvent(Handle event);

    /**
     * Resets an event, whatever its state. Tells nobody anything, so a signal that came just before is lost.
     *
     * <p>Last errors: 6 no event (D13).
     *
     * <p>Source: Microsoft: ResetEvent (synchapi.h).
     */
    boolean resetEvent(Handle event);

    /**
     * Makes a semaphore, or opens the one that has the name already: then with last error 183, and both counts are ignored.
     *
     * <p>Last errors: 183 with a handle; with none 87 counts out of range, 6 the name is another kind of object's.
     *
     * <p>Source: Microsoft: CreateSemaphore (winbase.h).
     *
     * @param initialCount 0 to {@code maximumCount}; signalled while above 0
     * @param maximumCount 1 and up
     * @return the semaphore, or {@link Handle#NULL}
     */
    Handle createSemaphore(@Nullable SecurityAttributes securityAttributes, int initialCount, int maximumCount, @Nullable String name);

    /**
     * Raises a semaphore's count, all or nothing.
     *
     * <p>Last errors: 298 it would exceed the maximum, and stays as it was; 87 a count below 1; 6 no semaphore.
     *
     * <p>Source: Microsoft: ReleaseSemaphore (synchapi.h).
     *
     * @param releaseCount 1 and up
     */
    boolean releaseSemaphore(Handle semaphore, int releaseCount, @Nullable DwordReference previousCount);

    /**
     * Blocks until the object is signalled or the time has passed; 0 only looks, and takes all the same. Not alertable: APCs stay queued.
     *
     * <p>WAIT_OBJECT_0, WAIT_TIMEOUT, or WAIT_FAILED with 6: no handle, or one that can not be waited for (S7). Closing the handle meanwhile is
     * undefined. A pipe handle is reset by every operation, and set again by those without an hEvent and by a Peek: do not wait for one (X01, 0.1.4).
     *
     * <p>Source: Microsoft: WaitForSingleObject (synchapi.h).
     */
    int waitForSingleObject(Handle handle, int timeoutMillis);

    /**
     * {@link #waitForSingleObject waitForSingleObject}, alertable if asked: WAIT_IO_COMPLETION when APCs were run instead, for a time-out of 0
     * too (K81).
     *
     * <p>The time-out is not what is left afterwards: who calls again must count for himself.
     *
     * <p>Source: Microsoft: WaitForSingleObjectEx (synchapi.h).
     */
    int waitForSingleObjectEx(Handle handle, int timeoutMillis, boolean alertable);

    /**
     * Blocks until one of the objects is signalled, or all are at the same time.
     *
     * <p>One: WAIT_OBJECT_0 plus the lowest index that is signalled, and only that object is taken from. All: WAIT_OBJECT_0, and nothing is taken
     * before all can be (E02). WAIT_FAILED with 87: no handle, more than MAXIMUM_WAIT_OBJECTS, or (documented, the code from memory, E02) the same
     * one twice with {@code waitAll}; with 6: any bad handle among them, whatever the others are, and nothing is taken; pseudo handles are bad (S9).
     *
     * <p>Source: Microsoft: WaitForMultipleObjects (synchapi.h).
     *
     * @param count how many of {@code handles}, from index 0, 1 to 64
     */
    int waitForMultipleObjects(int count, Handle[] handles, boolean waitAll, int timeoutMillis);

    /**
     * {@link #waitForMultipleObjects waitForMultipleObjects}, alertable if asked.
     *
     * <p>Source: Microsoft: WaitForMultipleObjectsEx (synchapi.h).
     */
    int waitForMultipleObjectsEx(int count, Handle[] handles, boolean waitAll, int timeoutMillis, boolean alertable);

    /**
     * Waits for objects and for the thread's own window messages: the heart of an event loop.
     *
     * <p>WAIT_OBJECT_0 plus an index; plus {@code count} for a message, which may also come without one; WAIT_IO_COMPLETION with MWMO_ALERTABLE;
     * WAIT_TIMEOUT; WAIT_FAILED. Messages that were looked at before and left in the queue do not count, unless MWMO_INPUTAVAILABLE.
     *
     * <p>Source: Microsoft: MsgWaitForMultipleObjectsEx (winuser.h).
     *
     * @param count 0 to 63: one place is the message queue's
     * @param handles null only with a count of 0
     * @param wakeMask QS_ constants
     * @param flags MWMO_ constants; MWMO_WAITALL waits for all objects and a message
     */
    int msgWaitForMultipleObjectsEx(int count, Handle @Nullable [] handles, int timeoutMillis, int wakeMask, int flags);

    /**
     * Signals one object, an event, a semaphore (by one) or a mutex, and waits for another one. Not atomic: others may run in between.
     *
     * <p>Answers as waitForSingleObjectEx does; WAIT_FAILED when it can not signal, and then it does not wait: 6 no such object, a file for instance;
     * 298 a semaphore at its maximum (S10).
     *
     * <p>Source: Microsoft: SignalObjectAndWait (synchapi.h).
     */
    int signalObjectAndWait(Handle objectToSignal, Handle objectToWaitOn, int timeoutMillis, boolean alertable);

    /**
     * Waits for the time to pass, or, alertable, for APCs: 0, or WAIT_IO_COMPLETION when all that were queued have run. A time of 0 gives up
     * the rest of the time slice, and still runs them if alertable (E03, S12).
     *
     * <p>Source: Microsoft: SleepEx (synchapi.h).
     */
    int sleepEx(int timeoutMillis, boolean alertable);

    /**
     * Queues a user APC to a thread of this process. It runs in that thread's next alertable wait, first in, first out, among those of ReadFileEx and
     * WriteFileEx; before all else if the thread has not begun yet; never if the thread ends first.
     *
     * <p>Last errors: 31 the thread ends or has ended (S12), 6 no thread.
     *
     * <p>Source: Microsoft: QueueUserAPC (processthreadsapi.h).
     *
     * @param context what the routine gets, Windows' dwData
     */
    boolean queueUserAPC(ApcRoutine routine, Handle thread, @Nullable Object context);
}
