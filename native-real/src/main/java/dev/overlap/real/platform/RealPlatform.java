package dev.overlap.real.platform;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import dev.overlap.platform.AtomicCell;
import dev.overlap.platform.AtomicIntCell;
import dev.overlap.platform.Cell;
import dev.overlap.platform.Clock;
import dev.overlap.platform.CoverageMark;
import dev.overlap.platform.EventLoop;
import dev.overlap.platform.Guarded;
import dev.overlap.platform.IntCell;
import dev.overlap.platform.Lifetime;
import dev.overlap.platform.Lock;
import dev.overlap.platform.MarkCounts;
import dev.overlap.platform.NoThreadException;
import dev.overlap.platform.Platform;
import dev.overlap.platform.PlatformThread;
import dev.overlap.platform.Warnings;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.Win32;
import org.jspecify.annotations.Nullable;

/**
 * The platform of one execution on real threads.
 *
 * <p>All methods may be called by any thread. {@link #close} is for whoever plays the execution, when its threads have ended; a thread that the platform has
 * not started, and that used its event loop, calls {@link #leave} as its last act.
 */
public final class RealPlatform implements Platform, Clock, Warnings, AutoCloseable {

    final Win32 win32;
    final Visible visible;
    final PlatformWatch watch;
    final Waits waits = new Waits();
    private final Blocks blocks;
    private final MarkCounts marks;
    private final Consumer<Thread> starter;
    private final long begin = System.nanoTime();
    private final RealLifetime process;
    private final Map<Thread, RealEventLoop> loops = new ConcurrentHashMap<>();
    private final Queue<RealThread> threads = new ConcurrentLinkedQueue<>();
    private final Map<String, Integer> names = new ConcurrentHashMap<>();
    private final Set<Object> processMemory = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
    /** A count for each thread: one for all would order what the threads do otherwise, and hide their races. */
    private final Map<Thread, MarkCounts> counts = new ConcurrentHashMap<>();

    /**
     * A platform on which nothing has happened yet.
     *
     * @param win32 what the platform itself calls, for its loops and threads: Windows as it is, without faults and noise
     * @param marks gets what was counted, at {@link #close}
     */
    public RealPlatform(Win32 win32, Blocks blocks, Visible visible, PlatformWatch watch, MarkCounts marks) {
        this(win32, blocks, visible, watch, marks, Thread::start);
    }

    /** As above, on a system that starts threads so: OutOfMemoryError where it has none left. */
    RealPlatform(Win32 win32, Blocks blocks, Visible visible, PlatformWatch watch, MarkCounts marks, Consumer<Thread> starter) {
        this.win32 = win32;
        this.blocks = blocks;
        this.visible = visible;
        this.watch = watch;
        this.marks = marks;
        this.starter = starter;
        this.process = new RealLifetime(watch, "process");
    }

    @Override
    public Lifetime lifetime(String name) {
        return new RealLifetime(watch, name);
    }

    @Override
    public Lifetime process() {
        return process;
    }

    @Override
    public IntCell plainInt(Lifetime owner, String name, int initial) {
        return new RealCell.PlainInt(visible, (RealLifetime) owner, name, initial);
    }

    @Override
    public IntCell volatileInt(Lifetime owner, String name, int initial) {
        return new RealCell.AtomicInt(visible, (RealLifetime) owner, name, initial);
    }

    @Override
    public AtomicIntCell atomicInt(Lifetime owner, String name, int initial) {
        return new RealCell.AtomicInt(visible, (RealLifetime) owner, name, initial);
    }

    @Override
    public <T extends @Nullable Object> Cell<T> plain(Lifetime owner, String name, T initial) {
        return new RealCell.Plain<>(visible, (RealLifetime) owner, name, initial);
    }

    @Override
    public <T extends @Nullable Object> Cell<T> volatileCell(Lifetime owner, String name, T initial) {
        return new RealCell.Atomic<>(visible, (RealLifetime) owner, name, initial);
    }

    @Override
    public <T extends @Nullable Object> AtomicCell<T> atomic(Lifetime owner, String name, T initial) {
        return new RealCell.Atomic<>(visible, (RealLifetime) owner, name, initial);
    }

