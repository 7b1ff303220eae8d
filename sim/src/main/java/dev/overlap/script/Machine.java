package dev.overlap.script;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

import dev.overlap.fault.FaultRule;
import dev.overlap.platform.Platform;
import dev.overlap.scenario.Stage;
import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.Win32;
import org.jspecify.annotations.Nullable;

/**
 * What the names in a script stand for while it is played, and the calls themselves. Threads use it one after the other, except while they are blocked in a
 * call.
 */
final class Machine {

    private static final int LETTERS = 26;
    private static final int NAME_CHARS = 10;

    /** What an operation in a script has. */
    private static final class Operation {
        private final Overlapped overlapped;
        private @Nullable Memory buffer;

        Operation(Overlapped overlapped) {
            this.overlapped = overlapped;
        }
    }

    /** How often a registered wait has called back, for either reason. */
    private static final class Callbacks {
        private final AtomicInteger signals = new AtomicInteger();
        private final AtomicInteger timeouts = new AtomicInteger();
    }

    private final Win32 win32;
    private final Platform platform;
    private final Variant variant;
    private final Map<String, Handle> handles = new HashMap<>();
    private final Map<String, Operation> operations = new HashMap<>();
    private final Map<String, Callbacks> callbacks = new HashMap<>();
    private final Set<String> autoReset = new HashSet<>();
    private final List<FaultRule> unmatched;
    private final Map<Function, Integer> calls = new EnumMap<>(Function.class);

    Machine(Stage stage, Variant variant, List<FaultRule> faults) {
        win32 = stage.win32();
        platform = stage.platform();
        this.variant = variant;
        unmatched = new ArrayList<>(faults);
    }

    /** The faults that no call has met so far. */
    List<FaultRule> unmatched() {
        return List.copyOf(unmatched);
    }

    // ---------------------------------------------------------------- calls

    /** Makes a call on the running thread; returns when it returns. */
    Outcome call(Action.Call call) {
        Arguments arguments = new Arguments(call);
        int nth = calls.merge(call.function(), 1, Integer::sum);
        for (FaultRule rule : unmatched) {
            if (rule.nth() == nth && rule.call().function().equals(call.function().windowsName())) {
                unmatched.remove(rule);
                return call.function().returned() == Function.Returned.HANDLE ? Outcome.handle(Handle.NULL, rule.error()) : Outcome.bool(false, rule.error());
            }
        }
        return switch (call.function()) {
            case CREATE_NAMED_PIPE, CREATE_FILE, CREATE_EVENT -> creates(call, arguments);
            case CREATE_PIPE -> createPipe(call, arguments);
            case CONNECT_NAMED_PIPE -> bool(win32.connectNamedPipe(arguments.handle(0), arguments.overlapped(null)));
            case DISCONNECT_NAMED_PIPE -> bool(win32.disconnectNamedPipe(arguments.handle(0)));
            case WAIT_NAMED_PIPE -> bool(win32.waitNamedPipe(Kind.text(arguments.word(0)), Kind.time(arguments.word(1))));
            case PEEK_NAMED_PIPE -> peek(arguments);
            case SET_NAMED_PIPE_HANDLE_STATE -> bool(win32.setNamedPipeHandleState(arguments.handle(0), arguments.flags(1, 0), null, null));
            case GET_NAMED_PIPE_HANDLE_STATE -> handleState(arguments);
            case GET_NAMED_PIPE_INFO -> info(arguments);
            case READ_FILE -> read(arguments);
            case WRITE_FILE -> write(arguments);
            case FLUSH_FILE_BUFFERS -> bool(win32.flushFileBuffers(arguments.handle(0)));
            case GET_OVERLAPPED_RESULT -> result(arguments);
            case CANCEL_IO -> bool(win32.cancelIo(arguments.handle(0)));
            case CANCEL_IO_EX -> bool(win32.cancelIoEx(arguments.handle(0), arguments.operationOrNull(1)));
            case SET_EVENT -> bool(win32.setEvent(arguments.handle(0)));
            case RESET_EVENT -> bool(win32.resetEvent(arguments.handle(0)));
            case WAIT_FOR_SINGLE_OBJECT -> waited(win32.waitForSingleObject(arguments.handle(0), Kind.time(arguments.word(1))));
            case WAIT_FOR_MULTIPLE_OBJECTS -> waitForSeveral(arguments);
            case REGISTER_WAIT -> register(call, arguments);
            case UNREGISTER_WAIT -> bool(win32.unregisterWait(arguments.handle(0)));
            case UNREGISTER_WAIT_EX -> bool(win32.unregisterWaitEx(arguments.handle(0), arguments.handle(1)));
            case CLOSE_HANDLE -> bool(win32.closeHandle(arguments.handle(0)));
        };
    }

    private Outcome bool(boolean succeeded) {
        return Outcome.bool(succeeded, win32.getLastError());
    }

    private Outcome waited(int result) {
        return Outcome.wait(result, win32.getLastError());
    }

