package dev.overlap.simulation;

import dev.overlap.fault.FallibleCall;
import dev.overlap.kernel.SimKernel;
import dev.overlap.oracle.Oracles;
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
import dev.overlap.platform.Platform;
import dev.overlap.platform.PlatformThread;
import dev.overlap.platform.Warnings;
import dev.overlap.schedule.Narrator;
import dev.overlap.schedule.Operation;
import dev.overlap.schedule.Scheduler;
import dev.overlap.schedule.Task;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.Win32Error;
import org.jspecify.annotations.Nullable;

/** The platform of one execution. */
final class SimPlatform implements Platform, Clock, Warnings {

    final Scheduler scheduler;
    final SimKernel kernel;
    final Oracles oracles;
    private final MarkCounts marks;
    private final SimLifetime process = new SimLifetime(this, "process", true, 0);
    private final @Nullable SimEventLoop[] loops = new @Nullable SimEventLoop[Scheduler.MAX_TASKS];
    private int threads;

    SimPlatform(Scheduler scheduler, SimKernel kernel, Oracles oracles, MarkCounts marks) {
        this.scheduler = scheduler;
        this.kernel = kernel;
        this.oracles = oracles;
        this.marks = marks;
    }

    @Override
    public Lifetime lifetime(String name) {
        return new SimLifetime(this, name, false, kernel.opening());
    }

    @Override
    public Lifetime process() {
        return process;
    }

    @Override
    public IntCell plainInt(Lifetime owner, String name, int initial) {
        return new SimCell.PlainInt(this, (SimLifetime) owner, name, initial);
    }

    @Override
    public IntCell volatileInt(Lifetime owner, String name, int initial) {
        return new SimCell.AtomicInt(this, (SimLifetime) owner, name, initial);
    }

    @Override
    public AtomicIntCell atomicInt(Lifetime owner, String name, int initial) {
        return new SimCell.AtomicInt(this, (SimLifetime) owner, name, initial);
    }

    @Override
    public <T extends @Nullable Object> Cell<T> plain(Lifetime owner, String name, T initial) {
        return new SimCell.Plain<>(this, (SimLifetime) owner, name, initial);
    }

    @Override
    public <T extends @Nullable Object> Cell<T> volatileCell(Lifetime owner, String name, T initial) {
        return new SimCell.Atomic<>(this, (SimLifetime) owner, name, initial);
    }

    @Override
    public <T extends @Nullable Object> AtomicCell<T> atomic(Lifetime owner, String name, T initial) {
        return new SimCell.Atomic<>(this, (SimLifetime) owner, name, initial);
    }

    @Override
    public Lock lock(Lifetime owner, String name) {
        return new SimLock(this, (SimLifetime) owner, name);
    }

    @Override
    public <T> Guarded<T> guarded(Lock lock, String name, T value) {
        return ((SimLock) lock).guard(name, value);
    }

    @Override
    public @Nullable Memory allocate(Lifetime owner, int bytes) {
        SimLifetime life = (SimLifetime) owner;
        life.check("its memory");
        if (kernel.interference().fails(FallibleCall.ALLOCATE, life.stream())) {
            return null;
        }
        return kernel.heap().allocate(bytes, life);
    }

    @Override
    public @Nullable Overlapped allocateOverlapped(Lifetime owner) {
        SimLifetime life = (SimLifetime) owner;
        life.check("its memory");
        if (kernel.interference().fails(FallibleCall.ALLOCATE_OVERLAPPED, life.stream())) {
            return null;
        }
        return kernel.heap().allocateOverlapped(life);
    }

    @Override
    public PlatformThread startThread(String name, Runnable body) {
        scheduler.point(Operation.START_THREAD, 0);
        Task task = kernel.createThread(name, ++threads, body);
        return new PlatformThread() {
            @Override
            public void join() {
                scheduler.point(Operation.JOIN, 0);
                scheduler.join(task);
            }

            @Override
            public int id() {
                return SimKernel.threadId(task.slot());
            }

            @Override
            public Handle openHandle() {
                return kernel.openThread(task);
            }
        };
    }

    @Override
    public EventLoop eventLoop() {
        Task task = scheduler.current();
        SimEventLoop loop = loops[task.slot()];
        if (loop == null) {
            loop = new SimEventLoop(this, task);
            loops[task.slot()] = loop;
        }
        return loop;
    }

    /** A task has ended; whoever gets its slot has an event loop of its own. */
    void forgetLoop(Task task) {
        loops[task.slot()] = null;
    }

    @Override
    public Clock clock() {
        return this;
    }

    @Override
    public long millis() {
        return scheduler.now();
    }

    @Override
    public Warnings warnings() {
        return this;
    }

    @Override
    public void warn(String function, int error) {
        oracles.errors().warned(function, error);
        Narrator narrator = scheduler.narrator();
        if (narrator != null) {
            narrator.happened(scheduler.current().slot(), "warns: " + function + " failed with " + Win32Error.name(error));
        }
    }

    @Override
    public void mark(CoverageMark mark) {
        marks.hit(mark);
    }

    int newObject(Object object) {
        int number = scheduler.newObject();
        if (scheduler.narrator() != null) {
            kernel.nameObject(number, object);
        }
        return number;
    }

    void tellDestroyed(String what, String owner, int destroyedAt) {
        oracles.lifetime().usedAfterDestroy(what, owner, destroyedAt, scheduler.isRunning() && scheduler.current().isCallback());
    }

    void tellRace(String access, String variable, int epoch) {
        oracles.races().race(access, variable, scheduler.taskOfEpoch(epoch));
    }
}
