package dev.overlap.canary;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import dev.overlap.reader.Capability;
import dev.overlap.reader.ReaderFactory;

/** All canaries. */
public final class Canaries {

    /** What the small reader can do. */
    private static final Set<Capability> SMALL = EnumSet.of(Capability.LIMIT, Capability.FAULTS);

    private static final List<Canary> ALL = List.of(
            canary("write-after-free", "stop-races-completion", WriteAfterFree::new, "USE_AFTER_FREE"),
            canary("lost-wakeup", "steady-stream", LostWakeup::new, "LOST_WAKEUP"),
            canary("data-race", "cancel-then-restart", DataRace::new, "DATA_RACE"),
            canary("late-callback", "stop-races-completion", LateCallback::new, "LATE_CALLBACK"),
            canary("lost-on-cancel", "stop-races-completion", LostOnCancel::new, "LOST_DATA"),
            canary("leak-on-failure", "api-failures", LeakOnFailure::new, "HANDLE_LEAK"),
            canary("swallowed-error", "api-failures", SwallowedError::new, "SWALLOWED_ERROR"),
            canary("unbounded", "hostile-flood", Unbounded::new, "UNBOUNDED", "ACCOUNTING"),
            canary("livelock", "hostile-flood", Livelock::new, "LIVELOCK"),
            canary("broken-contract", "stop-races-completion", BrokenContract::new, "CONTRACT"));

    private Canaries() {}

    /** All of them, in a fixed order. */
    public static List<Canary> all() {
        return ALL;
    }

    private static Canary canary(String name, String scenario, ReaderFactory factory, String kind, String... elsewhere) {
        return new Canary("canary/" + name, scenario, factory, SMALL, kind, Set.of(elsewhere));
    }
}
