/**
 * Campaigns: what is run in a given time, what is remembered from one to the next, and what came of it, as files that appear whole or not at all.
 *
 * <p>Uses {@code dev.overlap.explore}; knows nothing of command lines. The rule that a newcomer would break: whatever is told to anybody is in the campaign's folder
 * already, because the next moment may be the last one.
 */
@NullMarked
package dev.overlap.campaign;

import org.jspecify.annotations.NullMarked;
