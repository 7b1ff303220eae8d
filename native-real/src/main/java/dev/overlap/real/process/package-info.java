/**
 * A second process on the same kernel: a JVM of its own that makes the calls which threads of this one ask it to make, so that a story can have a process that owns
 * handles, has operations pending, and dies.
 */
@NullMarked
package dev.overlap.real.process;

import org.jspecify.annotations.NullMarked;
