package dev.overlap.real.jna;

import java.nio.charset.StandardCharsets;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import dev.overlap.win32.Handle;
import dev.overlap.win32.NtStatus;
import org.jspecify.annotations.Nullable;

/** Looks at the kernel that take nothing away and change nothing, and so can be repeated: what waits and Win32's own functions cannot do. Any thread. */
public final class KernelView {

    static final KernelView INSTANCE = new KernelView();

    private static final int PROCESS_ALL_ACCESS = 0x1F_FFFF;
    private static final int BASIC_INFORMATION = 0;
    private static final int OBJECT_TYPE_INFORMATION = 2;
    /** OBJECT_TYPE_INFORMATION begins with a UNICODE_STRING, Length at 0 and Buffer at 8, whose characters stand in the same memory. */
    private static final int TYPE_INFORMATION_BYTES = 1024;
    private static final int BUFFER = 8;
    private static final int SYNCHRONIZATION_EVENT = 1;
    private static final int VERSION_INFORMATION_INTS = 69;

    private KernelView() {}

    /** An event: whether a wait resets it, and whether it is set. */
    public record Event(boolean manualReset, boolean isSet) {}

    /** A semaphore: how many waits it satisfies now, and at most. */
    public record Semaphore(int count, int maximum) {}

    /** A version as the kernel says it, "10.0.19045". */
    public record Version(int major, int minor, int build) {
        @Override
        public String toString() {
            return major + "." + minor + "." + build;
        }
    }

    /** The state of an event; null for a handle that is none, or is not allowed to look (NtQueryEvent). */
    public @Nullable Event event(Handle event) {
        int[] information = new int[2];
        int status = Ntdll.NtQueryEvent(event.value(), BASIC_INFORMATION, information, information.length * Integer.BYTES, new int[1]);
        return status == NtStatus.STATUS_SUCCESS ? new Event(information[0] != SYNCHRONIZATION_EVENT, information[1] != 0) : null;
    }

    /** The state of a semaphore; null for a handle that is none, or is not allowed to look (NtQuerySemaphore). */
    public @Nullable Semaphore semaphore(Handle semaphore) {
        int[] information = new int[2];
        int status = Ntdll.NtQuerySemaphore(semaphore.value(), BASIC_INFORMATION, information, information.length * Integer.BYTES, new int[1]);
        return status == NtStatus.STATUS_SUCCESS ? new Semaphore(information[0], information[1]) : null;
    }

    /** The kernel's name for the type of the object behind a handle, "Event", "File", "IoCompletion"; null for no handle (NtQueryObject). */
    public @Nullable String typeOf(Handle handle) {
        try (Memory information = new Memory(TYPE_INFORMATION_BYTES)) {
            int status = Ntdll.NtQueryObject(handle.value(), OBJECT_TYPE_INFORMATION, Pointer.nativeValue(information), TYPE_INFORMATION_BYTES, new int[1]);
            if (status != NtStatus.STATUS_SUCCESS) {
                return null;
            }
            int bytes = Short.toUnsignedInt(information.getShort(0));
            return new String(information.getPointer(BUFFER).getByteArray(0, bytes), StandardCharsets.UTF_16LE);
        }
    }

    /**
     * A handle to a process, with all rights, which the caller closes (OpenProcess).
     *
     * @param processId as {@link Process#pid()} gives it
     * @return {@link Handle#NULL} when there is no such process, or it must not be opened
     */
    public Handle openProcess(long processId) {
        return new Handle(Kernel32.OpenProcess(PROCESS_ALL_ACCESS, 0, (int) processId));
    }

    /** Wine's version, "8.0"; null on Windows. */
    public @Nullable String wineVersion() {
        return Wine.VERSION;
    }

    /** The version of Windows, or the one that Wine is set to (RtlGetVersion). */
    public Version windowsVersion() {
        int[] information = new int[VERSION_INFORMATION_INTS];
        information[0] = information.length * Integer.BYTES;
        Ntdll.RtlGetVersion(information);
        return new Version(information[1], information[2], information[3]);
    }
}
