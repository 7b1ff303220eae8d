/**
 * Who runs next: coroutines, tasks, the scheduler with its virtual time, and the strategies, one file each.
 *
 * <p>Uses {@code choice}, {@code platform} and {@code finding}. The rule that a newcomer would break: nothing here may depend on anything but the
 * strategy and the choices; no hash order, no identity, no clock, no other thread.
 */
@NullMarked
package dev.overlap.schedule;

import org.jspecify.annotations.NullMarked;
