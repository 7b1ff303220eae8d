package dev.overlap.simulation;

import dev.overlap.platform.AtomicCell;
import dev.overlap.platform.AtomicIntCell;
import dev.overlap.platform.Cell;
import dev.overlap.platform.IntCell;
import dev.overlap.schedule.AccessHistory;
import dev.overlap.schedule.Operation;
import dev.overlap.schedule.Scheduler;
import dev.overlap.schedule.Task;
import org.jspecify.annotations.Nullable;

/**
 * A variable of the simulated platform. Plain ones are checked for races and are no scheduling points; volatile ones are scheduling points, and pass on
 * what their writers had seen. Hot path.
 */
abstract class SimCell extends AccessHistory {

    final SimPlatform platform;
    final Scheduler scheduler;
    final SimLifetime owner;
    final String name;

    SimCell(SimPlatform platform, SimLifetime owner, String name) {
        this.platform = platform;
        this.scheduler = platform.scheduler;
        this.owner = owner;
        this.name = name;
    }

    final void plainRead() {
        owner.check(name);
        Task task = scheduler.current();
        int other = noteRead(task, scheduler.order().clocks());
        if (other != 0) {
            platform.tellRace("read", name, other);
        }
    }

    final void plainWrite() {
        owner.check(name);
        int other = noteWrite(scheduler.current());
        if (other != 0) {
            platform.tellRace("written", name, other);
        }
    }

    @Override
    public String toString() {
        return name;
    }

    /** A plain {@code int}. */
    static final class PlainInt extends SimCell implements IntCell {

        private int value;

        PlainInt(SimPlatform platform, SimLifetime owner, String name, int initial) {
            super(platform, owner, name);
            value = initial;
        }

        @Override
        public int get() {
            plainRead();
            return value;
        }

        @Override
        public void set(int to) {
            plainWrite();
            value = to;
        }
    }

    /** A plain reference. */
    static final class Plain<T extends @Nullable Object> extends SimCell implements Cell<T> {

        private T value;

        Plain(SimPlatform platform, SimLifetime owner, String name, T initial) {
            super(platform, owner, name);
            value = initial;
        }

        @Override
        public T get() {
            plainRead();
            return value;
        }

        @Override
        public void set(T to) {
            plainWrite();
            value = to;
        }
    }

    /** What volatile variables have in common. */
    abstract static class Synchronising extends SimCell {

        private final int number;
        private final int[] clock;

        Synchronising(SimPlatform platform, SimLifetime owner, String name) {
            super(platform, owner, name);
            number = platform.newObject(this);
            clock = scheduler.order().clocks().take();
            // Whoever finds the initial value has been given the variable by its maker, in some order of its own.
        }

        final void before(Operation operation) {
            scheduler.point(operation, number);
            owner.check(name);
        }

        final void acquire() {
            scheduler.order().acquire(clock);
        }

        final void release() {
            scheduler.order().release(clock);
        }
    }

    /** A volatile or atomic {@code int}. */
    static final class AtomicInt extends Synchronising implements AtomicIntCell {

        private int value;

        AtomicInt(SimPlatform platform, SimLifetime owner, String name, int initial) {
            super(platform, owner, name);
            value = initial;
        }

        @Override
        public int get() {
            before(Operation.VOLATILE_READ);
            acquire();
            return value;
        }

        @Override
        public void set(int to) {
            before(Operation.VOLATILE_WRITE);
            release();
            value = to;
        }

        @Override
        public int exchange(int to) {
            before(Operation.EXCHANGE);
            acquire();
            release();
            int old = value;
            value = to;
            return old;
        }

        @Override
        public boolean compareAndSet(int expected, int to) {
            before(Operation.COMPARE_AND_SET);
            acquire();
            if (value != expected) {
                return false;
            }
            release();
            value = to;
            return true;
        }

        @Override
        public int addAndGet(int delta) {
            before(Operation.ADD);
            acquire();
            release();
            value += delta;
            return value;
        }
    }

    /** A volatile or atomic reference. */
    static final class Atomic<T extends @Nullable Object> extends Synchronising implements AtomicCell<T> {

        private T value;

        Atomic(SimPlatform platform, SimLifetime owner, String name, T initial) {
            super(platform, owner, name);
            value = initial;
        }

        @Override
        public T get() {
            before(Operation.VOLATILE_READ);
            acquire();
            return value;
        }

        @Override
        public void set(T to) {
            before(Operation.VOLATILE_WRITE);
            release();
            value = to;
        }

        @Override
        public T exchange(T to) {
            before(Operation.EXCHANGE);
            acquire();
            release();
            T old = value;
            value = to;
            return old;
        }

        @Override
        @SuppressWarnings("ReferenceEquality") // identity is the contract
        public boolean compareAndSet(T expected, T to) {
            before(Operation.COMPARE_AND_SET);
            acquire();
            if (value != expected) {
                return false;
            }
            release();
            value = to;
            return true;
        }
    }
}
