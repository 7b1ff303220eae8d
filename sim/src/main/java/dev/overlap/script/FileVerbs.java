package dev.overlap.script;

import java.nio.charset.StandardCharsets;

import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Win32;

/** Reading, writing, cancelling and closing. */
final class FileVerbs extends Verbs {

    private static final int LETTERS = 26;

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
            case CLOSE_HANDLE -> bool(win32.closeHandle(arguments.handle(0)));
            default -> throw notMine(function);
        };
    }

    private Outcome read(Arguments arguments) {
        int size = arguments.number(1);
        Memory buffer = bindings.allocate(Math.max(size, 1));
        DwordReference bytes = new DwordReference(Outcome.LEFT_ALONE);
        boolean succeeded = win32.readFile(arguments.handle(0), buffer, 0, size, bytes, arguments.overlapped(buffer));
        Outcome outcome = bool(succeeded).with("bytes", bytes);
        return bytes.value >= 0 ? outcome.withData(Bindings.text(buffer, bytes.value)) : outcome;
    }

    private Outcome write(Arguments arguments) {
        byte[] data = data(arguments);
        Memory buffer = filled(data);
        DwordReference bytes = new DwordReference(Outcome.LEFT_ALONE);
        return bool(win32.writeFile(arguments.handle(0), buffer, 0, data.length, bytes, arguments.overlapped(buffer))).with("bytes", bytes);
    }

    private static byte[] data(Arguments arguments) {
        String word = arguments.resolved(1);
        return word.startsWith("\"") ? Kind.text(word).getBytes(StandardCharsets.US_ASCII) : alphabet(Kind.number(word).orElseThrow());
    }

    private Memory filled(byte[] data) {
        Memory buffer = bindings.allocate(Math.max(data.length, 1));
        buffer.write(0, data, 0, data.length);
        return buffer;
    }

    /** What is written where a script only says how much. */
    private static byte[] alphabet(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) ('a' + i % LETTERS);
        }
        return bytes;
    }

    private Outcome result(Arguments arguments) {
        DwordReference bytes = new DwordReference(Outcome.LEFT_ALONE);
        Bindings.Operation operation = arguments.operation(1);
        Outcome outcome = bool(win32.getOverlappedResult(arguments.handle(0), operation.overlapped, bytes, arguments.count() > 2)).with("bytes", bytes);
        return bytes.value >= 0 ? outcome.withData(Bindings.text(operation.buffer, bytes.value)) : outcome;
    }
}
