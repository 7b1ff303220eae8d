package dev.overlap.real;

import java.util.Map;
import java.util.Optional;

import dev.overlap.scenario.Scenario;

/** Which stories a real kernel can be told, as far as that is known before they are played: what a task asks for only later stands here. */
public final class Expressible {

    private static final String ONE_PROCESS =
            "a process of its own: all threads are those of one process here, and its end would be the end of the judges, too";

    /** The stories that end a process, each with what it does. */
    private static final Map<String, String> REASONS = Map.of(
            "peer-dies-with-pending-write", ONE_PROCESS + " (the peer's is to end)",
            "process-exit", ONE_PROCESS + " (the owner's is to end)");

    private Expressible() {
    }

    /** Why a story cannot be played, or nothing. */
    public static Optional<String> reasonAgainst(Scenario scenario) {
        return Optional.ofNullable(REASONS.get(scenario.name()));
    }

    static NotExpressibleException otherProcess() {
        return new NotExpressibleException(ONE_PROCESS);
    }
}
