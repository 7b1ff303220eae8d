package dev.overlap.real;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

import dev.overlap.real.jna.JnaWin32;
import dev.overlap.real.platform.Blocks;
import dev.overlap.real.process.ChildProcess;
import dev.overlap.scenario.OtherProcess;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.Win32;
import org.jspecify.annotations.Nullable;

/**
 * A second process of a script. Its threads are threads of this one, but what they call is called there, with memory from there: {@link #win32} and {@link #blocks}
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
        return new Face(here) {
            @Override
            @Nullable Object call(String function, Method method, @Nullable Object[] arguments) {
                ProcessOfScript there = CURRENT.get();
                return there == null ? pass(method, arguments) : passTo(there.child.win32(), method, arguments);
            }
        }.win32();
    }

    /** Memory, for each thread that of its own process. */
    static Blocks blocks(Blocks here) {
        return new Blocks() {
            @Override
            public @Nullable Memory allocate(String name, int bytes) {
                ProcessOfScript there = CURRENT.get();
                return there == null ? here.allocate(name, bytes) : there.child.allocate(name, bytes);
            }

            @Override
            public @Nullable Overlapped allocateOverlapped() {
                ProcessOfScript there = CURRENT.get();
                return there == null ? here.allocateOverlapped() : there.child.allocateOverlapped();
            }
        };
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
