package dev.overlap.real.jna;

import java.util.ArrayList;
import java.util.List;

import com.sun.jna.Callback;
import com.sun.jna.CallbackReference;
import com.sun.jna.CallbackThreadInitializer;
import com.sun.jna.Native;
import com.sun.jna.Pointer;
import dev.overlap.win32.BoundIoCompletionRoutine;

/**
 * The functions that the kernel calls, one for each kind of callback. They are never given up, so a call that comes late enters live code, and is told apart by the
 * number it brings.
 *
 * <p>Threads of the pool are daemon threads of Java for as long as a call lasts. If they stayed so, JNA would take them back at their end, from within the loader, where
 * a thread of Java that must stop first may be waiting for the loader's lock in order to start another one: then everything stands still for ever.
 */
final class Trampolines {

    private static final CallbackThreadInitializer POOL = new CallbackThreadInitializer(true, true, "pool");

    static final Trampoline WAIT = new Trampoline((WaitFunction) Trampolines::waitFunction);
    static final Trampoline WORK = new Trampoline((WorkFunction) Trampolines::workFunction);
    static final Trampoline APC = new Trampoline((ApcFunction) Trampolines::apcFunction);
    static final Trampoline ROUTINE = new Trampoline((RoutineFunction) Trampolines::routineFunction);
    static final Trampoline POOL_WAIT = new Trampoline((PoolWaitFunction) Trampolines::poolWaitFunction);
    static final Trampoline POOL_IO = new Trampoline((PoolIoFunction) Trampolines::poolIoFunction);

    /** Bound routines get no context, so each has a function of its own. A binding has no end that one could learn of, hence they are kept for ever. */
    private static final List<Trampoline> BOUND = new ArrayList<>();

    private Trampolines() {}

    /** A function that the kernel can call. */
    record Trampoline(Callback callback, long address) {

        Trampoline(Callback callback) {
            this(callback, addressOf(callback));
        }

        private static long addressOf(Callback callback) {
            Native.setCallbackThreadInitializer(callback, POOL);
            return Pointer.nativeValue(CallbackReference.getFunctionPointer(callback));
        }
    }

    /** WAITORTIMERCALLBACK. */
    interface WaitFunction extends Callback {
        void callback(long context, byte timedOut);
    }

    /** LPTHREAD_START_ROUTINE. */
    interface WorkFunction extends Callback {
        int callback(long context);
    }

    /** PAPCFUNC. */
    interface ApcFunction extends Callback {
        void callback(long context);
    }

    /** LPOVERLAPPED_COMPLETION_ROUTINE. */
    interface RoutineFunction extends Callback {
        void callback(int error, int bytes, long overlapped);
    }

    /** PTP_WAIT_CALLBACK. */
    interface PoolWaitFunction extends Callback {
        void callback(long instance, long context, long wait, int result);
    }

    /** PTP_WIN32_IO_CALLBACK. */
    interface PoolIoFunction extends Callback {
        void callback(long instance, long context, long overlapped, int result, long bytes, long io);
    }

    // Errors of ours, too, must not unwind into the kernel's frames.

    private static void waitFunction(long context, byte timedOut) {
        if (find(context) instanceof RegisteredWait wait) {
            try {
                wait.run(timedOut != 0);
            } catch (Throwable thrown) {
                wait.callbacks.crashed(thrown);
            }
        }
    }

    private static int workFunction(long context) {
        queued(context);
        return 0;
    }

    private static void apcFunction(long context) {
        queued(context);
    }

    private static void queued(long context) {
        if (find(context) instanceof QueuedCall call) {
            call.forget();
            try {
                call.run();
            } catch (Throwable thrown) {
                call.callbacks.crashed(thrown);
            }
        }
    }

    private static void routineFunction(int error, int bytes, long overlapped) {
        CompletionRoutines.Expected expected = CompletionRoutines.take(overlapped);
        if (expected == null) {
            unknown("a completion routine for the OVERLAPPED at 0x" + Long.toHexString(overlapped));
            return;
        }
        try {
            expected.routine().callback(error, bytes, expected.overlapped());
        } catch (Throwable thrown) {
            expected.callbacks().crashed(thrown);
        }
    }

    private static void poolWaitFunction(long instance, long context, long wait, int result) {
        if (find(context) instanceof NativeThreadpoolWait called) {
            try {
                called.run(new Instance(instance), result);
            } catch (Throwable thrown) {
                called.callbacks.crashed(thrown);
            }
        }
    }

    private static void poolIoFunction(long instance, long context, long overlapped, int result, long bytes, long io) {
        if (find(context) instanceof NativeThreadpoolIo called) {
            try {
                called.run(new Instance(instance), overlapped, result, bytes);
            } catch (Throwable thrown) {
                called.callbacks.crashed(thrown);
            }
        }
    }

    /** A function for one routine of BindIoCompletionCallback. */
    static synchronized Trampoline bind(BoundIoCompletionRoutine routine, Heap heap, Callbacks callbacks) {
        Trampoline made = new Trampoline((RoutineFunction) (error, bytes, overlapped) -> {
            try {
                routine.callback(error, bytes, heap.overlappedAt(overlapped));
            } catch (Throwable thrown) {
                callbacks.crashed(thrown);
            }
        });
        BOUND.add(made);
        return made;
    }

    /** Binding has failed. */
    static synchronized void unbind(Trampoline made) {
        BOUND.remove(made);
    }

    private static Callee find(long number) {
        Callee found = Callee.of(number);
        return found != null ? found : unknown("callback " + number);
    }

    private static Callee unknown(String what) {
        Callbacks.leaveToThread(new IllegalStateException("the kernel calls " + what + ", which was forgotten long ago or never was"));
        return Nobody.NOBODY;
    }

    /** Whom the kernel calls when it calls nobody that there is. */
    private static final class Nobody extends Callee {

        static final Nobody NOBODY = new Nobody();

        Nobody() {
            super(new Callbacks());
        }
    }
}