    private Outcome creates(Action.Call call, Arguments arguments) {
        Handle handle = switch (call.function()) {
            case CREATE_NAMED_PIPE -> win32.createNamedPipe(Kind.text(arguments.word(0)), arguments.flags(1, 0), arguments.flags(2, 0),
                    arguments.option("max", 1), arguments.option("out", 0), arguments.option("in", 0), arguments.option("timeout", 0), null);
            case CREATE_FILE -> win32.createFile(Kind.text(arguments.word(0)), arguments.flags(1, 0), 0, null, Win32.OPEN_EXISTING, arguments.flags(2, 0),
                    Handle.NULL);
            default -> win32.createEvent(null, arguments.word(0).equals("manual"), arguments.count() > 1, null);
        };
        Outcome outcome = Outcome.handle(handle, win32.getLastError());
        for (String name : call.results()) {
            handles.put(name, handle);
            if (call.function() == Function.CREATE_EVENT && arguments.word(0).equals("auto")) {
                autoReset.add(name);
            }
        }
        return outcome;
    }

    private Outcome createPipe(Action.Call call, Arguments arguments) {
        HandleReference read = new HandleReference();
        HandleReference write = new HandleReference();
        boolean succeeded = win32.createPipe(read, write, null, arguments.number(0));
        List<Handle> ends = List.of(read.value, write.value);
        for (int i = 0; i < call.results().size(); i++) {
            handles.put(call.results().get(i), ends.get(i));
        }
        return bool(succeeded);
    }

