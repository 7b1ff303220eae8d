package dev.overlap.real.jna;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import dev.overlap.win32.AccessViolation;
import dev.overlap.win32.FileTime;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleFunctions;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.RegisteredWaitFunctions;
import dev.overlap.win32.ThreadpoolIo;
import dev.overlap.win32.ThreadpoolWait;
import dev.overlap.win32.WaitFunctions;
import dev.overlap.win32.Win32Error;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The pool calls into Java: each kind of callback, what it brings, when it must not begin, and what becomes of one that throws. */
@EnabledOnOs(OS.WINDOWS)
final class CallbacksTest {

    private static final int ROUNDS = 200;

    private final Heap heap = new Heap(MemoryWatch.NOBODY);
    private final JnaWin32 win32 = new JnaWin32(heap);
    private final BlockingQueue<List<Object>> heard = new LinkedBlockingQueue<>();
    private final BlockingQueue<Throwable> crashes = new LinkedBlockingQueue<>();

    CallbacksTest() {
        win32.onCrash(crashes::add);
    }

    @AfterEach
    void nothingHasCrashed() {
        assertThat(crashes).isEmpty();
    }

    @Test
    void aRegisteredWaitFiresForEachSignal() throws InterruptedException {
        Handle event = event(false);
        Object context = new Object();
        HandleReference wait = new HandleReference();
        assertThat(win32.registerWaitForSingleObject(wait, event, (given, timedOut) -> heard.add(List.of(requireNonNull(given), timedOut)), context,
                WaitFunctions.INFINITE, RegisteredWaitFunctions.WT_EXECUTEDEFAULT)).isTrue();
        for (int i = 0; i < 3; i++) {
            win32.setEvent(event);
            assertThat(next()).containsExactly(context, false);
        }
        assertThat(win32.unregisterWaitEx(wait.value, Handle.INVALID_HANDLE_VALUE)).isTrue();
        win32.setEvent(event);
        assertThat(win32.waitForSingleObject(event, 0)).isEqualTo(WaitFunctions.WAIT_OBJECT_0);
        assertThat(heard).isEmpty();
    }

    @Test
    void aRegisteredWaitTimesOut() throws InterruptedException {
        HandleReference wait = new HandleReference();
        assertThat(win32.registerWaitForSingleObject(wait, event(false), (context, timedOut) -> heard.add(List.of(timedOut)), null, 20,
                RegisteredWaitFunctions.WT_EXECUTEONLYONCE)).isTrue();
        assertThat(next()).containsExactly(true);
        assertThat(win32.unregisterWaitEx(wait.value, Handle.INVALID_HANDLE_VALUE)).isTrue();
    }

    /** TH6: whoever is called may unregister at once, although the registering call has not returned. */
    @Test
    void theWaitHandleIsThereWhenTheFirstCallbackBegins() throws InterruptedException {
        Handle event = event(true);
        win32.setEvent(event);
        for (int i = 0; i < ROUNDS; i++) {
            HandleReference wait = new HandleReference();
            assertThat(win32.registerWaitForSingleObject(wait, event, (context, timedOut) -> heard.add(List.of(wait.value)), null, WaitFunctions.INFINITE,
                    RegisteredWaitFunctions.WT_EXECUTEONLYONCE)).isTrue();
            assertThat(next()).containsExactly(wait.value).doesNotContain(Handle.NULL);
            assertThat(win32.unregisterWaitEx(wait.value, Handle.INVALID_HANDLE_VALUE)).isTrue();
        }
    }

    @Test
    void aWaitThatIsGivenUpIsNotGivenToTheSystemAgain() {
        HandleReference wait = new HandleReference();
        assertThat(win32.registerWaitForSingleObject(wait, event(false), (context, timedOut) -> {}, null, WaitFunctions.INFINITE, 0)).isTrue();
        assertThat(win32.unregisterWait(wait.value)).isTrue();
        assertThatThrownBy(() -> win32.unregisterWait(wait.value)).isInstanceOf(AccessViolation.class);
        assertThatThrownBy(() -> win32.unregisterWaitEx(wait.value, Handle.INVALID_HANDLE_VALUE)).isInstanceOf(AccessViolation.class);
        assertThat(win32.unregisterWait(Handle.NULL)).isFalse();
        assertThat(win32.getLastError()).isEqualTo(Win32Error.ERROR_INVALID_HANDLE);
    }

