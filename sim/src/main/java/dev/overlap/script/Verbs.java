package dev.overlap.script;

import dev.overlap.win32.Handle;
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
