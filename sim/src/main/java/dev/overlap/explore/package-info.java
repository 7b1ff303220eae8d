/**
 * Playing a scenario many times: what is played when, what is done with a finding, and the way back from a trace to the execution that it describes.
 *
 * <p>Uses everything but {@code script}. The rule that a newcomer would break: execution i of a run is a function of the seed, i and the options alone; which
 * thread plays it, and what was played before, must not matter.
 */
@NullMarked
package dev.overlap.explore;

import org.jspecify.annotations.NullMarked;
