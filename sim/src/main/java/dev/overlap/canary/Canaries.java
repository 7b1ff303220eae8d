package dev.overlap.canary;

import java.util.List;

/** All canaries. */
public final class Canaries {

    private static final List<Canary> ALL = List.of(
            new Canary("canary/write-after-free", "stop-races-completion", WriteAfterFree::new, "USE_AFTER_FREE"),
            new Canary("canary/lost-wakeup", "steady-stream", LostWakeup::new, "LOST_WAKEUP"),
            new Canary("canary/data-race", "cancel-then-restart", DataRace::new, "DATA_RACE"),
            new Canary("canary/late-callback", "stop-races-completion", LateCallback::new, "LATE_CALLBACK"));

    private Canaries() {}

    /** All of them, in a fixed order. */
    public static List<Canary> all() {
        return ALL;
    }
}
