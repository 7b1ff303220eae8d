package dev.overlap.fault;

/**
 * The nth read gets so many bytes at most, as though no more had been there when it was completed; the rest stays in the pipe. Only of a handle in byte-read mode:
 * elsewhere it does not match.
 *
 * @param nth which read, 1 or more
 * @param bytes 1 or more
 */
public record ShortReadRule(int nth, int bytes) implements Rule {

    public ShortReadRule {
        RuleParser.requireCount(nth, "read");
        if (bytes < 1) {
            throw new IllegalArgumentException("a read with " + bytes + " bytes: expected 1 or more");
        }
    }

    @Override
    public String toString() {
        return "complete read #" + nth + " with " + bytes + (bytes == 1 ? " byte" : " bytes");
    }
}
