package dev.overlap.canary;

import java.util.List;
import java.util.Set;

/** All canaries. */
public final class Canaries {

    private static final List<Canary> ALL = List.of(
            new Canary("canary/write-after-free", "stop-races-completion", WriteAfterFree::new, Set.of(), "USE_AFTER_FREE"),
            new Canary("canary/lost-wakeup", "steady-stream", LostWakeup::new, Set.of(), "LOST_WAKEUP"),
            new Canary("canary/data-race", "cancel-then-restart", DataRace::new, Set.of(), "DATA_RACE"),
            new Canary("canary/late-callback", "stop-races-completion", LateCallback::new, Set.of(), "LATE_CALLBACK"));

    private Canaries() {}

    /** All of them, in a fixed order. */
    public static List<Canary> all() {
        return ALL;
    }
}
