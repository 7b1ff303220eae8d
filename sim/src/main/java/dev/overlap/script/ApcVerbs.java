package dev.overlap.script;

import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Win32;

/** What calls back by an APC, and waits in which that may happen. */
final class ApcVerbs extends Verbs {

    ApcVerbs(Win32 win32, Bindings bindings) {
        super(win32, bindings);
    }

    @Override
    Outcome call(Function function, Arguments arguments) {
        return switch (function) {
            case READ_FILE_EX -> read(arguments);
            case WRITE_FILE_EX -> write(arguments);
            case QUEUE_USER_APC -> queue(arguments);
            case SLEEP_EX -> waited(win32.sleepEx(arguments.time(0), arguments.has("alertable")));
            case GET_OVERLAPPED_RESULT_EX -> result(arguments);
            default -> throw notMine(function);
        };
    }

    private Outcome read(Arguments arguments) {
        int size = arguments.number(1);
        Memory buffer = bindings.allocate(Math.max(size, 1));
        Callback callback = called(arguments.callback());
        return bool(win32.readFileEx(arguments.handle(0), buffer, 0, size, arguments.neededOverlapped(buffer),
                (error, bytes, overlapped) -> completed(callback, error, bytes, overlapped)));
    }

    private Outcome write(Arguments arguments) {
        byte[] data = arguments.data(1);
        Memory buffer = bindings.filled(data);
        Callback callback = called(arguments.callback());
        return bool(win32.writeFileEx(arguments.handle(0), buffer, 0, data.length, arguments.neededOverlapped(buffer),
                (error, bytes, overlapped) -> completed(callback, error, bytes, overlapped)));
    }

    private Outcome queue(Arguments arguments) {
        Callback callback = called(arguments.callback());
        return bool(win32.queueUserAPC(context -> told(callback, false),
                arguments.handle(0), null));
    }

    private Outcome result(Arguments arguments) {
        Bindings.Operation operation = arguments.operation(1);
        DwordReference bytes = new DwordReference(Outcome.LEFT_ALONE);
        boolean succeeded = win32.getOverlappedResultEx(arguments.handle(0), operation.overlapped, bytes, arguments.time(2), arguments.has("alertable"));
        return withRead(bool(succeeded), operation.buffer, bytes);
    }
}
