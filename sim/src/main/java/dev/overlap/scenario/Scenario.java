package dev.overlap.scenario;

import java.util.Set;

import dev.overlap.reader.Capability;

/** A story: who is there, and what each of them does. Stateless, so that one instance can be played by many worlds. */
public interface Scenario {

    /** The name under which users know it: lower case, words joined by hyphens. */
    String name();

    /** What happens in it, in one line. */
    String summary();

    /** What a reader must be able to do to play in it. */
    default Set<Capability> needs() {
        return Set.of();
    }

    /** How many calls and allocations of the process under test may fail in one execution, if its reader survives that; 0 for none. */
    default int faults() {
        return 0;
    }

    /** Sets the stage: opens pipes and names the tasks. Nothing runs before this has returned. */
    void play(Stage stage);
}
