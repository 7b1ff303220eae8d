package dev.overlap.win32;

import org.jspecify.annotations.Nullable;

/** PAPCFUNC: what QueueUserAPC has run, by the thread it was queued to, in an alertable wait (Microsoft: QueueUserAPC (processthreadsapi.h)). */
@FunctionalInterface
public interface ApcRoutine {
    /** Gets what queueUserAPC was given. */
    void callback(@Nullable Object context);
}
