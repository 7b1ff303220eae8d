package dev.overlap.canary;

import java.util.Set;

import dev.overlap.reader.Capability;
import dev.overlap.reader.ReaderFactory;

/**
 * A reader that must be found out.
 *
 * @param id its reader id, "canary/late-callback"
 * @param scenario the scenario in which it is found
 * @param factory makes it
 * @param capabilities what it can do beside the least; in scenarios that need more it does not play
 * @param kind the name of the kind of finding that it must give in its scenario, and no other there
 * @param elsewhere the names of kinds that the same defect may give in other scenarios
 */
public record Canary(String id, String scenario, ReaderFactory factory, Set<Capability> capabilities, String kind, Set<String> elsewhere) {
}
