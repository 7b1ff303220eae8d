package dev.overlap.schedule;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

import dev.overlap.finding.HarnessError;
import org.jspecify.annotations.Nullable;

/**
 * The JDK's one-shot delimited continuation, reached through method handles so that the class files need neither the package at compile time nor the
 * flag {@code --add-exports java.base/jdk.internal.vm=ALL-UNNAMED} to load.
 */
final class Continuations {

    private static final @Nullable Throwable UNAVAILABLE;
    private static final MethodHandle CREATE;
    private static final MethodHandle RUN;
    private static final MethodHandle YIELD;

    static {
        MethodHandle create = MethodHandles.constant(Object.class, 0);
        MethodHandle run = create;
        MethodHandle yield = create;
        Throwable unavailable = null;
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            Class<?> scopeClass = Class.forName("jdk.internal.vm.ContinuationScope");
            Class<?> type = Class.forName("jdk.internal.vm.Continuation");
            Object scope = lookup.findConstructor(scopeClass, MethodType.methodType(void.class, String.class)).invoke("overlap");
            create = lookup.findConstructor(type, MethodType.methodType(void.class, scopeClass, Runnable.class)).bindTo(scope)
                    .asType(MethodType.methodType(Object.class, Runnable.class));
            run = lookup.findVirtual(type, "run", MethodType.methodType(void.class)).asType(MethodType.methodType(void.class, Object.class));
            yield = lookup.findStatic(type, "yield", MethodType.methodType(boolean.class, scopeClass)).bindTo(scope);
        } catch (Throwable e) {
            unavailable = e;
        }
        CREATE = create;
        RUN = run;
        YIELD = yield;
        UNAVAILABLE = unavailable;
    }

    private Continuations() {
    }

    /** Whether this JVM lets us use them. */
    static boolean available() {
        return UNAVAILABLE == null;
    }

    static Object create(Runnable body) {
        try {
            return (Object) CREATE.invokeExact(body);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** Runs the continuation until it yields or ends. */
    static void run(Object continuation) {
        try {
            RUN.invokeExact(continuation);
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    /** Suspends the innermost running continuation. */
    static void yieldNow() {
        try {
            boolean ignored = (boolean) YIELD.invokeExact();
        } catch (Throwable e) {
            throw broken(e);
        }
    }

    private static Error broken(Throwable e) {
        return e instanceof HarnessError known ? known : new HarnessError("the continuation failed: " + e, e);
    }
}
