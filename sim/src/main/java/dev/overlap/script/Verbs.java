package dev.overlap.script;

import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.Win32;
import org.jspecify.annotations.Nullable;

/** The functions of one family, as scripts call them. Each call is made on the running thread and returns when it returns. */
abstract class Verbs {

    final Win32 win32;
    final Bindings bindings;

    Verbs(Win32 win32, Bindings bindings) {
        this.win32 = win32;
        this.bindings = bindings;
    }

    /** Makes the call. */
    abstract Outcome call(Function function, Arguments arguments);

    final Outcome bool(boolean succeeded) {
        return Outcome.bool(succeeded, win32.getLastError());
    }

    final Outcome waited(int result) {
        return Outcome.wait(result, win32.getLastError());
    }

    /** A function that gives one handle, whose name in the script is now bound. */
    final Outcome gives(Arguments arguments, Handle handle) {
        Outcome outcome = Outcome.handle(handle, win32.getLastError());
        arguments.results().forEach(name -> bindings.bind(name, handle));
        return outcome;
    }

    /** What a call has read, if it says how much. */
    static Outcome withRead(Outcome outcome, @Nullable Memory buffer, DwordReference bytes) {
        outcome.with("bytes", bytes);
        return bytes.value >= 0 ? outcome.withData(Bindings.text(buffer, bytes.value)) : outcome;
    }

    /** It is called back now, on this thread, for a signal, a time-out or a request. */
    final void told(Callback callback, boolean timedOut) {
        callback.run(new Callback.Run(timedOut, Callback.NO_ERROR, 0, "NULL", win32.getCurrentThreadId()));
    }

    /** It is called back now, on this thread, for the end of an operation. */
    final void completed(Callback callback, int error, long bytes, @Nullable Overlapped overlapped) {
        callback.run(new Callback.Run(false, error, bytes, operation(overlapped), win32.getCurrentThreadId()));
    }

    /** The name of the operation that a callback or a packet is told of. */
    final String operation(@Nullable Overlapped overlapped) {
        return overlapped == null ? "NULL" : bindings.nameOf(overlapped).orElse("none of the script");
    }

    /** What the line says behind "calls", without which it was refused. */
    static Callback called(@Nullable Callback callback) {
        if (callback == null) {
            throw new IllegalStateException("a line without \"" + Function.CALLS + '"');
        }
        return callback;
    }

    static IllegalArgumentException notMine(Function function) {
        return new IllegalArgumentException(function.windowsName() + " belongs to another family");
    }
}
