package dev.overlap.real.jna;

import com.sun.jna.Function;
import com.sun.jna.NativeLibrary;
import org.jspecify.annotations.Nullable;

/** Whether this Windows is Wine, which says so in a function of its own. */
final class Wine {

    /** "8.0", or null on Windows. */
    static final @Nullable String VERSION = version();

    private Wine() {}

    private static @Nullable String version() {
        try {
            Function function = NativeLibrary.getInstance("ntdll").getFunction("wine_get_version");
            return (String) function.invoke(String.class, new Object[0]);
        } catch (UnsatisfiedLinkError absent) {
            return null;
        }
    }
}
