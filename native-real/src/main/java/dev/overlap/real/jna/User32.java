package dev.overlap.real.jna;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import org.jspecify.annotations.Nullable;

/** user32 by direct mapping, as {@link Kernel32}. */
final class User32 {

    static {
        Native.register(User32.class, NativeLibrary.getInstance("user32"));
    }

    private User32() {}

    static native int MsgWaitForMultipleObjectsEx(int count, long @Nullable [] handles, int timeout, int wakeMask, int flags);
}
