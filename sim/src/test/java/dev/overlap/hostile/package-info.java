/**
 * Texts that mean no good: what users, peers and damaged disks make of traces and scripts, given to the parsers in numbers and sizes that no property goes to.
 *
 * <p>The rule that a newcomer would break: an input is drawn from its number alone, so that whatever fails can be had again from the message.
 */
@NullMarked
package dev.overlap.hostile;

import org.jspecify.annotations.NullMarked;
