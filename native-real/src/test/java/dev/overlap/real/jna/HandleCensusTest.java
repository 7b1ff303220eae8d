package dev.overlap.real.jna;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleFunctions;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.RegisteredWaitFunctions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Counting handles, and looking at what is behind them. */
@EnabledOnOs(OS.WINDOWS)
final class HandleCensusTest {

    private static final int MANY = 300;
    private static final int THREADS = 20;

    private static final int ROUNDS = 5;

    private final Heap heap = new Heap(MemoryWatch.NOBODY);
    private final JnaWin32 win32 = new JnaWin32(heap);

    @Test
    void aLeakedEventIsSeenAndItsTypeNamed() {
        HandleCensus before = HandleCensus.atRest();
        assertThat(HandleCensus.take().moreThan(before)).isEmpty();
        Handle leaked = win32.createEvent(null, true, false, null);

        HandleCensus after = HandleCensus.take();
        assertThat(after.moreThan(before)).hasSize(1).containsEntry("Event", 1);
        assertThat(after.handles()).containsEntry(leaked.value(), "Event");

        win32.closeHandle(leaked);
        assertThat(HandleCensus.take().moreThan(before)).isEmpty();
    }

    @Test
    void eachKindOfObjectHasItsType() {
        HandleCensus before = HandleCensus.atRest();
        Handle semaphore = win32.createSemaphore(null, 0, 1, null);
        Handle port = win32.createIoCompletionPort(Handle.INVALID_HANDLE_VALUE, Handle.NULL, 0, 0);
        try (RealPipe pipe = RealPipe.bytes(win32, heap)) {
            assertThat(win32.view().typeOf(pipe.server)).isEqualTo("File");
            assertThat(HandleCensus.take().moreThan(before)).hasSize(3).containsEntry("File", 2).containsEntry("Semaphore", 1).containsEntry("IoCompletion", 1);
        }
        win32.closeHandle(semaphore);
        win32.closeHandle(port);
        assertThat(HandleCensus.take().moreThan(before)).isEmpty();
        assertThat(win32.view().typeOf(port)).isNull();
    }

    @Test
    void manyHandlesAreCountedOneByOne() {
        HandleCensus before = HandleCensus.atRest();
        Handle[] made = new Handle[MANY];
        for (int i = 0; i < MANY; i++) {
            made[i] = win32.createEvent(null, true, false, null);
        }
        HandleCensus after = HandleCensus.take();
        assertThat(after.moreThan(before)).containsEntry("Event", MANY);
        for (Handle handle : made) {
            assertThat(after.handles()).containsEntry(handle.value(), "Event");
            win32.closeHandle(handle);
        }
        assertThat(HandleCensus.take().moreThan(before)).isEmpty();
    }

    /** The pool's threads become Java's, which has handles of its own for each. */
    @Test
    void threadsOfJavaAreNobodysLeak() {
        HandleCensus before = HandleCensus.atRest();
        CountDownLatch inside = new CountDownLatch(THREADS);
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch out = new CountDownLatch(THREADS);
        for (int i = 0; i < THREADS; i++) {
            win32.queueUserWorkItem(context -> {
                inside.countDown();
                awaitUninterruptibly(go);
                out.countDown();
            }, null, RegisteredWaitFunctions.WT_EXECUTELONGFUNCTION);
        }
        awaitUninterruptibly(inside);
        HandleCensus during = HandleCensus.take();
        assertThat(during.byType().get("Thread")).isGreaterThan(before.byType().get("Thread"));
        assertThat(during.moreThan(before)).doesNotContainKeys("Event", "Thread");
        Handle leaked = win32.createEvent(null, true, false, null);
        assertThat(HandleCensus.take().moreThan(during)).containsEntry("Event", 1);
        win32.closeHandle(leaked);
        go.countDown();
        awaitUninterruptibly(out);
    }

    /** HotSpot closes the last handle of each with the end of the next thread only. */
    @Test
    void threadsThatEndAtTheSameTimeAreNobodysLeak() {
        HandleCensus before = HandleCensus.atRest();
        for (int round = 0; round < ROUNDS; round++) {
            endTogether();
            assertThat(HandleCensus.atRest().moreThan(before)).isEmpty();
        }
    }

    private static void endTogether() {
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            threads.add(Thread.ofPlatform().start(() -> awaitUninterruptibly(go)));
        }
        go.countDown();
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void aLeakedHandleToAThreadThatHasEndedIsSeen() {
        HandleCensus before = HandleCensus.atRest();
        HandleReference leaked = new HandleReference();
        Thread thread = Thread.ofPlatform().start(() -> assertThat(win32.duplicateHandle(HandleFunctions.CURRENT_PROCESS, HandleFunctions.CURRENT_THREAD,
                HandleFunctions.CURRENT_PROCESS, leaked, 0, false, HandleFunctions.DUPLICATE_SAME_ACCESS)).isTrue());
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        endTogether();

        assertThat(HandleCensus.atRest().moreThan(before)).hasSize(1).containsEntry("Thread", 1);

        win32.closeHandle(leaked.value);
        assertThat(HandleCensus.atRest().moreThan(before)).isEmpty();
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aLookTakesNothing() {
        Handle event = win32.createEvent(null, false, true, null);
        Handle semaphore = win32.createSemaphore(null, 2, 5, null);
        for (int i = 0; i < 2; i++) {
            assertThat(win32.view().event(event)).isEqualTo(new KernelView.Event(false, true));
            assertThat(win32.view().semaphore(semaphore)).isEqualTo(new KernelView.Semaphore(2, 5));
        }
        assertThat(win32.waitForSingleObject(event, 0)).isZero();
        assertThat(win32.waitForSingleObject(semaphore, 0)).isZero();
        assertThat(win32.view().event(event)).isEqualTo(new KernelView.Event(false, false));
        assertThat(win32.view().semaphore(semaphore)).isEqualTo(new KernelView.Semaphore(1, 5));
        assertThat(win32.view().event(semaphore)).isNull();
        assertThat(win32.view().semaphore(event)).isNull();
        win32.closeHandle(event);
        win32.closeHandle(semaphore);
        assertThat(win32.view().event(event)).isNull();
    }
}
