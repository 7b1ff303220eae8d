/**
 * The subject: {@link dev.overlap.reader.PipeReader}, which reads a Windows pipe asynchronously, in the manner of Qt's reader but correct, and what it
 * consists of: its buffer, its one operation, its notifications, and one {@link dev.overlap.reader.CompletionSignal} for each way of being told.
 *
 * <p>Uses {@code win32} and {@code platform} only. What the owner's thread and those that completions come to share is one object,
 * {@link dev.overlap.reader.Reception}, behind one lock. The rule that a newcomer would break: an operation in flight is never given up. Its buffer,
 * its OVERLAPPED and its event are let go of only when its completion has been processed, however it was cancelled (Q1, Q19).
 */
@NullMarked
package dev.overlap.reader;

import org.jspecify.annotations.NullMarked;
