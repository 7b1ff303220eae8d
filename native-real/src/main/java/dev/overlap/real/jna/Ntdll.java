package dev.overlap.real.jna;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;

/** ntdll by direct mapping, as {@link Kernel32}: functions that answer an NTSTATUS and leave the last error alone. */
final class Ntdll {

    static {
        Native.register(Ntdll.class, NativeLibrary.getInstance("ntdll"));
    }

    private Ntdll() {}

    static native int NtQueryInformationFile(long file, long[] ioStatus, int[] information, int bytes, int informationClass);

    static native int NtQueryEvent(long event, int informationClass, int[] information, int bytes, int[] returned);

    static native int NtQuerySemaphore(long semaphore, int informationClass, int[] information, int bytes, int[] returned);

    static native int NtQueryObject(long handle, int informationClass, long information, int bytes, int[] returned);

    static native int NtQuerySystemInformation(int informationClass, long information, int bytes, int[] returned);

    static native int RtlGetVersion(int[] versionInformation);
}
