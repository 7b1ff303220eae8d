package dev.overlap.win32;

import org.jspecify.annotations.Nullable;

/**
 * LPTHREAD_START_ROUTINE as QueueUserWorkItem uses it: runs once, on a thread of the pool, and its result is nobody's (Microsoft: QueueUserWorkItem
 * (threadpoollegacyapiset.h)).
 */
@FunctionalInterface
public interface WorkItem {
    /** Gets what queueUserWorkItem was given. */
    void callback(@Nullable Object context);
}
