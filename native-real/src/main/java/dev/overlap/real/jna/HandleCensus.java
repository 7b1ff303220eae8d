package dev.overlap.real.jna;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import dev.overlap.win32.Handle;
import dev.overlap.win32.HandleFunctions;
import dev.overlap.win32.NtStatus;
import org.jspecify.annotations.Nullable;

/**
 * The handles of this process at one moment, with the type of the object behind each.
 *
 * <p>The Java machine has handles too. For each of its threads, those of the pool that have come to call back included, it has a Thread handle and {@value
 * #EVENTS_A_LIVING_THREAD} events, and keeps {@value #EVENTS_A_THREAD_EVER} more events for ever, for the next thread (HotSpot 25, measured); a comparison takes
 * that into account. Threads that HotSpot keeps to itself come and go too, above all compilers, unless -XX:-UseDynamicNumberOfCompilerThreads.
 *
 * <p>A thread of Java that ends leaves one more Thread handle, which HotSpot closes when the next one ends and finds this one gone. So one such handle is always
 * there, and several, for as long as no further thread ends, where threads ended at the same time: {@link #atRest} has a thread end, and counts the one alone.
 *
 * <p>Source: NtQuerySystemInformation(SystemExtendedHandleInformation), whose list is of the whole system; the names of types from NtQueryObject.
 */
public final class HandleCensus {

    private static final int EVENTS_A_LIVING_THREAD = 2;
    private static final int EVENTS_A_THREAD_EVER = 2;

    private static final int LOOK_MILLIS = 20;
    private static final int CALM_LOOKS = 3;
    private static final int MAX_LOOKS = 250;

    private static final int SYSTEM_EXTENDED_HANDLE_INFORMATION = 64;
    private static final int FIRST_BYTES = 1 << 18;
    /** NumberOfHandles, Reserved, then the entries. */
    private static final int HEAD_BYTES = 16;
    private static final int ENTRY_BYTES = 40;
    private static final int ENTRY_PROCESS = 8;
    private static final int ENTRY_HANDLE = 16;
    private static final int ENTRY_TYPE = 30;

    /** Names by the kernel's index of the type, 0 for what has none. They do not change while the system runs. */
    private static final Map<Integer, String> TYPES = new ConcurrentHashMap<>(Map.of(0, "unnamed"));
    private static final ThreadMXBean JAVA_THREADS = ManagementFactory.getThreadMXBean();

    private final Map<Long, String> handles;
    private final int javaThreads;
    private final int javaThreadsEver;

    private HandleCensus(Map<Long, String> handles, int javaThreads, int javaThreadsEver) {
        this.handles = handles;
        this.javaThreads = javaThreads;
        this.javaThreadsEver = javaThreadsEver;
    }

    /** Counts now. Handles that other threads open or close meanwhile may be in it or not, so a comparison wants a program at rest. */
    public static HandleCensus take() {
        JnaWin32.requireThere();
        int bytes = FIRST_BYTES;
        while (true) {
            try (Memory list = new Memory(bytes)) {
                int[] needed = new int[1];
                int status = Ntdll.NtQuerySystemInformation(SYSTEM_EXTENDED_HANDLE_INFORMATION, Pointer.nativeValue(list), bytes, needed);
                if (status == NtStatus.STATUS_SUCCESS) {
                    return new HandleCensus(own(list), JAVA_THREADS.getThreadCount(), JAVA_THREADS.getPeakThreadCount());
                }
                if (status != NtStatus.STATUS_INFO_LENGTH_MISMATCH) {
                    throw new IllegalStateException("NtQuerySystemInformation(64) says " + NtStatus.name(status));
                }
                // By the next call there may be more.
                bytes = Math.max(2 * bytes, needed[0] + FIRST_BYTES);
            }
        }
    }

    /**
     * Counts when the numbers have not changed for a moment: threads that have ended, and those that came to call back, leave Java and the system when they like.
     * Where nothing ever rests, it is any moment.
     */
    public static HandleCensus atRest() {
        HandleCensus last = takeWhenAThreadHasEnded();
        for (int look = 0, calm = 0; calm < CALM_LOOKS && look < MAX_LOOKS; look++) {
            HandleCensus next = takeWhenAThreadHasEnded();
            calm = next.countsAs(last) ? calm + 1 : 0;
            last = next;
        }
        return last;
    }

    private static HandleCensus takeWhenAThreadHasEnded() {
        Thread last = Thread.ofPlatform().daemon().name("handle census").start(() -> {
        });
        try {
            last.join();
            Thread.sleep(LOOK_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return take();
    }

    private boolean countsAs(HandleCensus other) {
        return byType().equals(other.byType()) && javaThreads == other.javaThreads && javaThreadsEver == other.javaThreadsEver;
    }

    private static Map<Long, String> own(Memory list) {
        Map<Long, String> own = new TreeMap<>();
        long process = Integer.toUnsignedLong(Kernel32.GetCurrentProcessId());
        long count = list.getLong(0);
        for (long i = 0; i < count; i++) {
            long entry = HEAD_BYTES + i * ENTRY_BYTES;
            if (list.getLong(entry + ENTRY_PROCESS) == process) {
                long handle = list.getLong(entry + ENTRY_HANDLE);
                String type = typeName(Short.toUnsignedInt(list.getShort(entry + ENTRY_TYPE)), handle);
                if (type != null) {
                    own.put(handle, type);
                }
            }
        }
        return own;
    }

    /** Null where nobody can say any more: the handle was closed meanwhile. */
    private static @Nullable String typeName(int index, long handle) {
        String known = TYPES.get(index);
        if (known != null) {
            return known;
        }
        String name = KernelView.INSTANCE.typeOf(new Handle(handle));
        if (name != null) {
            TYPES.put(index, name);
        }
        return name;
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

    /** Of which types there are more than before, and by how many; what threads of Java account for is not counted. */
    public Map<String, Integer> moreThan(HandleCensus before) {
        Map<String, Integer> more = byType();
        before.byType().forEach((type, count) -> more.merge(type, -count, Integer::sum));
        int threads = javaThreads - before.javaThreads;
        more.merge("Thread", -threads, Integer::sum);
        more.merge("Event", -(threads * EVENTS_A_LIVING_THREAD + (javaThreadsEver - before.javaThreadsEver) * EVENTS_A_THREAD_EVER), Integer::sum);
        more.values().removeIf(grown -> grown <= 0);
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
