package dev.overlap.real;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import dev.overlap.platform.Platform;
import dev.overlap.real.jna.JnaWin32;
import dev.overlap.real.process.ChildProcess;
import dev.overlap.scenario.OtherProcess;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Win32;
import org.jspecify.annotations.Nullable;

/**
 * A second process of a script. Its threads are threads of this one, but what they call is called there, with memory from there: {@link #win32} and {@link #platform}
 * see to that.
 */
final class ProcessOfScript implements OtherProcess, AutoCloseable {

    private static final ThreadLocal<@Nullable ProcessOfScript> CURRENT = new ThreadLocal<>();

    private final ChildProcess child = ChildProcess.start();
    private final JnaWin32 kernel;
    private final BiConsumer<String, Runnable> threads;
    private final List<Handle> opened = new ArrayList<>();

    /** Starts it. */
    ProcessOfScript(JnaWin32 kernel, BiConsumer<String, Runnable> threads) {
        this.kernel = kernel;
        this.threads = threads;
    }

    /** The functions, for each thread those of its own process. */
    static Win32 win32(Win32 here) {
        return forEachThread(Win32.class, () -> {
            ProcessOfScript there = CURRENT.get();
            return there == null ? here : there.child.win32();
        });
    }

    /** The platform, whose memory is for each thread that of its own process. */
    static Platform platform(Platform here) {
        return (Platform) Proxy.newProxyInstance(Platform.class.getClassLoader(), new Class<?>[] {Platform.class}, (self, method, arguments) -> {
            ProcessOfScript there = CURRENT.get();
            if (there != null && method.getName().equals("allocate")) {
                return there.child.allocate("memory", (Integer) arguments[1]);
            }
            if (there != null && method.getName().equals("allocateOverlapped")) {
                return there.child.allocateOverlapped();
            }
            try {
                return method.invoke(here, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    private static <T> T forEachThread(Class<T> type, Supplier<T> target) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
            try {
                return method.invoke(target.get(), arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        }));
    }

    @Override
    public void start(String thread, Runnable body) {
        threads.accept(thread, () -> {
            CURRENT.set(this);
            try {
                body.run();
            } finally {
                CURRENT.remove();
            }
        });
    }

    @Override
    public synchronized Handle open() {
        Handle handle = kernel.view().openProcess(child.pid());
        opened.add(handle);
        return handle;
    }

    @Override
    public void terminate() {
        child.close();
    }

    /** Ends it, and closes the handles to it. After the last thread of the script. */
    @Override
    public synchronized void close() {
        child.close();
        opened.forEach(kernel::closeHandle);
        opened.clear();
    }
}
