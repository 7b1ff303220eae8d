package dev.overlap.command;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

import dev.overlap.report.ExitCode;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C: the first one asks, the second one ends the process.
 *
 * <p>The JDK's signal class is reached by reflection, because javac warns of it and no option silences that. Where it does not exist, Ctrl-C ends the process
 * at once.
 */
final class Interrupt implements AutoCloseable {

    private static final String SIGNAL = "sun.misc.Signal";
    private static final String HANDLER = "sun.misc.SignalHandler";

    private final Runnable first;
    private final AtomicInteger count = new AtomicInteger();
    private @Nullable Object before;

    private Interrupt(Runnable first) {
        this.first = first;
    }

    /** From now on, until closed, the first Ctrl-C runs {@code first}. */
    static Interrupt handledBy(Runnable first) {
        Interrupt interrupt = new Interrupt(first);
        try {
            Class<?> handler = Class.forName(HANDLER);
            Object proxy = Proxy.newProxyInstance(Interrupt.class.getClassLoader(), new Class<?>[] {handler}, interrupt::invoked);
            interrupt.before = handle(proxy);
        } catch (ReflectiveOperationException | IllegalArgumentException e) {
            interrupt.before = null;
        }
        return interrupt;
    }

    private static @Nullable Object handle(Object handler) throws ReflectiveOperationException {
        Class<?> type = Class.forName(SIGNAL);
        Object signal = type.getConstructor(String.class).newInstance("INT");
        try {
            return type.getMethod("handle", type, Class.forName(HANDLER)).invoke(null, signal, handler);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException("this JVM does not share its signals", e);
        }
    }

    @SuppressWarnings("ReferenceEquality") // A proxy is equal to itself alone.
    private @Nullable Object invoked(Object proxy, Method method, Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "handle" -> {
                pressed();
                yield null;
            }
            case "equals" -> arguments != null && proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "Ctrl-C";
        };
    }

    private void pressed() {
        if (count.getAndIncrement() == 0) {
            first.run();
        } else {
            Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
        }
    }

    @Override
    public void close() {
        if (before != null) {
            try {
                handle(before);
            } catch (ReflectiveOperationException | IllegalArgumentException e) {
                // It could be set, so it can be set back; if not, the process ends soon anyway.
                before = null;
            }
        }
    }
}
