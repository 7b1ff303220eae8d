package dev.overlap.real.platform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import dev.overlap.platform.NoThreadException;
import dev.overlap.platform.PlatformThread;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Win32;
import org.junit.jupiter.api.Test;

class RealThreadTest extends OnAPlatform {

    private final CountDownLatch mayEnd = new CountDownLatch(1);

    @Test
    void aThreadIsADaemonOfItsOwnWithItsName() {
        Thread[] inside = new Thread[1];
        platform.startThread("worker", () -> inside[0] = Thread.currentThread()).join();
        assertThat(inside[0].isDaemon()).isTrue();
        assertThat(inside[0].isVirtual()).isFalse();
        assertThat(inside[0].getName()).isEqualTo("worker");
        elsewhere(() -> assertThat(Thread.currentThread().getName()).isEqualTo("other"));
        elsewhere(() -> assertThat(Thread.currentThread().getName()).as("the next of that name").isEqualTo("other 2"));
    }

    @Test
    void itsIdIsTheOneThatWindowsKnows() {
        AtomicInteger inside = new AtomicInteger();
        PlatformThread thread = platform.startThread("worker", () -> inside.set(win32.getCurrentThreadId()));
        assertThat(thread.id()).isPositive().isNotEqualTo(win32.getCurrentThreadId());
        thread.join();
        assertThat(inside).hasValue(thread.id());
    }

    @Test
    void itsHandleIsSignalledWhenItHasEnded() {
        PlatformThread thread = platform.startThread("worker", () -> RealPlatform.uninterrupted(mayEnd::await));
        Handle handle = thread.openHandle();
        assertThat(win32.waitForSingleObject(handle, 0)).isEqualTo(Win32.WAIT_TIMEOUT);
        mayEnd.countDown();
        assertThat(win32.waitForSingleObject(handle, 10_000)).isEqualTo(Win32.WAIT_OBJECT_0);
        thread.join();
        assertThat(win32.closeHandle(handle)).isTrue();
    }

    @Test
    void whoHasJoinedFindsTheHandleSignalled() {
        PlatformThread thread = platform.startThread("worker", () -> {});
        thread.join();
        Handle handle = thread.openHandle();
        assertThat(win32.waitForSingleObject(handle, 0)).isEqualTo(Win32.WAIT_OBJECT_0);
        win32.closeHandle(handle);
    }

    @Test
    void eachCallerHasAHandleOfHisOwn() {
        PlatformThread thread = platform.startThread("worker", () -> {});
        Handle one = thread.openHandle();
        Handle two = thread.openHandle();
        assertThat(one).isNotEqualTo(two);
        assertThat(watch.opened).containsExactly(one, two);
        assertThat(win32.closeHandle(one)).isTrue();
        assertThat(win32.waitForSingleObject(two, 10_000)).isEqualTo(Win32.WAIT_OBJECT_0);
        assertThat(win32.closeHandle(two)).isTrue();
        thread.join();
    }

    @Test
    void whatAThreadThrowsIsTold() {
        elsewhere(() -> {
            throw new ArithmeticException("in a thread");
        });
        assertThat(watch.take()).containsExactly("crashed: java.lang.ArithmeticException: in a thread");
    }

    @Test
    void aThreadThatThrowsNothingIsNotToldOf() {
        elsewhere(() -> {});
        assertThat(watch.take()).isEmpty();
    }

    @Test
    void joiningWaitsForTheEndAndSaysSo() {
        PlatformThread worker = platform.startThread("worker", () -> RealPlatform.uninterrupted(mayEnd::await));
        PlatformThread joiner = startUntil("joiner", worker::join, "the end of worker");
        assertThat(platform.livingThreads()).containsExactly("worker", "joiner");
        mayEnd.countDown();
        joiner.join();
        assertThat(platform.livingThreads()).isEmpty();
    }

    @Test
    void nobodyWaitsForHisOwnEnd() {
        PlatformThread[] self = new PlatformThread[1];
        self[0] = platform.startThread("worker", () -> {
            RealPlatform.uninterrupted(mayEnd::await);
            self[0].join();
        });
        mayEnd.countDown();
        self[0].join();
        assertThat(watch.take()).containsExactly("crashed: java.lang.IllegalStateException: worker waits for its own end");
    }

    @Test
    void whereTheSystemHasNoThreadLeftThereIsNone() {
        RealPlatform poor = new RealPlatform(win32, OnAPlatform.NO_MEMORY, Visible.NOTHING, watch, marks, thread -> {
            throw new OutOfMemoryError("unable to create native thread");
        });
        assertThatExceptionOfType(NoThreadException.class).isThrownBy(() -> poor.startThread("worker", () -> {})).withMessage("no thread for worker");
        assertThat(poor.livingThreads()).isEmpty();
        poor.close();
    }
}
