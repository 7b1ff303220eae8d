package dev.overlap.real.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import dev.overlap.platform.Condition;
import dev.overlap.platform.Guarded;
import dev.overlap.platform.Lock;
import dev.overlap.platform.PlatformThread;
import org.junit.jupiter.api.Test;

class RealLockTest extends OnAPlatform {

    private static final int ROUNDS = 10_000;

    private final Lock lock = platform.lock(life, "mutex");
    private final Condition condition = lock.condition("changed");

    @Test
    void onlyOneThreadHoldsTheLock() {
        int[] sum = {0};
        Runnable adds = () -> {
            for (int i = 0; i < ROUNDS; i++) {
                lock.lock();
                sum[0]++;
                lock.unlock();
            }
        };
        PlatformThread one = platform.startThread("one", adds);
        PlatformThread two = platform.startThread("two", adds);
        one.join();
        two.join();
        assertThat(sum[0]).isEqualTo(2 * ROUNDS);
    }

    @Test
    void takingItTwiceIsToldInsteadOfHanging() {
        lock.lock();
        assertThatExceptionOfType(RelockedException.class).isThrownBy(lock::lock).withMessageContaining("mutex");
        lock.unlock();
        assertThat(watch.take()).containsExactly("relocked: mutex");
    }

    @Test
    void takingItAgainLaterIsFine() {
        lock.lock();
        lock.unlock();
        lock.lock();
        lock.unlock();
    }

    @Test
    void aThreadThatEndsBecauseItRelockedIsNotToldTwice() {
        elsewhere(() -> {
            lock.lock();
            try {
                lock.lock();
            } finally {
                lock.unlock();
            }
        });
        assertThat(watch.take()).containsExactly("relocked: mutex");
    }

    @Test
    void tryLockTakesAFreeLockOnly() {
        assertThat(lock.tryLock()).isTrue();
        assertThat(lock.tryLock()).as("by the holder").isFalse();
        elsewhere(() -> assertThat(lock.tryLock()).as("by another").isFalse());
        lock.unlock();
        elsewhere(() -> {
            assertThat(lock.tryLock()).isTrue();
            lock.unlock();
        });
    }

    @Test
    void onlyTheHolderUnlocks() {
        assertThatExceptionOfType(IllegalMonitorStateException.class).isThrownBy(lock::unlock);
        lock.lock();
        elsewhere(() -> assertThatExceptionOfType(IllegalMonitorStateException.class).isThrownBy(lock::unlock));
        lock.unlock();
    }

    @Test
    void aLockIsUsedInItsOwnersLifeOnly() {
        life.destroy();
        lock.lock();
        lock.unlock();
        lock.tryLock();
        lock.unlock();
        assertThat(watch.take()).containsExactly("lock after destroy: mutex of owner", "unlock after destroy: mutex of owner",
                "tryLock after destroy: mutex of owner", "unlock after destroy: mutex of owner");
    }

    @Test
    void whoGetsALockWhoseOwnerHasEndedMeanwhileIsToldToo() {
        lock.lock();
        PlatformThread waiter = startUntil("waiter", lock::lock, "lock mutex, held by " + Thread.currentThread().getName());
        life.destroy();
        lock.unlock();
        waiter.join();
        assertThat(watch.take()).containsExactly("unlock after destroy: mutex of owner", "lock after destroy: mutex of owner");
    }

    // ---------------------------------------------------------------- what it guards

    @Test
    void theHolderGetsWhatTheLockGuards() {
        Guarded<String> guarded = platform.guarded(lock, "state", "value");
        lock.lock();
        assertThat(guarded.get()).isEqualTo("value");
        lock.unlock();
    }

    @Test
    void whoDoesNotHoldTheLockIsToldAndGetsItAllTheSame() {
        Guarded<String> guarded = platform.guarded(lock, "state", "value");
        assertThat(guarded.get()).isEqualTo("value");
        assertThat(watch.take()).containsExactly("unguarded: state");

        lock.lock();
        elsewhere(guarded::get);
        lock.unlock();
        assertThat(watch.take()).as("while another thread holds it").containsExactly("unguarded: state");
    }

    @Test
    void whatIsGuardedEndsWithItsOwner() {
        Guarded<String> guarded = platform.guarded(lock, "state", "value");
        lock.lock();
        life.destroy();
        guarded.get();
        lock.unlock();
        assertThat(watch.take()).contains("get after destroy: state of owner");
    }

    // ---------------------------------------------------------------- conditions

    @Test
    void aSignalWakesOneThreadAndAllWakesTheRest() {
        AtomicInteger woken = new AtomicInteger();
        Runnable waits = () -> {
            lock.lock();
            condition.await();
            woken.incrementAndGet();
            lock.unlock();
        };
        PlatformThread first = startUntil("first", waits, "condition changed");
        PlatformThread second = startUntil("second", waits, "condition changed");
        PlatformThread third = startUntil("third", waits, "condition changed");
        locked(condition::signal);
        first.join();
        assertThat(woken).hasValue(1);
        locked(condition::signalAll);
        second.join();
        third.join();
        assertThat(woken).hasValue(3);
    }

