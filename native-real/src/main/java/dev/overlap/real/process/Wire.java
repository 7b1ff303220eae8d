package dev.overlap.real.process;

import java.io.Serializable;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import dev.overlap.win32.DwordReference;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleReference;
import dev.overlap.win32.Memory;
import dev.overlap.win32.Overlapped;
import dev.overlap.win32.OverlappedReference;
import dev.overlap.win32.PointerReference;
import dev.overlap.win32.Win32;
import org.jspecify.annotations.Nullable;

/** What the two processes say to each other. Values go as they are, objects of the other process by number, out parameters there and back. */
final class Wire {

    /**
     * One call to be made.
     *
     * @param thread who calls; calls of one are made by one thread there
     * @param target the number of the object, {@link #WIN32} for the functions
     * @param method its name, which is the only one of that name
     */
    record Request(long thread, int target, String method, @Nullable Object[] arguments) implements Serializable {}

    /**
     * What has come of it.
     *
     * @param failure what was thrown, null when nothing was
     * @param arguments as they are after the call, for what was written into out parameters
     */
    record Response(long thread, @Nullable Object result, @Nullable String failure, @Nullable Object[] arguments) implements Serializable {}

    /**
     * An object of the process that makes the calls.
     *
     * @param address where it is there, for as long as it lives
     */
    record Ref(int id, boolean isOverlapped, long address) implements Serializable {}

    private record HandleValue(long value) implements Serializable {}

    private record DwordOut(int value) implements Serializable {}

    private record HandleOut(long value) implements Serializable {}

    private record PointerOut(long value) implements Serializable {}

    private record OverlappedOut(@Nullable Object value) implements Serializable {}

    static final int WIN32 = 0;
    /** Not a method of any object: memory is made. */
    static final String ALLOCATE = "allocate";
    static final String ALLOCATE_OVERLAPPED = "allocateOverlapped";

    private static final Map<String, Method> OF_WIN32 = byName(Win32.class);
    private static final Map<String, Method> OF_MEMORY = byName(Memory.class);
    private static final Map<String, Method> OF_OVERLAPPED = byName(Overlapped.class);

    /** Knows the objects that have numbers. */
    interface Objects {
        Object of(Ref ref);

        Ref refOf(Object object);
    }

    private Wire() {}

    private static Map<String, Method> byName(Class<?> type) {
        Map<String, Method> methods = new HashMap<>();
        Arrays.stream(type.getMethods()).forEach(method -> methods.put(method.getName(), method));
        return methods;
    }

    static Method method(Object target, String name) {
        Method method = (target instanceof Win32 ? OF_WIN32 : target instanceof Memory ? OF_MEMORY : OF_OVERLAPPED).get(name);
        if (method == null) {
            throw new IllegalArgumentException("no method " + name);
        }
        return method;
    }

    /** As it goes over the wire. */
    static @Nullable Object pack(@Nullable Object value, Objects objects) {
        return switch (value) {
            case null -> null;
            case Handle handle -> new HandleValue(handle.value());
            case DwordReference out -> new DwordOut(out.value);
            case HandleReference out -> new HandleOut(out.value == null ? 0 : out.value.value());
            case PointerReference out -> new PointerOut(out.value);
            case OverlappedReference out -> new OverlappedOut(pack(out.value, objects));
            case Memory memory -> objects.refOf(memory);
            case Overlapped overlapped -> objects.refOf(overlapped);
            case Handle[] handles -> Arrays.stream(handles).map(Handle::value).toArray(Long[]::new);
            case String plain -> plain;
            case Number plain -> plain;
            case Boolean plain -> plain;
            case byte[] plain -> plain;
            default -> throw new UnsupportedOperationException("a call in another process cannot be given a " + value.getClass().getSimpleName());
        };
    }

    static @Nullable Object[] pack(@Nullable Object[] values, Objects objects) {
        @Nullable Object[] packed = new Object[values.length];
        for (int i = 0; i < values.length; i++) {
            packed[i] = pack(values[i], objects);
        }
        return packed;
    }

    static @Nullable Object unpack(@Nullable Object value, Objects objects) {
        return switch (value) {
            case HandleValue handle -> new Handle(handle.value());
            case DwordOut out -> new DwordReference(out.value());
            case HandleOut out -> {
                HandleReference reference = new HandleReference();
                reference.value = new Handle(out.value());
                yield reference;
            }
            case PointerOut out -> new PointerReference(out.value());
            case OverlappedOut out -> new OverlappedReference((Overlapped) unpack(out.value(), objects));
            case Ref ref -> objects.of(ref);
            case Long[] handles -> Arrays.stream(handles).map(Handle::new).toArray(Handle[]::new);
            case null, default -> value;
        };
    }

    /** Takes over what a call has written into its out parameters. */
    static void copyBack(@Nullable Object[] given, @Nullable Object[] packed, Objects objects) {
        for (int i = 0; i < given.length; i++) {
            Object after = packed[i];
            switch (given[i]) {
                case DwordReference out when after instanceof DwordOut written -> out.value = written.value();
                case HandleReference out when after instanceof HandleOut written -> out.value = new Handle(written.value());
                case PointerReference out when after instanceof PointerOut written -> out.value = written.value();
                case OverlappedReference out when after instanceof OverlappedOut written -> out.value = (Overlapped) unpack(written.value(), objects);
                case byte[] target when after instanceof byte[] written -> System.arraycopy(written, 0, target, 0, written.length);
                case null, default -> {
                }
            }
        }
    }
}
