package dev.overlap.real;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import dev.overlap.fault.HoldRule;
import dev.overlap.finding.HarnessError;
import dev.overlap.win32.Win32;
import org.jspecify.annotations.Nullable;

/** Windows with something put in front of each of its functions. A call of the kernel costs microseconds, so that a reflective one more does not matter. */
abstract class Face implements InvocationHandler {

    private static final Map<Method, String> FUNCTIONS = new ConcurrentHashMap<>();
    private static final Object[] NOTHING = {};

    /** What is behind. */
    final Win32 target;

    Face(Win32 target) {
        this.target = target;
    }

    /** The face as Windows. */
    final Win32 win32() {
        return (Win32) Proxy.newProxyInstance(Win32.class.getClassLoader(), new Class<?>[] {Win32.class}, this);
    }

    @Override
    public final @Nullable Object invoke(Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
        if (method.getDeclaringClass() == Object.class) {
            return ofObject(proxy, method, arguments);
        }
        return call(FUNCTIONS.computeIfAbsent(method, HoldRule::functionOf), method, arguments == null ? NOTHING : arguments);
    }

    /** A proxy is equal to nothing but itself. */
    @SuppressWarnings("ReferenceEquality")
    private static Object ofObject(Object proxy, Method method, @Nullable Object @Nullable [] arguments) {
        return switch (method.getName()) {
            case "hashCode" -> System.identityHashCode(proxy);
            case "equals" -> arguments != null && proxy == arguments[0];
            default -> "Windows";
        };
    }

    /**
     * Answers a call.
     *
     * @param function Windows' name of it
     */
    abstract @Nullable Object call(String function, Method method, @Nullable Object[] arguments);

    /** Calls what is behind. */
    final @Nullable Object pass(Method method, @Nullable Object[] arguments) {
        return passTo(target, method, arguments);
    }

    /** Calls somebody else's. */
    static @Nullable Object passTo(Win32 other, Method method, @Nullable Object[] arguments) {
        try {
            return method.invoke(other, arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw new HarnessError("a checked exception from " + method.getName(), e);
        } catch (IllegalAccessException e) {
            throw new HarnessError(method.getName() + " cannot be called", e);
        }
    }
}
