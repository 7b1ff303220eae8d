package dev.overlap.target;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Arrays;

/**
 * Runs the main method of another class in a JVM that ends at once when whoever has started it is gone, however that ended: that is when nobody holds the other end of
 * the standard input any more.
 *
 * <p>The arguments are the name of the class, and its own.
 */
public final class Tethered {

    private Tethered() {
    }

    /** Runs it. */
    public static void main(String[] arguments) throws Throwable {
        Thread.ofPlatform().name("tether").daemon().start(Tethered::hold);
        MethodHandles.publicLookup().findStatic(Class.forName(arguments[0]), "main", MethodType.methodType(void.class, String[].class))
                .invokeExact(Arrays.copyOfRange(arguments, 1, arguments.length));
    }

    private static void hold() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is ever said there.
            }
        } catch (IOException e) {
            Runtime.getRuntime().halt(1);
        }
        Runtime.getRuntime().halt(1);
    }
}
