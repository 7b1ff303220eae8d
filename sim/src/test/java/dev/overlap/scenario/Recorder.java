package dev.overlap.scenario;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.TreeSet;

import dev.overlap.reader.AsyncPipeReader;
import dev.overlap.reader.PipeReader;
import dev.overlap.reader.ReaderFactory;
import dev.overlap.reader.ReaderListener;
import dev.overlap.reader.SignalKind;
import dev.overlap.win32.WaitCallback;
import dev.overlap.win32.Win32;
import org.jspecify.annotations.Nullable;

/** Writes down what the readers of one execution do and tell. */
final class Recorder {

    private static final int CHUNK_BYTES = 16;

    int opened;
    /** How many bytes their users have read, all in all. */
    int bytes;
    final Set<Integer> readersWithBytes = new TreeSet<>();
    int ends;
    /** Whether it was the maker's thread that was told something, or its heir's. */
    final Set<String> tellers = new TreeSet<>();
    /** How many callbacks have begun and not ended. */
    int inCallback;

    /** Begins an execution. */
    void begin() {
        opened = 0;
        bytes = 0;
        readersWithBytes.clear();
        ends = 0;
        tellers.clear();
        inCallback = 0;
    }

    /** {@link PipeReader} by thread-pool waits, written down. */
    ReaderFactory factory() {
        return (win32, platform, pipe, listener) -> {
            int number = ++opened;
            int maker = win32.getCurrentThreadId();
            ReaderListener told = new ReaderListener() {
                @Override
                public void readyRead() {
                    teller();
                    listener.readyRead();
                }

                @Override
                public void error(int win32Error) {
                    listener.error(win32Error);
                }

                @Override
                public void closed() {
                    teller();
                    ends++;
                    listener.closed();
                }

                private void teller() {
                    tellers.add(win32.getCurrentThreadId() == maker ? "maker" : "heir");
                }
            };
            AsyncPipeReader reader =
                    PipeReader.factory(SignalKind.THREADPOOL_WAIT, CHUNK_BYTES).open(noting(win32), platform, pipe, told);
            return proxy(AsyncPipeReader.class, (proxy, method, arguments) -> {
                Object answer = call(reader, method, arguments);
                if (method.getName().equals("read") && answer instanceof Integer read && read > 0) {
                    bytes += read;
                    readersWithBytes.add(number);
                }
                return answer;
            });
        };
    }

    /** The same functions, with callbacks that are counted. */
    private Win32 noting(Win32 win32) {
        return proxy(Win32.class, (proxy, method, arguments) -> {
            if (method.getName().equals("createThreadpoolWait")) {
                WaitCallback callback = (WaitCallback) arguments[0];
                arguments[0] = (WaitCallback) (instance, context, wait, result) -> {
                    inCallback++;
                    callback.callback(instance, context, wait, result);
                    inCallback--;
                };
            }
            return call(win32, method, arguments);
        });
    }

    private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }
}
