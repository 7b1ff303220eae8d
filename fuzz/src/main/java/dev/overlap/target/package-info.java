/**
 * Fuzz targets: what a coverage-guided fuzzer calls with bytes of its own making, and the list of them.
 *
 * <p>A target is a class with a method {@code public static void fuzzerTestOneInput(byte[])} that returns, or throws what is a finding. It knows no fuzzer, and keeps
 * nothing from one call to the next that could change what the next does. Targets that read the bytes as a list of operations have an encoding of their own, whose first
 * byte is its version; it never changes its meaning, so that stored inputs keep theirs. The rule that a newcomer would break: an input that is not understood, because
 * it is too short or of an unknown version, is no finding; it is ignored.
 */
@NullMarked
package dev.overlap.target;

import org.jspecify.annotations.NullMarked;