    @Test
    void unregisteringWaitsForTheCallbackThatRuns() throws InterruptedException {
        Handle event = event(false);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        HandleReference wait = new HandleReference();
        assertThat(win32.registerWaitForSingleObject(wait, event, (context, timedOut) -> {
            begun.countDown();
            await(go);
            heard.add(List.of("ended"));
        }, null, WaitFunctions.INFINITE, 0)).isTrue();
        win32.setEvent(event);
        await(begun);
        Handle over = event(true);
        assertThat(win32.unregisterWaitEx(wait.value, over)).isFalse();
        assertThat(win32.getLastError()).isEqualTo(Win32Error.ERROR_IO_PENDING);
        assertThat(win32.waitForSingleObject(over, 0)).isEqualTo(WaitFunctions.WAIT_TIMEOUT);
        go.countDown();
        assertThat(win32.waitForSingleObject(over, RealPipe.LONG_ENOUGH_MILLIS)).isEqualTo(WaitFunctions.WAIT_OBJECT_0);
        assertThat(heard).hasSize(1);
    }

    @Test
    void aThreadpoolWaitFiresOnceForEachTimeItIsSet() throws InterruptedException {
        Handle event = event(false);
        ThreadpoolWait wait = requireNonNull(win32.createThreadpoolWait((instance, context, called, result) -> heard.add(List.of(called, result)), null));
        win32.setThreadpoolWait(wait, event, null);
        win32.setEvent(event);
        assertThat(next()).containsExactly(wait, WaitFunctions.WAIT_OBJECT_0);
        win32.setThreadpoolWait(wait, event, FileTime.relativeMillis(20));
        assertThat(next()).containsExactly(wait, WaitFunctions.WAIT_TIMEOUT);
        win32.setEvent(event);
        win32.setThreadpoolWait(wait, event, FileTime.relativeMillis(0));
        assertThat(next()).containsExactly(wait, WaitFunctions.WAIT_TIMEOUT);
        assertThat(win32.waitForSingleObject(event, 0)).isEqualTo(WaitFunctions.WAIT_OBJECT_0);
        win32.closeThreadpoolWait(wait);
        assertThatThrownBy(() -> win32.setThreadpoolWait(wait, event, null)).isInstanceOf(AccessViolation.class);
        assertThatThrownBy(() -> win32.closeThreadpoolWait(wait)).isInstanceOf(AccessViolation.class);
    }

    /** On Wine about one in three of these races begins a callback after the promise (T06). Whatever the kernel does, the program sees none. */
    @Test
    void noCallbackBeginsAfterTheWaitForThem() {
        Handle event = event(false);
        for (int i = 0; i < ROUNDS; i++) {
            boolean[] over = new boolean[1];
            ThreadpoolWait wait = requireNonNull(win32.createThreadpoolWait((instance, context, called, result) -> heard.add(List.of(over[0])), null));
            win32.setThreadpoolWait(wait, event, null);
            win32.setEvent(event);
            win32.setThreadpoolWait(wait, Handle.NULL, null);
            win32.waitForThreadpoolWaitCallbacks(wait, true);
            over[0] = true;
            win32.closeThreadpoolWait(wait);
        }
        // What is late comes while work items that were queued after it go through the same pool.
        for (int i = 0; i < 50; i++) {
            CountDownLatch through = new CountDownLatch(1);
            win32.queueUserWorkItem(context -> through.countDown(), null, 0);
            await(through);
        }
        assertThat(heard).allSatisfy(one -> assertThat(one).containsExactly(false));
    }

