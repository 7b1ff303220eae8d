package dev.overlap.script;

import dev.overlap.win32.DwordReference;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Win32;

/** Reading, writing, cancelling and closing. */
final class FileVerbs extends Verbs {

    FileVerbs(Win32 win32, Bindings bindings) {
        super(win32, bindings);
    }

    @Override
    Outcome call(Function function, Arguments arguments) {
        return switch (function) {
            case READ_FILE -> read(arguments);
            case WRITE_FILE -> write(arguments);
            case FLUSH_FILE_BUFFERS -> bool(win32.flushFileBuffers(arguments.handle(0)));
            case GET_OVERLAPPED_RESULT -> result(arguments);
            case CANCEL_IO -> bool(win32.cancelIo(arguments.handle(0)));
            case CANCEL_IO_EX -> bool(win32.cancelIoEx(arguments.handle(0), arguments.operationOrNull(1)));
            case CANCEL_SYNCHRONOUS_IO -> bool(win32.cancelSynchronousIo(arguments.handle(0)));
            case DUPLICATE_HANDLE -> duplicate(arguments);
            case TERMINATE_PROCESS -> bool(win32.terminateProcess(arguments.handle(0), 1));
            case CLOSE_HANDLE -> bool(win32.closeHandle(arguments.handle(0)));
            default -> throw notMine(function);
        };
    }

    private Outcome read(Arguments arguments) {
        int size = arguments.number(1);
        Memory buffer = arguments.memoryFor(size);
        DwordReference bytes = new DwordReference(Outcome.LEFT_ALONE);
        boolean succeeded = win32.readFile(arguments.handle(0), buffer, 0, size, bytes, arguments.overlapped(buffer));
        return withRead(bool(succeeded), buffer, bytes);
    }

    private Outcome write(Arguments arguments) {
        byte[] data = arguments.data(1);
        Memory buffer = bindings.filled(data);
        DwordReference bytes = new DwordReference(Outcome.LEFT_ALONE);
        return bool(win32.writeFile(arguments.handle(0), buffer, 0, data.length, bytes, arguments.overlapped(buffer))).with("bytes", bytes);
    }

    /** With all rights that the source has, or with those that the line says. */
    private Outcome duplicate(Arguments arguments) {
        HandleReference target = new HandleReference();
        boolean same = arguments.count() < 2;
        boolean succeeded = win32.duplicateHandle(Win32.CURRENT_PROCESS, arguments.handle(0), arguments.process(), target, arguments.flags(1, 0), false,
                same ? Win32.DUPLICATE_SAME_ACCESS : 0);
        arguments.results().forEach(name -> bindings.bind(name, target.value));
        return bool(succeeded);
    }

    private Outcome result(Arguments arguments) {
        DwordReference bytes = new DwordReference(Outcome.LEFT_ALONE);
        Bindings.Operation operation = arguments.operation(1);
        boolean succeeded = win32.getOverlappedResult(arguments.handle(0), operation.overlapped, bytes, arguments.count() > 2);
        return withRead(bool(succeeded), operation.buffer, bytes);
    }
}
