package dev.overlap.real.platform;

import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

import dev.overlap.finding.HarnessError;
import dev.overlap.platform.PlatformThread;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.Win32;

/** A thread of the platform: a daemon of its own, never a virtual one, whose carrier could change and with it the thread that Windows sees. */
final class RealThread implements PlatformThread {

    private final RealPlatform platform;
    private final Runnable body;
    private final Thread thread;
    private final CountDownLatch begun = new CountDownLatch(1);
    /** Written by the thread before {@code begun}. */
    private int id;
    private Handle handle = Handle.NULL;
    private boolean handleClosed;

    RealThread(RealPlatform platform, String name, Runnable body) {
        this.platform = platform;
        this.body = body;
        this.thread = new Thread(this::live, name);
        thread.setDaemon(true);
    }

    /** Starts it; OutOfMemoryError where the system has no thread left. */
    void start(Consumer<Thread> starter) {
        starter.accept(thread);
    }

    private void live() {
        try {
            introduceItself();
            body.run();
        } catch (RelockedException e) {
            // The watch has been told.
        } catch (Throwable e) {
            platform.watch.crashed(e);
        } finally {
            begun.countDown();
            platform.leave();
        }
    }

    private void introduceItself() {
        Win32 win32 = platform.win32;
        id = win32.getCurrentThreadId();
        handle = duplicate(Win32.CURRENT_THREAD);
        begun.countDown();
    }

    private Handle duplicate(Handle source) {
        HandleReference target = new HandleReference();
        if (!platform.win32.duplicateHandle(Win32.CURRENT_PROCESS, source, Win32.CURRENT_PROCESS, target, 0, false, Win32.DUPLICATE_SAME_ACCESS)) {
            throw new HarnessError("no handle of thread " + thread.getName() + ": error " + platform.win32.getLastError());
        }
        return target.value;
    }

    @Override
    public void join() {
        platform.visible.before("join");
        if (Thread.currentThread() == thread) {
            throw new IllegalStateException(thread.getName() + " waits for its own end");
        }
        Waits.Wait outer = platform.waits.begin("the end of", thread.getName());
        RealPlatform.uninterrupted(thread::join);
        waitForWindows();
        platform.waits.end(outer);
    }

    /** Java's thread is over a little before the system's: only that one's end cancels what it had in flight (C09). */
    private void waitForWindows() {
        synchronized (this) {
            if (handleClosed) {
                return;
            }
        }
        if (!handle.isNull()) {
            platform.win32.waitForSingleObject(handle, Win32.INFINITE);
        }
    }

    @Override
    public int id() {
        RealPlatform.uninterrupted(begun::await);
        return id;
    }

    @Override
    public Handle openHandle() {
        RealPlatform.uninterrupted(begun::await);
        Handle opened = duplicate(handle);
        platform.watch.opened(opened, "thread " + thread.getName());
        return opened;
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    /** Closes the platform's own handle of a thread that has ended. */
    synchronized void close() {
        if (!handleClosed && !handle.isNull()) {
            handleClosed = true;
            platform.win32.closeHandle(handle);
        }
    }

    @Override
    public String toString() {
        return thread.getName();
    }
}
