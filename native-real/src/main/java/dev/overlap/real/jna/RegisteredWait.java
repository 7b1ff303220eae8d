package dev.overlap.real.jna;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.WaitOrTimerCallback;
import org.jspecify.annotations.Nullable;

/**
 * A registered wait. The kernel may call it from within RegisterWaitForSingleObject on; after UnregisterWaitEx(INVALID_HANDLE_VALUE), or a TRUE of the others, it has
 * promised not to; after 997 nothing tells when the last callback is over. Hence it retires in all cases, and is forgotten only where registering failed.
 */
final class RegisteredWait extends Callee {

    private final WaitOrTimerCallback callback;
    private final @Nullable Object context;
    private final HandleReference reference;
    /** Where the kernel writes the wait handle, perhaps for a callback to read before the registering call has returned (TH6). */
    private final Memory cell = new Memory(Long.BYTES);
    final Promise promise = new Promise();
    private boolean published;

    RegisteredWait(Callbacks callbacks, WaitOrTimerCallback callback, @Nullable Object context, HandleReference reference) {
        super(callbacks);
        this.callback = callback;
        this.context = context;
        this.reference = reference;
        cell.setLong(0, 0);
    }

    long cell() {
        return Pointer.nativeValue(cell);
    }

    /** The wait has its handle: the registering thread has returned, or a callback begins. */
    synchronized void publish() {
        long handle = cell.getLong(0);
        if (!published && handle != 0) {
            published = true;
            RegisteredWaitCalls.know(handle, this);
            reference.value = new Handle(handle);
            notifyAll();
        }
    }

    /** Holds a callback back until the handle is there. */
    private synchronized void awaitPublished() throws InterruptedException {
        publish();
        while (!published) {
            wait();
        }
    }

    void run(boolean timedOut) throws InterruptedException {
        awaitPublished();
        Promise.Run run = promise.begin();
        if (run == null) {
            callbacks.late(this);
            return;
        }
        try {
            callback.callback(context, timedOut);
        } finally {
            promise.end(run);
        }
    }

    @Override
    public String toString() {
        return "registered wait " + number();
    }
}
