package dev.overlap.real.jna;

import dev.overlap.win32.CallbackInstance;
import dev.overlap.win32.IoCallback;
import dev.overlap.win32.ThreadpoolIo;
import org.jspecify.annotations.Nullable;

/**
 * The completions of one handle, in the pool. The kernel may call it for every operation that was announced, the last one after CloseThreadpoolIo even, so it retires
 * there. Nothing is promised in between: an operation in flight goes on whatever is waited for (F21).
 */
final class NativeThreadpoolIo extends Callee implements ThreadpoolIo {

    private final Heap heap;
    private final IoCallback callback;
    private final @Nullable Object context;
    private volatile long address;

    NativeThreadpoolIo(Callbacks callbacks, Heap heap, IoCallback callback, @Nullable Object context) {
        super(callbacks);
        this.heap = heap;
        this.callback = callback;
        this.context = context;
    }

    void made(long madeAt) {
        address = madeAt;
    }

    /** For a function of the system, which must not get one that was closed. */
    long address(String function) {
        long known = address;
        if (known == 0) {
            throw NativeMemory.violation(function + " of " + this + ", which is closed");
        }
        return known;
    }

    void close() {
        long known = address("CloseThreadpoolIo");
        address = 0;
        Kernel32.CloseThreadpoolIo(known);
        retire();
    }

    void run(CallbackInstance instance, long overlapped, int result, long bytes) {
        callback.callback(instance, context, heap.overlappedAt(overlapped), result, bytes, this);
    }

    @Override
    public String toString() {
        return "thread-pool I/O " + number();
    }
}
