/**
 * Programs: stories that chance or a fuzzer makes up, as data. One model for properties, fuzz targets and {@code explore --random-programs}.
 *
 * <p>Uses {@code win32}, {@code platform}, {@code reader}, {@code fault}, {@code scenario} and {@code choice}. The rule that a newcomer would break: whatever a program
 * says, it must end with a correct reader, and break none of the rules of {@code AsyncPipeReader}; what would is left out by whoever plays it, not forbidden to
 * whoever writes it.
 */
@NullMarked
package dev.overlap.program;

import org.jspecify.annotations.NullMarked;
