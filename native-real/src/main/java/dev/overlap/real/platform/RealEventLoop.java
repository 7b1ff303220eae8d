package dev.overlap.real.platform;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import dev.overlap.finding.HarnessError;
import dev.overlap.platform.EventLoop;
import dev.overlap.platform.Lifetime;
import dev.overlap.platform.Post;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Win32;
import org.jspecify.annotations.Nullable;

/**
 * The event loop of one thread: timers that are due, then posted events, then watched handles, then user APCs.
 *
 * <p>It waits in Windows itself, for an event of its own and the handles that are watched, because only there APCs run. No thread here has windows, so it
 * leaves out the message queue that MsgWaitForMultipleObjectsEx would add, and can watch one handle more.
 */
final class RealEventLoop implements EventLoop {

    /** As many as there are places in a wait, but one for the loop's own event. */
    static final int MOST_WATCHES = Win32.MAXIMUM_WAIT_OBJECTS - 1;

    private static final String FUNCTION = "WaitForMultipleObjectsEx";
    private static final long NEVER = Long.MAX_VALUE;

    private final RealPlatform platform;
    private final Win32 win32;
    private final Thread thread = Thread.currentThread();
    private boolean alertable = true;

    /** Guards what follows. Entered for moments only, never while an event runs. */
    private final Object state = new Object();
    private final Handle wakeUp;
    private final Deque<Entry> posts = new ArrayDeque<>();
    private final List<Entry> timers = new ArrayList<>();
    private final List<Entry> watches = new ArrayList<>();
    private int quits;
    /** How often other threads, or events, have changed what there is to do: whoever waits must have seen the last time. */
    private int changes;
    /** The thread waits, or is about to. */
    private boolean waiting;
    private boolean closed;

    /** Something that the loop will run. */
    private final class Entry implements Post {
        final RealLifetime owner;
        final Runnable event;
        final Handle watched;
        final long dueNanos;
        /** Its handle cannot be waited for. */
        boolean deaf;

        Entry(Lifetime owner, Runnable event, Handle watched, long dueNanos) {
            this.owner = (RealLifetime) owner;
            this.event = event;
            this.watched = watched;
            this.dueNanos = dueNanos;
        }

        @Override
        public boolean cancel() {
            if (Thread.currentThread() != thread) {
                platform.visible.before("post");
            }
            synchronized (state) {
                if (watches.remove(this)) {
                    changed();
                    return true;
                }
                return posts.remove(this) || timers.remove(this);
            }
        }

        void run() {
            owner.check("run", "a posted event");
            event.run();
        }
    }

    RealEventLoop(RealPlatform platform) {
        this.platform = platform;
        this.win32 = platform.win32;
        this.wakeUp = win32.createEvent(null, false, false, null);
        if (wakeUp.isNull()) {
            throw new HarnessError("no event for the " + this + ": error " + win32.getLastError());
        }
    }

    // ---------------------------------------------------------------- what there is to do

    @Override
    public Post post(Lifetime owner, Runnable event) {
        platform.visible.before("post");
        Entry entry = new Entry(owner, event, Handle.NULL, 0);
        entry.owner.check("post", "its event loop");
        int waitingEvents;
        synchronized (state) {
            posts.add(entry);
            waitingEvents = posts.size();
            changed();
        }
        platform.watch.posted(this, waitingEvents);
        return entry;
    }

    @Override
    public Post postDelayed(Lifetime owner, long delayMillis, Runnable event) {
        platform.visible.before("post");
        Entry entry = new Entry(owner, event, Handle.NULL, platform.nanosIn(Math.max(0, delayMillis)));
        synchronized (state) {
            timers.add(entry);
            changed();
        }
        return entry;
    }

    @Override
    public Post watch(Lifetime owner, Handle object, Runnable event) {
        platform.visible.before("post");
        requireOwnThread("watch");
        Entry entry = new Entry(owner, event, object, 0);
        synchronized (state) {
            if (watches.size() == MOST_WATCHES) {
                throw new IllegalStateException("the " + this + " watches " + MOST_WATCHES + " handles, and Windows cannot wait for more at once");
            }
            watches.add(entry);
            changed();
        }
        return entry;
    }

    @Override
    public void quit() {
        if (Thread.currentThread() != thread) {
            platform.visible.before("post");
        }
        synchronized (state) {
            quits++;
            changed();
        }
    }

    /** There is something else to do; with the state entered. */
    private void changed() {
        changes++;
        if (waiting) {
            waiting = false;
            if (!win32.setEvent(wakeUp)) {
                throw new HarnessError("cannot wake the " + this + ": error " + win32.getLastError());
            }
        }
    }

    @Override
    public void setAlertable(boolean wanted) {
        requireOwnThread("setAlertable");
        alertable = wanted;
    }

    // ---------------------------------------------------------------- doing it

    @Override
    public void run() {
        requireOwnThread("run");
        while (true) {
            platform.visible.before("loop");
            int seen;
            synchronized (state) {
                seen = changes;
                if (quits > 0) {
                    quits--;
                    return;
                }
            }
            if (!runOne()) {
                await(seen, NEVER);
            }
        }
    }

    @Override
    public boolean runOnce(long timeoutMillis) {
        requireOwnThread("runOnce");
        long deadline = timeoutMillis < 0 ? NEVER : platform.nanosIn(timeoutMillis);
        while (true) {
            platform.visible.before("loop");
            int seen;
            synchronized (state) {
                seen = changes;
            }
            if (runOne()) {
                return true;
            }
            if (platform.nanos() >= deadline) {
                return alertable && win32.sleepEx(0, true) == Win32.WAIT_IO_COMPLETION;
            }
            if (await(seen, deadline)) {
                return true;
            }
        }
    }

