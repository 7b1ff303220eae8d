/**
 * The {@code overlap} command: what is typed becomes options, what a run came to becomes lines of text or one JSON object, and an exit code.
 *
 * <p>Uses {@code dev.overlap.explore} and what that takes and gives; decides nothing about executions. The rule that a newcomer would break: results go to
 * stdout, everything else to stderr, and with {@code --json} stdout holds one object and nothing else, whatever happens.
 */
@NullMarked
package dev.overlap.command;

import org.jspecify.annotations.NullMarked;
