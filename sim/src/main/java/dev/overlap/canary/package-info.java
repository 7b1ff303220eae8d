/**
 * Canaries: small wrong readers, each a real bug, that every campaign must find; one that does not find them controls nothing. {@code SmallReader} is correct,
 * and a canary is that reader with one thing changed.
 *
 * <p>Uses {@code win32}, {@code platform} and {@code reader}. The rule that a newcomer would break: a canary is wrong in one way only. Whatever else it does
 * is as correct as the real reader, so that it gives its own kind of finding and no other.
 */
@NullMarked
package dev.overlap.canary;

import org.jspecify.annotations.NullMarked;
