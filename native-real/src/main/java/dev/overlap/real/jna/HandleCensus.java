package dev.overlap.real.jna;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleFunctions;
import dev.overlap.win32.NtStatus;
import org.jspecify.annotations.Nullable;

/**
 * The handles of this process at one moment, with the type of the object behind each. The Java machine has handles too, and makes more of them as its threads and files
 * come and go: compare censuses with the program at rest, and by the types that it uses.
 *
 * <p>Source: NtQuerySystemInformation(SystemExtendedHandleInformation), whose list is of the whole system; the names of types from NtQueryObject.
 */
public final class HandleCensus {

    private static final int SYSTEM_EXTENDED_HANDLE_INFORMATION = 64;
    private static final int FIRST_BYTES = 1 << 18;
    /** NumberOfHandles, Reserved, then the entries. */
    private static final int HEAD_BYTES = 16;
    private static final int ENTRY_BYTES = 40;
    private static final int ENTRY_PROCESS = 8;
    private static final int ENTRY_HANDLE = 16;

    private final Map<Long, String> handles;

    private HandleCensus(Map<Long, String> handles) {
        this.handles = handles;
    }

    /** Counts now. Handles that other threads open or close meanwhile may be in it or not. */
    public static HandleCensus take() {
        JnaWin32.requireThere();
        Map<Long, String> found = new TreeMap<>();
        for (long handle : own()) {
            String type = KernelView.INSTANCE.typeOf(new Handle(handle));
            if (type != null) {
                found.put(handle, type);
            }
        }
        return new HandleCensus(found);
    }

    private static List<Long> own() {
        int bytes = FIRST_BYTES;
        while (true) {
            try (Memory list = new Memory(bytes)) {
                int[] needed = new int[1];
                int status = Ntdll.NtQuerySystemInformation(SYSTEM_EXTENDED_HANDLE_INFORMATION, Pointer.nativeValue(list), bytes, needed);
                if (status == NtStatus.STATUS_SUCCESS) {
                    return own(list);
                }
                if (status != NtStatus.STATUS_INFO_LENGTH_MISMATCH) {
                    throw new IllegalStateException("NtQuerySystemInformation(64) says " + NtStatus.name(status));
                }
                // By the next call there may be more.
                bytes = Math.max(2 * bytes, needed[0] + FIRST_BYTES);
            }
        }
    }

    private static List<Long> own(Memory list) {
        List<Long> own = new ArrayList<>();
        long process = Integer.toUnsignedLong(Kernel32.GetCurrentProcessId());
        long count = list.getLong(0);
        for (long i = 0; i < count; i++) {
            long entry = HEAD_BYTES + i * ENTRY_BYTES;
            if (list.getLong(entry + ENTRY_PROCESS) == process) {
                own.add(list.getLong(entry + ENTRY_HANDLE));
            }
        }
        return own;
    }

    /** How many handles there are to objects of each type, by the kernel's names: "Event", "File", "Semaphore", "IoCompletion", "Thread". */
    public Map<String, Integer> byType() {
        Map<String, Integer> counts = new TreeMap<>();
        for (String type : handles.values()) {
            counts.merge(type, 1, Integer::sum);
        }
        return counts;
    }

    /** The handles, as numbers, each with its type. */
    public Map<Long, String> handles() {
        return new TreeMap<>(handles);
    }

    /** Of which types there are more than before, and by how many. */
    public Map<String, Integer> moreThan(HandleCensus before) {
        Map<String, Integer> earlier = before.byType();
        Map<String, Integer> more = new TreeMap<>();
        for (Map.Entry<String, Integer> type : byType().entrySet()) {
            int grown = type.getValue() - earlier.getOrDefault(type.getKey(), 0);
            if (grown > 0) {
                more.put(type.getKey(), grown);
            }
        }
        return more;
    }

    /** The system's own count for this process (GetProcessHandleCount); null where there is none: Wine always says 0. */
    public static @Nullable Integer systemCount() {
        JnaWin32.requireThere();
        int[] count = new int[1];
        boolean done = Kernel32.GetProcessHandleCount(HandleFunctions.CURRENT_PROCESS.value(), count) != 0;
        return done && count[0] != 0 ? count[0] : null;
    }
}
