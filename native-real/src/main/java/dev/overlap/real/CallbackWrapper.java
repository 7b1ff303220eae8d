package dev.overlap.real;

import dev.overlap.win32.ApcRoutine;
import dev.overlap.win32.BoundIoCompletionRoutine;
import dev.overlap.win32.CompletionRoutine;
import dev.overlap.win32.IoCallback;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.WaitCallback;
import dev.overlap.win32.WaitOrTimerCallback;
import dev.overlap.win32.WorkItem;
import org.jspecify.annotations.Nullable;

/** Puts something around the callbacks that are given to Windows. */
interface CallbackWrapper {

    /**
     * A callback is to run now.
     *
     * @param which whose operation has completed, or null where the callback does not say
     * @param pool whether it runs on a thread of the pool; otherwise it is an APC
     */
    void run(@Nullable Overlapped which, boolean pool, Runnable callback);

    /** The argument itself or, of a callback, one with this around it. */
    default @Nullable Object wrap(@Nullable Object argument) {
        return switch (argument) {
            case WaitOrTimerCallback called -> (WaitOrTimerCallback) (context, timedOut) -> run(null, true, () -> called.callback(context, timedOut));
            case WaitCallback called ->
                    (WaitCallback) (instance, context, wait, result) -> run(null, true, () -> called.callback(instance, context, wait, result));
            case IoCallback called -> (IoCallback) (instance, context, overlapped, result, bytes, io) -> run(overlapped, true,
                    () -> called.callback(instance, context, overlapped, result, bytes, io));
            case BoundIoCompletionRoutine called ->
                    (BoundIoCompletionRoutine) (error, bytes, overlapped) -> run(overlapped, true, () -> called.callback(error, bytes, overlapped));
            case WorkItem called -> (WorkItem) context -> run(null, true, () -> called.callback(context));
            case CompletionRoutine called -> (CompletionRoutine) (error, bytes, overlapped) -> run(overlapped, false,
                    () -> called.callback(error, bytes, overlapped));
            case ApcRoutine called -> (ApcRoutine) context -> run(null, false, () -> called.callback(context));
            case null, default -> argument;
        };
    }
}
