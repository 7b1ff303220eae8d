package dev.overlap.target;

/**
 * A fuzz target, and what a fuzzer has to know of it.
 *
 * @param type has the method {@code fuzzerTestOneInput(byte[])}
 * @param what it does, in one line
 * @param maxBytes longer inputs are not made: 1 or more
 * @param comparisons whether a fuzzer gets further when it sees what is compared with what; it is slower then
 * @param moreSeeds a folder of the checkout whose files are seeds beside its own; empty for none
 */
public record FuzzTarget(Class<?> type, String what, int maxBytes, boolean comparisons, String moreSeeds) {

    /** As users write it. */
    public String name() {
        return type.getSimpleName();
    }
}
