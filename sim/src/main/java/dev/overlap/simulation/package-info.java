/**
 * The simulated kernel, the scheduler and the oracles put together: a world in which a scenario can be played under any strategy.
 *
 * <p>Uses everything above it. The rule that a newcomer would break: an execution begins with nothing left of the one before; what is pooled is listed in
 * {@link dev.overlap.simulation.SimWorld}, and cleared where it is taken.
 */
@NullMarked
package dev.overlap.simulation;

import org.jspecify.annotations.NullMarked;
