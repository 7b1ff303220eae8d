/**
 * A recorded execution as a text file: a header, then one line for each choice that was not the default.
 *
 * <p>Uses {@code choice} and {@code finding}. The rule that a newcomer would break: every version of the format ever written stays readable; a change of what
 * is written is a new version, with a golden file of its own.
 */
@NullMarked
package dev.overlap.trace;

import org.jspecify.annotations.NullMarked;
