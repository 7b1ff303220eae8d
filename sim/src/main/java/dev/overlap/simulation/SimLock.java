package dev.overlap.simulation;

import dev.overlap.platform.Condition;
import dev.overlap.platform.Guarded;
import dev.overlap.platform.Lock;
import dev.overlap.schedule.Blocking;
import dev.overlap.schedule.Observer;
import dev.overlap.schedule.Operation;
import dev.overlap.schedule.Scheduler;
import dev.overlap.schedule.Task;
import org.jspecify.annotations.Nullable;

/**
 * A lock of the simulated platform. Taking it is a scheduling point, giving it back is not: nobody can tell the two orders apart before the next point.
 * Taking it twice blocks, for ever.
 */
final class SimLock implements Lock {

    /** No task's slot, and not what stands for no task either. */
    private static final int FREE = -2;

    private final SimPlatform platform;
    private final Scheduler scheduler;
    private final SimLifetime owner;
    private final String name;
    private final int number;
    /** What the last holder had seen when it gave the lock back. */
    private final int[] clock;
    private @Nullable Task lastHolder;
    private int holder = FREE;
    private long waiters;

    SimLock(SimPlatform platform, SimLifetime owner, String name) {
        this.platform = platform;
        this.owner = owner;
        this.name = name;
        this.number = platform.newObject(this);
        this.scheduler = platform.scheduler;
        this.clock = scheduler.order().clocks().take();
    }

    @Override
    public void lock() {
        scheduler.point(Operation.LOCK, number);
        take();
    }

    private void take() {
        owner.check(name);
        Task task = scheduler.current();
        while (holder != FREE) {
            waiters |= task.bit();
            scheduler.block(Blocking.LOCK, number, holder, Scheduler.NEVER);
            owner.check(name);
        }
        hold(task);
    }

    private void hold(Task task) {
        holder = task.slot();
        if (lastHolder != task) {
            // Otherwise the task has seen all that it left here itself.
            scheduler.order().acquire(clock);
            lastHolder = task;
        }
        scheduler.stateChanged(number * 0xC2B2AE3D27D4EB4FL);
    }

    @Override
    public boolean tryLock() {
        scheduler.point(Operation.TRY_LOCK, number);
        owner.check(name);
        if (holder != FREE) {
            return false;
        }
        hold(scheduler.current());
        return true;
    }

    @Override
    public void unlock() {
        owner.check(name);
        if (!isHeld()) {
            throw new IllegalMonitorStateException(name + " is not held by " + scheduler.current().name());
        }
        give();
    }

    private void give() {
        scheduler.order().publish(clock);
        holder = FREE;
        scheduler.stateChanged(number * 0xC2B2AE3D27D4EB4FL);
        if (waiters != 0) {
            scheduler.wake(waiters);
            waiters = 0;
        }
    }

    boolean isHeld() {
        return holder == scheduler.currentSlot();
    }

    @Override
    public Condition condition(String conditionName) {
        return new SimCondition(conditionName);
    }

    <T> Guarded<T> guard(String guardedName, T value) {
        return new SimGuarded<>(guardedName, value);
    }

    @Override
    public String toString() {
        return name;
    }

    /** A condition of this lock. */
    private final class SimCondition implements Condition {

        private final String conditionName;
        private final int conditionNumber;
        private long waiting;

        SimCondition(String conditionName) {
            this.conditionName = conditionName;
            this.conditionNumber = platform.newObject(this);
        }

        @Override
        public void await() {
            await(Scheduler.NEVER, Operation.AWAIT);
        }

        @Override
        public boolean await(long timeoutMillis) {
            return await(scheduler.deadline(Math.max(0, timeoutMillis)), Operation.AWAIT);
        }

        private boolean await(long deadline, Operation operation) {
            scheduler.point(operation, conditionNumber);
            requireLock();
            long bit = scheduler.current().bit();
            waiting |= bit;
            give();
            boolean signalled = true;
            while (signalled && (waiting & bit) != 0) {
                signalled = scheduler.block(Blocking.CONDITION, conditionNumber, -1, deadline);
            }
            signalled |= (waiting & bit) == 0;
            waiting &= ~bit;
            take();
            return signalled;
        }

        @Override
        public void signal() {
            requireLock();
            long first = Long.lowestOneBit(waiting);
            waiting &= ~first;
            scheduler.wake(first);
        }

        @Override
        public void signalAll() {
            requireLock();
            long all = waiting;
            waiting = 0;
            scheduler.wake(all);
        }

        private void requireLock() {
            owner.check(conditionName);
            if (!isHeld()) {
                throw new IllegalMonitorStateException(conditionName + " used without " + name);
            }
        }

        @Override
        public String toString() {
            return conditionName;
        }
    }

    /** An object that only the holder of this lock may touch. */
    private final class SimGuarded<T> implements Guarded<T> {

        private final String guardedName;
        private final T value;

        SimGuarded(String guardedName, T value) {
            this.guardedName = guardedName;
            this.value = value;
        }

        @Override
        public T get() {
            owner.check(guardedName);
            if (!isHeld()) {
                platform.oracles.races().unguarded(guardedName, name);
            }
            Observer observer = scheduler.observer();
            if (observer != null) {
                observer.guarded(StateDigest.of(value));
            }
            return value;
        }
    }
}
