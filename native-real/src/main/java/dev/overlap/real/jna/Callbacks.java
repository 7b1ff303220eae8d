package dev.overlap.real.jna;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** What becomes of one backend's callbacks that do not simply run: those that throw, and those that begin after the kernel has promised that none will. */
final class Callbacks {

    private final AtomicLong discarded = new AtomicLong();
    private volatile Consumer<Throwable> onCrash = Callbacks::leaveToThread;

    void onCrash(Consumer<Throwable> handler) {
        onCrash = handler;
    }

    /** Nothing that is thrown reaches the kernel's own frames, nor is it lost. */
    void crashed(Throwable thrown) {
        try {
            onCrash.accept(thrown);
        } catch (Throwable again) {
            again.addSuppressed(thrown);
            leaveToThread(again);
        }
    }

    static void leaveToThread(Throwable thrown) {
        Thread thread = Thread.currentThread();
        thread.getUncaughtExceptionHandler().uncaughtException(thread, thrown);
    }

    /** A callback has begun that could not: Wine is known to do that (T06, W08), of Windows it would be news. */
    void late(Object callee) {
        discarded.incrementAndGet();
        if (Wine.VERSION == null) {
            crashed(new IllegalStateException("the kernel has begun a callback of " + callee + " after it had promised that none would"));
        }
    }

    long discarded() {
        return discarded.get();
    }
}
