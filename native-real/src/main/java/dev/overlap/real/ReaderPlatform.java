package dev.overlap.real;

import dev.overlap.fault.FallibleCall;
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
import dev.overlap.platform.NoThreadException;
import dev.overlap.platform.Platform;
import dev.overlap.platform.PlatformThread;
import dev.overlap.platform.Warnings;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Overlapped;
import org.jspecify.annotations.Nullable;

/** The platform as one reader sees it: allocations and threads may not be had. */
record ReaderPlatform(Platform platform, Ledger ledger, Faults faults, int stream) implements Platform {

    private boolean fails(FallibleCall call) {
        int error = faults.next(call);
        if (error != 0) {
            synchronized (ledger.court) {
                ledger.court.oracles().failed(stream, call.function(), error, call.endsReading());
            }
        }
        return error != 0;
    }

    @Override
    public @Nullable Memory allocate(Lifetime owner, int bytes) {
        return fails(FallibleCall.ALLOCATE) ? null : platform.allocate(owner, bytes);
    }

    @Override
    public @Nullable Overlapped allocateOverlapped(Lifetime owner) {
        return fails(FallibleCall.ALLOCATE_OVERLAPPED) ? null : platform.allocateOverlapped(owner);
    }

    @Override
    public PlatformThread startThread(String name, Runnable body) {
        if (fails(FallibleCall.START_THREAD)) {
            throw new NoThreadException(name);
        }
        return platform.startThread(name, body);
    }

    @Override
    public Lifetime lifetime(String name) {
        return platform.lifetime(name);
    }

    @Override
    public Lifetime process() {
        return platform.process();
    }

    @Override
    public IntCell plainInt(Lifetime owner, String name, int initial) {
        return platform.plainInt(owner, name, initial);
    }

    @Override
    public IntCell volatileInt(Lifetime owner, String name, int initial) {
        return platform.volatileInt(owner, name, initial);
    }

    @Override
    public AtomicIntCell atomicInt(Lifetime owner, String name, int initial) {
        return platform.atomicInt(owner, name, initial);
    }

    @Override
    public <T extends @Nullable Object> Cell<T> plain(Lifetime owner, String name, T initial) {
        return platform.plain(owner, name, initial);
    }

    @Override
    public <T extends @Nullable Object> Cell<T> volatileCell(Lifetime owner, String name, T initial) {
        return platform.volatileCell(owner, name, initial);
    }

    @Override
    public <T extends @Nullable Object> AtomicCell<T> atomic(Lifetime owner, String name, T initial) {
        return platform.atomic(owner, name, initial);
    }

    @Override
    public Lock lock(Lifetime owner, String name) {
        return platform.lock(owner, name);
    }

    @Override
    public <T> Guarded<T> guarded(Lock lock, String name, T value) {
        return platform.guarded(lock, name, value);
    }

    @Override
    public EventLoop eventLoop() {
        return platform.eventLoop();
    }

    @Override
    public Clock clock() {
        return platform.clock();
    }

    @Override
    public Warnings warnings() {
        return platform.warnings();
    }

    @Override
    public void mark(CoverageMark mark) {
        platform.mark(mark);
    }
}
