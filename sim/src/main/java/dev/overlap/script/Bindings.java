package dev.overlap.script;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import dev.overlap.platform.Platform;
import dev.overlap.scenario.OtherProcess;
import dev.overlap.win32.Handle;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.ThreadpoolIo;
import dev.overlap.win32.ThreadpoolWait;
import dev.overlap.win32.Win32;
import org.jspecify.annotations.Nullable;

/**
 * What the names in a script stand for while it is played, and the memory of its calls. Threads use it one after the other, except while they are blocked in a
 * call.
 */
final class Bindings {

    /** What an operation in a script has. */
    static final class Operation {
        final Overlapped overlapped;
        @Nullable Memory buffer;

        Operation(Overlapped overlapped) {
            this.overlapped = overlapped;
        }
    }

    private final Win32 win32;
    private final Platform platform;
    private final Variant variant;
    private final Map<String, Handle> handles = new HashMap<>();
    private final Map<String, OtherProcess> processes = new HashMap<>();
    private final Map<String, Operation> operations = new LinkedHashMap<>();
    private final Map<String, Memory> memories = new HashMap<>();
    private final Map<String, Callback> callbacks = new HashMap<>();
    private final Map<String, ThreadpoolIo> ios = new HashMap<>();
    private final Map<String, ThreadpoolWait> waits = new HashMap<>();
    private final Map<String, Consumer<Handle>> takenByWaits = new HashMap<>();

    Bindings(Win32 win32, Platform platform, Variant variant) {
        this.win32 = win32;
        this.platform = platform;
        this.variant = variant;
    }

    /** A word with the variant's values in it. */
    String resolve(String word) {
        return variant.resolve(word);
    }

    // ---------------------------------------------------------------- handles

    void bind(String name, Handle handle) {
        handles.put(name, handle);
    }

    /** From now on the name stands for an object whose signal each wait takes, so that looking at it must give the signal back. */
    void isTakenByWaits(String name, Consumer<Handle> giveBack) {
        takenByWaits.put(name, giveBack);
    }

    /** From now on the name stands for a handle to this process, which is opened by the first thread that uses it. */
    void bind(String name, OtherProcess process) {
        processes.put(name, process);
    }

    Handle handle(String name) {
        int bits = name.indexOf('+');
        if (bits >= 0) {
            return new Handle(handle(name.substring(0, bits)).value() + Kind.number(name.substring(bits + 1)).orElseThrow());
        }
        Handle handle = switch (name) {
            case "NULL" -> Handle.NULL;
            case "INVALID_HANDLE_VALUE" -> Handle.INVALID_HANDLE_VALUE;
            case "CURRENT_PROCESS" -> Win32.CURRENT_PROCESS;
            case "CURRENT_THREAD" -> Win32.CURRENT_THREAD;
            default -> processes.containsKey(name) ? handles.computeIfAbsent(name, unused -> processes.get(name).open()) : handles.get(name);
        };
        return made(handle, "handle", name);
    }

    /** Looking is waiting, and what that takes is given back. */
    boolean isSignalled(String name) {
        Handle object = handle(name);
        boolean signalled = win32.waitForSingleObject(object, 0) == Win32.WAIT_OBJECT_0;
        Consumer<Handle> giveBack = takenByWaits.get(name);
        if (signalled && giveBack != null) {
            giveBack.accept(object);
        }
        return signalled;
    }

    void bind(String name, ThreadpoolWait wait) {
        waits.put(name, wait);
    }

    ThreadpoolWait threadpoolWait(String name) {
        return made(waits.get(name), "thread-pool wait", name);
    }

    void bind(String name, ThreadpoolIo io) {
        ios.put(name, io);
    }

    ThreadpoolIo threadpoolIo(String name) {
        return made(ios.get(name), "thread-pool I/O object", name);
    }

    // ---------------------------------------------------------------- operations and callbacks

    Operation operation(String name) {
        return made(operations.get(name), "operation", name);
    }

    /** The operation of this name, with an OVERLAPPED that is all zero when nobody has named it before. */
    Operation operationOrNew(String name) {
        return operations.computeIfAbsent(name, unused -> {
            Overlapped overlapped = platform.allocateOverlapped(platform.process());
            if (overlapped == null) {
                throw new IllegalStateException("there is no memory for an OVERLAPPED");
            }
            return new Operation(overlapped);
        });
    }

    /** From now on the name stands for an operation with this OVERLAPPED. */
    void bind(String name, Overlapped overlapped) {
        operations.put(name, new Operation(overlapped));
    }

    /** The name of the operation whose OVERLAPPED has the address of this one, which may be another process's. */
    Optional<String> nameOf(@Nullable Overlapped overlapped) {
        return overlapped == null ? Optional.empty() : operations.entrySet().stream()
                .filter(each -> each.getValue().overlapped.address() == overlapped.address()).map(Map.Entry::getKey).findFirst();
    }

    void bind(String name, Callback callback) {
        callbacks.put(name, callback);
    }

    Callback callback(String name) {
        return made(callbacks.get(name), "callback", name);
    }

    private static <T> T made(@Nullable T thing, String kind, String name) {
        if (thing == null) {
            throw new IllegalStateException(kind + " " + name + " was not made: its line does not count here");
        }
        return thing;
    }

    // ---------------------------------------------------------------- memory

    void bind(String name, Memory memory) {
        memories.put(name, memory);
    }

    Memory memory(String name) {
        return made(memories.get(name), "memory", name);
    }

    Memory allocate(int bytes) {
        Memory memory = platform.allocate(platform.process(), bytes);
        if (memory == null) {
            throw new IllegalStateException("there is no memory for a script: " + bytes + " bytes");
        }
        return memory;
    }

    /** A buffer with these bytes in it. */
    Memory filled(byte[] data) {
        Memory buffer = allocate(Math.max(data.length, 1));
        buffer.write(0, data, 0, data.length);
        return buffer;
    }

    /** The first bytes of a buffer, as a script writes them, without the quotes. */
    static String text(@Nullable Memory buffer, int length) {
        if (buffer == null) {
            return "";
        }
        byte[] bytes = new byte[Math.min(length, buffer.size())];
        buffer.read(0, bytes, 0, bytes.length);
        return new String(bytes, StandardCharsets.ISO_8859_1).chars().mapToObj(c -> c < ' ' || c > '~' || c == '"' ? String.format(Locale.ROOT, "\\x%02x", c)
                : String.valueOf((char) c)).collect(Collectors.joining());
    }
}