    private Outcome peek(Arguments arguments) {
        int size = arguments.count() > 1 ? arguments.number(1) : 0;
        Memory buffer = size == 0 ? null : allocate(size);
        DwordReference read = new DwordReference(Outcome.LEFT_ALONE);
        DwordReference available = new DwordReference(Outcome.LEFT_ALONE);
        DwordReference left = new DwordReference(Outcome.LEFT_ALONE);
        Outcome outcome = bool(win32.peekNamedPipe(arguments.handle(0), buffer, size, read, available, left));
        outcome.with("read", read).with("available", available).with("left", left);
        return read.value == Outcome.LEFT_ALONE ? outcome : outcome.withData(text(buffer, read.value));
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

    private Outcome read(Arguments arguments) {
        int size = arguments.number(1);
        Memory buffer = allocate(Math.max(size, 1));
        DwordReference bytes = new DwordReference(Outcome.LEFT_ALONE);
        boolean succeeded = win32.readFile(arguments.handle(0), buffer, 0, size, bytes, arguments.overlapped(buffer));
        Outcome outcome = bool(succeeded).with("bytes", bytes);
        return bytes.value >= 0 ? outcome.withData(text(buffer, bytes.value)) : outcome;
    }

    private Outcome write(Arguments arguments) {
        String word = arguments.resolved(1);
        byte[] data = word.startsWith("\"") ? Kind.text(word).getBytes(StandardCharsets.US_ASCII) : alphabet(Kind.number(word).orElseThrow());
        Memory buffer = allocate(Math.max(data.length, 1));
        buffer.write(0, data, 0, data.length);
        DwordReference bytes = new DwordReference(Outcome.LEFT_ALONE);
        return bool(win32.writeFile(arguments.handle(0), buffer, 0, data.length, bytes, arguments.overlapped(buffer))).with("bytes", bytes);
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
        Operation operation = operation(arguments.resolved(1));
        Outcome outcome = bool(win32.getOverlappedResult(arguments.handle(0), operation.overlapped, bytes, arguments.count() > 2)).with("bytes", bytes);
        return bytes.value >= 0 ? outcome.withData(text(operation.buffer, bytes.value)) : outcome;
    }

    private Outcome waitForSeveral(Arguments arguments) {
        Handle[] objects = new Handle[arguments.count() - 2];
        for (int i = 0; i < objects.length; i++) {
            objects[i] = arguments.handle(i + 2);
        }
        return waited(win32.waitForMultipleObjects(objects.length, objects, arguments.word(0).equals("all"), Kind.time(arguments.word(1))));
    }

    private Outcome register(Action.Call call, Arguments arguments) {
        Callbacks counted = new Callbacks();
        call.results().forEach(name -> callbacks.put(name, counted));
        HandleReference wait = new HandleReference();
        boolean succeeded = win32.registerWaitForSingleObject(wait, arguments.handle(0),
                (context, timedOut) -> (timedOut ? counted.timeouts : counted.signals).incrementAndGet(), null, Kind.time(arguments.word(1)),
                arguments.count() > 2 ? Win32.WT_EXECUTEONLYONCE : Win32.WT_EXECUTEDEFAULT);
        call.results().forEach(name -> handles.put(name, wait.value));
        return bool(succeeded);
    }

    private Memory allocate(int bytes) {
        Memory memory = platform.allocate(platform.process(), bytes);
        if (memory == null) {
            throw new IllegalStateException("there is no memory for a script: " + bytes + " bytes");
        }
        return memory;
    }

    private static String text(@Nullable Memory buffer, int length) {
        if (buffer == null) {
            return "";
        }
        byte[] bytes = new byte[Math.min(length, buffer.size())];
        buffer.read(0, bytes, 0, bytes.length);
        return new String(bytes, StandardCharsets.ISO_8859_1).chars().mapToObj(c -> c < ' ' || c > '~' || c == '"' ? String.format("\\x%02x", c)
                : String.valueOf((char) c)).collect(Collectors.joining());
    }

    // ---------------------------------------------------------------- facts

    /** How the subject of a fact is, to be compared with its property and value; looks without changing anything. */
    Object look(Fact fact) {
        String subject = variant.resolve(fact.subject());
        return switch (fact.property()) {
            case INTERNAL -> operation(subject).overlapped.internal();
            case INTERNAL_HIGH -> (int) operation(subject).overlapped.internalHigh();
            case DATA -> {
                Operation operation = operation(subject);
                yield '"' + text(operation.buffer, (int) operation.overlapped.internalHigh()) + '"';
            }
            case SET, UNSET, SIGNALLED, UNSIGNALLED -> isSignalled(subject);
            case CALLED -> callbacks(subject).signals.get();
            case TIMED_OUT -> callbacks(subject).timeouts.get();
            case BLOCKED -> throw new IllegalStateException("a machine knows of no thread: " + fact);
        };
    }

    /** A wait would take an auto-reset event's signal, which is therefore given back. */
    private boolean isSignalled(String name) {
        Handle object = handle(name);
        boolean signalled = win32.waitForSingleObject(object, 0) == Win32.WAIT_OBJECT_0;
        if (signalled && autoReset.contains(name)) {
            win32.setEvent(object);
        }
        return signalled;
    }

    // ---------------------------------------------------------------- names

    private Handle handle(String name) {
        Handle handle = switch (name) {
            case "NULL" -> Handle.NULL;
            case "INVALID_HANDLE_VALUE" -> Handle.INVALID_HANDLE_VALUE;
            default -> handles.get(name);
        };
        if (handle == null) {
            throw new IllegalStateException("handle " + name + " was not made: its line does not count here");
        }
        return handle;
    }

    private Callbacks callbacks(String name) {
        Callbacks counted = callbacks.get(name);
        if (counted == null) {
            throw new IllegalStateException("wait " + name + " was not registered: its line does not count here");
        }
        return counted;
    }

    private Operation operation(String name) {
        Operation operation = operations.get(name);
        if (operation == null) {
            throw new IllegalStateException("operation " + name + " was not begun: its line does not count here");
        }
        return operation;
    }

    /** The words of one call, and what they stand for. */
    private final class Arguments {
        private final List<String> words;
        private final int count;

        Arguments(Action.Call call) {
            words = call.arguments();
            int options = words.size();
            for (String option : call.function().options()) {
                int at = words.indexOf(option);
                options = at >= 0 ? Math.min(options, at) : options;
            }
            count = options;
        }

        /** How many there are, without the options. */
        int count() {
            return count;
        }

        String word(int position) {
            return words.get(position);
        }

        String resolved(int position) {
            return variant.resolve(words.get(position));
        }

        int number(int position) {
            return Kind.number(resolved(position)).orElseThrow();
        }

        int flags(int position, int otherwise) {
            return position < count ? Kind.flags(resolved(position)).orElseThrow() : otherwise;
        }

        Handle handle(int position) {
            return Machine.this.handle(resolved(position));
        }

        int option(String name, int otherwise) {
            int at = words.indexOf(name);
            return at < 0 ? otherwise : number(at + 1);
        }

        @Nullable Overlapped operationOrNull(int position) {
            return word(position).equals("NULL") ? null : operation(resolved(position)).overlapped;
        }

        /** The OVERLAPPED of the operation that the call names, made when it is named for the first time, and from now on with this buffer. */
        @Nullable Overlapped overlapped(@Nullable Memory buffer) {
            int at = words.indexOf(Function.OVERLAPPED);
            if (at < 0) {
                return null;
            }
            Operation operation = operations.computeIfAbsent(words.get(at + 1), name -> {
                Overlapped made = platform.allocateOverlapped(platform.process());
                if (made == null) {
                    throw new IllegalStateException("there is no memory for an OVERLAPPED");
                }
                return new Operation(made);
            });
            operation.buffer = buffer;
            if (at + 2 < words.size() && words.get(at + 2).equals("event")) {
                boolean fresh = words.get(at + 3).equals("new");
                String name = words.get(fresh ? at + 4 : at + 3);
                if (fresh) {
                    handles.put(name, win32.createEvent(null, true, false, null));
                }
                operation.overlapped.setEvent(Machine.this.handle(variant.resolve(name)));
            }
            return operation.overlapped;
        }
    }
}
