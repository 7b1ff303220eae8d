package dev.overlap.real;

import java.util.Set;

import dev.overlap.reader.Capability;
import dev.overlap.reader.ReaderFactory;
import dev.overlap.scenario.Scenario;

/**
 * One reader in one scenario.
 *
 * @param reader its id, "pipe-reader/registered-wait"
 * @param capabilities what it can do; calls fail only for one that survives that
 */
public record RealLane(Scenario scenario, String reader, ReaderFactory factory, Set<Capability> capabilities) {

    public RealLane {
        capabilities = Set.copyOf(capabilities);
    }

    /** Whether the reader can do what the scenario needs. */
    public boolean isPlayable() {
        return capabilities.containsAll(scenario.needs());
    }

    /** How many calls may fail in one execution. */
    int faults() {
        return capabilities.contains(Capability.FAULTS) ? scenario.faults() : 0;
    }
}