    /** The kernel's own late call, made by hand: Wine's is thrown away and counted, one of Windows would be told. */
    @Test
    void aCallbackAfterThePromiseIsDiscardedAndCounted() {
        ThreadpoolWait wait = requireNonNull(win32.createThreadpoolWait((instance, context, called, result) -> heard.add(List.of(result)), null));
        NativeThreadpoolWait called = (NativeThreadpoolWait) wait;
        called.run(new Instance(1), 0);
        win32.waitForThreadpoolWaitCallbacks(wait, true);
        win32.closeThreadpoolWait(wait);
        called.run(new Instance(1), 0);
        assertThat(heard).hasSize(1);
        assertThat(win32.discardedCallbacks()).isEqualTo(1);

        HandleReference reference = new HandleReference();
        win32.registerWaitForSingleObject(reference, event(false), (context, timedOut) -> heard.add(List.of(timedOut)), null, WaitFunctions.INFINITE, 0);
        RegisteredWait registered = requireNonNull(RegisteredWaitCalls.known(reference.value));
        assertThat(win32.unregisterWait(reference.value)).isTrue();
        assertThatCode(() -> registered.run(false)).doesNotThrowAnyException();
        assertThat(heard).hasSize(1);
        assertThat(win32.discardedCallbacks()).isEqualTo(2);
        if (win32.view().wineVersion() == null) {
            assertThat(crashes).hasSize(2);
            crashes.clear();
        }
    }

    /** F20: without a wait for callbacks there is no promise. */
    @Test
    void aCallbackAfterCloseAloneIsLetThrough() {
        ThreadpoolWait wait = requireNonNull(win32.createThreadpoolWait((instance, context, called, result) -> heard.add(List.of(result)), null));
        win32.closeThreadpoolWait(wait);
        ((NativeThreadpoolWait) wait).run(new Instance(1), 0);
        assertThat(heard).hasSize(1);
        assertThat(win32.discardedCallbacks()).isZero();
    }

    @Test
    void anArmedWaitFiresAlthoughItsCallbacksWereWaitedFor() throws InterruptedException {
        Handle event = event(false);
        ThreadpoolWait wait = requireNonNull(win32.createThreadpoolWait((instance, context, called, result) -> heard.add(List.of(result)), null));
        win32.setThreadpoolWait(wait, event, null);
        win32.waitForThreadpoolWaitCallbacks(wait, true);
        win32.setEvent(event);
        assertThat(next()).containsExactly(WaitFunctions.WAIT_OBJECT_0);
        win32.setThreadpoolWait(wait, Handle.NULL, null);
        win32.waitForThreadpoolWaitCallbacks(wait, true);
        win32.setThreadpoolWait(wait, event, null);
        win32.setEvent(event);
        assertThat(next()).containsExactly(WaitFunctions.WAIT_OBJECT_0);
        win32.closeThreadpoolWait(wait);
        assertThat(win32.discardedCallbacks()).isZero();
    }

    @Test
    void threadpoolIoBringsTheOperation() throws InterruptedException {
        try (RealPipe pipe = RealPipe.bytes(win32, heap)) {
            ThreadpoolIo io = requireNonNull(win32.createThreadpoolIo(pipe.server, (instance, context, overlapped, result, bytes, called) -> heard
                    .add(List.of(requireNonNull(context), requireNonNull(overlapped), result, bytes, called)), "io"));
            Overlapped read = pipe.bare();
            win32.startThreadpoolIo(io);
            pipe.readPends(pipe.buffer(10), read);
            pipe.write("hello");
            assertThat(next()).containsExactly("io", read, Win32Error.ERROR_SUCCESS, 5L, io);
            win32.startThreadpoolIo(io);
            pipe.readPends(pipe.buffer(10), read);
            assertThat(win32.cancelIoEx(pipe.server, read)).isTrue();
            assertThat(next()).containsExactly("io", read, Win32Error.ERROR_OPERATION_ABORTED, 0L, io);
            win32.startThreadpoolIo(io);
            win32.cancelThreadpoolIo(io);
            win32.waitForThreadpoolIoCallbacks(io, false);
            win32.closeThreadpoolIo(io);
            assertThatThrownBy(() -> win32.startThreadpoolIo(io)).isInstanceOf(AccessViolation.class);
            assertThat(win32.createThreadpoolIo(Handle.NULL, (instance, context, overlapped, result, bytes, called) -> {}, null)).isNull();
        }
    }

