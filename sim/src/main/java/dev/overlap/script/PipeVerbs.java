package dev.overlap.script;

import java.util.List;

import dev.overlap.win32.DwordReference;
import dev.overlap.win32.FilePipeLocalInformation;
import dev.overlap.win32.FilePipeLocalInformationReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Win32;

/** Making, connecting and asking pipes. */
final class PipeVerbs extends Verbs {

    private static final int NAME_CHARS = 10;

    PipeVerbs(Win32 win32, Bindings bindings) {
        super(win32, bindings);
    }

    @Override
    Outcome call(Function function, Arguments arguments) {
        return switch (function) {
            case CREATE_NAMED_PIPE -> gives(arguments, win32.createNamedPipe(arguments.textOrNull(0), arguments.flags(1, 0), arguments.flags(2, 0),
                    arguments.option("max", 1), arguments.option("out", 0), arguments.option("in", 0), arguments.option("timeout", 0), null));
            case CREATE_FILE -> gives(arguments, win32.createFile(arguments.text(0), arguments.flags(1, 0), 0, null, Win32.OPEN_EXISTING,
                    arguments.flags(2, 0), Handle.NULL));
            case CREATE_PIPE -> createPipe(arguments);
            case CONNECT_NAMED_PIPE -> bool(win32.connectNamedPipe(arguments.handle(0), arguments.overlapped(null)));
            case DISCONNECT_NAMED_PIPE -> bool(win32.disconnectNamedPipe(arguments.handle(0)));
            case WAIT_NAMED_PIPE -> bool(win32.waitNamedPipe(arguments.text(0), arguments.time(1)));
            case PEEK_NAMED_PIPE -> peek(arguments);
            case SET_NAMED_PIPE_HANDLE_STATE -> bool(win32.setNamedPipeHandleState(arguments.handle(0), arguments.flags(1, 0), null, null));
            case GET_NAMED_PIPE_HANDLE_STATE -> handleState(arguments);
            case GET_NAMED_PIPE_INFO -> info(arguments);
            case TRANSACT_NAMED_PIPE -> transact(arguments);
            case CALL_NAMED_PIPE -> callPipe(arguments);
            case NT_QUERY_INFORMATION_FILE -> localInformation(arguments);
            default -> throw notMine(function);
        };
    }

    private Outcome createPipe(Arguments arguments) {
        HandleReference read = new HandleReference();
        HandleReference write = new HandleReference();
        boolean succeeded = win32.createPipe(read, write, null, arguments.number(0));
        List<Handle> ends = List.of(read.value, write.value);
        for (int i = 0; i < arguments.results().size(); i++) {
            bindings.bind(arguments.results().get(i), ends.get(i));
        }
        return bool(succeeded);
    }

    private Outcome peek(Arguments arguments) {
        int size = arguments.count() > 1 ? arguments.number(1) : 0;
        Memory buffer = size == 0 ? null : bindings.allocate(size);
        DwordReference read = new DwordReference(Outcome.LEFT_ALONE);
        DwordReference available = new DwordReference(Outcome.LEFT_ALONE);
        DwordReference left = new DwordReference(Outcome.LEFT_ALONE);
        Outcome outcome = bool(win32.peekNamedPipe(arguments.handle(0), buffer, size, read, available, left));
        outcome.with("read", read).with("available", available).with("left", left);
        return read.value == Outcome.LEFT_ALONE ? outcome : outcome.withData(Bindings.text(buffer, read.value));
    }

    private Outcome handleState(Arguments arguments) {
        String asked = arguments.count() > 1 ? arguments.word(1) : "";
        if (asked.equals("nothing")) {
            return bool(win32.getNamedPipeHandleState(arguments.handle(0), null, null, null, null, null, 0));
        }
        DwordReference state = new DwordReference(Outcome.LEFT_ALONE);
        DwordReference instances = new DwordReference(Outcome.LEFT_ALONE);
        boolean all = asked.equals("everything");
        DwordReference other = new DwordReference(Outcome.LEFT_ALONE);
        return bool(win32.getNamedPipeHandleState(arguments.handle(0), state, instances, all ? other : null, all ? other : null,
                all ? new char[NAME_CHARS] : null, all ? NAME_CHARS : 0)).with("state", state).with("instances", instances);
    }

    private Outcome info(Arguments arguments) {
        DwordReference flags = new DwordReference(Outcome.LEFT_ALONE);
        DwordReference out = new DwordReference(Outcome.LEFT_ALONE);
        DwordReference in = new DwordReference(Outcome.LEFT_ALONE);
        DwordReference max = new DwordReference(Outcome.LEFT_ALONE);
        return bool(win32.getNamedPipeInfo(arguments.handle(0), flags, out, in, max)).with("flags", flags).with("out", out).with("in", in).with("max", max);
    }

    private Outcome transact(Arguments arguments) {
        byte[] data = arguments.data(1);
        int size = arguments.number(2);
        Memory answer = bindings.allocate(Math.max(size, 1));
        DwordReference bytes = new DwordReference(Outcome.LEFT_ALONE);
        boolean succeeded = win32.transactNamedPipe(arguments.handle(0), bindings.filled(data), 0, data.length, answer, 0, size, bytes,
                arguments.overlapped(answer));
        return withRead(bool(succeeded), answer, bytes);
    }

    private Outcome callPipe(Arguments arguments) {
        byte[] data = arguments.data(1);
        int size = arguments.number(2);
        Memory answer = bindings.allocate(Math.max(size, 1));
        DwordReference bytes = new DwordReference(Outcome.LEFT_ALONE);
        boolean succeeded = win32.callNamedPipe(arguments.text(0), bindings.filled(data), 0, data.length, answer, 0, size, bytes, arguments.time(3));
        return withRead(bool(succeeded), answer, bytes);
    }

    private Outcome localInformation(Arguments arguments) {
        FilePipeLocalInformationReference reference = new FilePipeLocalInformationReference();
        Outcome outcome = Outcome.status(win32.ntQueryInformationFile(arguments.handle(0), reference));
        FilePipeLocalInformation information = reference.value;
        if (information != null) {
            outcome.with("NamedPipeType", information.namedPipeType());
            outcome.with("NamedPipeConfiguration", information.namedPipeConfiguration());
            outcome.with("MaximumInstances", information.maximumInstances());
            outcome.with("CurrentInstances", information.currentInstances());
            outcome.with("InboundQuota", information.inboundQuota());
            outcome.with("ReadDataAvailable", information.readDataAvailable());
            outcome.with("OutboundQuota", information.outboundQuota());
            outcome.with("WriteQuotaAvailable", information.writeQuotaAvailable());
            outcome.with("NamedPipeState", information.namedPipeState());
            outcome.with("NamedPipeEnd", information.namedPipeEnd());
        }
        return outcome;
    }
}
