package dev.overlap.real.jna;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/** A function that came with Windows 8: whoever calls it where there is none is told so. */
final class LaterFunctions {

    private static final boolean THERE = register();

    private LaterFunctions() {}

    private static boolean register() {
        try {
            Native.register(LaterFunctions.class, NativeLibrary.getInstance("kernel32"));
            return true;
        } catch (UnsatisfiedLinkError absent) {
            return false;
        }
    }

    private static native int GetOverlappedResultEx(long file, long overlapped, int[] bytes, int timeout, int alertable);

    static int getOverlappedResultEx(long file, long overlapped, int[] bytes, int timeout, int alertable) {
        if (!THERE) {
            throw new UnsupportedOperationException("this system's kernel32 has no GetOverlappedResultEx");
        }
        return GetOverlappedResultEx(file, overlapped, bytes, timeout, alertable);
    }
}
