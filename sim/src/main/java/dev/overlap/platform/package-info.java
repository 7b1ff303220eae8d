/**
 * What a reader needs beside {@link dev.overlap.win32.Win32}: cells, locks, threads, an event loop, a clock, memory and the end of its own life.
 *
 * <p>A simulated and a real platform implement these interfaces, and the reader cannot tell which one it runs on. The package uses {@code win32} only.
 * The rule that a newcomer would break: a field that two threads touch is a cell, a {@link dev.overlap.platform.Guarded} or immutable, never a bare
 * variable, array or collection, because what the harness cannot see it can neither interleave nor check.
 */
@NullMarked
package dev.overlap.platform;

import org.jspecify.annotations.NullMarked;
