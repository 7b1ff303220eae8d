/**
 * The judges: one file for each group of defects, told what happens, silent as long as it is legal; and {@link dev.overlap.oracle.WatchedReader}, which tells
 * them, in whichever world, what a reader and its user say to each other.
 *
 * <p>Uses {@code finding}, {@code schedule} and {@code reader}. The rule that a newcomer would break: an oracle has a test that it fires and one that it stays
 * silent on the look-alike that Windows allows.
 */
@NullMarked
package dev.overlap.oracle;

import org.jspecify.annotations.NullMarked;
