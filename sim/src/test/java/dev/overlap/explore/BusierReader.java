package dev.overlap.explore;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.function.BiConsumer;

import dev.overlap.platform.IntCell;
import dev.overlap.platform.Lock;
import dev.overlap.platform.Platform;
import dev.overlap.reader.AsyncPipeReader;
import dev.overlap.reader.ReaderFactory;
import dev.overlap.reader.ReaderListener;
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

    private final Win32 win32;
    private final Handle pipe;
    private final Lock lock;
    private final Runnable count;
    /** 1 when the reader is closed; under its lock. */
    private final IntCell closed;
    private final AsyncPipeReader inner;

    /** Makes such a reader, which tells {@code count} each time what was added has run. */
    BusierReader(Win32 win32, Platform platform, Handle pipe, ReaderListener listener, ReaderFactory factory, Runnable count) {
        this.win32 = win32;
        this.pipe = pipe;
        this.count = count;
        this.lock = platform.lock(platform.process(), "unrelated");
        this.closed = platform.plainInt(platform.process(), "unrelated closed", 0);
        this.inner = factory.open(wrapped(), platform, pipe, listener);
    }

    /** What was added. */
    private void addition() {
        lock.lock();
        if (closed.get() == 0) {
            win32.getHandleInformation(pipe, new DwordReference());
            count.run();
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
        closed.set(1);
        lock.unlock();
        inner.close();
    }
}
