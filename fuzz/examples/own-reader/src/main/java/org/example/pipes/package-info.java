/**
 * A reader of somebody's own, on Windows' functions as {@code dev.overlap.win32} has them. The rule that a newcomer would break: what both threads use is in
 * {@link org.example.pipes.Received}, behind the lock.
 */
package org.example.pipes;
