/**
 * Where every decision about data comes from: whether a call pends, what a cancel answers, how many bytes a peer writes.
 *
 * <p>Uses nothing. The rule that a newcomer would break: choice 0 is the default, the least surprising one, because shrinking is a walk towards zeros.
 */
@NullMarked
package dev.overlap.choice;

import org.jspecify.annotations.NullMarked;
