package dev.overlap.real.jna;

import dev.overlap.win32.FileTime;
import dev.overlap.win32.Handle;
import dev.overlap.win32.IoCallback;
import dev.overlap.win32.ThreadpoolIo;
import dev.overlap.win32.ThreadpoolWait;
import dev.overlap.win32.WaitCallback;
import org.jspecify.annotations.Nullable;

/** Thread-pool waits and thread-pool I/O. */
abstract class PoolCalls extends RoutineCalls {

    PoolCalls(Heap heap, Callbacks callbacks) {
        super(heap, callbacks);
    }

    @Override
    public final @Nullable ThreadpoolWait createThreadpoolWait(WaitCallback callback, @Nullable Object context) {
        enter();
        NativeThreadpoolWait wait = new NativeThreadpoolWait(callbacks, callback, context);
        long made = Kernel32.CreateThreadpoolWait(Trampolines.POOL_WAIT.address(), wait.number(), 0);
        if (made == 0) {
            keepLastError();
            wait.forget();
            return null;
        }
        wait.made(made);
        return wait;
    }

    @Override
    public final void setThreadpoolWait(ThreadpoolWait wait, Handle object, @Nullable FileTime timeout) {
        enter();
        mine(wait).set(object, timeout);
    }

    @Override
    public final void waitForThreadpoolWaitCallbacks(ThreadpoolWait wait, boolean cancelPendingCallbacks) {
        enter();
        mine(wait).waitForCallbacks(cancelPendingCallbacks);
    }

    @Override
    public final void closeThreadpoolWait(ThreadpoolWait wait) {
        enter();
        mine(wait).close();
    }

    private static NativeThreadpoolWait mine(ThreadpoolWait wait) {
        if (wait instanceof NativeThreadpoolWait mine) {
            return mine;
        }
        throw new IllegalArgumentException(wait + " is another kernel's");
    }

    @Override
    public final @Nullable ThreadpoolIo createThreadpoolIo(Handle file, IoCallback callback, @Nullable Object context) {
        enter();
        NativeThreadpoolIo io = new NativeThreadpoolIo(callbacks, heap, callback, context);
        long made = Kernel32.CreateThreadpoolIo(file.value(), Trampolines.POOL_IO.address(), io.number(), 0);
        if (made == 0) {
            keepLastError();
            io.forget();
            return null;
        }
        io.made(made);
        return io;
    }

    @Override
    public final void startThreadpoolIo(ThreadpoolIo io) {
        enter();
        Kernel32.StartThreadpoolIo(mine(io).address("StartThreadpoolIo"));
    }

    @Override
    public final void cancelThreadpoolIo(ThreadpoolIo io) {
        enter();
        Kernel32.CancelThreadpoolIo(mine(io).address("CancelThreadpoolIo"));
    }

    @Override
    public final void waitForThreadpoolIoCallbacks(ThreadpoolIo io, boolean cancelPendingCallbacks) {
        enter();
        Kernel32.WaitForThreadpoolIoCallbacks(mine(io).address("WaitForThreadpoolIoCallbacks"), bool(cancelPendingCallbacks));
    }

    @Override
    public final void closeThreadpoolIo(ThreadpoolIo io) {
        enter();
        mine(io).close();
    }

    private static NativeThreadpoolIo mine(ThreadpoolIo io) {
        if (io instanceof NativeThreadpoolIo mine) {
            return mine;
        }
        throw new IllegalArgumentException(io + " is another kernel's");
    }
}
