package dev.overlap.target;

import java.util.List;

/**
 * A fuzz target, and what a fuzzer has to know of it.
 *
 * @param type has the method {@code fuzzerTestOneInput(byte[])}
 * @param what it does, in one line
 * @param maxBytes longer inputs are not made: 1 or more
 * @param kind what its inputs are
 * @param moreSeeds a folder of the checkout whose files are seeds beside its own; empty for none
 * @param packages of the project whose code it is about: that is what a fuzzer watches, and nothing else, because each branch that is watched costs time
 */
public record FuzzTarget(Class<?> type, String what, int maxBytes, Kind kind, String moreSeeds, List<String> packages) {

    /** What the inputs of a target are. */
    public enum Kind {
        /** A list of operations. */
        OPERATIONS,
        /** What a reader is put through, by tasks in a certain order: what is found becomes a trace. */
        SCHEDULE,
        /** A text: a fuzzer gets further when it sees what is compared with what, and is slower then. */
        TEXT
    }

    /** Copies the list. */
    public FuzzTarget {
        packages = List.copyOf(packages);
    }

    /** As users write it. */
    public String name() {
        return type.getSimpleName();
    }

    /** Whether it plays a reader that can be chosen, with {@code -Doverlap.reader=ID}. */
    public boolean playsReaders() {
        return kind == Kind.SCHEDULE;
    }
}
