package dev.overlap.explore;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;

import dev.overlap.platform.Lock;
import dev.overlap.platform.Platform;
import dev.overlap.reader.AsyncPipeReader;
import dev.overlap.reader.ReaderFactory;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.WaitCallback;
import dev.overlap.win32.WaitOrTimerCallback;
import dev.overlap.win32.Win32;

/**
 * Another reader after an unrelated change: wherever it is called, by its owner or by the thread pool, it first takes a lock of its own and asks Windows
 * something that does not matter.
 *
 * <p>The other reader is one of the project's, whose class is final and elsewhere; its callbacks are reached by giving it a Windows that wraps them.
 */
final class BusierReader implements AsyncPipeReader {

    /** How often what was added has run, in all executions. */
    static final AtomicLong ADDITIONS = new AtomicLong();

    private final Win32 win32;
    private final Handle pipe;
    private final Lock lock;
    private boolean closed;
    private AsyncPipeReader inner;

    @SuppressWarnings("NullAway.Init")
    private BusierReader(Win32 win32, Platform platform, Handle pipe) {
        this.win32 = win32;
        this.pipe = pipe;
        this.lock = platform.lock(platform.process(), "unrelated");
    }

    /** The same reader, busier. */
    static Subject like(Subject subject) {
        ReaderFactory factory = subject.factory();
        return new Subject(subject.id(), (win32, platform, pipe, listener) -> {
            BusierReader busier = new BusierReader(win32, platform, pipe);
            busier.inner = factory.open(busier.wrapped(), platform, pipe, listener);
            return busier;
        }, subject.capabilities());
    }

    /** What was added. */
    private void addition() {
        lock.lock();
        if (!closed) {
            win32.getHandleInformation(pipe, new DwordReference());
            ADDITIONS.incrementAndGet();
        }
        lock.unlock();
    }

    private Win32 wrapped() {
        return changed(win32, (method, arguments) -> {
            for (int i = 0; i < arguments.length; i++) {
                if (arguments[i] instanceof WaitCallback callback) {
                    arguments[i] = (WaitCallback) (instance, context, wait, result) -> {
                        addition();
                        callback.callback(instance, context, wait, result);
                    };
                } else if (arguments[i] instanceof WaitOrTimerCallback callback) {
                    arguments[i] = (WaitOrTimerCallback) (context, timedOut) -> {
                        addition();
                        callback.callback(context, timedOut);
                    };
                }
            }
        });
    }

    /** Windows with the arguments of its functions changed on the way. */
    static Win32 changed(Win32 win32, BiConsumer<Method, Object[]> change) {
        return (Win32) Proxy.newProxyInstance(Win32.class.getClassLoader(), new Class<?>[] {Win32.class}, (proxy, method, arguments) -> {
            try {
                if (arguments != null) {
                    change.accept(method, arguments);
                }
                return method.invoke(win32, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    @Override
    public void start() {
        addition();
        inner.start();
    }

    @Override
    public void stop() {
        addition();
        inner.stop();
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        addition();
        return inner.read(target, offset, length);
    }

    @Override
    public void setMaxReadBufferSize(long bytes) {
        addition();
        inner.setMaxReadBufferSize(bytes);
    }

    @Override
    public long bytesAvailable() {
        return inner.bytesAvailable();
    }

    @Override
    public void close() {
        addition();
        lock.lock();
        closed = true;
        lock.unlock();
        inner.close();
    }
}