    @Override
    public Lock lock(Lifetime owner, String name) {
        return new RealLock(this, (RealLifetime) owner, name);
    }

    @Override
    public <T> Guarded<T> guarded(Lock lock, String name, T value) {
        return ((RealLock) lock).guard(name, value);
    }

    @Override
    public @Nullable Memory allocate(Lifetime owner, int bytes) {
        RealLifetime life = (RealLifetime) owner;
        life.check("allocate", "its memory");
        return noted(life, blocks.allocate("memory of " + life.name, bytes));
    }

    @Override
    public @Nullable Overlapped allocateOverlapped(Lifetime owner) {
        RealLifetime life = (RealLifetime) owner;
        life.check("allocate", "its memory");
        return noted(life, blocks.allocateOverlapped());
    }

    private <T> @Nullable T noted(RealLifetime life, @Nullable T memory) {
        if (life == process && memory != null) {
            processMemory.add(memory);
        }
        return memory;
    }

    /** Whether a {@code Memory} or an {@code Overlapped} was allocated for the process, so that it may still be there at its end. */
    public boolean isOfProcess(Object memory) {
        return processMemory.contains(memory);
    }

    @Override
    public PlatformThread startThread(String name, Runnable body) {
        visible.before("thread");
        int number = names.merge(name, 1, Integer::sum);
        RealThread thread = new RealThread(this, number == 1 ? name : name + " " + number, body);
        try {
            thread.start(starter);
        } catch (OutOfMemoryError e) {
            throw new NoThreadException(name);
        }
        threads.add(thread);
        return thread;
    }

    @Override
    public EventLoop eventLoop() {
        Thread thread = Thread.currentThread();
        RealEventLoop own = loops.get(thread);
        if (own == null) {
            own = new RealEventLoop(this);
            loops.put(thread, own);
        }
        return own;
    }

    /** The calling thread no longer uses its event loop. */
    public void leave() {
        RealEventLoop own = loops.remove(Thread.currentThread());
        if (own != null) {
            own.close();
        }
    }

    @Override
    public Clock clock() {
        return this;
    }

    @Override
    public long millis() {
        return TimeUnit.NANOSECONDS.toMillis(nanos());
    }

    /** Nanoseconds since the platform was made. */
    long nanos() {
        return System.nanoTime() - begin;
    }

    /** The moment that is so far away from now; the greatest there is for what no clock reaches. */
    long nanosIn(long millis) {
        long sum = nanos() + TimeUnit.MILLISECONDS.toNanos(millis);
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    @Override
    public Warnings warnings() {
        return this;
    }

    @Override
    public void warn(String function, int error) {
        watch.warned(function, error);
    }

    @Override
    public void mark(CoverageMark mark) {
        MarkCounts own = counts.computeIfAbsent(Thread.currentThread(), thread -> new MarkCounts());
        synchronized (own) {
            own.hit(mark);
        }
    }

    // ---------------------------------------------------------------- for whoever plays the execution

    /** What each thread waits for on this platform, and who holds which lock: a line each, with milliseconds. Changes nothing. */
    public List<String> describeWaits() {
        return waits.describe();
    }

    /** The names of the threads that were started here and have not ended. */
    public List<String> livingThreads() {
        return threads.stream().filter(RealThread::isAlive).map(RealThread::toString).toList();
    }

    /** Closes the handles that the platform has made, but not what a thread that has not ended may still use, and hands the marks over. Once. */
    @Override
    public void close() {
        for (RealThread thread : threads) {
            if (!thread.isAlive()) {
                thread.close();
            }
        }
        boolean anybodyLeft = !livingThreads().isEmpty();
        loops.forEach((thread, loop) -> {
            if (!anybodyLeft || !thread.isAlive()) {
                loop.close();
            }
        });
        synchronized (marks) {
            for (MarkCounts own : counts.values()) {
                synchronized (own) {
                    marks.add(own);
                }
            }
        }
    }

    /** Something that blocks. */
    interface Interruptible {
        void run() throws InterruptedException;
    }

    /** Blocks, and keeps an interrupt for later. */
    static void uninterrupted(Interruptible wait) {
        boolean interrupted = false;
        while (true) {
            try {
                wait.run();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
