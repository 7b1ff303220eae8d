/**
 * The kernel of this machine as a world: stories are played unchanged on real threads ({@link dev.overlap.real.RealWorld}), again and again
 * ({@link dev.overlap.real.RealExploration}), and judged by what can be seen from outside.
 *
 * <p>Between a reader and Windows stand, outermost first: noise, the rules of races and faults, the ledger. Uses the judges of the simulated world, and neither its
 * kernel nor its scheduler. The rule that a newcomer would break: whatever is known or told is known and told with the lock of the execution's court held, and
 * nobody calls Windows, a reader or its user with it.
 */
@NullMarked
package dev.overlap.real;

import org.jspecify.annotations.NullMarked;
