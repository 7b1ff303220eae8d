/**
 * The stories that are played, and the stage that a world gives them.
 *
 * <p>Uses {@code win32}, {@code platform}, {@code reader} and {@code finding}. The rule that a newcomer would break: a scenario says who is
 * there and what each of them does, and ends in a stop or at the end of the stream; everything nondeterministic goes through
 * {@link dev.overlap.scenario.Stage#choose}.
 */
@NullMarked
package dev.overlap.scenario;

import org.jspecify.annotations.NullMarked;
