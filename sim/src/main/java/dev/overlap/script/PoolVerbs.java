package dev.overlap.script;

import dev.overlap.win32.HandleReference;
import dev.overlap.win32.Win32;

/** What threads of the pool call back for. */
final class PoolVerbs extends Verbs {

    PoolVerbs(Win32 win32, Bindings bindings) {
        super(win32, bindings);
    }

    @Override
    Outcome call(Function function, Arguments arguments) {
        return switch (function) {
            case REGISTER_WAIT -> register(arguments);
            case UNREGISTER_WAIT -> bool(win32.unregisterWait(arguments.handle(0)));
            case UNREGISTER_WAIT_EX -> bool(win32.unregisterWaitEx(arguments.handle(0), arguments.handle(1)));
            default -> throw notMine(function);
        };
    }

    private Outcome register(Arguments arguments) {
        Callback callback = called(arguments);
        HandleReference wait = new HandleReference();
        boolean succeeded = win32.registerWaitForSingleObject(wait, arguments.handle(0),
                (context, timedOut) -> callback.run(new Callback.Run(timedOut, Callback.NO_ERROR, 0, "NULL", win32.getCurrentThreadId())), null,
                arguments.time(1), arguments.flags(2, Win32.WT_EXECUTEDEFAULT));
        arguments.results().forEach(name -> bindings.bind(name, wait.value));
        return bool(succeeded);
    }

    /** What a line says behind "calls"; otherwise the callback that goes by the name of what the call makes. */
    private Callback called(Arguments arguments) {
        Callback callback = arguments.callback();
        return callback != null ? callback : bindings.callback(arguments.results().getFirst());
    }
}
