package dev.overlap.real.platform;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import dev.overlap.platform.Condition;
import dev.overlap.platform.Guarded;
import dev.overlap.platform.Lock;
import org.jspecify.annotations.Nullable;

/** A lock of the real platform, which knows its holder. A thread that takes it twice is told so, instead of being left to hang. */
final class RealLock implements Lock {

    private final RealPlatform platform;
    private final RealLifetime owner;
    private final String name;
    private final ReentrantLock inner = new ReentrantLock();
    private volatile @Nullable Thread holder;
    private volatile long heldSinceNanos;

    RealLock(RealPlatform platform, RealLifetime owner, String name) {
        this.platform = platform;
        this.owner = owner;
        this.name = name;
        platform.waits.know(this);
    }

    @Override
    public void lock() {
        platform.visible.before("lock");
        owner.check("lock", name);
        if (inner.isHeldByCurrentThread()) {
            platform.watch.relocked(name);
            throw new RelockedException(name);
        }
        if (!inner.tryLock()) {
            Waits.Wait outer = platform.waits.begin("lock", this);
            inner.lock();
            platform.waits.end(outer);
            owner.check("lock", name);
        }
        held();
    }

    @Override
    public boolean tryLock() {
        platform.visible.before("lock");
        owner.check("tryLock", name);
        if (inner.isHeldByCurrentThread() || !inner.tryLock()) {
            return false;
        }
        held();
        return true;
    }

    @Override
    public void unlock() {
        owner.check("unlock", name);
        if (!inner.isHeldByCurrentThread()) {
            throw new IllegalMonitorStateException(name + " is not held by " + Thread.currentThread().getName());
        }
        holder = null;
        inner.unlock();
    }

    private void held() {
        heldSinceNanos = System.nanoTime();
        holder = Thread.currentThread();
    }

    /** The thread that holds it now, or null. Any thread may ask; the answer may be old by the time it comes. */
    @Nullable Thread holder() {
        return holder;
    }

    /** When the holder took it, as {@link System#nanoTime} says. */
    long heldSinceNanos() {
        return heldSinceNanos;
    }

    @Override
    public Condition condition(String conditionName) {
        return new RealCondition(conditionName);
    }

    <T> Guarded<T> guard(String guardedName, T value) {
        return () -> {
            owner.check("get", guardedName);
            if (!inner.isHeldByCurrentThread()) {
                platform.watch.unguarded(guardedName);
            }
            return value;
        };
    }

    @Override
    public String toString() {
        return name;
    }

    /**
     * A condition of this lock. Each waiter has a condition of its own, so that a signal which comes with the end of the time is either that waiter's, who
     * answers true, or the next one's.
     */
    private final class RealCondition implements Condition {

        private final String conditionName;
        private final Deque<Waiter> waiters = new ArrayDeque<>();

        private final class Waiter {
            final java.util.concurrent.locks.Condition woken = inner.newCondition();
            boolean signalled;
        }

        RealCondition(String conditionName) {
            this.conditionName = conditionName;
        }

        @Override
        public void await() {
            await(Long.MAX_VALUE);
        }

        @Override
        public boolean await(long timeoutMillis) {
            platform.visible.before("await");
            requireLock("await");
            Waiter waiter = new Waiter();
            waiters.add(waiter);
            holder = null;
            Waits.Wait outer = platform.waits.begin("condition", this);
            boolean interrupted = false;
            long left = TimeUnit.MILLISECONDS.toNanos(Math.max(0, timeoutMillis));
            long end = System.nanoTime() + left;
            boolean first = true;
            while (!waiter.signalled && (first || left > 0)) {
                first = false;
                try {
                    left = waiter.woken.awaitNanos(left);
                } catch (InterruptedException e) {
                    interrupted = true;
                    left = end - System.nanoTime();
                }
            }
            waiters.remove(waiter);
            platform.waits.end(outer);
            held();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
            owner.check("await", conditionName);
            return waiter.signalled;
        }

        @Override
        public void signal() {
            requireLock("signal");
            wake(waiters.poll());
        }

        @Override
        public void signalAll() {
            requireLock("signalAll");
            while (!waiters.isEmpty()) {
                wake(waiters.poll());
            }
        }

        private void wake(@Nullable Waiter waiter) {
            if (waiter != null) {
                waiter.signalled = true;
                waiter.woken.signal();
            }
        }

        private void requireLock(String use) {
            owner.check(use, conditionName);
            if (!inner.isHeldByCurrentThread()) {
                throw new IllegalMonitorStateException(conditionName + " used without " + name);
            }
        }

        @Override
        public String toString() {
            return conditionName;
        }
    }
}
