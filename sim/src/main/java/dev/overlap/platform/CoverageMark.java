package dev.overlap.platform;

/**
 * A rare path that a run must have gone through to be worth believing. Implemented by enums, one for each part of the code; a run counts how often each
 * constant was reached, a test owns each of them, and a campaign names those that it never reached.
 */
public interface CoverageMark {

    /** The constant's name. */
    String name();

    /** The constant's position in its enum. */
    int ordinal();
}
