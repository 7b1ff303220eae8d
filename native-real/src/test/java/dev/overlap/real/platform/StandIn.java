package dev.overlap.real.platform;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

import dev.overlap.win32.ApcRoutine;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.Win32;
import dev.overlap.win32.Win32Error;
import org.jspecify.annotations.Nullable;

/** The few functions of Windows that the platform uses itself, in plain Java, for machines that have no Windows: events, threads, waits and user APCs. */
final class StandIn implements InvocationHandler {

    private final Map<Handle, Waitable> handles = new HashMap<>();
    private final Map<Thread, Queue<Runnable>> apcs = new HashMap<>();
    private final Map<Thread, Integer> errors = new HashMap<>();
    private long lastHandle = 0x100;

    private interface Waitable {
        boolean isSignalled();

        default void take() {}
    }

    private static final class Event implements Waitable {
        final boolean manualReset;
        boolean set;

        Event(boolean manualReset, boolean set) {
            this.manualReset = manualReset;
            this.set = set;
        }

        @Override
        public boolean isSignalled() {
            return set;
        }

        @Override
        public void take() {
            set &= manualReset;
        }
    }

    private record ThreadObject(Thread thread) implements Waitable {
        @Override
        public boolean isSignalled() {
            return !thread.isAlive();
        }
    }

    Win32 win32() {
        return (Win32) Proxy.newProxyInstance(Win32.class.getClassLoader(), new Class<?>[] {Win32.class}, this);
    }

    /** How many handles are open. */
    synchronized int openHandles() {
        return handles.size();
    }

    @Override
    public Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
        Object[] a = arguments == null ? new Object[0] : arguments;
        return switch (method.getName()) {
            case "createEvent" -> open(new Event((boolean) a[1], (boolean) a[2]));
            case "setEvent" -> set((Handle) a[0], true);
            case "resetEvent" -> set((Handle) a[0], false);
            case "closeHandle" -> close((Handle) a[0]);
            case "duplicateHandle" -> duplicate((Handle) a[1], (HandleReference) a[3]);
            case "getCurrentThreadId" -> Math.toIntExact(Thread.currentThread().threadId());
            case "getLastError" -> error();
            case "queueUserAPC" -> queue((ApcRoutine) a[0], (Handle) a[1], a[2]);
            case "sleepEx" -> waitFor(new Handle[0], (int) a[0], (boolean) a[1]) == Win32.WAIT_IO_COMPLETION ? Win32.WAIT_IO_COMPLETION : 0;
            case "waitForSingleObject" -> waitFor(new Handle[] {(Handle) a[0]}, (int) a[1], false);
            case "waitForMultipleObjectsEx" -> waitFor((Handle[]) a[1], (int) a[3], (boolean) a[4]);
            default -> throw new UnsupportedOperationException(method.getName());
        };
    }

    private synchronized Handle open(Waitable object) {
        Handle handle = new Handle(lastHandle += 4);
        handles.put(handle, object);
        return handle;
    }

    private synchronized boolean set(Handle handle, boolean wanted) {
        if (!(handles.get(handle) instanceof Event event)) {
            return fail();
        }
        event.set = wanted;
        notifyAll();
        return true;
    }

    private synchronized boolean close(Handle handle) {
        return handles.remove(handle) != null || fail();
    }

    private synchronized boolean duplicate(Handle source, HandleReference target) {
        Waitable object = source.equals(Win32.CURRENT_THREAD) ? new ThreadObject(Thread.currentThread()) : handles.get(source);
        if (object == null) {
            return fail();
        }
        target.value = open(object);
        return true;
    }

    private synchronized boolean queue(ApcRoutine routine, Handle handle, @Nullable Object context) {
        if (!(handles.get(handle) instanceof ThreadObject(Thread thread))) {
            return fail();
        }
        apcs.computeIfAbsent(thread, any -> new ArrayDeque<>()).add(() -> routine.callback(context));
        notifyAll();
        return true;
    }

    private int waitFor(Handle[] wanted, int timeoutMillis, boolean alertable) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        int answer = look(wanted, alertable);
        while (answer == Win32.WAIT_TIMEOUT && (timeoutMillis < 0 || System.nanoTime() - end < 0)) {
            pause();
            answer = look(wanted, alertable);
        }
        if (answer == Win32.WAIT_IO_COMPLETION) {
            runApcs();
        }
        return answer;
    }

    /** All of them, those included that one of them queues. */
    private void runApcs() {
        Runnable next = nextApc();
        while (next != null) {
            next.run();
            next = nextApc();
        }
    }

    private synchronized @Nullable Runnable nextApc() {
        Queue<Runnable> queued = apcs.get(Thread.currentThread());
        return queued == null ? null : queued.poll();
    }

    private synchronized int look(Handle[] wanted, boolean alertable) {
        for (Handle handle : wanted) {
            if (!handles.containsKey(handle)) {
                fail();
                return Win32.WAIT_FAILED;
            }
        }
        for (int i = 0; i < wanted.length; i++) {
            Waitable object = handles.get(wanted[i]);
            if (object != null && object.isSignalled()) {
                object.take();
                return Win32.WAIT_OBJECT_0 + i;
            }
        }
        Queue<Runnable> queued = apcs.get(Thread.currentThread());
        return alertable && queued != null && !queued.isEmpty() ? Win32.WAIT_IO_COMPLETION : Win32.WAIT_TIMEOUT;
    }

    /** For a moment only: the end of a thread wakes nobody here. */
    private synchronized void pause() {
        try {
            wait(1);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private synchronized boolean fail() {
        errors.put(Thread.currentThread(), Win32Error.ERROR_INVALID_HANDLE);
        return false;
    }

    private synchronized int error() {
        return errors.getOrDefault(Thread.currentThread(), 0);
    }
}
