package dev.overlap.explore;

import java.util.Set;

import dev.overlap.canary.Canary;
import dev.overlap.reader.Capability;
import dev.overlap.reader.ReaderFactory;
import dev.overlap.scenario.Scenario;

/**
 * A reader that can be explored.
 *
 * @param id the name under which users and traces know it, one variant exactly: "pipe-reader/registered-wait"
 * @param capabilities what it can do; it plays in those scenarios that need no more
 */
public record Subject(String id, ReaderFactory factory, Set<Capability> capabilities) {

    public Subject {
        capabilities = Set.copyOf(capabilities);
    }

    /** The subject that a canary is. */
    public static Subject of(Canary canary) {
        return new Subject(canary.id(), canary.factory(), canary.capabilities());
    }

    /** Whether it can play in a scenario. */
    public boolean plays(Scenario scenario) {
        return capabilities.containsAll(scenario.needs());
    }
}
