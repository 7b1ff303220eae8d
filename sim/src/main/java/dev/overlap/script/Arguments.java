package dev.overlap.script;

import java.nio.charset.StandardCharsets;
import java.util.List;

import dev.overlap.win32.Handle;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.Win32;
import org.jspecify.annotations.Nullable;

/** The words of one call, and what they stand for. */
final class Arguments {

    private static final int LETTERS = 26;

    private final Win32 win32;
    private final Bindings bindings;
    private final List<String> words;
    private final List<String> results;
    private final int count;

    Arguments(Action.Call call, Win32 win32, Bindings bindings) {
        this.win32 = win32;
        this.bindings = bindings;
        words = call.arguments();
        results = call.results();
        int options = words.size();
        for (String option : call.function().options()) {
            int at = words.indexOf(option);
            options = at >= 0 ? Math.min(options, at) : options;
        }
        count = options;
    }

    /** The names that the call gives to what it makes. */
    List<String> results() {
        return results;
    }

    /** How many there are, without the options. */
    int count() {
        return count;
    }

    String word(int position) {
        return words.get(position);
    }

    /** Whether one of the words behind the required ones is this. */
    boolean has(String word) {
        return words.contains(word);
    }

    String resolved(int position) {
        return bindings.resolve(words.get(position));
    }

    String text(int position) {
        return Kind.text(resolved(position));
    }

    @Nullable String textOrNull(int position) {
        return word(position).equals("NULL") ? null : text(position);
    }

    /** A string's bytes, or as many letters as a number says. */
    byte[] data(int position) {
        String word = resolved(position);
        return word.startsWith("\"") ? Kind.text(word).getBytes(StandardCharsets.US_ASCII) : alphabet(Kind.number(word).orElseThrow());
    }

    private static byte[] alphabet(int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) ('a' + i % LETTERS);
        }
        return bytes;
    }

    /** The memory behind "into", or as much as is asked for. */
    Memory memoryFor(int bytes) {
        int at = words.indexOf(Function.INTO);
        return at < 0 ? bindings.allocate(Math.max(bytes, 1)) : bindings.memory(words.get(at + 1));
    }

    Memory memory(int position) {
        return bindings.memory(word(position));
    }

    int number(int position) {
        return Kind.number(resolved(position)).orElseThrow();
    }

    int time(int position) {
        return Kind.time(resolved(position));
    }

    int flags(int position, int otherwise) {
        return position < count ? Kind.flags(resolved(position)).orElseThrow() : otherwise;
    }

    Handle handle(int position) {
        return bindings.handle(resolved(position));
    }

    /** The process behind "to", or the one that calls. */
    Handle process() {
        int at = words.indexOf(Function.TO);
        return at < 0 ? Win32.CURRENT_PROCESS : bindings.handle(words.get(at + 1));
    }

    /** The number behind an option, or another one where the option is not there. */
    int option(String name, int otherwise) {
        int at = words.indexOf(name);
        return at < 0 ? otherwise : number(at + 1);
    }

    Bindings.Operation operation(int position) {
        return bindings.operation(resolved(position));
    }

    @Nullable Overlapped operationOrNull(int position) {
        return word(position).equals("NULL") ? null : operation(position).overlapped;
    }

    /** What the call is to call back, or null where the script does not say. */
    @Nullable Callback callback() {
        int at = words.indexOf(Function.CALLS);
        return at < 0 ? null : bindings.callback(words.get(at + 1));
    }

    /** {@link #overlapped} of a call that was refused without one. */
    Overlapped neededOverlapped(Memory buffer) {
        Overlapped overlapped = overlapped(buffer);
        if (overlapped == null) {
            throw new IllegalStateException("a line without \"" + Function.OVERLAPPED + '"');
        }
        return overlapped;
    }

    /** The OVERLAPPED of the operation that the call names, made when it is named for the first time, and from now on with this buffer. */
    @Nullable Overlapped overlapped(@Nullable Memory buffer) {
        int at = words.indexOf(Function.OVERLAPPED);
        if (at < 0) {
            return null;
        }
        Bindings.Operation operation = bindings.operationOrNew(words.get(at + 1));
        operation.buffer = buffer;
        if (at + 2 < words.size() && words.get(at + 2).equals("event")) {
            boolean fresh = words.get(at + 3).equals("new");
            String name = words.get(fresh ? at + 4 : at + 3);
            if (fresh) {
                bindings.bind(name, win32.createEvent(null, true, false, null));
            }
            operation.overlapped.setEvent(bindings.handle(bindings.resolve(name)));
        }
        return operation.overlapped;
    }
}
