/**
 * The script language: stories of calls and what they answer, one file each, to be played by any world that gives a {@code Stage}.
 *
 * <p>Uses {@code scenario}, {@code fault}, {@code platform} and {@code win32}, and so no kernel: a script says what Windows does, not what a
 * simulation of it does. The rule that a newcomer would break: all that a line can be wrong about is found by the parser, with line and column; when a script
 * is played, only what the kernel answers can be wrong.
 */
@NullMarked
package dev.overlap.script;

import org.jspecify.annotations.NullMarked;
