package dev.overlap.win32;

import org.jspecify.annotations.Nullable;

/**
 * OVERLAPPED_ENTRY: one packet that GetQueuedCompletionStatusEx took from a port (Microsoft: OVERLAPPED_ENTRY (minwinbase.h)).
 *
 * <p>It does not say whether the operation succeeded: that is in {@link Overlapped#internal()}, and the call itself answers TRUE in either case.
 *
 * @param completionKey what CreateIoCompletionPort bound the handle with, or what was posted
 * @param overlapped the operation's, or what was posted, which may be nothing
 * @param internal reserved by Microsoft; 0 for a posted packet (P10)
 * @param bytesTransferred bytes of the operation, or what was posted
 */
public record OverlappedEntry(long completionKey, @Nullable Overlapped overlapped, long internal, int bytesTransferred) {}
