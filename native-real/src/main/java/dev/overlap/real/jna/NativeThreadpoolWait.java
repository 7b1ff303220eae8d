package dev.overlap.real.jna;

import java.util.List;

import dev.overlap.win32.CallbackInstance;
import dev.overlap.win32.FileTime;
import dev.overlap.win32.Handle;
import dev.overlap.win32.ThreadpoolWait;
import dev.overlap.win32.WaitCallback;
import org.jspecify.annotations.Nullable;

/**
 * A wait of the thread pool. The kernel may call it while it is armed and for some time after, also after CloseThreadpoolWait (T02), so it retires there. Once it was
 * disarmed and WaitForThreadpoolWaitCallbacks has returned, the kernel has promised to call no more until it is armed again.
 */
final class NativeThreadpoolWait extends Callee implements ThreadpoolWait {

    private final WaitCallback callback;
    private final @Nullable Object context;
    private final Promise promise = new Promise();
    private long address;
    private boolean closed;
    private boolean armed;
    private long settings;

    NativeThreadpoolWait(Callbacks callbacks, WaitCallback callback, @Nullable Object context) {
        super(callbacks);
        this.callback = callback;
        this.context = context;
    }

    void made(long madeAt) {
        address = madeAt;
    }

    /** Arming and what we know of it are one step, since callbacks arm again while others disarm. */
    synchronized void set(Handle object, @Nullable FileTime timeout) {
        long known = address("SetThreadpoolWait");
        settings++;
        armed = object.value() != 0;
        if (armed) {
            promise.lift();
        }
        Kernel32.SetThreadpoolWait(known, object.value(), timeout == null ? null : new long[] {timeout.value()});
    }

    void waitForCallbacks(boolean cancelPending) {
        long known;
        long before;
        synchronized (this) {
            known = address("WaitForThreadpoolWaitCallbacks");
            before = settings;
        }
        Kernel32.WaitForThreadpoolWaitCallbacks(known, Calls.bool(cancelPending));
        List<Promise.Run> late = noneBegins(before);
        late.forEach(run -> callbacks.late(this));
        promise.awaitEnd(late);
    }

    /** A wait that is armed, or was set meanwhile, has not been promised anything. */
    private synchronized List<Promise.Run> noneBegins(long before) {
        return armed || settings != before ? List.of() : promise.noneBegins();
    }

    synchronized void close() {
        long known = address("CloseThreadpoolWait");
        closed = true;
        Kernel32.CloseThreadpoolWait(known);
        retire();
    }

    private long address(String function) {
        if (closed) {
            throw NativeMemory.violation(function + " of " + this + ", which is closed");
        }
        return address;
    }

    void run(CallbackInstance instance, int result) {
        Promise.Run run = promise.begin();
        if (run == null) {
            callbacks.late(this);
            return;
        }
        try {
            callback.callback(instance, context, this, result);
        } finally {
            promise.end(run);
        }
    }

    @Override
    public String toString() {
        return "thread-pool wait " + number();
    }
}
