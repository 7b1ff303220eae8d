/**
 * The simulated kernel: named pipes, events, operations in flight, waits with their callbacks, handles and memory, one file for each.
 *
 * <p>Uses {@code win32}, {@code platform} (coverage marks), {@code choice}, {@code schedule} and {@code finding}. The rule that a newcomer
 * would break: no scheduling policy here; whatever may happen in more than one order is a step or a choice, and whatever could be a defect is told to the
 * witness, not judged.
 */
@NullMarked
package dev.overlap.kernel;

import org.jspecify.annotations.NullMarked;