    @Test
    void twoSignalsWakeTwoThreads() {
        PlatformThread first = startUntil("first", () -> locked(condition::await), "condition changed");
        PlatformThread second = startUntil("second", () -> locked(condition::await), "condition changed");
        locked(() -> {
            condition.signal();
            condition.signal();
        });
        first.join();
        second.join();
    }

    @Test
    void whoWaitsForAConditionDoesNotHoldTheLock() {
        PlatformThread waiter = startUntil("waiter", () -> locked(condition::await), "condition changed");
        assertThat(describedWaits()).containsExactly("waiter waits for condition changed");
        locked(condition::signal);
        waiter.join();
    }

    @Test
    void aSignalThatNobodyWaitsForIsLost() {
        locked(() -> {
            condition.signal();
            assertThat(condition.await(1)).isFalse();
        });
    }

    @Test
    void aWaitEndsWithItsTimeOrItsSignal() {
        long begin = platform.clock().millis();
        locked(() -> assertThat(condition.await(20)).isFalse());
        assertThat(platform.clock().millis() - begin).isGreaterThanOrEqualTo(19);

        AtomicBoolean signalled = new AtomicBoolean();
        PlatformThread waiter = startUntil("waiter", () -> locked(() -> signalled.set(condition.await(60_000))), "condition changed");
        locked(condition::signal);
        waiter.join();
        assertThat(signalled).isTrue();
    }

    @Test
    void aWaitOfNoTimeLetsAnotherThreadIn() {
        AtomicBoolean in = new AtomicBoolean();
        lock.lock();
        PlatformThread other = startUntil("other", () -> locked(() -> in.set(true)), "lock mutex, held by " + Thread.currentThread().getName());
        until(() -> {
            assertThat(condition.await(0)).isFalse();
            return in.get();
        });
        lock.unlock();
        other.join();
    }

    @Test
    void aSignalAfterTheEndOfTheTimeIsTheNextWaiters() {
        PlatformThread patient = startUntil("patient", () -> locked(condition::await), "condition changed");
        locked(() -> assertThat(condition.await(1)).isFalse());
        locked(condition::signal);
        patient.join();
    }

    @Test
    void aConditionNeedsItsLock() {
        assertThatExceptionOfType(IllegalMonitorStateException.class).isThrownBy(condition::await).withMessage("changed used without mutex");
        assertThatExceptionOfType(IllegalMonitorStateException.class).isThrownBy(() -> condition.await(1));
        assertThatExceptionOfType(IllegalMonitorStateException.class).isThrownBy(condition::signal);
        assertThatExceptionOfType(IllegalMonitorStateException.class).isThrownBy(condition::signalAll);
    }

    @Test
    void aWaitThatOutlivesTheOwnerIsTold() {
        PlatformThread waiter = startUntil("waiter", () -> {
            lock.lock();
            condition.await();
        }, "condition changed");
        lock.lock();
        condition.signal();
        life.destroy();
        lock.unlock();
        waiter.join();
        assertThat(watch.take()).containsExactly("unlock after destroy: mutex of owner", "await after destroy: changed of owner");
    }

    @Test
    void anInterruptEndsNoWaitAndIsKept() {
        AtomicBoolean kept = new AtomicBoolean();
        Thread[] inside = new Thread[1];
        PlatformThread waiter = startUntil("waiter", () -> {
            inside[0] = Thread.currentThread();
            locked(() -> kept.set(condition.await(60_000) && Thread.interrupted()));
        }, "condition changed");
        locked(() -> inside[0].interrupt());
        locked(condition::signal);
        waiter.join();
        assertThat(kept).isTrue();
    }

    // ---------------------------------------------------------------- why nothing moves

    @Test
    void whoHoldsAndWhoWaitsCanBeAsked() {
        String holder = Thread.currentThread().getName();
        assertThat(platform.describeWaits()).isEmpty();
        lock.lock();
        PlatformThread waiter = startUntil("waiter", () -> locked(() -> {}), "lock mutex, held by " + holder);
        assertThat(describedWaits()).containsExactlyInAnyOrder("waiter waits for lock mutex, held by " + holder, holder + " holds mutex");
        assertThat(platform.describeWaits()).allMatch(line -> line.matches(".* since \\d+ ms.*"));
        lock.unlock();
        waiter.join();
        assertThat(platform.describeWaits()).isEmpty();
    }

    private void locked(Runnable body) {
        lock.lock();
        try {
            body.run();
        } finally {
            lock.unlock();
        }
    }
}
