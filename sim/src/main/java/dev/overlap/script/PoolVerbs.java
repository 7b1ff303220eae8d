package dev.overlap.script;

import java.util.concurrent.atomic.AtomicBoolean;

import dev.overlap.win32.FileTime;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.ThreadpoolIo;
import dev.overlap.win32.ThreadpoolWait;
import dev.overlap.win32.Win32;
import org.jspecify.annotations.Nullable;

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
            case CREATE_THREADPOOL_WAIT -> createWait(arguments);
            case SET_THREADPOOL_WAIT -> {
                win32.setThreadpoolWait(wait(arguments), arguments.handle(1), time(arguments));
                yield Outcome.nothing();
            }
            case WAIT_FOR_THREADPOOL_WAIT_CALLBACKS -> {
                win32.waitForThreadpoolWaitCallbacks(wait(arguments), arguments.has("cancel"));
                yield Outcome.nothing();
            }
            case CLOSE_THREADPOOL_WAIT -> {
                win32.closeThreadpoolWait(wait(arguments));
                yield Outcome.nothing();
            }
            case CREATE_THREADPOOL_IO -> createIo(arguments);
            case START_THREADPOOL_IO -> {
                win32.startThreadpoolIo(io(arguments));
                yield Outcome.nothing();
            }
            case CANCEL_THREADPOOL_IO -> {
                win32.cancelThreadpoolIo(io(arguments));
                yield Outcome.nothing();
            }
            case WAIT_FOR_THREADPOOL_IO_CALLBACKS -> {
                win32.waitForThreadpoolIoCallbacks(io(arguments), arguments.has("cancel"));
                yield Outcome.nothing();
            }
            case CLOSE_THREADPOOL_IO -> {
                win32.closeThreadpoolIo(io(arguments));
                yield Outcome.nothing();
            }
            default -> throw notMine(function);
        };
    }

    private Outcome register(Arguments arguments) {
        Callback callback = called(arguments);
        HandleReference wait = new HandleReference();
        AtomicBoolean bound = new AtomicBoolean();
        boolean succeeded = win32.registerWaitForSingleObject(wait, arguments.handle(0), (context, timedOut) -> {
            // It may be called before the call returns, and can unregister itself by what has been stored by then (TH6).
            bindOnce(arguments, wait, bound);
            told(callback, timedOut);
        }, null, arguments.time(1), arguments.flags(2, Win32.WT_EXECUTEDEFAULT));
        bindOnce(arguments, wait, bound);
        return bool(succeeded);
    }

    private void bindOnce(Arguments arguments, HandleReference wait, AtomicBoolean bound) {
        if (bound.compareAndSet(false, true)) {
            arguments.results().forEach(name -> bindings.bind(name, wait.value));
        }
    }

    private Outcome createWait(Arguments arguments) {
        Callback callback = called(arguments);
        ThreadpoolWait made = win32.createThreadpoolWait((instance, context, wait, result) -> told(callback,
                result == Win32.WAIT_TIMEOUT), null);
        if (made != null) {
            arguments.results().forEach(name -> bindings.bind(name, made));
        }
        return Outcome.pointer(made, win32.getLastError());
    }

    private Outcome createIo(Arguments arguments) {
        Callback callback = called(arguments);
        ThreadpoolIo made = win32.createThreadpoolIo(arguments.handle(0), (instance, context, overlapped, error, bytes, io) -> completed(callback,
                error, bytes, overlapped), null);
        if (made != null) {
            arguments.results().forEach(name -> bindings.bind(name, made));
        }
        return Outcome.pointer(made, win32.getLastError());
    }

    private ThreadpoolIo io(Arguments arguments) {
        return bindings.threadpoolIo(arguments.resolved(0));
    }

    private ThreadpoolWait wait(Arguments arguments) {
        return bindings.threadpoolWait(arguments.resolved(0));
    }

    /** When the wait is to time out: relative to now, as a point in time, or never. */
    private @Nullable FileTime time(Arguments arguments) {
        if (arguments.has(Function.AT)) {
            return win32.getSystemTimeAsFileTime().plusMillis(arguments.option(Function.AT, 0));
        }
        return arguments.count() > 2 ? FileTime.relativeMillis(arguments.number(2)) : null;
    }

    /** What a line says behind "calls"; otherwise the callback that goes by the name of what the call makes. */
    private Callback called(Arguments arguments) {
        Callback callback = arguments.callback();
        return callback != null ? callback : bindings.callback(arguments.results().getFirst());
    }
}
