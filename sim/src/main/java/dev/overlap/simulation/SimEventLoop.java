package dev.overlap.simulation;

import java.util.ArrayList;
import java.util.List;

import dev.overlap.platform.EventLoop;
import dev.overlap.platform.Lifetime;
import dev.overlap.platform.Post;
import dev.overlap.schedule.Blocking;
import dev.overlap.schedule.Operation;
import dev.overlap.schedule.Scheduler;
import dev.overlap.schedule.Task;
import dev.overlap.win32.Handle;
import org.jspecify.annotations.Nullable;

/** The event loop of one task: due timers and posted events in the order in which they became due, then watched handles, then user APCs. */
final class SimEventLoop implements EventLoop {

    private final SimPlatform platform;
    private final Task task;
    private final int number;
    private final List<Entry> posts = new ArrayList<>(2);
    private final List<Entry> timers = new ArrayList<>(0);
    private final List<Entry> watches = new ArrayList<>(0);
    private int quits;
    /** What those who have let it quit had seen, other than its own task. */
    private int @Nullable [] quitters;
    private boolean alertable = true;

    /** Something that the loop will run. */
    private final class Entry implements Post {
        final SimLifetime owner;
        final Runnable event;
        final @Nullable Handle watched;
        final long due;
        final int[] clock = platform.scheduler.order().clocks().take();

        Entry(Lifetime owner, Runnable event, @Nullable Handle watched, long due) {
            this.owner = (SimLifetime) owner;
            this.event = event;
            this.watched = watched;
            this.due = due;
            platform.scheduler.order().release(clock);
        }

        @Override
        public boolean cancel() {
            if (platform.scheduler.current() != task) {
                platform.scheduler.point(Operation.CANCEL_POST, number);
            }
            if (watched != null && watches.remove(this)) {
                platform.kernel.loopWaits().observe(watched, false);
                return true;
            }
            return posts.remove(this) || timers.remove(this);
        }

        void run() {
            platform.scheduler.order().acquire(clock);
            owner.check("a posted event");
            event.run();
        }
    }

    SimEventLoop(SimPlatform platform, Task task) {
        this.platform = platform;
        this.task = task;
        this.number = platform.newObject(this);
    }

    @Override
    public Post post(Lifetime owner, Runnable event) {
        platform.scheduler.point(Operation.POST, number);
        ((SimLifetime) owner).check("its event loop");
        Entry entry = new Entry(owner, event, null, 0);
        posts.add(entry);
        platform.oracles.bounds().posted(this, posts.size());
        wake();
        return entry;
    }

    @Override
    public Post postDelayed(Lifetime owner, long delayMillis, Runnable event) {
        platform.scheduler.point(Operation.POST, number);
        Entry entry = new Entry(owner, event, null, platform.scheduler.deadline(Math.max(0, delayMillis)));
        timers.add(entry);
        wake();
        return entry;
    }

    @Override
    public Post watch(Lifetime owner, Handle object, Runnable event) {
        platform.scheduler.point(Operation.POST, number);
        Entry entry = new Entry(owner, event, object, 0);
        watches.add(entry);
        platform.kernel.loopWaits().observe(object, true);
        return entry;
    }

    private void wake() {
        if (task.blocking() == Blocking.EVENT_LOOP) {
            platform.scheduler.wake(task.bit());
        }
    }

    @Override
    public void run() {
        while (true) {
            platform.scheduler.point(Operation.LOOP, number);
            if (quits > 0) {
                quits--;
                if (quitters != null) {
                    platform.scheduler.order().acquire(quitters);
                }
                return;
            }
            if (!runOne()) {
                await(Scheduler.NEVER);
            }
        }
    }

    @Override
    public boolean runOnce(long timeoutMillis) {
        long deadline = platform.scheduler.deadline(timeoutMillis);
        while (true) {
            platform.scheduler.point(Operation.LOOP, number);
            if (runOne()) {
                return true;
            }
            if (platform.scheduler.now() >= deadline) {
                return alertable && platform.kernel.loopWaits().runApcs();
            }
            if (await(deadline)) {
                return true;
            }
        }
    }

    @Override
    public void quit() {
        if (platform.scheduler.current() != task) {
            platform.scheduler.point(Operation.POST, number);
            if (quitters == null) {
                quitters = platform.scheduler.order().clocks().take();
            }
            platform.scheduler.order().release(quitters);
        }
        quits++;
        wake();
    }

    @Override
    public void setAlertable(boolean wanted) {
        alertable = wanted;
    }

    private boolean runOne() {
        Entry timer = firstTimer();
        if (timer != null && timer.due <= platform.scheduler.now()) {
            timers.remove(timer);
            timer.run();
            return true;
        }
        if (!posts.isEmpty()) {
            posts.remove(0).run();
            return true;
        }
        for (int i = 0; i < watches.size(); i++) {
            Entry watch = watches.get(i);
            if (watch.watched != null && platform.kernel.loopWaits().poll(watch.watched)) {
                watch.run();
                return true;
            }
        }
        return false;
    }

    private @Nullable Entry firstTimer() {
        Entry first = null;
        for (Entry timer : timers) {
            if (first == null || timer.due < first.due) {
                first = timer;
            }
        }
        return first;
    }

    /** Waits for something to do; whether user APCs have run instead. */
    private boolean await(long deadline) {
        Entry timer = firstTimer();
        return platform.kernel.loopWaits().await(number, timer == null ? deadline : Math.min(deadline, timer.due), alertable);
    }

    @Override
    public String toString() {
        return "loop of " + task.name();
    }
}