    @Test
    void aBoundRoutineBringsTheOperation() throws InterruptedException {
        try (RealPipe pipe = RealPipe.bytes(win32, heap)) {
            assertThat(win32.bindIoCompletionCallback(pipe.server,
                    (error, bytes, overlapped) -> heard.add(List.of(error, bytes, requireNonNull(overlapped))), 0)).isTrue();
            Overlapped read = pipe.bare();
            pipe.readPends(pipe.buffer(10), read);
            pipe.write("hello");
            assertThat(next()).containsExactly(Win32Error.ERROR_SUCCESS, 5, read);
            assertThat(win32.bindIoCompletionCallback(pipe.server, (error, bytes, overlapped) -> {}, 0)).isFalse();
            assertThat(win32.getLastError()).isEqualTo(Win32Error.ERROR_INVALID_PARAMETER);
        }
    }

    @Test
    void aWorkItemRunsOnADaemonThreadOfThePool() throws InterruptedException {
        assertThat(
                win32.queueUserWorkItem(context -> heard.add(List.of(requireNonNull(context), Thread.currentThread().isDaemon(), win32.getCurrentThreadId())),
                        "work", RegisteredWaitFunctions.WT_EXECUTEDEFAULT))
                .isTrue();
        assertThat(next()).startsWith("work", true).doesNotContain(win32.getCurrentThreadId());
    }

    /** At its own end, inside the loader, it would be too late: see {@link Trampolines}. */
    @Test
    void aThreadOfThePoolIsOneOfJavaForAsLongAsItsCallback() throws InterruptedException {
        for (int i = 0; i < ROUNDS; i++) {
            win32.queueUserWorkItem(context -> heard.add(List.of(Thread.currentThread())), null, 0);
        }
        for (int i = 0; i < ROUNDS; i++) {
            Thread thread = (Thread) next().getFirst();
            assertThat(thread.join(Duration.ofSeconds(5))).as("%s has left Java", thread).isTrue();
        }
    }

    @Test
    void whatACallbackThrowsIsTold() throws InterruptedException {
        Handle event = event(false);
        win32.queueUserWorkItem(context -> {
            throw new IllegalStateException("work");
        }, null, 0);
        assertThat(crash()).hasMessage("work");
        HandleReference wait = new HandleReference();
        win32.registerWaitForSingleObject(wait, event, (context, timedOut) -> {
            throw new AssertionError("registered");
        }, null, WaitFunctions.INFINITE, 0);
        win32.setEvent(event);
        assertThat(crash()).hasMessage("registered");
        win32.unregisterWaitEx(wait.value, Handle.INVALID_HANDLE_VALUE);
        ThreadpoolWait pool = requireNonNull(win32.createThreadpoolWait((instance, context, called, result) -> {
            throw new IllegalStateException("pool");
        }, null));
        win32.setThreadpoolWait(pool, event, null);
        win32.setEvent(event);
        assertThat(crash()).hasMessage("pool");
        win32.closeThreadpoolWait(pool);
        win32.queueUserAPC(context -> {
            throw new IllegalStateException("apc");
        }, HandleFunctions.CURRENT_THREAD, null);
        assertThat(win32.sleepEx(0, true)).isEqualTo(WaitFunctions.WAIT_IO_COMPLETION);
        assertThat(crash()).hasMessage("apc");
    }

    @Test
    void whatIsOverIsForgotten() throws InterruptedException {
        int before = Callee.count();
        for (int i = 0; i < ROUNDS; i++) {
            win32.queueUserWorkItem(context -> heard.add(List.of()), null, 0);
            next();
        }
        assertThat(win32.createThreadpoolIo(Handle.NULL, (instance, context, overlapped, result, bytes, called) -> {}, null)).isNull();
        assertThat(Callee.count()).isLessThanOrEqualTo(before);
    }

    private Handle event(boolean manualReset) {
        return win32.createEvent(null, manualReset, false, null);
    }

    private List<Object> next() throws InterruptedException {
        return requireNonNull(heard.poll(RealPipe.LONG_ENOUGH_MILLIS, TimeUnit.MILLISECONDS), "no callback came");
    }

    private @Nullable Throwable crash() throws InterruptedException {
        return crashes.poll(RealPipe.LONG_ENOUGH_MILLIS, TimeUnit.MILLISECONDS);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(RealPipe.LONG_ENOUGH_MILLIS, TimeUnit.MILLISECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