    private boolean runOne() {
        Entry entry = takeDue();
        if (entry == null) {
            entry = takeSignalled();
        }
        if (entry == null) {
            return false;
        }
        entry.run();
        return true;
    }

    private @Nullable Entry takeDue() {
        synchronized (state) {
            Entry timer = firstTimer();
            if (timer != null && timer.dueNanos <= platform.nanos()) {
                timers.remove(timer);
                return timer;
            }
            return posts.poll();
        }
    }

    private @Nullable Entry firstTimer() {
        Entry first = null;
        for (Entry timer : timers) {
            if (first == null || timer.dueNanos < first.dueNanos) {
                first = timer;
            }
        }
        return first;
    }

    private @Nullable Entry takeSignalled() {
        Entry[] watched = watched();
        if (watched.length == 0) {
            return null;
        }
        Handle[] handles = new Handle[watched.length];
        for (int i = 0; i < watched.length; i++) {
            handles[i] = watched[i].watched;
        }
        return signalled(win32.waitForMultipleObjectsEx(handles.length, handles, false, 0, false), watched);
    }

    /**
     * Waits for something to do.
     *
     * @param seen how much the caller has seen of {@link #changes}
     * @return whether anything has run: user APCs, or the event of a handle whose signal the wait has taken
     */
    private boolean await(int seen, long deadlineNanos) {
        Entry[] watched;
        int timeoutMillis;
        synchronized (state) {
            if (changes != seen) {
                return false;
            }
            waiting = true;
            watched = watched();
            Entry timer = firstTimer();
            timeoutMillis = millisUntil(timer == null ? deadlineNanos : Math.min(deadlineNanos, timer.dueNanos));
        }
        int answer = await(watched, timeoutMillis);
        if (answer == Win32.WAIT_IO_COMPLETION) {
            return true;
        }
        // The first place is the loop's own event.
        boolean byWatch = answer > Win32.WAIT_OBJECT_0 && answer <= Win32.WAIT_OBJECT_0 + watched.length;
        Entry entry = byWatch ? signalled(answer - 1, watched) : answer == Win32.WAIT_FAILED ? signalled(answer, watched) : null;
        if (entry == null) {
            return false;
        }
        entry.run();
        return true;
    }

    private int await(Entry[] watched, int timeoutMillis) {
        Handle[] handles = new Handle[watched.length + 1];
        handles[0] = wakeUp;
        for (int i = 0; i < watched.length; i++) {
            handles[i + 1] = watched[i].watched;
        }
        Waits.Wait outer = platform.waits.begin("events in the", this);
        try {
            return win32.waitForMultipleObjectsEx(handles.length, handles, false, timeoutMillis, alertable);
        } finally {
            platform.waits.end(outer);
            synchronized (state) {
                waiting = false;
            }
        }
    }

    private Entry[] watched() {
        synchronized (state) {
            return watches.stream().filter(entry -> !entry.deaf).toArray(Entry[]::new);
        }
    }

    /** The entry whose handle a wait was satisfied by, unless it was cancelled meanwhile. */
    private @Nullable Entry signalled(int answer, Entry[] watched) {
        if (answer == Win32.WAIT_FAILED) {
            return oneByOne(watched, win32.getLastError());
        }
        if (answer < Win32.WAIT_OBJECT_0 || answer >= Win32.WAIT_OBJECT_0 + watched.length) {
            return null;
        }
        Entry entry = watched[answer - Win32.WAIT_OBJECT_0];
        synchronized (state) {
            return watches.contains(entry) ? entry : null;
        }
    }

    /** Finds the handles that made a wait fail: from now on the loop does without them. */
    private @Nullable Entry oneByOne(Entry[] watched, int error) {
        boolean found = false;
        for (Entry entry : watched) {
            int answer = win32.waitForSingleObject(entry.watched, 0);
            if (answer == Win32.WAIT_OBJECT_0) {
                return entry;
            }
            if (answer == Win32.WAIT_FAILED) {
                found = true;
                entry.deaf = true;
                platform.watch.badHandle(FUNCTION, entry.watched);
            }
        }
        if (!found) {
            throw new HarnessError("the " + this + " cannot wait: error " + error);
        }
        return null;
    }

    private int millisUntil(long deadlineNanos) {
        if (deadlineNanos == NEVER) {
            return Win32.INFINITE;
        }
        long nanos = Math.max(0, deadlineNanos - platform.nanos());
        // Rounded up: a wait that ends early would only be followed by shorter and shorter ones.
        return (int) Math.min(Integer.MAX_VALUE, (nanos + 999_999) / 1_000_000);
    }

    private void requireOwnThread(String use) {
        if (Thread.currentThread() != thread) {
            throw new IllegalStateException(use + " of the " + this + " by " + Thread.currentThread().getName());
        }
    }

    /** Closes the loop's event, unless its thread still waits for it; what is posted from now on never runs. When its thread ends, or has ended. */
    void close() {
        synchronized (state) {
            if (!closed && !waiting) {
                closed = true;
                win32.closeHandle(wakeUp);
            }
        }
    }

    @Override
    public String toString() {
        return "loop of " + thread.getName();
    }
}
