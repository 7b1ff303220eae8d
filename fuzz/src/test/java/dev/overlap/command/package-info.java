/**
 * The command as its users and their scripts meet it: what is typed, what comes out on which stream, and the exit code.
 *
 * <p>Most tests run it in this process, on short runs; what only a process can show (signals, the heap, a closed pipe) is in {@code ProcessTest}.
 */
@NullMarked
package dev.overlap.command;

import org.jspecify.annotations.NullMarked;
